"""Who sees that something slipped, and who says what was done about it."""

from django.db.models import Q, QuerySet

from alongside.core.actors import PROCESS, Actor
from alongside.core.policies import allow
from alongside.supervision.models import Raised
from alongside.supervision.policies.adjustments import looked_after
from alongside.supervision.policies.strands import INVOLVED, NAMES
from alongside.workforce.policies import visible_workers

What = Raised.What
OF_A_SUPERVISION = (What.OVERDUE, What.CANCELLED_TWICE, What.NO_COVER)
# What everybody who looks after the worker sees. The rest goes to one person and is seen by them alone.
IN_REACH = (*OF_A_SUPERVISION, What.NO_SUPERVISOR, What.NEW_STARTER)


def is_told(actor: Actor, raised: Raised) -> bool:
    """what was raised to them, or is of supervision or a new starter in their reach"""
    return visible_raised(actor).filter(pk=raised.pk).exists()


may_raise = allow(PROCESS)
may_say_done = allow(*INVOLVED, when=is_told)


def acts_on(actor: Actor, worker_id: str, what: str) -> bool:
    """Whether the actor could put it right. Supervision: who names supervisors and cover, with the worker in reach;
    a new starter: also who manages them; anything else: who manages them, or a lead in reach."""
    if not (actor.user_id and actor.has(*INVOLVED)):
        return False
    if actor.has(*NAMES) and what in IN_REACH and visible_workers(actor).filter(pk=worker_id).exists():
        return True
    needs_reach = what in IN_REACH and what != What.NEW_STARTER
    return not needs_reach and looked_after(actor).filter(pk=worker_id).exists()


def visible_raised(actor: Actor) -> QuerySet[Raised]:
    """What was raised to the actor; what slipped in supervision, of workers in reach; what nobody was found for, of
    workers they look after. Never of the actor themself: they see it on their own page, and somebody else acts."""
    if not (actor.user_id and actor.has(*INVOLVED)):
        return Raised.objects.none()
    seen = Q(to_id=actor.user_id)
    if actor.has(*NAMES):
        seen |= Q(what__in=IN_REACH, worker__in=visible_workers(actor).values("pk"))
        seen |= Q(to=None, worker__in=looked_after(actor).values("pk"))  # nobody was found to act on it
    return Raised.objects.filter(seen).exclude(worker__user_id=actor.user_id)


def raised_about(actor: Actor) -> QuerySet[Raised]:
    """What was raised of the actor's own supervision, while it is open: they are told to whom."""
    mine = Raised.objects.filter(worker__user_id=actor.user_id, closed_at=None, what__in=IN_REACH)
    return mine if actor.user_id else mine.none()
