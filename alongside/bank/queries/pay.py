"""What goes to payroll: the weeks, what of which shift is due, and the rows of a week's file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q, QuerySet

from alongside.bank import policies
from alongside.bank.models import PayLine, PayWeek, Shift
from alongside.bank.queries.rules import the_rules
from alongside.core import audit, clock
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.core.models import Opening
from alongside.solvers.hours import Minutes, split
from alongside.solvers.spells import monday_of

ZONE = ZoneInfo(settings.TIME_ZONE)
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Due:
    """What one shift still owes its worker, or the other way round; `paid` is what went before."""

    shift: Shift
    worker_id: str
    minutes: Minutes
    is_correction: bool
    because: str


@dataclass(frozen=True)
class WeekRow:
    id: str
    starts_on: date
    ends_on: date
    closed_at: datetime
    closed_by: str
    lines: int
    workers: int
    corrections: int
    minutes: Minutes


@dataclass(frozen=True)
class OpenWeek:
    """The first week that has not gone: what would go, and what still waits for the ward."""

    starts_on: date
    ends_on: date
    closes_at: datetime
    is_over: bool
    ready: int
    waiting: int


@dataclass(frozen=True)
class LineRow:
    """One line of a week's file, as it is read."""

    worker: str
    local_id: str
    ward: str
    shift_id: str
    worked_from: datetime
    worked_until: datetime
    break_minutes: int
    minutes: Minutes
    is_correction: bool
    because: str
    week: date

    @property
    def by_kind(self) -> tuple[int, int, int, int]:
        found = self.minutes
        return found.plain, found.saturday_or_night, found.sunday_or_holiday, found.total


def cut_off(starts_on: date) -> datetime:
    """When the week from this Monday closes: on the rules' day and time of the week after."""
    rules = the_rules()
    return datetime.combine(starts_on + WEEK + timedelta(days=rules.cut_off_day), rules.cut_off_time, ZONE)


def bank_holidays(years: Iterable[int]) -> frozenset[date]:
    """England's bank holidays. Where a substitute day is given, it counts in place of the day at the weekend, so that
    nobody is paid twice for one holiday: our reading, not verified. Agree it with payroll."""
    import holidays

    found = holidays.country_holidays("GB", subdiv="ENG", years=sorted(set(years)))
    observed = {name.removesuffix(OBSERVED): day for day, name in found.items() if name.endswith(OBSERVED)}
    moved = {day for day, name in found.items() if name in observed and 0 < (observed[name] - day).days < 7}
    return frozenset(found) - moved


OBSERVED = " (observed)"


def worked_minutes(shift: Shift) -> Minutes:
    """What is true now: the confirmed hours by what payroll pays for them, or none."""
    if shift.status != Shift.Status.CONFIRMED or not shift.worked_from or not shift.worked_until:
        return Minutes()
    years = {shift.worked_from.year, shift.worked_until.year}
    return split(shift.worked_from, shift.worked_until, shift.worked_break or 0, bank_holidays(years), ZONE)


def due(starts_on: date, closes_at: datetime) -> list[Due]:
    """What goes with the week from this Monday: shifts confirmed by its cut-off that have not gone, and differences.

    A shift of an earlier week that was confirmed late goes with this one. What went before is never changed: what is
    different since is a line of its own. Two SQL queries.
    """
    before = midnight(starts_on + WEEK)
    in_time = Q(status=Shift.Status.CONFIRMED, confirmed_at__lte=closes_at, worked_from__lt=before)
    taken_back = Q(status=Shift.Status.NOT_WORKED, pay_lines__isnull=False)
    last = PayWeek.objects.filter(starts_on__lt=starts_on).order_by("-starts_on").values_list("closes_at", flat=True)
    new = Q(pay_lines=None) | (Q(confirmed_at__gt=last[0]) if last else Q())
    shifts = Shift.objects.filter((in_time & new) | taken_back).select_related("worker", "ward").distinct()
    found = [_due(shift, starts_on) for shift in shifts.prefetch_related("pay_lines").order_by("starts_at", "pk")]
    return [row for row in found if row and row.minutes]


def _due(shift: Shift, starts_on: date) -> Due | None:
    lines = list(shift.pay_lines.all())
    worker = shift.worker_id or (lines[0].worker_id if lines else None)
    if worker is None:
        return None
    paid = sum((_minutes(line) for line in lines if line.worker_id == worker), Minutes())
    owed = worked_minutes(shift) - paid
    if not lines:
        late = shift.worked_from is not None and shift.worked_from < midnight(starts_on)
        return Due(shift, worker, owed, False, "Confirmed after the cut-off of its week" if late else "")
    because = "Hours corrected" if shift.status == Shift.Status.CONFIRMED else "Not worked after all"
    return Due(shift, worker, owed, True, because)


def _minutes(line: PayLine) -> Minutes:
    return Minutes(line.plain, line.saturday_or_night, line.sunday_or_holiday)


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), ZONE)


