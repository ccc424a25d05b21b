"""What the life of a shift asks: what cannot be, who is next to be asked, when it is at risk, and refusals in words."""

from copy import copy
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils import timezone

from alongside.bank.models import BankRules, Shift
from alongside.bank.queries.eligibility import Could, who_could
from alongside.bank.queries.rules import the_rules
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.models import Notice
from alongside.ui import dates

Status, Round = Shift.Status, Shift.Round
WAITING = (Status.ASKED,)
OPEN = (Status.APPROVED, Status.OFFERED)
UNFILLED = (Status.ASKED, Status.NOT_APPROVED, *OPEN)
LIVE = (*WAITING, *OPEN, Status.FILLED, Status.WORKED, Status.CONFIRMED)
LONGEST = timedelta(hours=24)
AT_RISK = "shift-at-risk-"  # with its id: the name of the message that says so, so that it is said once
Problems = list[tuple[str, str]]
"""(what it is beside, words)."""


def problems_of_times(starts_at: datetime, ends_at: datetime, break_minutes: int = 0) -> Problems:
    """What cannot be whatever else is the case; each beside `starts`, `ends` or `break_minutes`."""
    if starts_at <= clock.now():
        return [("starts", "This is in the past. Enter a time that is still to come")]
    return problems_of_length(starts_at, ends_at, break_minutes)


def problems_of_hours(
    shift: Shift, worked_from: datetime, worked_until: datetime, worked_break: int, at: datetime
) -> Problems:
    """The same of hours that were worked, which must be over and not be said of another shift of the worker too."""
    if worked_until > at:
        return [("ends", "This is still to come. Say the hours when they are worked")]
    said = Shift.objects.filter(worker=shift.worker_id, status__in=(Status.WORKED, Status.CONFIRMED))
    twice = said.filter(worked_from__lt=worked_until, worked_until__gt=worked_from).exclude(pk=shift.pk)
    if worked_from < worked_until and (other := twice.first()):
        hours = f"{dates.time(other.worked_from)} to {dates.time(other.worked_until)}"
        beside = "starts" if (other.worked_from or worked_from) <= worked_from else "ends"
        return [(beside, f"These hours overlap another shift, worked {hours}. Look at the times again")]
    return problems_of_length(worked_from, worked_until, worked_break)


def problems_of_length(starts_at: datetime, ends_at: datetime, break_minutes: int) -> Problems:
    """What cannot be, past or to come; each beside `ends` or `break_minutes`."""
    if ends_at <= starts_at:
        return [("ends", "It must end after it starts. If it goes past midnight, enter the day it ends")]
    if ends_at - starts_at > LONGEST:
        return [("ends", "It is longer than 24 hours. Enter when one person’s shift ends")]
    if timedelta(minutes=break_minutes) >= ends_at - starts_at:
        return [("break_minutes", "The break is as long as the shift. Enter the minutes that are not paid")]
    return []


def problems_of_need(
    *, ward: Any, starts_at: datetime, ends_at: datetime, what_for: str, group_date: Any = None, but: str = ""
) -> Problems:
    """Whether it serves the date of a group that it is for, and is not asked for already: for the same date, or the
    same thing typed twice. `but`: the id of the shift that is being changed."""
    if group_date and group_date.status != "planned":
        return [("on", "The group does not go ahead on that date, so nobody is needed for it")]
    if group_date and (starts_at >= group_date.ends_at or ends_at <= group_date.starts_at):
        on = f"{dates.day(group_date.starts_at)}, {_times(group_date)}"
        return [("on", f"The group is on {on}. The shift must be on then")]
    others = Shift.objects.filter(status__in=LIVE, starts_at__lt=ends_at, ends_at__gt=starts_at).exclude(pk=but)
    if group_date and (other := others.filter(group_date=group_date).first()):
        return [("starts", f"There is a shift for this date of the group already, {_times(other)}. Change that one")]
    same = others.filter(ward=ward, starts_at=starts_at, ends_at=ends_at, what_for__iexact=what_for)
    if same.exists():
        return [("what_for", "This is asked for already. If you need two people, say what the second one is for")]
    return []


def open_on_day_of(shift: Shift) -> list[Shift]:
    """Other shifts of the same day that nobody has yet and that are still to come, the first first."""
    day = timezone.localtime(shift.starts_at).date()
    begins = timezone.make_aware(datetime.combine(day, time()))
    ends = timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))
    found = Shift.objects.filter(status__in=OPEN, starts_at__gte=max(begins, clock.now()), starts_at__lt=ends)
    return list(found.exclude(pk=shift.pk).select_related("ward"))


