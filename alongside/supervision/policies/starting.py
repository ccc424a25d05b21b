"""Who sees the first months of somebody new, and who ticks a step: who sees to it, or the lead."""

from typing import Any

from django.db.models import Q, QuerySet

from alongside.accounts.roles import LEAD, PEER_WORKER
from alongside.core.actors import PROCESS, Actor
from alongside.core.policies import allow
from alongside.supervision.models import StarterStep, StarterStepKind
from alongside.supervision.policies.adjustments import looked_after
from alongside.supervision.policies.strands import INVOLVED, given_places
from alongside.workforce.policies import managed_workers

Who = StarterStepKind.Who


def own_steps(actor: Actor) -> QuerySet[StarterStep]:
    mine = StarterStep.objects.filter(worker__user_id=actor.user_id)
    return mine if actor.user_id and actor.has(PEER_WORKER) else mine.none()


def visible_steps(actor: Actor) -> QuerySet[StarterStep]:
    """Own ones; those of workers the actor manages, supervises as a peer, or has in reach as lead."""
    if not (actor.user_id and actor.has(*INVOLVED)):
        return StarterStep.objects.none()
    seen = Q(worker__user_id=actor.user_id) | Q(worker__in=looked_after(actor).values("pk"))
    return StarterStep.objects.filter(seen | Q(worker__in=_supervised(actor)))


def _supervised(actor: Actor) -> Any:
    return given_places(actor).filter(supervision__strand="peer").values("worker")


def sees_to_step(actor: Actor, step: StarterStep) -> bool:
    """a step they see to; a lead any in reach"""
    return may_be_ticked(actor).filter(pk=step.pk).exists()


def may_be_ticked(actor: Actor) -> QuerySet[StarterStep]:
    """The steps the actor sees to; a lead any in reach."""
    if not (actor.user_id and actor.has(*INVOLVED)):
        return StarterStep.objects.none()
    own = Q(kind__who=Who.WORKER, worker__user_id=actor.user_id)
    line = Q(kind__who=Who.LINE, worker__in=managed_workers(actor).values("pk"))
    peer = Q(kind__who=Who.PEER, worker__in=_supervised(actor))
    lead = Q(worker__in=looked_after(actor).values("pk")) if actor.has(LEAD) else Q(pk__in=[])
    return StarterStep.objects.filter(own | line | peer | lead)


def step_looked_after(actor: Actor, step: StarterStep) -> bool:
    """of a worker they manage today, or a lead in reach"""
    return looked_after(actor).filter(pk=step.worker_id).exists()


may_begin_steps = allow(PROCESS)
may_describe_steps = allow(PROCESS)
may_tick_step = allow(*INVOLVED, when=sees_to_step)
may_leave_out = allow(*INVOLVED, when=step_looked_after)
