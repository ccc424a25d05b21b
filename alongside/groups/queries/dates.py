"""The dates of a group: the days of a series, bank holidays, what else is on, and one date with who runs it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

import holidays
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from alongside.core import clock
from alongside.core.actors import Actor
from alongside.groups import policies
from alongside.groups.models import DateWorker, Group, GroupDate, Membership
from alongside.ui import dates as say

PLACES_OF = ("group__pathway", "group__team", "group__ward__site")

CancelledBy = GroupDate.CancelledBy
MEANS = {"planned": "going_on", "now": "your_turn", "held": "done", "missing": "your_turn", "cancelled": "on_hold"}
WORDS = {
    "planned": "Planned",
    "now": "Now",
    "held": "Held",
    "missing": "No register yet",
    "cancelled": "Not going ahead",
}


@dataclass(frozen=True)
class RunnerRow:
    """One who runs a date. `cannot`: they said they cannot come."""

    id: str
    name: str
    kind: str
    cannot: bool


@dataclass(frozen=True)
class DateRow:
    """One date in a list. `state`: planned | now | held | missing | cancelled; `why` says why it does not go ahead."""

    id: str
    group_id: str
    group: str
    starts_at: datetime
    ends_at: datetime
    place: str
    words: str
    state: str
    state_words: str
    means: str
    why: str
    runners: tuple[RunnerRow, ...]
    needs_peer: bool
    needs_clinician: bool
    came: int | None


@dataclass(frozen=True)
class ShiftOfDate:
    """A shift of the staff bank that serves a date: when, its state (whose turn, in words) and its page.

    `stands`: it is asked for, offered, somebody's or worked, so that no other is asked for.
    """

    hours: str
    means: str
    state: str
    page: str
    stands: bool


@dataclass(frozen=True)
class DatePage:
    """One date for those at work. `signed` is how many said they come, where people say so; None at a drop-in.

    `shifts`: those of the staff bank that serve it and that this reader may see.
    """

    date: GroupDate
    group: Group
    row: DateRow
    where: str
    signed: int | None
    clashes: tuple[str, ...]
    shifts: tuple[ShiftOfDate, ...]
    may_keep: bool
    may_register: bool
    runs_it: bool


Shifts = Callable[[Actor, GroupDate], Iterable[ShiftOfDate]]
SHIFTS: list[Shifts] = []


def shifts_from(read: Shifts) -> Shifts:
    """Say how the slice above that has shifts reads those that serve a date, as far as an actor may see them."""
    SHIFTS.append(read)
    return read


@cache
def _shifts() -> list[Shifts]:
    autodiscover_modules("queries")
    return SHIFTS


# Days ----------------------------------------------------------------------------------------------------------------


def bank_holidays(first: date, last: date) -> dict[date, str]:
    """England's bank holidays from `first` to `last`, by day, with their names (the `holidays` package; gov.uk)."""
    known = holidays.country_holidays("GB", subdiv="ENG", years=range(first.year, last.year + 1))
    said = {day: name.replace("(observed)", "(substitute day)") for day, name in sorted(known.items())}
    return {day: name for day, name in said.items() if first <= day <= last}


def series_days(weekdays: Iterable[int], every: int, first: date, last: date) -> list[date]:
    """These weekdays (Monday is 0) of every `every`-th week from the week of `first`, up to and with `last`."""
    monday = first - timedelta(days=first.weekday())
    days = [monday + timedelta(weeks=week, days=day) for week in range(0, 530, every) for day in sorted(set(weekdays))]
    return [day for day in days if first <= day <= last]


def moment(day: date, at: time) -> datetime:
    """That time of the day by the clock on the wall, whichever side of a clock change it lies."""
    return timezone.make_aware(datetime.combine(day, at))


# What else is on -----------------------------------------------------------------------------------------------------


def clashes(group: Group, spells: Iterable[tuple[datetime, datetime, str]], but: str = "") -> list[str]:
    """In words, what else is on at these times in the same ward, or in the same place where the group has no ward.

    `spells` are (starts, ends, place, "" for the group's own); `but` is the id of the date that is being moved. One
    query. Nothing that the reader may not know: only the group's name and its time.
    """
    wanted = list(spells)
    if not wanted:
        return []
    first, last = min(starts for starts, _, _ in wanted), max(ends for _, ends, _ in wanted)
    others = (
        GroupDate.objects.filter(group__ward=group.ward_id, starts_at__lt=last, ends_at__gt=first)
        .exclude(status=GroupDate.Status.CANCELLED)
        .exclude(pk=but)
        .exclude(group__status=Group.Status.ENDED)
        .select_related("group")
        .order_by("starts_at", "pk")
    )
    found = []
    for other in others:
        for starts, ends, place in wanted:
            here = (place or group.place).strip().casefold()
            there = (other.place or other.group.place).strip().casefold()
            if other.starts_at < ends and other.ends_at > starts and (group.ward_id or (here and here == there)):
                found.append(f"{other.group.name}, {_span(other.starts_at, other.ends_at)}")
                break
    return found


def _span(starts: datetime, ends: datetime) -> str:
    return f"{say.day(starts)}, {say.time(starts)} to {say.time(ends)}"


# Lists and one date --------------------------------------------------------------------------------------------------