def is_at_risk(shift: Shift, rules: BankRules, at: datetime) -> bool:
    """Nobody has it, and it is near, or somebody had it and cannot come after all."""
    if shift.status not in OPEN or shift.starts_at <= at:
        return False
    return shift.handed_back_by_id is not None or shift.starts_at - at < timedelta(hours=rules.at_risk_hours)


def may_be_asked(shift: Shift) -> list[Could]:
    """Those who could, in fair turns: first those of the grade asked for, then of the other grade, which does only when
    the shift is near. Whoever handed it back is not asked again."""
    could = [row for row in who_could(shift) if row.can and row.worker_id != shift.handed_back_by_id]
    return sorted(could, key=lambda row: not row.of_grade)


def is_in_round(shift: Shift, row: Could, turn: str) -> bool:
    """Whether this round of the set order is theirs."""
    if turn == Round.PREFERRED:
        return row.worker_id == shift.preferred_id
    return turn != Round.INDUCTED or row.inducted


def words_when_gone(shift: Shift) -> str:
    """What somebody reads who says yes to a shift that is not there any more."""
    if shift.status == Status.CANCELLED:
        return "The ward no longer needs this shift. Thank you for offering."
    if shift.status in OPEN:
        return "This is not offered to you any more."
    return "Just taken. Thank you for offering."


def when(shift: Shift) -> str:
    """Says "Friday 20 March, 10:00am to 12:00pm"."""
    return f"{dates.day(shift.starts_at)}, {_times(shift)}"


def at_new_time(shift: Shift) -> Shift:
    """A copy of a shift whose group has moved, at the time that its worker is asked to keep it at. Not to be saved."""
    moved = copy(shift)
    moved.starts_at, moved.ends_at = shift.asked_starts_at or shift.starts_at, shift.asked_ends_at or shift.ends_at
    return moved


def serving(date: Any, *statuses: str) -> list[Shift]:
    """The shifts in these states that serve a date of a group, the first first."""
    found = Shift.objects.filter(group_date=date, status__in=statuses).select_related("ward", "worker__user")
    return list(found.order_by("starts_at", "pk"))


def _times(shift: Any) -> str:
    return f"{dates.time(shift.starts_at)} to {dates.time(shift.ends_at)}"


# What waits for a job ----------------------------------------------------------------------------------------------


def due_for_offers(actor: Actor) -> QuerySet[Shift]:
    """Approved and shown by now, or offered to a round whose time is over; the first first."""
    now = clock.now()
    found = _for_process(actor).filter(status__in=OPEN, starts_at__gt=now)
    near = now + timedelta(days=the_rules().visible_days)
    return found.filter(
        Q(status=Status.APPROVED, starts_at__lte=near) | Q(status=Status.OFFERED, round_ends_at__lte=now)
    )


def newly_at_risk(actor: Actor) -> QuerySet[Shift]:
    """At risk, and not said yet to those who look after the bank."""
    now, rules = clock.now(), the_rules()
    near = Q(starts_at__lte=now + timedelta(hours=rules.at_risk_hours)) | Q(handed_back_by__isnull=False)
    said = Notice.objects.filter(once=Concat(Value(AT_RISK), OuterRef("pk")))
    return _for_process(actor).filter(~Exists(said), near, status__in=OPEN, starts_at__gt=now)


def begun_empty(actor: Actor) -> QuerySet[Shift]:
    """Begun, and nobody had it."""
    return _for_process(actor).filter(status__in=OPEN, starts_at__lte=clock.now())


def begun_unapproved(actor: Actor) -> QuerySet[Shift]:
    """Begun, and nobody had said whether it may be."""
    return _for_process(actor).filter(status=Status.ASKED, starts_at__lte=clock.now())


def moved_unanswered(actor: Actor) -> QuerySet[Shift]:
    """Their group has moved, and whoever has them did not say in time whether they keep them."""
    return _for_process(actor).filter(status=Status.FILLED, keep_by__lte=clock.now())


def _for_process(actor: Actor) -> QuerySet[Shift]:
    return Shift.objects.select_related("ward", "worker__user") if actor.is_process else Shift.objects.none()
