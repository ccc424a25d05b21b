"""A shift is asked for, changed, approved or not, cancelled, or given up because nobody could."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from alongside.accounts.models import Ward
from alongside.bank import notices, policies, queries
from alongside.bank.commands import dates, offers, swaps
from alongside.bank.models import Shift, ShiftOffer
from alongside.bank.queries.shifts import OPEN, WAITING
from alongside.core.commands import Act, command
from alongside.core.errors import NotAllowed, Refused

Status, By = Shift.Status, Shift.CancelledBy
FACTS = frozenset((
    "starts_at", "ends_at", "break_minutes", "what_for", "with_whom", "group_date", "skills", "band", "fallback_band",
    "preferred", "weight",
))  # fmt: skip


@command("shift.asked", "asked for a shift", allow=policies.may_ask_shift, locks=("ward", "group_date"))
def ask_shift(
    act: Act,
    *,
    ward: Ward,
    starts_at: datetime,
    ends_at: datetime,
    what_for: str,
    with_whom: str = "",
    break_minutes: int = 0,
    group_date: Any = None,
    skills: Sequence[str] = (),
    band: str = "3",
    fallback_band: str = "",
    preferred: Any = None,
    weight: int = 5,
) -> Shift:
    """For one worker on one ward. `group_date` is the date of a group that it serves; `fallback_band` a grade that
    does too when it is near; `preferred` is asked first. Refused when it cannot be, or is asked for already."""
    if not (act.actor.is_process or policies.asks_for_ward(act.actor, ward)):
        raise NotAllowed(f"{act.actor.name} may not ask for a shift on {ward.name}")
    shift = Shift(
        ward=ward,
        starts_at=starts_at,
        ends_at=ends_at,
        break_minutes=break_minutes,
        what_for=what_for,
        with_whom=with_whom,
        group_date=group_date,
        skills=list(skills),
        band=band,
        fallback_band=fallback_band,
        preferred=preferred,
        weight=weight,
        asked_at=act.at,
        asked_by=act.actor.name,
        asked_by_user_id=act.actor.user_id or None,
    )
    _refuse_what_cannot_be(shift)
    shift.save()
    notices.tell_asked(act, shift)
    return shift


@command("shift.changed", "changed a shift", allow=policies.may_change_shift, locks=("group_date",))
def change_shift(act: Act, shift: Shift, **facts: Any) -> None:
    """Any of what was asked for, but the ward. What was not approved is asked again; what was offered is offered anew.

    Nobody is moved to another time than they said yes to: a shift that somebody has is cancelled and asked again.
    """
    if shift.status not in WAITING + OPEN + (Status.NOT_APPROVED,):
        raise Refused(f"This shift is {shift.get_status_display().lower()}. Cancel it and ask for another.")
    if shift.status in OPEN and not policies.may_offer(act.actor, shift):
        raise Refused("It is approved already. Ask the bank to change it, or cancel it and ask again.")
    if not_asked := facts.keys() - FACTS:
        raise TypeError(f"These cannot be changed: {', '.join(sorted(not_asked))}")
    for name, value in facts.items():
        setattr(shift, name, value)
    _refuse_what_cannot_be(shift)
    if shift.status == Status.NOT_APPROVED:
        shift.move_to(Status.ASKED)
        shift.because, shift.asked_at = "", act.at
        notices.tell_asked(act, shift)
    elif shift.status == Status.OFFERED:
        shift.move_to(Status.APPROVED)
        shift.round, shift.round_ends_at = Shift.Round.NONE, None
        offers.close_offers(act, shift)
    shift.changes += 1
    shift.save()
    notices.tell_changed(act, shift)


@command("shift.approved", "approved a shift", allow=policies.may_approve)
def approve_shift(act: Act, shift: Shift) -> None:
    """From now on it is offered, in the set order, as soon as it is near enough to be shown."""
    if shift.starts_at <= act.at:
        raise Refused("It would have begun already.")
    shift.move_to(Status.APPROVED)
    shift.approved_at, shift.approved_by = act.at, act.actor.name
    shift.save()
    notices.tell_decided(act, shift)


@command("shift.not_approved", "did not approve a shift", allow=policies.may_approve)
def refuse_shift(act: Act, shift: Shift, *, because: str) -> None:
    """The ward reads why."""
    shift.move_to(Status.NOT_APPROVED)
    shift.because = because
    shift.save()
    notices.tell_decided(act, shift)


@command("shift.cancelled", "cancelled a shift", allow=policies.may_cancel, locks=("worker",))
def cancel_shift(act: Act, shift: Shift, *, by: str = By.WARD, because: str = "") -> None:
    """Whoever has it is told at once, and offered another open shift of that day if there is one that they could do.

    By the ward with less notice than the rules ask: written on it, because the ward then bears the cost.
    """
    if shift.starts_at <= act.at and shift.status == Status.FILLED:
        raise Refused("It has begun. Say that it was not worked instead.")
    if by == By.WARD and not (policies.asks_for_ward(act.actor, shift.ward) or act.actor.is_process):
        raise NotAllowed("Only the ward says that the ward cancels")
    had = shift.worker if shift.status == Status.FILLED else None
    shift.move_to(Status.CANCELLED)
    shift.cancelled_at, shift.cancelled_by, shift.because = act.at, by, because
    notice = timedelta(hours=queries.the_rules().notice_hours)
    shift.late_notice = by == By.WARD and had is not None and shift.starts_at - act.at < notice
    shift.changes += 1
    shift.save()
    swaps.stop_swaps_of(act, shift)
    notices.tell_no_longer_needed(act, shift, offers.close_offers(act, shift))
    if had:
        dates.leave_date(act, shift, had)
        instead = None if by == By.WORKER else _offer_instead(act, shift, had)
        notices.tell_cancelled(act, shift, had, instead)
    else:
        notices.tell_asker_cancelled(act, shift)


@command("shift.given_up", "found nobody for a shift", allow=policies.may_move_on)
def give_up_on(act: Act, shift: Shift) -> None:
    """It began and nobody had it, or the bank has stopped looking."""
    shift.move_to(Status.EMPTY)
    offers.close_offers(act, shift)
    shift.save()
    notices.tell_empty(act, shift)


@command("shift.at_risk", "said that nobody has a shift yet", allow=policies.may_move_on)
def say_at_risk(act: Act, shift: Shift) -> None:
    """It is near, and still nobody: those who look after the bank are told, once."""
    if not queries.is_at_risk(shift, queries.the_rules(), act.at):
        raise Refused("It is not at risk.")
    notices.tell_at_risk(act, shift)


def _offer_instead(act: Act, shift: Shift, worker: Any) -> Shift | None:
    """The first other open shift of that day that the worker could do, offered to them now."""
    for other in queries.open_on_day_of(shift):
        taken = ShiftOffer.objects.filter(shift=other, worker=worker).exclude(status=ShiftOffer.Status.GONE).exists()
        if not taken and queries.could(other, worker).can:
            offers.offer_to(act, other, workers=[worker])
            return other
    return None


def _refuse_what_cannot_be(shift: Shift) -> None:
    problems = queries.problems_of_times(
        shift.starts_at, shift.ends_at, shift.break_minutes
    ) or queries.problems_of_need(
        ward=shift.ward_id,
        starts_at=shift.starts_at,
        ends_at=shift.ends_at,
        what_for=shift.what_for,
        group_date=shift.group_date,
        but=shift.pk,
    )
    if problems:
        raise Refused(f"{problems[0][1]}.")
