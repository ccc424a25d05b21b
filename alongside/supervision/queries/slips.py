"""What has slipped in supervision, for the job that raises it: a list of what holds today, for each worker."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, Min, OuterRef, Q, QuerySet

from alongside.core import clock
from alongside.supervision.models import Cover, Raised, Rhythm, Session, Strand, Supervisee, Supervision
from alongside.supervision.queries.standing import Standing, rhythms, standing
from alongside.workforce.queries import away, workers_at_work

What = Raised.What
OURS = (What.OVERDUE, What.CANCELLED_TWICE, What.NO_COVER, What.NO_SUPERVISOR)  # these close when they are put right
SETTLE_IN = timedelta(days=14)  # so long after a first day there may be nobody named yet
COVER_AHEAD = timedelta(days=7)  # cover is asked for so long before the supervisor is away
SHORT = timedelta(days=6)  # away no longer than this, and with no session on those days, nobody need cover
AGAIN = timedelta(days=14)  # so long after somebody said what they did, it is raised once more if it still holds
FIRST_MONTH, LAST_MONTH = 3, 5


@dataclass(frozen=True)
class Slip:
    """One thing that slipped for one worker. `about` is the supervision or the strand; `but` the supervisor's user, to
    whom it is not raised. `waits`: it holds, and is not raised now, because the worker is away."""

    worker_id: str
    what: str
    about: str
    strand: str
    but: str = ""
    waits: bool = False

    @property
    def key(self) -> tuple[str, str, str]:
        return self.worker_id, self.what, self.about


def slips(worker_ids: Iterable[str] | None = None) -> list[Slip]:
    """What holds today, of these workers or of everybody. Eleven queries."""
    places = Supervisee.objects.filter(until=None, supervision__status=Supervision.Status.RUNNING)
    here = workers_at_work("peer", clock.today())
    if worker_ids is not None:
        ids = list(worker_ids)
        places, here = places.filter(worker__in=ids), here.filter(pk__in=ids)
    rows = standing(places.filter(Q(worker__leaves_on=None) | Q(worker__leaves_on__gte=clock.today())))
    gone = _away(rows)
    found = [_overdue(row, gone) for row in rows if row.is_overdue]
    found += _cancelled_twice(rows) + _not_covered(rows) + _nobody_named(rows, here, rhythms())
    return found


def _away(rows: list[Standing]) -> Mapping[str, list[tuple[date, date]]]:
    return away({row.worker_id for row in rows}, clock.today(), clock.today())


def _overdue(row: Standing, gone: Mapping[str, list[tuple[date, date]]]) -> Slip:
    return Slip(
        row.worker_id, What.OVERDUE, row.supervision_id, row.strand, row.supervisor_user, bool(gone[row.worker_id])
    )


def _cancelled_twice(rows: list[Standing]) -> list[Slip]:
    """The two sessions that came last were both cancelled by the supervisor."""
    newest: dict[str, list[str]] = {}
    over = Session.objects.filter(supervision__in={row.supervision_id for row in rows})
    over = over.exclude(status=Session.Status.PLANNED).order_by("-starts_at", "-pk")
    since = clock.now() - timedelta(days=366)
    for supervision, by in over.filter(starts_at__gte=since).values_list("supervision", "cancelled_by"):
        newest.setdefault(supervision, []).append(by)
    twice = [Session.CancelledBy.SUPERVISOR.value] * 2
    return [
        Slip(row.worker_id, What.CANCELLED_TWICE, row.supervision_id, row.strand, row.supervisor_user)
        for row in rows
        if newest.get(row.supervision_id, [])[:2] == twice
    ]


def _not_covered(rows: list[Standing]) -> list[Slip]:
    """The supervisor is away, now or within a week: for a week or more, or on a day of a session. Nobody covers it."""
    today = clock.today()
    givers = dict(
        Supervision.objects.filter(pk__in={row.supervision_id for row in rows}).values_list("pk", "supervisor_id")
    )
    gone = away(set(givers.values()), today, today + COVER_AHEAD)
    if not any(gone.values()):
        return []
    missing = {pk for pk, giver in givers.items() if gone[giver]}
    covered: dict[str, list[tuple[date, date]]] = {}
    for pk, first, last in Cover.objects.filter(
        supervision__in=missing, taken_back_at=None, ends_on__gte=today
    ).values_list("supervision", "starts_on", "ends_on"):
        covered.setdefault(pk, []).append((first, last))
    planned: dict[str, list[date]] = {}
    coming = Session.objects.filter(supervision__in=missing, status=Session.Status.PLANNED)
    for pk, day in coming.values_list("supervision", "starts_at__date"):
        planned.setdefault(pk, []).append(day)
    bare = {pk for pk in missing if _is_bare(gone[givers[pk]], covered.get(pk, []), planned.get(pk, []), today)}
    return [
        Slip(row.worker_id, What.NO_COVER, row.supervision_id, row.strand, row.supervisor_user)
        for row in rows
        if row.supervision_id in bare
    ]


def _is_bare(gone: list[tuple[date, date]], covered: list[tuple[date, date]], planned: list[date], today: date) -> bool:
    for first, last in gone:
        asked = last - first > SHORT or any(first <= day <= last for day in planned)
        if asked and not any(a <= max(first, today) and last <= b for a, b in covered):
            return True
    return False


def _nobody_named(rows: list[Standing], here: QuerySet[Any], kept: Mapping[str, Rhythm]) -> list[Slip]:
    """A strand that everybody should have, and they have nobody for it, or somebody who has left; once they have been
    here for two weeks. A strand that nobody has yet is not one worker's: the overview shows it, and none is raised."""
    places = Supervisee.objects.filter(until=None, supervision__status=Supervision.Status.RUNNING)
    used = set(places.values_list("supervision__strand", flat=True))
    needed = [strand for strand in Strand.values if strand in used and strand in kept and kept[strand].needed]
    has = {(row.worker_id, row.strand) for row in rows if row.supervisor_here}
    settled = _working(here).filter(first_on__lte=clock.today() - SETTLE_IN).order_by("pk")
    return [
        Slip(worker, What.NO_SUPERVISOR, strand, strand)
        for worker in settled.values_list("pk", flat=True)
        for strand in needed
        if (worker, strand) not in has
    ]


