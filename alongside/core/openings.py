"""What explains that somebody opened a person's record: each slice says it of what it knows."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Reason:
    """Why this user (id) had to do with this person (id), from when until when; None: without a beginning, or still."""

    user_id: str
    person_id: str
    starts: datetime | None = None
    ends: datetime | None = None
