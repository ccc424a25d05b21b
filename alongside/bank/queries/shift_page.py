"""One shift as those who look after the bank see it: its facts, who was offered it in order, and what happened."""

from dataclasses import dataclass
from datetime import datetime

from alongside.bank import policies
from alongside.bank.models import Override, Shift, ShiftOffer
from alongside.bank.queries.board import hours_in_words
from alongside.bank.queries.ward_shifts import WardShift, row_of
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.ui import dates

Status = Shift.Status
ANSWERS = {  # how an answer reads: (whose turn, words)
    ShiftOffer.Status.OPEN: ("their_turn", "Asked"),
    ShiftOffer.Status.TAKEN: ("done", "Yes"),
    ShiftOffer.Status.NO: ("on_hold", "Not this time"),
    ShiftOffer.Status.GONE: ("on_hold", "No longer asked"),
}


@dataclass(frozen=True)
class OfferRow:
    name: str
    round: str
    offered_at: datetime
    means: str
    answer: str


@dataclass(frozen=True)
class Happened:
    """`when` in words."""

    when: str
    what: str
    note: str = ""


@dataclass(frozen=True)
class ShiftPage:
    shift: Shift
    hours: str
    row: WardShift
    offers: tuple[OfferRow, ...]
    overrides: tuple[Override, ...]
    happened: tuple[Happened, ...]
    may_approve: bool
    may_offer: bool


def shift_page(actor: Actor, shift_id: str) -> ShiftPage:
    """NotAllowed for a ward and for other workers: who was asked is not theirs to see."""
    shift = get_shift(actor, shift_id)
    offers = shift.offers.select_related("worker").order_by("offered_at", "pk")
    return ShiftPage(
        shift=shift,
        hours=hours_in_words(shift.starts_at, shift.ends_at),
        row=row_of(actor, shift),
        offers=tuple(_offer_row(offer) for offer in offers),
        overrides=tuple(shift.overrides.select_related("worker").order_by("written_at", "pk")),
        happened=tuple(_happened(shift)),
        may_approve=shift.status == Status.ASKED and policies.may_approve(actor, shift),
        may_offer=shift.status in (Status.APPROVED, Status.OFFERED) and policies.may_offer(actor, shift),
    )


def get_shift(actor: Actor, shift_id: str) -> Shift:
    """For those who look after the bank."""
    if not policies.may_see_bank(actor):
        raise NotAllowed("see a shift of the bank")
    found = policies.staffed_shifts(actor)
    return found.select_related("ward", "worker__user", "preferred", "group_date__group", "handed_back_by").get(
        pk=shift_id
    )


def _offer_row(offer: ShiftOffer) -> OfferRow:
    means, answer = ANSWERS[ShiftOffer.Status(offer.status)]
    return OfferRow(offer.worker.full_name, offer.get_round_display(), offer.offered_at, means, answer)


def _happened(shift: Shift) -> list[Happened]:
    """From what the shift itself says, the newest last."""
    rows = [Happened(_when(shift.asked_at), f"Asked for by {shift.asked_by}")]
    if shift.approved_at:
        rows.append(Happened(_when(shift.approved_at), f"Approved by {shift.approved_by}"))
    if shift.filled_at and shift.worker:
        rows.append(Happened(_when(shift.filled_at), f"Taken by {shift.worker.full_name}"))
    if shift.confirmed_at:
        rows.append(Happened(_when(shift.confirmed_at), f"Hours confirmed by {shift.confirmed_by}"))
    if shift.cancelled_at:
        late = " Late notice: the ward bears the cost." if shift.late_notice else ""
        by = shift.get_cancelled_by_display().lower()
        rows.append(Happened(_when(shift.cancelled_at), f"Cancelled by {by}", f"{shift.because}{late}"))
    return rows


def _when(moment: datetime) -> str:
    return f"{dates.day(moment)}, {dates.time(moment)}"
