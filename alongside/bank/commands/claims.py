"""A shift is taken by the first yes, and handed back without a reason."""

from datetime import timedelta

from alongside.bank import notices, policies, queries
from alongside.bank.commands import dates, offers, swaps
from alongside.bank.models import Shift
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.workforce.policies import own_worker

Status = Shift.Status


@command("shift.claimed", "took a shift", allow=policies.may_claim)
def claim_shift(act: Act, shift: Shift) -> None:
    """The first yes gets it. Whether they may is asked again here, with shift and worker locked, in that order.

    Refused in words: what stands in the way now, or that somebody else was quicker.
    """
    worker = own_worker(act.actor).select_for_update().get()
    offer = shift.offers.get(worker=worker)
    if shift.worker_id == worker.pk and shift.status == Status.FILLED:
        raise Refused("It is yours already.")
    if shift.status != Status.OFFERED or offer.status == offer.Status.GONE:
        raise Refused(queries.words_when_gone(shift))
    if shift.starts_at <= act.at:
        raise Refused("It has begun already.")
    checked = queries.could(shift, worker, own=True)
    if not checked.can:
        raise Refused(". ".join(checked.stops))
    offers.close_offers(act, shift, taken_by=worker)
    shift.move_to(Status.FILLED)
    shift.worker, shift.filled_at, shift.handed_back_by, shift.round_ends_at = worker, act.at, None, None
    shift.save()
    dates.join_date(act, shift, worker)
    notices.tell_filled(act, shift)


@command("shift.handed_back", "handed a shift back", allow=policies.may_hand_back, locks=("worker",))
def hand_back(act: Act, shift: Shift) -> None:
    """No reason is asked or kept. It is offered again at once to those whose turn it was, at the time it is by now."""
    dates.take_asked_times(shift)
    if shift.status == Status.FILLED and shift.starts_at <= act.at:
        raise Refused("It has begun. Ring the ward, then the bank.")
    if shift.status != Status.FILLED:
        raise Refused(f"This shift is {shift.get_status_display().lower()}: it cannot be handed back.")
    worker = shift.worker
    shift.move_to(Status.APPROVED)
    shift.worker, shift.filled_at, shift.handed_back_by = None, None, worker
    shift.changes += 1
    offers.close_offers(act, shift)
    shift.save()
    swaps.stop_swaps_of(act, shift)
    dates.leave_date(act, shift, worker)
    offers.offer_again(act, shift)
    late = shift.starts_at - act.at < timedelta(hours=queries.the_rules().notice_hours)
    notices.tell_handed_back(act, shift, worker, late=late)
