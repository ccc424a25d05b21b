"""Who sees what a worker's time goes on: the worker, who supervises them now, who manages them, a lead in reach."""

from typing import Any

from django.db.models import Q, QuerySet

from alongside.accounts.roles import PEER_WORKER
from alongside.core import clock
from alongside.core.actors import PROCESS, Actor
from alongside.core.policies import allow
from alongside.supervision.models import TimeSpent
from alongside.supervision.policies.adjustments import looked_after
from alongside.supervision.policies.strands import INVOLVED, given_places
from alongside.workforce.policies import is_theirs
from alongside.workforce.queries import workers_at_work


def time_is_theirs(actor: Actor, spent: TimeSpent) -> bool:
    """their own time"""
    return bool(actor.user_id) and spent.worker.user_id == actor.user_id


may_log_time = allow(PEER_WORKER, when=is_theirs)
may_take_back_time = allow(PEER_WORKER, when=time_is_theirs)
may_describe_work = allow(PROCESS)


def own_time(actor: Actor) -> QuerySet[TimeSpent]:
    mine = TimeSpent.objects.filter(worker__user_id=actor.user_id, taken_back_at=None)
    return mine if actor.user_id and actor.has(PEER_WORKER) else mine.none()


def trended_workers(actor: Actor) -> QuerySet[Any]:
    """Workers whose weeks the actor sees: whom they supervise or manage now; a lead those in reach."""
    here = workers_at_work("peer", clock.today()).exclude(user_id=actor.user_id)
    if not (actor.user_id and actor.has(*INVOLVED)):
        return here.none()
    supervised = given_places(actor).values("worker")
    return here.filter(Q(pk__in=looked_after(actor).values("pk")) | Q(pk__in=supervised))