def next_week() -> date:
    """The Monday of the first week that has not gone to payroll: after the last that has, or of the oldest hours."""
    if last := PayWeek.objects.order_by("-starts_on").first():
        return last.starts_on + WEEK
    hours = Shift.objects.filter(status__in=(Shift.Status.WORKED, Shift.Status.CONFIRMED), worked_from__isnull=False)
    first = hours.order_by("worked_from").values_list("worked_from", flat=True).first()
    return monday_of(first.astimezone(ZONE).date() if first else clock.today())


def weeks_to_close(actor: Actor) -> list[date]:
    """The Mondays of the weeks whose cut-off has passed, the earliest first. For the job, and whoever may close one."""
    if not policies.may_close_pay(actor):
        raise NotAllowed("pay_week.closed")
    week, found = next_week(), []
    while cut_off(week) <= clock.now():
        found.append(week)
        week += WEEK
    return found


# Pages ---------------------------------------------------------------------------------------------------------------


def _weeks(actor: Actor) -> QuerySet[PayWeek]:
    return PayWeek.objects.all() if policies.may_see_pay(actor) else PayWeek.objects.none()


def pay_weeks(actor: Actor) -> list[WeekRow]:
    """The weeks that have gone to payroll, the newest first. Two SQL queries."""
    if not policies.may_see_pay(actor):
        raise NotAllowed("pay_week.closed")
    return [_row(week) for week in _weeks(actor).prefetch_related("lines")]


def _row(week: PayWeek) -> WeekRow:
    lines = list(week.lines.all())
    return WeekRow(
        week.pk,
        week.starts_on,
        week.starts_on + timedelta(days=6),
        week.closed_at,
        week.closed_by,
        len(lines),
        len({line.worker_id for line in lines}),
        sum(line.is_correction for line in lines),
        sum((_minutes(line) for line in lines), Minutes()),
    )


def open_week(actor: Actor) -> OpenWeek:
    """What goes next, and what still waits for a ward to confirm it."""
    if not policies.may_see_pay(actor):
        raise NotAllowed("pay_week.closed")
    week = next_week()
    closes_at = cut_off(week)
    waiting = Shift.objects.filter(
        status__in=(Shift.Status.FILLED, Shift.Status.WORKED),
        ends_at__lt=min(clock.now(), midnight(week + WEEK)),
    ).count()
    return OpenWeek(
        week,
        week + timedelta(days=6),
        closes_at,
        closes_at <= clock.now(),
        len(due(week, closes_at)),
        waiting,
    )


FILE_COLUMNS = (
    "Name", "Their number", "Ward", "Day", "Start", "End", "Break, minutes",
    "Plain, hours", "Saturday or night, hours", "Sunday or holiday, hours", "All, hours",
    "Plain, minutes", "Saturday or night, minutes", "Sunday or holiday, minutes", "All, minutes",
    "Correction", "Why", "Shift",
)  # fmt: skip


def file_rows(actor: Actor, week_id: str, kind: str) -> list[tuple[Any, ...]]:
    """The rows of a week's file, as FILE_COLUMNS; that it was taken out is logged, with the `kind` of file.

    Hours are decimal to two places; the minutes are exact.
    """
    lines = pay_lines(actor, week_id)
    said = f"Pay file ({kind}): {len(lines)} rows"
    audit.opened(actor, _weeks(actor).get(pk=week_id), Opening.How.EXPORTED, at=clock.now(), words=said)
    return [
        (
            line.worker,
            line.local_id,
            line.ward,
            line.worked_from.astimezone(ZONE).date(),
            f"{line.worked_from.astimezone(ZONE):%H:%M}",
            f"{line.worked_until.astimezone(ZONE):%H:%M}",
            line.break_minutes,
            *(_decimal(minutes) for minutes in line.by_kind),
            *line.by_kind,
            line.is_correction,
            line.because,
            line.shift_id,
        )
        for line in lines
    ]


def _decimal(minutes: int) -> Decimal:
    return (Decimal(minutes) / 60).quantize(Decimal("0.01"))


def get_pay_week(actor: Actor, week_id: str) -> WeekRow:
    return _row(_weeks(actor).prefetch_related("lines").get(pk=week_id))


def pay_lines(actor: Actor, week_id: str) -> list[LineRow]:
    """The lines of one week by name and day. One SQL query."""
    return _lines(PayLine.objects.filter(week__in=_weeks(actor).filter(pk=week_id)))


def my_pay(actor: Actor, most: int = 12) -> list[LineRow]:
    """What went to payroll of the worker's own shifts, the newest first. One SQL query."""
    return _lines(policies.own_pay(actor).order_by("-week__starts_on", "-shift__starts_at"))[:most]


def shift_to_query(actor: Actor, shift_id: str) -> Shift:
    """A worker's own shift, to say that its hours look wrong."""
    return policies.own_shifts(actor).select_related("ward", "worker").get(pk=shift_id)


def _lines(lines: QuerySet[Any]) -> list[LineRow]:
    return [
        LineRow(
            line.worker.full_name,
            line.worker.local_id,
            line.shift.ward.name,
            line.shift_id,
            line.worked_from,
            line.worked_until,
            line.worked_break,
            _minutes(line),
            line.is_correction,
            line.because,
            line.week.starts_on,
        )
        for line in lines.select_related("worker", "week", "shift__ward")
    ]
