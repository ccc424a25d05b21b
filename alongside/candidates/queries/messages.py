"""What was said between a candidate and us."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from alongside.candidates.models import Candidate, Message


@dataclass(frozen=True)
class Said:
    """One message. `is_new`: the reader's side has not opened it; `was_read`: the other side has."""

    id: str
    from_candidate: bool
    author: str
    words: str
    written_at: datetime
    is_new: bool
    was_read: bool


def messages_of(candidate: Candidate, *, as_candidate: bool, newest: int | None = None) -> list[Said]:
    """All of them, the oldest first; or only the `newest` so many. One query."""
    found = candidate.messages.order_by("-written_at", "-pk")
    return [_said(row, as_candidate) for row in reversed(found[:newest])]


def waiting_messages(candidate_ids: list[str]) -> dict[str, int]:
    """{candidate id: how many of their messages none of us has opened}. One query."""
    found = Message.objects.filter(candidate__in=candidate_ids, from_candidate=True, read_at=None)
    return dict(found.order_by().values_list("candidate").annotate(n=Count("pk")).values_list("candidate", "n"))


def _said(row: Message, as_candidate: bool) -> Said:
    from_other_side = row.from_candidate != as_candidate
    return Said(
        id=row.pk,
        from_candidate=row.from_candidate,
        author=row.author,
        words=row.words,
        written_at=row.written_at,
        is_new=from_other_side and row.read_at is None,
        was_read=not from_other_side and row.read_at is not None,
    )
