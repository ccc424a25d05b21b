"""How much a worker carries, in numbers alone: people, groups and shifts together, full weeks, time since a break."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median
from typing import Any

from django.db.models import Max
from django.utils import timezone

from alongside.core import clock
from alongside.core.actors import Actor
from alongside.groups.queries import to_talk_over
from alongside.supervision import policies
from alongside.supervision.models import Here, Session
from alongside.support.queries import workloads
from alongside.support.queries.weeks import last_monday
from alongside.workforce.policies import own_worker
from alongside.workforce.queries import away, spells_of

WEEKS = 8
LATELY = timedelta(weeks=4)
BREAK = timedelta(days=4)  # five days running or more
YEAR = timedelta(days=365)
FULL = 1.5  # a week of more than so many times the usual


@dataclass(frozen=True)
class Load:
    """What one worker carries. `spells`: groups and shifts of the last four weeks, with their minutes; `weeks`:
    contacts, groups and shifts of each of the last eight whole weeks, the oldest first; `break_days`: since they were
    last away for five days running, 0 while they are, None for not in a year. `debriefs`: of those groups and shifts
    the ones since they last met whoever supervises them. `to_talk_over` is told to the worker alone: groups they ran
    and have not said how they are after."""

    worker_id: str
    worker: str
    taken: int
    agreed: int
    spells: int
    spell_minutes: int
    weeks: tuple[int, ...]
    break_days: int | None
    debriefs: int = 0
    to_talk_over: int = 0

    @property
    def full_weeks(self) -> int:
        """Weeks of more than one and a half times what is usual for them."""
        usual = median(self.weeks) if self.weeks else 0
        return sum(bool(usual) and week > FULL * usual for week in self.weeks)


def my_load(actor: Actor) -> Load | None:
    """A worker's own; None for whoever has no record as one. Eight queries."""
    worker = own_worker(actor).first()
    return _loads([worker], to_talk_over(actor))[0] if worker else None


def load_of(actor: Actor, worker_id: str) -> Load:
    """One worker whom the actor supervises, manages or has in reach as lead. Raises DoesNotExist."""
    return _loads([policies.trended_workers(actor).get(pk=worker_id)])[0]


def _loads(workers: Iterable[Any], owed: int = 0) -> list[Load]:
    found = list(workers)
    ids = [worker.pk for worker in found]
    today, now = clock.today(), clock.now()
    first = last_monday() - timedelta(weeks=WEEKS - 1)
    since = timezone.make_aware(datetime.combine(first, time.min))
    contacts, taken = workloads.weeks_of(ids, WEEKS), workloads.taken(ids)
    gone = away(ids, today - YEAR, today)
    spells, minutes, weekly = Counter[str](), Counter[str](), Counter[tuple[str, int]]()
    met, debriefs = _last_met(ids), Counter[str]()
    for worker, moment, length in spells_of(ids, since, now):
        weekly[worker, (timezone.localdate(moment) - first).days // 7] += 1
        if moment >= now - LATELY:
            spells[worker] += 1
            minutes[worker] += length
            debriefs[worker] += worker not in met or moment > met[worker]
    return [
        Load(
            worker_id=one.pk,
            worker=one.full_name,
            taken=taken.get(one.pk, 0),
            agreed=one.agreed_caseload,
            spells=spells[one.pk],
            spell_minutes=minutes[one.pk],
            weeks=tuple(n + weekly[one.pk, week] for week, n in enumerate(contacts[one.pk])),
            break_days=_since_a_break(gone[one.pk], today),
            debriefs=debriefs[one.pk],
            to_talk_over=owed,
        )
        for one in found
    ]


def _last_met(ids: list[str]) -> dict[str, datetime]:
    """When each was last at a session that was held, whichever the strand; not there: never."""
    held = Here.objects.filter(worker__in=ids, session__status=Session.Status.HELD)
    return dict(held.order_by().values_list("worker").annotate(Max("session__starts_at")))


def _since_a_break(gone: list[tuple[date, date]], today: date) -> int | None:
    breaks = [last for first, last in gone if last - first >= BREAK]
    return max((today - max(breaks)).days, 0) if breaks else None
