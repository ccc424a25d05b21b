"""A worker's own check-ins: theirs to look back on, and to send to one person or not."""

from dataclasses import dataclass
from datetime import date

from alongside.core.actors import Actor
from alongside.supervision import policies
from alongside.supervision.models import CheckIn

FEELINGS = {"1": "Very hard", "2": "Hard", "3": "Getting by", "4": "Well", "5": "Very well"}
SHOWN = 400  # more than one for each day of a year


@dataclass(frozen=True)
class CheckInRow:
    id: str
    on: date
    feeling: int
    said: str
    words: str
    sent_to: str
    seen: bool


def history(actor: Actor) -> list[CheckInRow]:
    """All that is kept, the newest first: what one cannot see one could not delete. One query."""
    found = policies.own_check_ins(actor).select_related("sent_to")[:SHOWN]
    return [
        CheckInRow(
            one.pk,
            one.on,
            one.feeling,
            FEELINGS[str(one.feeling)],
            one.words,
            one.sent_to.name if one.sent_to else "",
            one.seen_at is not None,
        )
        for one in found
    ]


def own_check_in(actor: Actor, check_in_id: str) -> CheckIn:
    return policies.own_check_ins(actor).select_related("worker").get(pk=check_in_id)


def sent_check_in(actor: Actor, check_in_id: str) -> CheckIn:
    """One that was sent to the actor."""
    return policies.sent_check_ins(actor).select_related("worker").get(pk=check_in_id)
