"""Who may see workers, and who may change what about them."""

from typing import Any

from django.db.models import Q, QuerySet

from alongside.accounts.roles import COORDINATOR, LEAD, PEER_WORKER, TEAM_MANAGER
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.policies import allow
from alongside.workforce.models import Assignment, KeptAway, Offering, Worker


def in_reach(actor: Actor, worker: Worker) -> bool:
    """workers with a team they hold the role for, now or soon, and workers who have never had a team"""
    return visible_workers(actor).filter(pk=worker.pk).exists()


def assigned_in_reach(actor: Actor, assignment: Assignment) -> bool:
    """an assignment to a team they hold the role for"""
    return _reaches(actor, assignment.team)


def is_theirs(actor: Actor, worker: Worker) -> bool:
    """their own record"""
    return bool(actor.user_id) and worker.user_id == actor.user_id


may_see_workers = allow(LEAD, COORDINATOR, TEAM_MANAGER)
may_add = allow(LEAD, COORDINATOR)
may_change = allow(LEAD, COORDINATOR, when=in_reach)
may_assign = allow(LEAD, COORDINATOR, TEAM_MANAGER, when=in_reach)
may_end_assignment = allow(LEAD, COORDINATOR, TEAM_MANAGER, when=assigned_in_reach)
may_change_own = allow(PEER_WORKER, when=is_theirs)
may_see_offerings = allow(LEAD, COORDINATOR, when=in_reach)


def may_assign_to(actor: Actor, team: Any) -> bool:
    """Whether the actor may put anybody in this team."""
    return actor.has(LEAD, COORDINATOR, TEAM_MANAGER) and _reaches(actor, team)


def _reaches(actor: Actor, team: Any) -> bool:
    return actor.reach(LEAD, COORDINATOR, TEAM_MANAGER).covers(pathway=team.pathway_id, team=team.pk)


def visible_workers(actor: Actor) -> QuerySet[Worker]:
    """Lead, coordinators and team managers: workers with a team in reach, now or soon, or who never had one."""
    if not actor.has(LEAD, COORDINATOR, TEAM_MANAGER):
        return Worker.objects.none()
    reach = actor.reach(LEAD, COORDINATOR, TEAM_MANAGER)
    if reach.everything:
        return Worker.objects.all()
    lasting = Assignment.objects.filter(Q(ends_on=None) | Q(ends_on__gte=clock.today()))
    theirs = lasting.filter(Q(team__in=reach.teams) | Q(team__pathway__in=reach.pathways)).values("worker")
    return Worker.objects.filter(Q(pk__in=theirs) | ~Q(pk__in=Assignment.objects.values("worker")))


def own_worker(actor: Actor) -> QuerySet[Worker]:
    """A peer worker's own record."""
    return Worker.objects.filter(user_id=actor.user_id) if actor.has(PEER_WORKER) else Worker.objects.none()


def own_offerings(actor: Actor) -> QuerySet[Offering]:
    """What a peer worker offers to share, shown or not."""
    return Offering.objects.filter(worker__in=own_worker(actor))


def own_kept_away(actor: Actor) -> QuerySet[KeptAway]:
    """A peer worker's own private list. There is no `visible_` of these: nobody else reads them."""
    return KeptAway.objects.filter(worker__in=own_worker(actor))


def visible_assignments(actor: Actor) -> QuerySet[Assignment]:
    """The assignments of the workers that the actor may see."""
    return Assignment.objects.filter(worker__in=visible_workers(actor))
