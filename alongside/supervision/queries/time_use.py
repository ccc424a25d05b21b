"""What time goes on by week, so that drift from peer work is seen by the worker, who supervises them and the lead."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet, Sum

from alongside.accounts.profiles import part_of
from alongside.accounts.queries import current_service
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.supervision import policies
from alongside.supervision.models import Raised, TimeSpent, WorkKind
from alongside.supervision.queries.slips import AGAIN
from alongside.workforce.policies import own_worker
from alongside.workforce.queries import workers_at_work

WEEKS = 8
DRIFT_WEEKS = 4
PERCENT = 25  # of what was logged, where the profile says nothing
CHIPS = (15, 30, 60, 120, 240)


@dataclass(frozen=True)
class TimeWeek:
    """Minutes logged of one week, Monday to Sunday, by what they count as."""

    monday: date
    peer: int
    around: int
    other: int

    @property
    def total(self) -> int:
        return self.peer + self.around + self.other

    @property
    def other_percent(self) -> int:
        """The share that is not peer work; 0 where nothing was logged."""
        return round(100 * self.other / self.total) if self.total else 0


@dataclass(frozen=True)
class TimeTrend:
    """One worker's last eight weeks, the oldest first, this one among them. `kinds`: (name, minutes), most first.
    `most`: the per cent of logged time above which work that is not peer work is drift."""

    worker_id: str
    worker: str
    weeks: tuple[TimeWeek, ...]
    kinds: tuple[tuple[str, int], ...]
    is_drifting: bool
    most: int

    @property
    def total(self) -> int:
        return sum(week.total for week in self.weeks)

    @property
    def other_percent(self) -> int:
        total = self.total
        return round(100 * sum(week.other for week in self.weeks) / total) if total else 0


def work_kinds() -> list[WorkKind]:
    today = clock.today()
    return list(WorkKind.objects.filter(Q(ended_on=None) | Q(ended_on__gte=today)))


def get_work_kind(kind_id: str) -> WorkKind:
    return WorkKind.objects.filter(Q(ended_on=None) | Q(ended_on__gte=clock.today())).get(pk=kind_id)


def has_work_kinds() -> bool:
    return WorkKind.objects.exists()


def my_time(actor: Actor) -> list[TimeSpent]:
    """The worker's own of the last two weeks, the newest first. One query."""
    if not policies.may_see_own(actor):
        raise NotAllowed("see their own time")
    since = clock.today() - timedelta(days=14)
    return list(policies.own_time(actor).filter(on__gte=since).select_related("kind"))


def own_time_spent(actor: Actor, spent_id: str) -> TimeSpent:
    return policies.own_time(actor).select_related("worker", "kind").get(pk=spent_id)


def my_trend(actor: Actor) -> TimeTrend:
    found = trends([own_worker(actor).get()])
    return found[0]


def who_logs(actor: Actor) -> list[Any]:
    """Of the workers here whom the actor supervises, manages or has in reach as lead, those who logged time in the last
    eight weeks: most drift first. Two queries; `trends` is asked for those of them that are shown."""
    if not policies.may_supervise(actor):
        raise NotAllowed("see what time goes on")
    here = {one.pk: one for one in policies.trended_workers(actor)}
    other = Q(kind__in=WorkKind.objects.filter(counts=WorkKind.Counts.OTHER).values("pk"))
    summed = _spent(here).values_list("worker").annotate(Sum("minutes"), other=Sum("minutes", filter=other))
    share = {worker: round(100 * (spent or 0) / total) for worker, total, spent in summed}
    found = [one for pk, one in here.items() if pk in share]
    return sorted(found, key=lambda one: (-share[one.pk], one.full_name.lower(), one.pk))


def time_trend(actor: Actor, worker_id: str) -> TimeTrend:
    """One worker. Raises DoesNotExist."""
    return trends([policies.trended_workers(actor).get(pk=worker_id)])[0]


def trends(workers: Iterable[Any]) -> list[TimeTrend]:
    """Two queries and the service's. The database sums each week: a row for each worker and kind of work."""
    found = list(workers)
    first, kinds = _first_monday(), WorkKind.objects.in_bulk()
    spent = _spent(one.pk for one in found).values_list("worker", "kind")
    minutes: dict[str, dict[tuple[int, str], int]] = defaultdict(lambda: defaultdict(int))
    names: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for worker, kind, *weeks in spent.annotate(**{f"week_{n}": _week(first, n) for n in range(WEEKS)}):
        for n, summed in enumerate(weeks):
            minutes[worker][n, kinds[kind].counts] += summed or 0
            names[worker][kinds[kind].name] += summed or 0
    most = drift_percent()
    return [_trend(one, minutes[one.pk], names[one.pk], first, most) for one in found]


def _spent(worker_ids: Iterable[str]) -> QuerySet[TimeSpent]:
    """What they logged in the eight weeks. Kinds are never joined: SQLite would then read every day there ever was."""
    return TimeSpent.objects.filter(worker__in=list(worker_ids), taken_back_at=None, on__gte=_first_monday()).order_by()


def _first_monday() -> date:
    return this_monday() - timedelta(weeks=WEEKS - 1)


def _week(first: date, n: int) -> Sum:
    monday = first + timedelta(weeks=n)
    return Sum("minutes", filter=Q(on__gte=monday, on__lt=monday + timedelta(weeks=1)))


def _trend(
    worker: Any, minutes: dict[tuple[int, str], int], kinds: dict[str, int], first: date, most: int
) -> TimeTrend:
    weeks = tuple(
        TimeWeek(
            first + timedelta(weeks=n),
            *(minutes.get((n, counts), 0) for counts in ("peer", "around", "other")),
        )
        for n in range(WEEKS)
    )
    whole = weeks[-1 - DRIFT_WEEKS : -1]  # this week is not over
    return TimeTrend(
        worker_id=worker.pk,
        worker=worker.full_name,
        weeks=weeks,
        kinds=tuple(sorted(kinds.items(), key=lambda pair: -pair[1])),
        is_drifting=all(week.other_percent > most for week in whole),
        most=most,
    )


def this_monday() -> date:
    return clock.today() - timedelta(days=clock.today().weekday())


def drift_percent() -> int:
    """The share of logged time that is not peer work above which it is drift, as the profile says."""
    service = current_service()
    return int(part_of(service.profile, "work_kinds").get("drift_percent", PERCENT)) if service else PERCENT


def drifting() -> list[TimeTrend]:
    """Peer workers here now whose last four whole weeks each had more than that: for the job."""
    return [row for row in trends(workers_at_work("peer", clock.today())) if row.is_drifting]


def drift_to_raise() -> list[str]:
    """Workers (ids) who drift, of whom nobody is told now, nor said lately what they did."""
    told = Raised.objects.filter(
        Q(closed_at=None) | Q(closed_at__gt=clock.now() - AGAIN) & ~Q(closed_by=""), what=Raised.What.DRIFT
    )
    known = set(told.values_list("worker", flat=True))
    return [row.worker_id for row in drifting() if row.worker_id not in known]


def drift_put_right() -> list[Raised]:
    still = {row.worker_id for row in drifting()}
    found = Raised.objects.filter(closed_at=None, what=Raised.What.DRIFT).select_related("worker")
    return [raised for raised in found if raised.worker_id not in still]
