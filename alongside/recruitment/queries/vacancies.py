"""Vacancies as those who keep them see them: the list, one in parts, and what each part still needs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from alongside.accounts.models import RoleHolding, User
from alongside.accounts.roles import COORDINATOR, LEAD, PANEL, PEER_WORKER, RECRUITER, TEAM_MANAGER
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.recruitment import policies
from alongside.recruitment.models import Application, Criterion, PanelMember, Question, Vacancy
from alongside.recruitment.queries.missing import Part, parts_of_vacancy

Status = Vacancy.Status
NOT_STARTED = ~Q(applications__status=Application.Status.STARTED)
SORTS: dict[str, Any] = {
    "title": lambda row: row.title.lower(),
    "closes": lambda row: (row.closes_at is None, row.closes_at or row.id),
    "applied": lambda row: row.applied,
}


@dataclass(frozen=True)
class VacancyLine:
    """One vacancy in the staff list. `applied` counts applications that were sent, `began` those being written."""

    id: str
    title: str
    place: str
    status: str
    state: str
    audience: str
    closes_at: datetime | None
    applied: int
    began: int
    places: int
    recruiter: str


@dataclass(frozen=True)
class VacancyPage:
    """One vacancy with its parts. `may` says which buttons to show."""

    vacancy: Vacancy
    parts: tuple[Part, ...]
    criteria: tuple[Criterion, ...]
    questions: tuple[Question, ...]
    panel: tuple[PanelMember, ...]
    applied: int
    began: int

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(words for part in self.parts for words in part.missing)

    @property
    def is_draft(self) -> bool:
        return self.vacancy.status == Status.DRAFT


def get_vacancy(actor: Actor, vacancy_id: str) -> Vacancy:
    """One that the actor keeps. Raises DoesNotExist."""
    return policies.visible_vacancies(actor).select_related("pathway", "team", "site", "post").get(pk=vacancy_id)


def vacancies(actor: Actor, *, status: str = "", pathway: str = "", sort: str = "") -> list[VacancyLine]:
    """Those the actor keeps; the newest first, unless `sort` says otherwise. Without a status, all but what is over."""
    found = policies.visible_vacancies(actor).select_related("pathway", "team", "recruiter")
    found = (
        found.filter(status=status) if status else found.filter(status__in=[Status.DRAFT, Status.OPEN, Status.CLOSED])
    )
    if pathway:
        found = found.filter(pathway=pathway)
    counted = found.annotate(
        applied=Count("applications", filter=NOT_STARTED), began=Count("applications", filter=~NOT_STARTED)
    )
    rows = [_line(vacancy) for vacancy in counted.order_by("-opened_at", "closes_at", "title", "id")]
    key = SORTS.get(sort.lstrip("-"))
    return sorted(rows, key=key, reverse=sort[:1] == "-") if key else rows


def vacancy_page(actor: Actor, vacancy_id: str) -> VacancyPage:
    vacancy = get_vacancy(actor, vacancy_id)
    states = vacancy.applications.values_list("status", flat=True)
    began = sum(status == Application.Status.STARTED for status in states)
    return VacancyPage(
        vacancy,
        parts_of_vacancy(vacancy, clock.now()),
        tuple(vacancy.criteria.all()),
        tuple(vacancy.questions.prefetch_related("criteria")),
        tuple(vacancy.panel.filter(ended_at=None).select_related("user").order_by("user__name")),
        len(states) - began,
        began,
    )


def get_criterion(actor: Actor, criterion_id: str) -> Criterion:
    return Criterion.objects.select_related("vacancy").get(
        pk=criterion_id, vacancy__in=policies.visible_vacancies(actor)
    )


def get_vacancy_question(actor: Actor, question_id: str) -> Question:
    return Question.objects.select_related("vacancy").get(pk=question_id, vacancy__in=policies.visible_vacancies(actor))


def get_panel_member(actor: Actor, member_id: str) -> PanelMember:
    return PanelMember.objects.select_related("vacancy", "user").get(
        pk=member_id, vacancy__in=policies.visible_vacancies(actor)
    )


def panel_choices() -> list[tuple[User, str]]:
    """Staff who may be named for a panel: whoever holds a role that reads or meets, by name."""
    today = clock.today()
    held = RoleHolding.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=today),
        user=OuterRef("pk"),
        role__in=(PANEL, RECRUITER, COORDINATOR, LEAD, PEER_WORKER, TEAM_MANAGER),
        starts_on__lte=today,
    )
    found = User.objects.filter(Exists(held), kind=User.Kind.STAFF, is_active=True).order_by("name")
    return [(user, user.name) for user in found]


def vacancies_due(at: datetime) -> list[Vacancy]:
    """Open ones whose day or number has come: for the job that closes them."""
    counted = Vacancy.objects.filter(status=Status.OPEN).annotate(applied=Count("applications", filter=NOT_STARTED))
    return [
        row
        for row in counted
        if (row.closes_at and row.closes_at <= at) or (row.close_after and row.applied >= row.close_after)
    ]


def vacancies_to_tell(at: datetime) -> QuerySet[Vacancy]:
    """Open to everyone, with time left, and nobody told yet: for the job that tells them."""
    return policies.public_vacancies().filter(status=Status.OPEN, told_at=None, closes_at__gt=at)


def _line(vacancy: Any) -> VacancyLine:
    internal = vacancy.audience == Vacancy.Audience.INTERNAL
    later = vacancy.public_from
    is_public = not internal or (later is not None and later <= clock.today())
    seen = "Everyone" if is_public else f"Our staff, public from {later:%-d %B}" if later else "Our staff"
    return VacancyLine(
        vacancy.pk,
        vacancy.title,
        vacancy.team.name if vacancy.team else vacancy.pathway.name,
        vacancy.status,
        str(Status(vacancy.status).label),
        seen,
        vacancy.closes_at,
        vacancy.applied,
        vacancy.began,
        vacancy.places,
        vacancy.recruiter.name if vacancy.recruiter else "",
    )
