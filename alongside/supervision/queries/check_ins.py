"""A worker's own check-ins: theirs to look back on, and to send to one person or not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.supervision import policies
from alongside.supervision.models import CheckIn

FEELINGS = {"1": "Very hard", "2": "Hard", "3": "Getting by", "4": "Well", "5": "Very well"}


@dataclass(frozen=True)
class CheckInRow:
    id: str
    on: date
    feeling: int
    said: str
    words: str
    sent_to: str
    seen: bool


def own_check_ins(actor: Actor) -> QuerySet[CheckIn]:
    """All that is kept, the newest first: what one cannot see one could not delete. NotAllowed for anybody else."""
    if not policies.may_see_own(actor):
        raise NotAllowed("see how they are at work")
    return policies.own_check_ins(actor).select_related("sent_to")


def check_in_rows(found: Iterable[CheckIn]) -> list[CheckInRow]:
    """Of what `own_check_ins` found: one query, or none for a page that was read already."""
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
