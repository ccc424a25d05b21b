"""Jobs as anybody may read them: the list, and one with its facts, for whoever reads it."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from alongside.candidates import queries as candidates
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.recruitment import policies
from alongside.recruitment.models import Application, Criterion, JobAdvert, Vacancy
from alongside.recruitment.queries.adverts import adverts_shown
from alongside.recruitment.queries.pay import hours_words, money, pay_here, place_of
from alongside.ui import dates

SOON = 3  # days
FOUND_OUT = {
    Criterion.How.FORM: "Form",
    Criterion.How.INTERVIEW: "Meeting",
    Criterion.How.CERTIFICATE: "Certificate",
}


@dataclass(frozen=True)
class VacancyRow:
    """One job in the public list. `source` is here or nhs_jobs; `url` is a page of ours, or of NHS Jobs."""

    id: str
    title: str
    lede: str
    place: str
    pathway: str
    pay: str
    hours: str
    closes_at: datetime | None
    days_left: int
    url: str
    source: str


@dataclass(frozen=True)
class Step:
    """One thing that happens after they apply, and by when."""

    when: str
    what: str


@dataclass(frozen=True)
class JobPage:
    """One job. `state` is open, soon (closes within three days), closed, withdrawn or draft (staff only).

    `reader` says what the button is: apply, apply_link, not_trained, began, sent or none. `is_inside`: not public.
    """

    vacancy: Vacancy
    state: str
    days_left: int
    pay: str
    pay_here: str
    place: str
    essentials: tuple[tuple[str, str], ...]
    desirables: tuple[str, ...]
    questions: tuple[str, ...]
    steps: tuple[Step, ...]
    reader: str
    sent_at: datetime | None
    changed: str
    is_inside: bool
    may_keep: bool
    others: tuple[VacancyRow, ...]


def public_vacancies() -> list[VacancyRow]:
    """What is open to everyone now, ours first, each once; the soonest to close first."""
    ours = [_row(vacancy) for vacancy in _open().select_related("pathway", "team__site", "site")]
    return [*ours, *(_advert_row(advert) for advert in adverts_shown())]


def inside_vacancies(actor: Actor) -> list[VacancyRow]:
    """What is open to our own staff only, for staff."""
    found = policies.readable_vacancies(actor).filter(status=Vacancy.Status.OPEN, closes_at__gt=clock.now())
    inside = found.exclude(pk__in=policies.public_vacancies().values("pk"))
    return [_row(vacancy) for vacancy in inside.select_related("pathway", "team__site", "site")]


def feed_rows() -> list[tuple[VacancyRow, datetime]]:
    """The open jobs with the moment each last changed, for the feed."""
    ours = {row.pk: row.changed_at or row.opened_at for row in _open()}
    theirs = {row.pk: row.seen_at for row in adverts_shown()}
    return [(row, ours.get(row.id) or theirs[row.id]) for row in public_vacancies()]


def job_page(actor: Actor, vacancy_id: str) -> JobPage:
    """One job, for whoever may read it. Raises DoesNotExist for anybody else."""
    vacancy = policies.readable_vacancies(actor).select_related("pathway", "team__site", "site").get(pk=vacancy_id)
    criteria = list(vacancy.criteria.all())
    mine = _own_application(actor, vacancy)
    state = state_of(vacancy)
    is_public = policies.public_vacancies().filter(pk=vacancy.pk).exists()
    return JobPage(
        vacancy,
        state,
        days_left(vacancy.closes_at),
        f"{money(vacancy.salary_from)} to {money(vacancy.salary_to)} a year",
        pay_here(vacancy),
        place_of(vacancy),
        tuple((row.words, FOUND_OUT[Criterion.How(row.how)]) for row in criteria if row.is_essential),
        tuple(row.words for row in criteria if not row.is_essential),
        tuple(vacancy.questions.values_list("prompt", flat=True)),
        tuple(_steps(vacancy)),
        _reader(actor, vacancy, mine, state if is_public else "inside"),
        mine.sent_at if mine else None,
        _changed(vacancy, mine),
        not is_public,
        policies.visible_vacancies(actor).filter(pk=vacancy.pk).exists(),
        tuple(row for row in public_vacancies() if row.id != vacancy.pk) if state in ("closed", "withdrawn") else (),
    )


def days_left(closes_at: datetime | None) -> int:
    """Whole days until the closing day: 0 on the day itself, and when there is none."""
    return max((timezone.localdate(closes_at) - clock.today()).days, 0) if closes_at else 0


def state_of(vacancy: Vacancy) -> str:
    if vacancy.status in (Vacancy.Status.DRAFT, Vacancy.Status.WITHDRAWN):
        return str(vacancy.status)
    if vacancy.status != Vacancy.Status.OPEN or (vacancy.closes_at and vacancy.closes_at <= clock.now()):
        return "closed"
    return "soon" if days_left(vacancy.closes_at) <= SOON else "open"


def _open() -> QuerySet[Vacancy]:
    return policies.public_vacancies().filter(status=Vacancy.Status.OPEN, closes_at__gt=clock.now())


def _row(vacancy: Vacancy) -> VacancyRow:
    return VacancyRow(
        vacancy.pk,
        vacancy.title,
        vacancy.lede,
        place_of(vacancy),
        vacancy.pathway.name,
        pay_here(vacancy) or f"{money(vacancy.salary_from)} to {money(vacancy.salary_to)}",
        f"{hours_words(vacancy.hours)} hours a week" if vacancy.hours else "Hours as agreed",
        vacancy.closes_at,
        days_left(vacancy.closes_at),
        reverse("recruitment:job", args=[vacancy.pk]),
        "here",
    )


def _advert_row(advert: JobAdvert) -> VacancyRow:
    closes = timezone.make_aware(datetime.combine(advert.closes_on, time(23, 59))) if advert.closes_on else None
    about = " ".join(advert.about.split())
    lede = about if len(about) <= 200 else about[:197].rstrip() + "…"
    return VacancyRow(
        advert.pk,
        advert.title,
        lede,
        advert.locations,
        "",
        advert.salary,
        advert.kind,
        closes,
        days_left(closes),
        advert.url,
        "nhs_jobs",
    )


def _own_application(actor: Actor, vacancy: Vacancy) -> Application | None:
    return policies.own_applications(actor).filter(vacancy=vacancy).first()


def _reader(actor: Actor, vacancy: Vacancy, mine: Application | None, state: str) -> str:
    """What the green button is, for whoever reads."""
    if mine is not None:
        return "began" if mine.status == Application.Status.STARTED else "sent"
    if vacancy.apply_link and state in ("open", "soon", "inside") and vacancy.status == Vacancy.Status.OPEN:
        return "apply_link"
    if state not in ("open", "soon"):
        return "none"
    if vacancy.needs_training and actor.has("candidate"):
        own = candidates.own_candidate(actor)
        return "apply" if candidates.qualification_of(own) else "not_trained"
    return "apply"


def _changed(vacancy: Vacancy, mine: Application | None) -> str:
    """What changed, for somebody who began before it did."""
    if mine is None or vacancy.changed_at is None or vacancy.changed_at <= mine.seen_vacancy_at:
        return ""
    return vacancy.changed_words


def _steps(vacancy: Vacancy) -> list[Step]:
    """What happens after they apply, with the dates that are set."""
    days = vacancy.questions_days
    meet = "You meet us. You pick the time" + (
        f", and you get the questions {days} {'day' if days == 1 else 'days'} before."
        if vacancy.interview_questions
        else "."
    )
    rows = [
        Step("Same day", "We say “thank you, we have it”."),
        Step(_by(vacancy.shortlisted_by), "Two people read every form. They cannot see your name, age or address."),
        Step(_by(vacancy.hear_by), "Everyone hears, yes or no. If it is no, we tell you why and what to try next."),
        Step(f"From {_date(vacancy.interviews_from)}" if vacancy.interviews_from else "Then", meet),
        Step("After that", "We tell you if the job is yours. Then six checks, about 4 weeks."),
    ]
    if vacancy.starts_around:
        rows.append(Step(f"Around {_date(vacancy.starts_around)}", "You start."))
    return rows


def _by(day: date | None) -> str:
    return f"By {_date(day)}" if day else "After closing"


def _date(day: date) -> str:
    return dates.day(day).split(" ", 1)[1]
