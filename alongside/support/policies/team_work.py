"""Who writes down work with the team, without a person and about one, and who may read it."""

from typing import Any

from django.db.models import Q, QuerySet

from alongside.accounts.roles import COORDINATOR, LEAD, PEER_WORKER, PERSON
from alongside.core.actors import Actor
from alongside.core.policies import allow
from alongside.referrals.policies import knowable, not_sealed
from alongside.support.models import AboutPerson, Relationship, TeamWork
from alongside.support.policies.group_contacts import referral_in_reach
from alongside.workforce import policies as workforce


def worker_is_theirs(actor: Actor, worker: Any) -> bool:
    """their own record"""
    return workforce.is_theirs(actor, worker)


def team_work_is_theirs(actor: Actor, work: TeamWork) -> bool:
    """their own work with the team"""
    return bool(actor.user_id) and work.worker.user_id == actor.user_id


def works_about_whom_they_walk_with(actor: Actor, subject: Any) -> bool:
    """a person they are the peer worker of"""
    together = _together(subject)
    return bool(actor.user_id) and together is not None and together.worker.user_id == actor.user_id


def about_in_reach(actor: Actor, about: AboutPerson) -> bool:
    """for the pathway or team they hold the role for"""
    return referral_in_reach(actor, about.referral)


def is_about_them(actor: Actor, about: AboutPerson) -> bool:
    """what was done about themself"""
    return bool(actor.user_id) and about.referral.person.user_id == actor.user_id


may_write_team_work = allow(PEER_WORKER, when=worker_is_theirs)
may_take_back_team_work = allow(PEER_WORKER, when=team_work_is_theirs)
may_see_team_work = allow(LEAD, COORDINATOR)

may_write_about = allow(PEER_WORKER, when=works_about_whom_they_walk_with)
may_add_side = allow(PERSON, when=is_about_them)
may_copy_about = may_write_about | allow(LEAD, COORDINATOR, when=about_in_reach)


def own_team_work(actor: Actor) -> QuerySet[TeamWork]:
    """A peer worker's own, but for what they took back."""
    mine = TeamWork.objects.filter(worker__user=actor.user_id, taken_back_at=None)
    return mine if actor.has(PEER_WORKER) else mine.none()


def visible_team_work(actor: Actor) -> QuerySet[TeamWork]:
    """The lead's and coordinators': with the teams in their reach, or with none by a worker in their reach."""
    kept = TeamWork.objects.filter(taken_back_at=None)
    if not may_see_team_work(actor):
        return kept.none()
    reach = actor.reach(LEAD, COORDINATOR)
    if reach.everything:
        return kept
    with_team = Q(team__in=reach.teams) | Q(team__pathway__in=reach.pathways)
    return kept.filter(with_team | Q(team=None, worker__in=workforce.visible_workers(actor).values("pk")))


def own_about(actor: Actor) -> QuerySet[AboutPerson]:
    """What was done about a person themself, with others."""
    mine: Any = AboutPerson.objects.filter(referral__person__user=actor.user_id)
    return mine if actor.has(PERSON) else mine.none()


def about_to_copy(actor: Actor, *, whole_team: bool) -> Q:
    """Work about people that the actor sees to in the trust's own record: their own, or all in their reach."""
    mine = Q(pk__in=[])
    if actor.has(PEER_WORKER):
        mine = Q(relationship__worker__user=actor.user_id) & knowable(actor, "referral__person")
    if not whole_team or not actor.has(LEAD, COORDINATOR):
        return mine
    reach = actor.reach(LEAD, COORDINATOR)
    reached = Q(referral__pathway__in=reach.pathways) | Q(referral__host_team__in=reach.teams)
    return mine | (not_sealed(actor, "referral__person") & (Q() if reach.everything else reached))


def _together(subject: Any) -> Relationship | None:
    return subject if isinstance(subject, Relationship) else subject.relationship
