"""Who keeps employment checks, who sees how they stand, and who plans and begins a first day."""

from typing import Any

from django.db.models import Q, QuerySet

from alongside.accounts.roles import CANDIDATE, COORDINATOR, LEAD, PEER_WORKER, RECRUITER, TEAM_MANAGER
from alongside.core.actors import PROCESS, Actor
from alongside.core.policies import allow
from alongside.recruitment.models import Application, Check, FirstDay, InductionItem
from alongside.recruitment.policies.interviews import is_own_application

Status = Application.Status
STAFF = (LEAD, RECRUITER, COORDINATOR, TEAM_MANAGER, PEER_WORKER)


def is_own_check(actor: Actor, subject: Any) -> bool:
    """a check, or a referee, of their own application"""
    return is_own_application(actor, subject.application)


def is_beside_them(actor: Actor, first_day: Any) -> bool:
    """a first day of which they are the manager or the supervisor"""
    return bool(actor.user_id) and actor.user_id in (first_day.manager_id, first_day.supervisor_id)


def is_beside_item(actor: Actor, item: Any) -> bool:
    """something of the first weeks of somebody they manage or supervise"""
    return is_beside_them(actor, item.first_day)


def is_in_own_weeks(actor: Actor, item: Any) -> bool:
    """something of their own first weeks"""
    worker = item.first_day.worker
    return bool(actor.user_id) and worker is not None and worker.user_id == actor.user_id


def leads_there(actor: Actor, application: Any) -> bool:
    """an application for work in a part of the service they lead"""
    vacancy = application.vacancy
    return actor.reach(LEAD).covers(pathway=vacancy.pathway_id, team=vacancy.team_id)


may_keep_kinds = allow(LEAD, PROCESS)
may_keep_checks = allow(LEAD, RECRUITER)
may_do_own_check = allow(CANDIDATE, when=is_own_check)
may_name_referee = allow(CANDIDATE, when=is_own_application)
may_change_referee = allow(CANDIDATE, when=is_own_check)
may_raise_stuck = allow(PROCESS)
may_plan_start = allow(LEAD, RECRUITER)
# Starting opens a staff account and a role, with which people's records are seen: the lead's alone.
may_start_work = allow(LEAD, when=leads_there)
may_tick = allow(LEAD, RECRUITER) | allow(*STAFF, when=is_beside_item) | allow(PEER_WORKER, when=is_in_own_weeks)


def visible_in_checks(actor: Actor) -> QuerySet[Application]:
    """Everyone who said yes to an offer and has not begun yet, for those who keep the checks."""
    if not actor.has(LEAD, RECRUITER):
        return Application.objects.none()
    return Application.objects.filter(status__in=[Status.CHECKS, Status.READY])


def visible_checks(actor: Actor) -> QuerySet[Check]:
    """Their checks. What a check said is kept nowhere, so there is nothing else to see."""
    return Check.objects.filter(application__in=visible_in_checks(actor))


def visible_first_days(actor: Actor) -> QuerySet[FirstDay]:
    """All for the lead and recruiters; for a manager or supervisor, those they are beside."""
    if actor.has(LEAD, RECRUITER):
        return FirstDay.objects.all()
    if not (actor.user_id and actor.has(*STAFF)):
        return FirstDay.objects.none()
    return FirstDay.objects.filter(Q(manager_id=actor.user_id) | Q(supervisor_id=actor.user_id))


def own_first_day(actor: Actor) -> QuerySet[FirstDay]:
    """The new worker's own, by the staff account they were given; and by their own account, to look at."""
    worker = Q(worker__user_id=actor.user_id) if actor.has(PEER_WORKER) else Q(pk=None)
    candidate = Q(application__candidate__user_id=actor.user_id) if actor.has(CANDIDATE) else Q(pk=None)
    return FirstDay.objects.filter(worker | candidate, started_at__isnull=False)


def visible_items(actor: Actor) -> QuerySet[InductionItem]:
    """The lines of the first weeks of first days that the actor sees, or of their own."""
    return InductionItem.objects.filter(
        Q(first_day__in=visible_first_days(actor)) | Q(first_day__in=own_first_day(actor))
    )
