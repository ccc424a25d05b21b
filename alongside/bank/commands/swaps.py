"""A worker asks a colleague to take their shift, or to change one for another. It is theirs until it is done."""

from typing import Any

from alongside.bank import notices, policies, queries
from alongside.bank.commands import dates
from alongside.bank.models import Shift, ShiftOffer, Swap
from alongside.core.commands import Act, command
from alongside.core.errors import Refused

Status = Swap.Status


@command("swap.asked", "asked to swap a shift", allow=policies.may_ask_swap, locks=("worker", "to", "in_return"))
def ask_swap(act: Act, shift: Shift, *, to: Any, in_return: Shift | None = None, words: str = "") -> Swap:
    """Given away, or with `in_return` changed for a shift of theirs. Refused at once if either could not do it."""
    if to.pk == shift.worker_id:
        raise Refused("It is yours already. Choose a colleague.")
    if in_return and (in_return.worker_id != to.pk or in_return.status != Shift.Status.FILLED):
        raise Refused(f"{to.first_name} no longer has that shift.")
    if shift.swaps.filter(status=Status.ASKED).exists():
        raise Refused("You have asked somebody already. Take that back first.")
    swap = Swap(shift=shift, by=shift.worker, to=to, in_return=in_return, words=words, asked_at=act.at)
    _refuse_what_cannot_be(swap, act)
    swap.save()
    notices.tell_swap_asked(act, swap)
    return swap


@command("swap.agreed", "said yes to a swap", allow=policies.may_answer_swap, locks=("shift", "in_return", "by", "to"))
def agree_swap(act: Act, swap: Swap) -> None:
    """Both are looked at again as they stand now, with shifts and workers locked; then it is done."""
    if swap.shift.worker_id != swap.by_id or (swap.in_return and swap.in_return.worker_id != swap.to_id):
        raise Refused("One of you no longer has the shift. There is nothing to swap.")
    _refuse_what_cannot_be(swap, act, agreed=True)
    swap.move_to(Status.DONE)
    swap.closed_at = act.at
    swap.save()
    for shift, left, joins in _changes(swap):
        dates.leave_date(act, shift, left)
        _give(act, shift, left, joins)
        dates.join_date(act, shift, joins)
    notices.tell_swapped(act, swap)


@command("swap.declined", "said no to a swap", allow=policies.may_answer_swap)
def decline_swap(act: Act, swap: Swap) -> None:
    """Never counted, and no reason asked."""
    _close(act, swap, Status.NO)
    notices.tell_swap_declined(act, swap)


@command("swap.stopped", "took back a swap", allow=policies.may_stop_swap)
def stop_swap(act: Act, swap: Swap) -> None:
    _close(act, swap, Status.STOPPED)


def stop_swaps_of(act: Act, shift: Shift) -> None:
    """Nobody has the shift any more, so there is nothing to swap."""
    asked = Swap.objects.filter(status=Status.ASKED)
    for swap in [*asked.filter(shift=shift), *asked.filter(in_return=shift)]:
        _close(act, swap, Status.STOPPED)


def _close(act: Act, swap: Swap, status: Swap.Status) -> None:
    swap.move_to(status)
    swap.closed_at = act.at
    swap.save()


def _changes(swap: Swap) -> list[tuple[Shift, Any, Any]]:
    """(shift, who has it, who gets it)."""
    there = [(swap.shift, swap.by, swap.to)]
    return [*there, (swap.in_return, swap.to, swap.by)] if swap.in_return else there


def _give(act: Act, shift: Shift, left: Any, joins: Any) -> None:
    """Theirs now, and the offers say so."""
    shift.worker, shift.filled_at = joins, act.at
    shift.changes += 1
    shift.save()
    for offer in shift.offers.filter(worker=left, status=ShiftOffer.Status.TAKEN):
        offer.move_to(ShiftOffer.Status.GONE)
        offer.save()


def _refuse_what_cannot_be(swap: Swap, act: Act, *, agreed: bool = False) -> None:
    """Each gives one and gets another. Whoever acts reads what stands in their own way; of a colleague, never why.

    Before they agreed, what the colleague wishes stands in the way too: they are not asked.
    """
    if any(shift.status != Shift.Status.FILLED or shift.starts_at <= act.at for shift, _, _ in _changes(swap)):
        raise Refused("Only a shift that is filled and still to come can be swapped.")
    if any(shift.keep_by for shift, _, _ in _changes(swap)):
        raise Refused("Its group has moved. First say whether you keep the shift at its new time.")
    given = [shift.pk for shift, _, _ in _changes(swap)]
    for shift, _, joins in _changes(swap):
        mine = act.actor.user_id == joins.user_id
        checked = queries.could(shift, joins, own=mine or agreed or joins == swap.by, without=given)
        if not checked.can:
            raise Refused(". ".join(checked.stops) if mine else f"{joins.first_name} cannot take that shift.")