def date_rows(found: Iterable[GroupDate]) -> list[DateRow]:
    """Dates as lists show them. Give them with their group; two queries more however many there are."""
    dates = list(found)
    running: dict[str, list[DateWorker]] = {}
    rows = DateWorker.objects.filter(date__in=[row.pk for row in dates]).select_related("worker")
    for row in rows.order_by("worker__kind", "worker__first_name", "pk"):
        running.setdefault(row.date_id, []).append(row)
    came = dict(
        GroupDate.objects.filter(pk__in=[row.pk for row in dates], registers__is_current=True).values_list(
            "pk", "registers__came"
        )
    )
    now = clock.now()
    return [_date_row(row, running.get(row.pk, []), came.get(row.pk), now) for row in dates]


def _date_row(row: GroupDate, workers: list[DateWorker], came: int | None, now: datetime) -> DateRow:
    state = _state(row, now)
    on = [worker for worker in workers if worker.status == DateWorker.Status.ON]
    return DateRow(
        id=row.pk,
        group_id=row.group_id,
        group=row.group.name,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        place=row.place or row.group.place,
        words=row.words,
        state=state,
        state_words=WORDS[state],
        means=MEANS[state],
        why=_why(row),
        runners=tuple(_runner(worker) for worker in workers),
        needs_peer=state in ("planned", "now") and not any(one.worker.kind == "peer" for one in on),
        needs_clinician=state in ("planned", "now")
        and row.group.needs_clinician
        and not any(one.worker.kind == "clinician" for one in on),
        came=came,
    )


def _runner(row: DateWorker) -> RunnerRow:
    cannot = row.status == DateWorker.Status.CANNOT
    return RunnerRow(row.pk, row.worker.full_name, row.worker.get_kind_display(), cannot)


def _state(row: GroupDate, now: datetime) -> str:
    if row.status != GroupDate.Status.PLANNED:
        return row.status
    if row.ends_at <= now:
        return "missing"
    return "now" if row.starts_at <= now else "planned"


def _why(row: GroupDate) -> str:
    if row.status != GroupDate.Status.CANCELLED:
        return ""
    if row.cancelled_by == CancelledBy.SKIPPED:
        return row.words or "Left out of the series"
    return row.get_cancelled_by_display() + (f". {row.words}" if row.words else "")


def next_dates(group: Group, most: int = 8) -> list[DateRow]:
    """What is on and to come, those left out among them. Three queries."""
    found = group.dates.filter(ends_at__gt=clock.now()).select_related("group").order_by("starts_at", "pk")
    return date_rows(found[:most])


def past_dates(group: Group, most: int = 6) -> list[DateRow]:
    """The latest that are over, the newest first. Three queries."""
    found = group.dates.filter(ends_at__lte=clock.now()).select_related("group").order_by("-starts_at", "pk")
    return date_rows(found[:most])


def all_dates(actor: Actor, group: Group) -> list[DateRow]:
    """Every date of a group they see, in order: for its own list and its spreadsheet. Three queries."""
    found = policies.visible_dates(actor).filter(group=group)
    return date_rows(found.select_related("group").order_by("starts_at", "pk"))


def usual_times(group: Group) -> dict[str, time]:
    """When its latest date starts and ends, for a form to begin with; nothing before there is one."""
    latest = group.dates.order_by("-starts_at").first()
    if latest is None:
        return {}
    return {
        "starts": timezone.localtime(latest.starts_at).time(),
        "ends": timezone.localtime(latest.ends_at).time(),
    }


def get_date(actor: Actor, id: str) -> GroupDate:  # noqa: A002
    """A date of a group this actor sees at work. Raises DoesNotExist."""
    return policies.visible_dates(actor).select_related(*PLACES_OF).get(pk=id)


def date_page(actor: Actor, id: str) -> DatePage:  # noqa: A002
    """One date with who runs it. Its number of queries does not grow with those who come."""
    found = get_date(actor, id)
    group = found.group
    signed = None
    if group.pattern == Group.Pattern.SERIES:
        signed = group.members.filter(status=Membership.Status.JOINED).count()
    planned = found.status == GroupDate.Status.PLANNED
    return DatePage(
        date=found,
        group=group,
        row=date_rows([found])[0],
        where=where(group, found.place),
        signed=signed,
        clashes=tuple(clashes(group, [(found.starts_at, found.ends_at, found.place)], found.pk)) if planned else (),
        shifts=tuple(shift for read in _shifts() for shift in read(actor, found)),
        may_keep=policies.may_keep_group(actor, found),
        may_register=policies.may_register(actor, found),
        runs_it=policies.runs_date(actor, found),
    )


def where(group: Group, place: str = "") -> str:
    """The place, then the ward or the team, as people would say it."""
    at = group.ward.name if group.ward else ""
    return ", ".join(part for part in (place or group.place, at) if part)


def registers_to_ask_for() -> list[GroupDate]:
    """Dates that passed half a day ago and have no register, not asked about yet. For the job."""
    before = clock.now() - timedelta(hours=12)
    found = GroupDate.objects.filter(status=GroupDate.Status.PLANNED, ends_at__lte=before, register_asked_at=None)
    return list(found.filter(group__status=Group.Status.RUNNING).select_related(*PLACES_OF))
