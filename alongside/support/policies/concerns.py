"""Who may tell someone, who answers, who sees it; and who minds a visit made alone."""

from typing import Any

from django.db.models import Q, QuerySet

from alongside.accounts.roles import (
    ADMINISTRATOR,
    BANK,
    COORDINATOR,
    EDITOR,
    GOVERNANCE,
    LEAD,
    PANEL,
    PEER_WORKER,
    RECRUITER,
    REFERRER,
    ROUTE_LEAD,
    SUPERVISOR,
    TEAM_MANAGER,
    TRAINER,
    WARD,
)
from alongside.core.actors import PROCESS, Actor
from alongside.core.policies import allow
from alongside.referrals.policies import not_sealed
from alongside.support.models import Concern, Told, Visit
from alongside.workforce.policies import visible_workers

# They meet people too, or those who do, and may be worried.
COLLEAGUES = (TRAINER, RECRUITER, PANEL, ROUTE_LEAD, EDITOR, WARD, BANK, SUPERVISOR)
STAFF = (PEER_WORKER, LEAD, COORDINATOR, TEAM_MANAGER, GOVERNANCE, ADMINISTRATOR, *COLLEAGUES)
ANSWERS = (*STAFF, REFERRER)  # a clinician on the on-duty list may hold no other role


def told_it(actor: Actor, concern: Concern) -> bool:
    """a worry they told"""
    return bool(actor.user_id) and concern.told_by_user_id == actor.user_id


def was_told(actor: Actor, concern: Concern) -> bool:
    """a worry they were told of"""
    return bool(actor.user_id) and concern.told.filter(user=actor.user_id).exists()


def concern_in_reach(actor: Actor, concern: Concern) -> bool:
    """a worry in the pathway or team they hold the role for, told by somebody else, and not a private one"""
    if concern.private or told_it(actor, concern):
        return False
    return actor.reach(LEAD, COORDINATOR).covers(pathway=concern.pathway_id, team=concern.team_id)


def goes_out_themself(actor: Actor, worker: Any) -> bool:
    """their own visits"""
    return bool(actor.user_id) and worker.user_id == actor.user_id


def is_out_themself(actor: Actor, visit: Visit) -> bool:
    """their own visits"""
    return goes_out_themself(actor, visit.worker)


may_tell = allow(*STAFF)
may_answer = allow(*ANSWERS, when=was_told) | allow(LEAD, COORDINATOR, when=concern_in_reach)
may_tell_another = allow(*STAFF, when=told_it) | allow(LEAD, COORDINATOR, when=concern_in_reach)
may_tell_next = allow(PROCESS)
may_go_out = allow(PEER_WORKER, when=goes_out_themself)
may_say_safe = allow(PEER_WORKER, when=is_out_themself)
may_mind_visits = allow(PROCESS)


def listed_concerns(actor: Actor) -> QuerySet[Concern]:
    """Worries that stand in lists: the lead's and coordinators' within reach. What somebody told of themself, never;
    nor one about a person whose record is sealed, which stays with whoever was told."""
    if not actor.has(LEAD, COORDINATOR):
        return Concern.objects.none()
    reach = actor.reach(LEAD, COORDINATOR)
    seen = ~Q(pk=None) if reach.everything else Q(pathway__in=reach.pathways) | Q(team__in=reach.teams)
    return Concern.objects.filter(not_sealed(actor, "relationship__referral__person"), seen, private=False)


def told_concerns(actor: Actor) -> QuerySet[Concern]:
    """Worries that the actor was told of."""
    if not actor.has(*ANSWERS):
        return Concern.objects.none()
    return Concern.objects.filter(pk__in=Told.objects.filter(user=actor.user_id).values("concern"))


def own_concerns(actor: Actor) -> QuerySet[Concern]:
    """Worries that the actor told."""
    return Concern.objects.filter(told_by_user=actor.user_id) if actor.has(*STAFF) else Concern.objects.none()


def visible_concerns(actor: Actor) -> QuerySet[Concern]:
    """Those the actor told or was told of; and the lead's and coordinators' within reach, but for private ones."""
    return own_concerns(actor) | told_concerns(actor) | listed_concerns(actor)


def own_visits(actor: Actor) -> QuerySet[Visit]:
    """A worker's own visits."""
    return Visit.objects.filter(worker__user=actor.user_id) if actor.has(PEER_WORKER) else Visit.objects.none()


def visible_visits(actor: Actor) -> QuerySet[Visit]:
    """A worker's own; those of which the actor was told; the lead's and coordinators', of the workers in reach."""
    seen = Q(pk__in=own_visits(actor).values("pk")) | Q(concern__in=told_concerns(actor).values("pk"))
    if actor.has(LEAD, COORDINATOR):
        seen |= Q(worker__in=visible_workers(actor).values("pk"))
    return Visit.objects.filter(seen)
