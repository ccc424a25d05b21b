"""What is on, week by week, for a ward, a team or whoever asks: for its wall and for a phone. Nobody is named on it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from alongside.accounts.models import Team, Ward
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.groups import policies
from alongside.groups.models import Group, GroupDate
from alongside.groups.queries.dates import bank_holidays, moment, where

_MIDNIGHT = time()


@dataclass(frozen=True)
class Slot:
    """One date on the wall. `off` says why it does not go ahead; empty: it does."""

    id: str
    starts_at: datetime
    ends_at: datetime
    name: str
    for_whom: str
    where: str
    how: str
    words: str
    off: str


@dataclass(frozen=True)
class Day:
    day: date
    holiday: str
    slots: tuple[Slot, ...]


@dataclass(frozen=True)
class Week:
    monday: date
    days: tuple[Day, ...]


@dataclass(frozen=True)
class Timetable:
    """`of` names the ward or the team, empty for everything the actor sees; `weekend`: something is on at a weekend."""

    of: str
    weeks: tuple[Week, ...]
    weekend: bool
    first: date
    last: date

    @property
    def is_empty(self) -> bool:
        return not any(day.slots for week in self.weeks for day in week.days)


def timetable(actor: Actor, *, of: str = "", start: date, weeks: int = 1) -> Timetable:
    """`of` is "ward:id" or "team:id"; `start` any day of its first week. Two queries, however much is on."""
    if not policies.may_see_groups(actor):
        raise NotAllowed("see the timetable")
    monday = start - timedelta(days=start.weekday())
    last = monday + timedelta(days=7 * weeks - 1)
    found, name = _of(actor, of)
    rows = found.filter(
        starts_at__gte=moment(monday, _MIDNIGHT), starts_at__lt=moment(last + timedelta(days=1), _MIDNIGHT)
    )
    rows = rows.select_related("group__ward", "group__team").order_by("starts_at", "group__name")
    on: dict[date, list[Slot]] = {}
    for row in rows:
        on.setdefault(timezone.localdate(row.starts_at), []).append(_slot(row, named=bool(of)))
    off = bank_holidays(monday, last)
    days = [monday + timedelta(days=n) for n in range(7 * weeks)]
    shown = [Day(day, off.get(day, ""), tuple(on.get(day, ()))) for day in days]
    return Timetable(
        of=name,
        weeks=tuple(Week(days[n], tuple(shown[n : n + 7])) for n in range(0, len(days), 7)),
        weekend=any(day.slots for day in shown if day.day.weekday() > 4),
        first=monday,
        last=last,
    )


def timetable_choices(actor: Actor) -> list[tuple[str, str]]:
    """The wards and teams that have a running group the actor sees: ("ward:id", its name). Two queries."""
    seen = _running(actor)
    wards = Ward.objects.filter(pk__in=seen.exclude(ward=None).values("ward")).order_by("name")
    teams = Team.objects.filter(pk__in=seen.filter(ward=None).exclude(team=None).values("team")).order_by("name")
    return [(f"ward:{row.pk}", row.name) for row in wards] + [(f"team:{row.pk}", row.name) for row in teams]


def _running(actor: Actor) -> QuerySet[Group]:
    return policies.visible_groups(actor).filter(status=Group.Status.RUNNING)


def _of(actor: Actor, of: str) -> tuple[QuerySet[GroupDate], str]:
    seen = _running(actor)
    kind, _, pk = of.partition(":")
    if kind == "ward":
        return GroupDate.objects.filter(group__in=seen.filter(ward=pk).values("pk")), Ward.objects.get(pk=pk).name
    if kind == "team":
        return GroupDate.objects.filter(group__in=seen.filter(team=pk).values("pk")), Team.objects.get(pk=pk).name
    return GroupDate.objects.filter(group__in=seen.values("pk")), ""


def _slot(row: GroupDate, *, named: bool) -> Slot:
    """`named`: the heading says which ward, so a slot says only the place."""
    group = row.group
    off = ""
    if row.status == GroupDate.Status.CANCELLED:
        off = row.words if row.cancelled_by == GroupDate.CancelledBy.SKIPPED and row.words else "Not on"
    return Slot(
        id=row.pk,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        name=group.name,
        for_whom=group.for_whom,
        where=(row.place or group.place) if named else where(group, row.place),
        how="Just come along" if group.pattern == Group.Pattern.DROP_IN else "Say you are coming",
        words="" if off else row.words,
        off=off,
    )