def _working(here: QuerySet[Any]) -> QuerySet[Any]:
    """Of these workers, those with a team today; `first_on`: the day they first had one."""
    now = here.filter(_assigned()).order_by().values("pk")
    return here.filter(pk__in=now).annotate(first_on=Min("assignments__starts_on"))


def _assigned() -> Q:
    today = clock.today()
    lasting = Q(assignments__ends_on=None) | Q(assignments__ends_on__gte=today)
    return lasting & Q(assignments__starts_on__lte=today)


def new_starters() -> QuerySet[Any]:
    """Peer workers in months three to five whom nobody has been asked to look in on."""
    today = clock.today()
    earliest, latest = clock.months_after(today, -LAST_MONTH), clock.months_after(today, 1 - FIRST_MONTH)
    told = Raised.objects.filter(worker=OuterRef("pk"), what=What.NEW_STARTER)
    found = _working(workers_at_work("peer", today)).filter(~Exists(told))
    return found.filter(first_on__gt=earliest, first_on__lte=latest)


def not_raised(found: Iterable[Slip]) -> list[Slip]:
    """Those of them that nobody is told of now, and that nobody said lately what they did about. One query."""
    known = Raised.objects.filter(Q(closed_at=None) | Q(closed_at__gt=clock.now() - AGAIN) & ~Q(closed_by=""))
    keys = set(known.values_list("worker", "what", "about"))
    return [slip for slip in found if not slip.waits and slip.key not in keys]


def put_right(worker_ids: Iterable[str] | None = None) -> list[Raised]:
    """What was raised and holds no longer: supervision of these workers or everybody, and whoever has left."""
    here = Raised.objects.filter(closed_at=None)
    if worker_ids is not None:
        here = here.filter(worker__in=list(worker_ids))
    left = here.filter(what=What.NEW_STARTER, worker__leaves_on__lt=clock.today())
    standing_now = list(here.filter(what__in=OURS).select_related("worker"))
    holds = {slip.key for slip in slips(worker_ids)} if standing_now else set()
    return [*left, *(row for row in standing_now if (row.worker_id, row.what, row.about) not in holds)]
