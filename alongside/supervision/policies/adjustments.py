"""Who sees what helps a worker at work, and who agrees it: the worker, who manages them today, the lead, its owner."""

from typing import Any

from django.db.models import Q, QuerySet

from alongside.accounts.roles import LEAD, PEER_WORKER
from alongside.core.actors import PROCESS, Actor
from alongside.core.policies import allow
from alongside.supervision.models import Adjustment
from alongside.supervision.policies.strands import INVOLVED
from alongside.workforce.policies import is_theirs, managed_workers, visible_workers


def looked_after(actor: Actor) -> QuerySet[Any]:
    """Workers the actor manages today; for a lead those in reach. Never themself."""
    mine = managed_workers(actor) if actor.has(*INVOLVED) else managed_workers(actor).none()
    if actor.has(LEAD):
        mine = visible_workers(actor) | mine
    return mine.exclude(user_id=actor.user_id)


def own_adjustments(actor: Actor) -> QuerySet[Adjustment]:
    """A worker's own, with their own note."""
    mine = Adjustment.objects.filter(worker__user_id=actor.user_id)
    return mine if actor.user_id and actor.has(PEER_WORKER) else mine.none()


def given_adjustments(actor: Actor) -> QuerySet[Adjustment]:
    """Those the actor agrees or sees to, without the worker's own note, which is not read from the table."""
    if not (actor.user_id and actor.has(*INVOLVED)):
        return Adjustment.objects.none()
    seen = Q(worker__in=looked_after(actor).values("pk")) | Q(owner_id=actor.user_id)
    return Adjustment.objects.filter(seen).exclude(worker__user_id=actor.user_id).defer("why")


def adjustment_is_theirs(actor: Actor, adjustment: Adjustment) -> bool:
    """what helps them themself"""
    return bool(actor.user_id) and adjustment.worker.user_id == actor.user_id


def looks_after(actor: Actor, adjustment: Adjustment) -> bool:
    """of a worker they manage today, or a lead in reach"""
    return looked_after(actor).filter(pk=adjustment.worker_id).exists()


def sees_to_it(actor: Actor, adjustment: Adjustment) -> bool:
    """what they see to, or of a worker they manage today, or a lead in reach"""
    return given_adjustments(actor).filter(pk=adjustment.pk).exists()


_own = allow(PEER_WORKER, when=adjustment_is_theirs)
may_ask_adjustment = allow(PEER_WORKER, when=is_theirs)
may_check_adjustment = _own
may_agree_adjustment = allow(*INVOLVED, when=looks_after)
may_put_in_place = _own | allow(*INVOLVED, when=sees_to_it)
may_look_again = _own | may_agree_adjustment
may_carry = allow(PROCESS)
