"""Why one shift has nobody: who could do it, who could not and why, and the smallest changes that would open it up."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from alongside.bank import policies
from alongside.bank.models import BankWorker, Shift, ShiftOffer
from alongside.bank.queries.board import hours_in_words
from alongside.bank.queries.eligibility import Could, who_could
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.ui.words import first_initial

LOOKED_FOR = {Shift.Status.APPROVED, Shift.Status.OFFERED, Shift.Status.EMPTY}


@dataclass(frozen=True)
class Someone:
    """One worker of the bank. `answer` is empty until the shift was offered to them: "asked" or "no"."""

    id: str
    name: str
    hours: float
    good: tuple[str, ...]
    stops: tuple[str, ...]
    warns: tuple[str, ...]
    answer: str = ""


@dataclass(frozen=True)
class Opening:
    """One small change: its kind (induction, supervision, time, override), its words, and who could do it then."""

    kind: str
    words: str
    names: tuple[str, ...]
    worker_id: str = ""


@dataclass(frozen=True)
class Why:
    """One shift, and everybody who could be named with it. `is_open`: it can still be offered."""

    id: str
    ward: str
    starts_at: datetime
    ends_at: datetime
    what: str
    with_whom: str
    asked_on: datetime
    is_open: bool
    closes_at: datetime | None
    could: tuple[Someone, ...]
    could_not: tuple[Someone, ...]
    openings: tuple[Opening, ...]

    @property
    def hours(self) -> str:
        return hours_in_words(self.starts_at, self.ends_at)

    @property
    def to_ask(self) -> tuple[Someone, ...]:
        """Those who could, and have not been asked."""
        return tuple(one for one in self.could if not one.answer)


def why_empty(actor: Actor, shift_id: str) -> Why | None:
    """None for a shift that nobody is looked for. NotAllowed for whoever may not see it, DoesNotExist for none such.

    Whoever is not available is not named: not beside the others, nor counted, whatever the cause.
    """
    if not policies.may_see_bank(actor):
        raise NotAllowed("see why a shift is empty")
    shift = policies.staffed_shifts(actor).select_related("ward").get(pk=shift_id)
    if shift.status not in LOOKED_FOR:
        return None
    said = {
        offer.worker_id: "no" if offer.status == ShiftOffer.Status.NO else "asked"
        for offer in shift.offers.all()
        if offer.status in (ShiftOffer.Status.OPEN, ShiftOffer.Status.NO)
    }
    found = [row for row in who_could(shift) if row.may_be_named and row.worker_id != shift.handed_back_by_id]
    return Why(
        id=shift.pk,
        ward=shift.ward.name,
        starts_at=shift.starts_at,
        ends_at=shift.ends_at,
        what=shift.what_for,
        with_whom=shift.with_whom,
        asked_on=shift.asked_at,
        is_open=shift.status != Shift.Status.EMPTY and shift.starts_at > clock.now(),
        closes_at=shift.round_ends_at if shift.status == Shift.Status.OFFERED else None,
        could=tuple(_someone(row, said.get(row.worker_id, "")) for row in found if row.can),
        could_not=tuple(_someone(row) for row in found if not row.can),
        openings=_openings(found),
    )


def shift_to_offer(actor: Actor, shift_id: str) -> Shift:
    return policies.staffed_shifts(actor).get(pk=shift_id)


def workers_to_ask(actor: Actor, ids: Iterable[str]) -> list[Any]:
    """The workers of the bank with these ids, in their order; unknown ones are left out."""
    if not policies.may_offer(actor):
        raise NotAllowed("offer a shift")
    asked = list(ids)
    members = BankWorker.objects.filter(worker__in=asked).select_related("worker")
    return sorted((member.worker for member in members), key=lambda worker: asked.index(worker.pk))


def _someone(row: Could, answer: str = "") -> Someone:
    return Someone(
        row.worker_id,
        first_initial(row.name),
        row.hours_this_week,
        row.good,
        row.stops,
        tuple(problem.said for problem in row.warns),
        answer,
    )


def _openings(found: list[Could]) -> tuple[Opening, ...]:
    """The same change for several is said once: "Start at 3pm. Josh and Ruth could too"."""
    changes: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for row in found:
        for kind, words in row.opens:
            changes[kind, words, "" if kind == "time" else row.worker_id].append(row.name.split()[0])
    return tuple(Opening(kind, words, tuple(names), worker) for (kind, words, worker), names in changes.items())
