"""Who writes and keeps vacancies, who sees which, and what anybody at all may read."""

from typing import Any

from django.db.models import Q, QuerySet

from alongside.accounts.roles import (
    ADMINISTRATOR,
    COORDINATOR,
    EDITOR,
    GOVERNANCE,
    LEAD,
    PANEL,
    PEER_WORKER,
    RECRUITER,
    ROUTE_LEAD,
    TEAM_MANAGER,
    TRAINER,
)
from alongside.core import clock
from alongside.core.actors import PROCESS, Actor
from alongside.core.policies import allow
from alongside.recruitment.models import Vacancy

OUR_STAFF = (
    *(ADMINISTRATOR, COORDINATOR, EDITOR, GOVERNANCE, LEAD, PANEL, PEER_WORKER, RECRUITER, ROUTE_LEAD, TEAM_MANAGER),
    TRAINER,
)


def vacancy_in_reach(actor: Actor, vacancy: Any) -> bool:
    """vacancies of a pathway or team they hold the role for"""
    return may_keep_vacancies_of(actor, vacancy.pathway_id, vacancy.team_id)


def part_in_reach(actor: Actor, part: Any) -> bool:
    """parts of vacancies of a pathway or team they hold the role for"""
    return vacancy_in_reach(actor, part.vacancy)


def may_keep_vacancies_of(actor: Actor, pathway: str, team: str | None) -> bool:
    """Whether vacancies of this pathway and team are within the actor's part of the service."""
    return actor.reach(LEAD, RECRUITER).covers(pathway=pathway, team=team)


may_see_vacancies = allow(LEAD, RECRUITER)
may_add_vacancy = allow(LEAD, RECRUITER)
may_change_vacancy = allow(LEAD, RECRUITER, when=vacancy_in_reach)
may_change_part = allow(LEAD, RECRUITER, when=part_in_reach)
may_close_vacancy = allow(LEAD, RECRUITER, when=vacancy_in_reach) | allow(PROCESS)
may_mind_vacancies = allow(PROCESS)
may_bring_in_adverts = allow(PROCESS)


def visible_vacancies(actor: Actor) -> QuerySet[Vacancy]:
    """Lead and recruiters: those of the pathways and teams they hold the role for, whatever their state."""
    reach = actor.reach(LEAD, RECRUITER)
    within = Q() if reach.everything else Q(pathway__in=reach.pathways) | Q(team__in=reach.teams)
    return Vacancy.objects.filter(within)


def readable_vacancies(actor: Actor) -> QuerySet[Vacancy]:
    """What the actor may read: what anybody may; for staff the internal ones; drafts for those who keep them."""
    written = Vacancy.objects.exclude(status=Vacancy.Status.DRAFT)
    found = written if actor.has(*OUR_STAFF) else public_vacancies()
    return found | visible_vacancies(actor)


def public_vacancies() -> QuerySet[Vacancy]:
    """What anybody may read: written, and public from today or before. Closed and withdrawn ones keep their page."""
    shown = Q(audience=Vacancy.Audience.PUBLIC) | Q(public_from__lte=clock.today())
    return Vacancy.objects.filter(shown).exclude(status=Vacancy.Status.DRAFT)
