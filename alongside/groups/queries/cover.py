"""Who could cover a date: those who are free, with nothing said of those who are not."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from alongside.core.actors import Actor
from alongside.groups import policies
from alongside.groups.models import Cover, CoverAsk, DateWorker, GroupDate
from alongside.groups.queries.dates import bank_holidays
from alongside.groups.queries.keeping import apart_from_dates
from alongside.groups.queries.running import (
    CLINICIAN,
    PEER,
    SOMEBODY,
    DateNeeding,
    busy_at,
    busy_elsewhere,
    dates_needing,
    missing_kinds,
)
from alongside.workforce import queries as workforce

LATELY = timedelta(days=60)
NOT_SHOWN = "Not shown round this ward"


@dataclass(frozen=True)
class CouldCover:
    """A worker who is free to cover. `worker` is their record; `good` says what speaks for them, best first; `lacks`
    what they would need first: only who lacks nothing is asked."""

    id: str
    name: str
    worker: Any
    good: tuple[str, ...]
    lacks: tuple[str, ...]


@dataclass(frozen=True)
class AskRow:
    """One who was asked. `says`: "Yes", "Not this time" or "" while they have not answered."""

    name: str
    says: str
    asked_at: datetime


@dataclass(frozen=True)
class CoverRow:
    """One search for somebody. `instead_of` is who cannot come, "" for nobody in particular."""

    id: str
    kind: str
    status: str
    status_words: str
    instead_of: str
    instead_of_id: str | None
    words: str
    asked_at: datetime
    asks: tuple[AskRow, ...]


@dataclass(frozen=True)
class CoverPage:
    """A date with who runs it, who cannot come, who is looked for, and what is missing (`missing`: kinds).

    `asked`: the ids of those who are asked now.
    """

    date: GroupDate
    on: tuple[DateWorker, ...]
    cannot: tuple[DateWorker, ...]
    covers: tuple[CoverRow, ...]
    missing: tuple[str, ...]
    missing_words: str
    asked: frozenset[str]

    @property
    def uncovered(self) -> tuple[DateWorker, ...]:
        """Those who cannot come in whose place nobody is yet."""
        found = {cover.instead_of_id for cover in self.covers if cover.status == Cover.Status.FOUND}
        return tuple(row for row in self.cannot if row.pk not in found)


def cover_page(actor: Actor, date: GroupDate) -> CoverPage:
    """For those who keep the group. Raises DoesNotExist for others."""
    policies.kept_groups(actor).get(pk=date.group_id)
    rows = list(date.workers.select_related("worker").order_by("worker__kind", "worker__first_name", "pk"))
    covers = date.covers.select_related("instead_of__worker").prefetch_related("asks__worker")
    missing = missing_kinds(date)
    return CoverPage(
        date,
        tuple(row for row in rows if row.status == DateWorker.Status.ON),
        tuple(row for row in rows if row.status == DateWorker.Status.CANNOT),
        tuple(_cover_row(cover) for cover in covers),
        missing,
        " and ".join(SOMEBODY[kind] for kind in missing),
        frozenset(ask.worker_id for cover in covers if cover.status == Cover.Status.OPEN for ask in cover.asks.all()),
    )


def _cover_row(cover: Cover) -> CoverRow:
    asks = sorted(cover.asks.all(), key=lambda ask: (ask.asked_at, ask.worker.full_name))
    return CoverRow(
        cover.pk,
        SOMEBODY[cover.kind],
        cover.status,
        cover.get_status_display(),
        cover.instead_of.worker.full_name if cover.instead_of else "",
        cover.instead_of_id,
        cover.words,
        cover.asked_at,
        tuple(AskRow(ask.worker.full_name, ask.get_answer_display(), ask.asked_at) for ask in asks),
    )


def get_cover(actor: Actor, cover_id: str) -> Cover:
    """Of a group they keep. Raises DoesNotExist."""
    mine = Cover.objects.filter(date__group__in=policies.kept_groups(actor).values("pk"))
    return mine.select_related("date__group").get(pk=cover_id)


def who_could_cover(date: GroupDate, kind: str = PEER) -> list[CouldCover]:
    """Workers of a kind who could run this date, the likeliest first, those who ran fewest lately before others.

    Those who are free, and of peer workers whoever lacks nothing that the staff bank asks of them: training, checks,
    supervision in the period, and having been shown round the ward.
    """
    return [row for row in _who_is_free(date, kind) if not row.lacks]


def _who_is_free(date: GroupDate, kind: str) -> list[CouldCover]:
    """Those who could run it as far as their time and their own wishes go, with what they would need first.

    Not among them, and told apart by nothing: who is away, runs something else or has a shift then, is on this date
    already or said they cannot come, wants nothing new this week, has left, has no account to be asked by, or is kept
    away from the ward, the team or somebody in the group.
    A constant number of SQL queries.
    """
    day = timezone.localdate(date.starts_at)
    last_day = timezone.localdate(date.ends_at)
    since = date.starts_at - LATELY
    here = workforce.workers_at_work(kind, day).annotate(
        lately=Count(
            "group_dates", Q(group_dates__status=DateWorker.Status.ON, group_dates__date__starts_at__gte=since)
        )
    )
    busy = set(busy_at(date).values_list("worker_id", flat=True)) | set(
        date.workers.values_list("worker_id", flat=True)
    )
    free = [worker for worker in here if worker.pk not in busy and not worker.wants_nothing_new]
    ids = [worker.pk for worker in free]
    away = workforce.away(ids, day, last_day)
    busy_then = busy_elsewhere(ids, date)
    apart = workforce.kept_apart([_Waiting(date.pk, "", date.group.team_id, date.group.ward_id)])
    from_members = apart_from_dates([date.pk])[date.pk]
    shown_round = date.group.ward_id and any(kind.for_ward for kind, _ in workforce.kind_choices())
    held = workforce.held(ids, day)
    near = {worker.pk for worker, _ in workforce.workers_near(date.group.pathway_id, date.group.team_id)}
    usual = set(date.group.runs.filter(ends_on=None).values_list("worker_id", flat=True))
    ran = set(DateWorker.objects.filter(date__group=date.group_id, was_there=True).values_list("worker_id", flat=True))
    slot = "" if bank_holidays(day, day) else _slot(date)  # nobody usually works on a bank holiday
    rows = []
    for worker in free:
        if worker.pk in busy_then or worker.pk in from_members:
            continue
        if away[worker.pk] or date.pk in apart.get(worker.pk, ()):
            continue
        knows = date.group.ward_id in held[worker.pk].wards
        lacks = (*held[worker.pk].lacking, *(() if knows or not date.group.ward_id else (NOT_SHOWN,)))
        good = {
            "Usually runs this group": worker.pk in usual,
            "Has run this group": worker.pk in ran and worker.pk not in usual,
            f"Knows {date.group.ward}": bool(shown_round) and knows,
            f"Works in {date.group.pathway}": worker.pk in near,
            "Usually works then": slot in worker.days,
        }
        said = tuple(filter(good.get, good))
        could = CouldCover(worker.pk, worker.full_name, worker, said, lacks if kind == PEER else ())
        rows.append((tuple(not is_so for is_so in good.values()), could))
    rows.sort(key=lambda row: (row[0], row[1].worker.lately, row[1].name.lower(), row[1].id))
    return [could for _, could in rows]


@dataclass(frozen=True)
class ToCover:
    """A date without a peer worker, and who is free to run it and was not asked yet, with what they lack."""

    date: DateNeeding
    could: tuple[CouldCover, ...]


def dates_to_cover(actor: Actor, first: datetime, last: datetime) -> list[ToCover]:
    """The dates between two moments that lack a peer worker, soonest first, as `dates_needing` reads them.

    For the proposals of the bank, made in the worker: a few SQL queries for each date.
    """
    needing = [row for row in dates_needing(actor, first, last) if PEER in row.kinds]
    dates = GroupDate.objects.select_related("group__ward").in_bulk([row.id for row in needing])
    asked = set(CoverAsk.objects.filter(cover__date__in=dates).values_list("cover__date", "worker"))
    return [
        ToCover(row, tuple(one for one in _who_is_free(dates[row.id], PEER) if (row.id, one.id) not in asked))
        for row in needing
    ]


@dataclass(frozen=True)
class _Waiting:
    """A date, as far as keeping apart needs to know."""

    id: str
    name: str
    team_id: str | None
    ward_id: str | None


def _slot(date: GroupDate) -> str:
    """The half day it begins in, like "mon-am": a slot of solvers.fit."""
    local = timezone.localtime(date.starts_at)
    part = "am" if local.hour < 12 else "pm" if local.hour < 17 else "eve"
    return f"{local:%a}".lower() + f"-{part}"


def kind_choices(date: GroupDate) -> list[tuple[str, str]]:
    """The kinds of worker that may be looked for, what is missing first."""
    missing = missing_kinds(date)
    kinds = sorted((PEER, CLINICIAN), key=lambda kind: kind not in missing)
    return [(kind, SOMEBODY[kind].removeprefix("a ").capitalize()) for kind in kinds]


def who_may_run(actor: Actor, date: GroupDate) -> list[tuple[Any, str]]:
    """Whom those who keep the group may put on a date, once they said yes: (worker, name and kind), by name. Not among
    them: who is on it already, and who is kept apart from somebody in the group."""
    policies.kept_groups(actor).get(pk=date.group_id)
    there = set(date.workers.filter(status=DateWorker.Status.ON).values_list("worker_id", flat=True))
    near = workforce.workers_near(date.group.pathway_id, date.group.team_id)
    apart = apart_from_dates([date.pk])[date.pk]
    return [(worker, name) for worker, name in near if worker.pk not in there and worker.pk not in apart]
