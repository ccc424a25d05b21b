"""A date of a group is moved, called off, or loses somebody: the shifts that serve it follow, in the same act."""

from datetime import UTC, datetime, timedelta
from typing import Any

from alongside.bank import notices, policies, queries
from alongside.bank.commands import claims, dates, offers, shifts, swaps
from alongside.bank.models import Shift, ShiftOffer
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.groups import commands as groups

Status, By = Shift.Status, Shift.CancelledBy
CALLED_OFF = "The group does not go ahead."


@command("shift.moved", "fitted a shift to the date that it serves", allow=policies.may_follow, locks=("worker",))
def follow_date(act: Act, shift: Shift, *, starts_at: datetime, ends_at: datetime) -> None:
    """To the time at which the date needs it now. What was offered is offered anew; whoever has it is asked.

    Asked, they keep it at the new time or hand it back. Nobody is moved to another time than they said yes to.
    """
    if shift.status == Status.FILLED:
        _ask_to_keep(act, shift, starts_at, ends_at)
        return
    if shift.status not in queries.UNFILLED:
        raise Refused(f"This shift is {shift.get_status_display().lower()}: it stays as it is.")
    if shift.status == Status.OFFERED:
        shift.move_to(Status.APPROVED)
        shift.round, shift.round_ends_at = Shift.Round.NONE, None
        offers.close_offers(act, shift)
    for offer in shift.offers.filter(status=ShiftOffer.Status.NO):  # a no to another time
        offer.move_to(ShiftOffer.Status.GONE)
        offer.save()
    shift.starts_at, shift.ends_at = starts_at, ends_at
    shift.changes += 1
    shift.save()
    notices.tell_moved(act, shift)


@command("shift.kept", "kept a shift at its new time", allow=policies.may_keep, locks=("worker",))
def keep_shift(act: Act, shift: Shift) -> None:
    """Checked against the rules as if they took it now. Refused in words: what stands in the way."""
    if shift.status != Status.FILLED or shift.asked_starts_at is None:
        raise Refused("Nothing is asked about this shift now.")
    if shift.asked_starts_at <= act.at:
        raise Refused("It has begun already.")
    dates.take_asked_times(shift)
    checked = queries.could(shift, shift.worker, own=True)
    if not checked.can:
        raise Refused(". ".join(checked.stops))
    shift.changes += 1
    shift.save()
    notices.tell_kept(act, shift)


def _ask_to_keep(act: Act, shift: Shift, starts_at: datetime, ends_at: datetime) -> None:
    """For as long as a round of offers, or half of the time that is left. Moved back meanwhile, nothing is asked."""
    swaps.stop_swaps_of(act, shift)
    if (starts_at, ends_at) == (shift.starts_at, shift.ends_at):
        shift.asked_starts_at, shift.asked_ends_at, shift.keep_by = None, None, None
        shift.save()
        notices.tell_stays(act, shift)
        return
    left = max(min(starts_at, shift.starts_at) - act.at, timedelta())
    shift.asked_starts_at, shift.asked_ends_at = starts_at, ends_at
    shift.keep_by = act.at + min(timedelta(hours=queries.the_rules().offer_hours), left / 2)
    shift.save()
    notices.ask_to_keep(act, shift)


# What a date of a group says ---------------------------------------------------------------------------------------


def _move(act: Act, date: Any, was_from: datetime, was_until: datetime) -> None:
    """As long before and after it as they were; as long as they were where that would be no shift at all."""
    for shift in queries.serving(date, *queries.UNFILLED, Status.FILLED):
        if shift.status == Status.FILLED and shift.starts_at <= act.at:
            continue
        begins, ends = shift.asked_starts_at or shift.starts_at, shift.asked_ends_at or shift.ends_at
        moved_from = _moved(begins, was_from, date.starts_at)
        moved_until = _moved(ends, was_until, date.ends_at)
        if queries.problems_of_length(moved_from, moved_until, shift.break_minutes):
            moved_until = moved_from + (_utc(ends) - _utc(begins))
        follow_date(act, shift, starts_at=moved_from, ends_at=moved_until)


def _call_off(act: Act, date: Any) -> None:
    """By the ward, which bears the cost of late notice, where somebody says so who asks for its shifts; else by us."""
    for shift in queries.serving(date, *queries.UNFILLED, Status.FILLED):
        if shift.starts_at > act.at and shift.status != Status.NOT_APPROVED:
            ours = date.cancelled_by == "us" or not policies.asks_for_ward(act.actor, shift.ward)
            shifts.cancel_shift(act, shift, by=By.BANK if ours else By.WARD, because=CALLED_OFF)


def _hand_back(act: Act, date_worker: Any) -> None:
    """Whoever cannot come to the date cannot work the shift they come with."""
    for shift in queries.serving(date_worker.date, Status.FILLED):
        if shift.worker_id == date_worker.worker_id:
            claims.hand_back(act, shift)


def _moved(moment: datetime, was: datetime, now: datetime) -> datetime:
    """By as much time as has passed on a clock that never changes."""
    return _utc(moment) + (_utc(now) - _utc(was))


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


groups.also_moves.append(_move)
groups.also_calls_off.append(_call_off)
groups.also_cannot_come.append(_hand_back)
