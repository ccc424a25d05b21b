"""Who takes a register back, adds to what was shared of it, and counts."""

from django.db.models import Q, QuerySet

from alongside.accounts.roles import COORDINATOR, LEAD, PEER_WORKER, TEAM_MANAGER, WARD
from alongside.core.actors import Actor
from alongside.core.policies import allow
from alongside.groups.models import DateWorker, GroupDate, Register
from alongside.groups.policies.groups import kept_groups, may_register


def saved_it(actor: Actor, register: Register) -> bool:
    """a register they saved themself, a few minutes ago"""
    return bool(actor.user_id) and register.saved_by_user == actor.user_id


may_take_back_register = allow(PEER_WORKER, WARD, LEAD, COORDINATOR, when=saved_it)
may_reflect = may_register
may_count = allow(LEAD, COORDINATOR, TEAM_MANAGER, WARD)


def registered_dates(actor: Actor) -> QuerySet[GroupDate]:
    """Dates whose register the actor may fill in: those they run, and those in reach of a lead, coordinator or ward."""
    reach = actor.reach(LEAD, COORDINATOR, WARD)
    seen = Q(group__pathway__in=reach.pathways) | Q(group__team__in=reach.teams) | Q(group__ward__in=reach.wards)
    if reach.everything:
        seen = Q()
    elif actor.user_id and actor.has(PEER_WORKER, WARD):
        runs = DateWorker.objects.filter(worker__user=actor.user_id, status=DateWorker.Status.ON)
        seen |= Q(pk__in=runs.values("date"))
    return GroupDate.objects.filter(seen) if actor.user_id else GroupDate.objects.none()


def counted_dates(actor: Actor) -> QuerySet[GroupDate]:
    """Dates of the groups the actor plans."""
    if not actor.has(LEAD, COORDINATOR, TEAM_MANAGER, WARD):
        return GroupDate.objects.none()
    return GroupDate.objects.filter(group__in=kept_groups(actor).values("pk"))
