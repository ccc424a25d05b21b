"""Who runs a date and what is missing: for the date itself, the board, Today and the solver."""

import datetime as at
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from django.contrib.auth import get_user_model
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from alongside.accounts.models import User
from alongside.accounts.queries import holders
from alongside.accounts.roles import COORDINATOR, LEAD, WARD
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.groups import policies
from alongside.groups.models import Cover, CoverAsk, DateWorker, Group, GroupDate

PEER, CLINICIAN = "peer", "clinician"
SOMEBODY = {PEER: "a peer worker", CLINICIAN: "a clinical colleague"}
DAY = timedelta(hours=24)


@dataclass(frozen=True)
class DateNeeding:
    """A date that somebody is missing from. `kinds`: "peer", "clinician" or both; `on`: the ids of who runs it now.

    `asked`: how many were asked to cover and have not answered.
    """

    id: str
    group_id: str
    group: str
    ward_id: str | None
    ward: str
    team_id: str | None
    starts_at: datetime
    ends_at: datetime
    place: str
    kinds: tuple[str, ...]
    on: frozenset[str]
    asked: int

    @property
    def words(self) -> str:
        return f"Needs {' and '.join(SOMEBODY[kind] for kind in self.kinds)}"


def missing_kinds(date: GroupDate) -> tuple[str, ...]:
    """What kinds of worker nobody of is on this date: a peer worker always, a clinician where the group says so."""
    there = {row.worker.kind for row in date.workers.all() if row.status == DateWorker.Status.ON}
    wanted = (PEER, CLINICIAN) if date.group.needs_clinician else (PEER,)
    return tuple(kind for kind in wanted if kind not in there)


def with_workers(dates: QuerySet[GroupDate]) -> QuerySet[GroupDate]:
    """Dates with their group, ward and whoever runs them, read at once."""
    return dates.select_related("group__ward").prefetch_related(
        Prefetch("workers", DateWorker.objects.select_related("worker").order_by("worker__kind", "worker__first_name"))
    )


def dates_needing(actor: Actor, first: datetime, last: datetime) -> list[DateNeeding]:
    """Planned dates that begin between two moments and lack somebody, soonest first. Three SQL queries.

    For those who keep groups, within their reach; a process reads all.
    """
    seen = (
        GroupDate.objects.all() if actor.is_process else GroupDate.objects.filter(group__in=policies.kept_groups(actor))
    )
    found = seen.filter(
        status=GroupDate.Status.PLANNED, group__status=Group.Status.RUNNING, starts_at__gte=first, starts_at__lt=last
    )
    asks = CoverAsk.objects.filter(cover__status=Cover.Status.OPEN, answer="", cover__date__in=found)
    waiting: dict[str, int] = {}
    for date_id in asks.values_list("cover__date_id", flat=True):
        waiting[date_id] = waiting.get(date_id, 0) + 1
    rows = []
    for date in with_workers(found).order_by("starts_at", "pk"):
        kinds = missing_kinds(date)
        if kinds:
            rows.append(_needing(date, kinds, waiting.get(date.pk, 0)))
    return rows


def _needing(date: GroupDate, kinds: tuple[str, ...], asked: int) -> DateNeeding:
    group = date.group
    return DateNeeding(
        date.pk,
        group.pk,
        group.name,
        group.ward_id,
        str(group.ward or ""),
        group.team_id,
        date.starts_at,
        date.ends_at,
        date.place or group.place,
        kinds,
        frozenset(row.worker_id for row in date.workers.all() if row.status == DateWorker.Status.ON),
        asked,
    )


def gaps_to_say() -> list[GroupDate]:
    """Dates that begin within a day, lack somebody, and of which nobody was told: for the job."""
    now = clock.now()
    soon = GroupDate.objects.filter(
        status=GroupDate.Status.PLANNED,
        group__status=Group.Status.RUNNING,
        starts_at__gt=now,
        starts_at__lte=now + DAY,
        gap_said_at=None,
    )
    return [date for date in with_workers(soon).order_by("starts_at", "pk") if missing_kinds(date)]


def overlapping(worker_id: str, date: GroupDate) -> GroupDate | None:
    """Another date that this worker runs at the same time."""
    rows = busy_at(date).filter(worker=worker_id).select_related("date__group")
    return next((row.date for row in rows), None)


def busy_at(date: GroupDate) -> QuerySet[DateWorker]:
    """Who runs another date while this one is on."""
    return DateWorker.objects.filter(
        status=DateWorker.Status.ON, date__starts_at__lt=date.ends_at, date__ends_at__gt=date.starts_at
    ).exclude(Q(date=date.pk) | Q(date__status=GroupDate.Status.CANCELLED))


Busy = Callable[[Collection[str], GroupDate], set[str]]
BUSY: list[Busy] = []


def busy_from(read: Busy) -> Busy:
    """Say how a slice above knows who of some workers has other work while a date is on: `read(worker_ids, date)`.

    A constant number of queries. Never why, nor what.
    """
    BUSY.append(read)
    return read


def busy_elsewhere(worker_ids: Collection[str], date: GroupDate) -> set[str]:
    """Who of these workers has other work at that time, that is not a group's."""
    return set().union(*(read(worker_ids, date) for read in _others()))


@cache
def _others() -> list[Busy]:
    """Every slice's, whichever of them were asked for before."""
    autodiscover_modules("queries")
    return BUSY


def day_of(date: GroupDate) -> at.date:
    """The day it begins, where the service is."""
    return timezone.localdate(date.starts_at)


def get_date_worker(actor: Actor, date_worker_id: str) -> DateWorker:
    """Of a date of a group they see at work. Raises DoesNotExist."""
    rows = DateWorker.objects.filter(date__in=policies.visible_dates(actor).values("pk"))
    return rows.select_related("date__group__ward", "date__group__team", "date__group__pathway", "worker").get(
        pk=date_worker_id
    )


# Whom to tell ----------------------------------------------------------------------------------------------------


def keepers_of(group: Group) -> list[User]:
    """Who keeps a group: its ward's or team's colleagues and its pathway's coordinators; where nobody, the lead."""
    at_work = {user.pk for user in holders(WARD, COORDINATOR)}
    place = Q(holdings__pathway=group.pathway_id)
    place |= Q(holdings__team=group.team_id) if group.team_id else Q()
    place |= Q(holdings__ward=group.ward_id) if group.ward_id else Q()
    today = clock.today()
    dated = Q(holdings__ends_on=None) | Q(holdings__ends_on__gte=today)
    found = get_user_model().objects.filter(
        place & dated & Q(holdings__role__in=(WARD, COORDINATOR), holdings__starts_on__lte=today), pk__in=at_work
    )
    return list(found.distinct().order_by("name", "pk")) or holders(LEAD)


def may_talk_with(actor: Actor, date: GroupDate) -> list[tuple[User, str]]:
    """Whom a worker may ask to talk a date over with: who manages them today, then those who lead."""
    row = policies.own_date_workers(actor).filter(date=date).select_related("worker").first()
    if row is None:
        return []
    today = clock.today()
    here = row.worker.assignments.filter(Q(ends_on=None) | Q(ends_on__gte=today), starts_on__lte=today)
    managers = {place.manager for place in here.select_related("manager") if place.manager and place.manager.is_active}
    people = [(user, f"{user.name}, your manager") for user in sorted(managers, key=lambda user: user.name)]
    return people + [(user, f"{user.name}, who leads the service") for user in holders(LEAD) if user not in managers]
