"""Everyone's checks on one page, for who keeps them: who needs something first, and the one thing to do next."""

from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse
from django.utils import timezone

from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.recruitment import policies
from alongside.recruitment.models import Application, Check, Referee
from alongside.recruitment.queries.checks import CheckRow, check_row, news_days
from alongside.ui.words import first_initial


@dataclass(frozen=True)
class PersonRow:
    """One person's checks on the recruiter's page, with the one thing to do next."""

    id: str
    name: str
    first_name: str
    post: str
    checks: list[CheckRow]
    starts_on: date | None
    quiet_days: int
    quiet_limit: int
    next_words: str
    next_url: str
    is_ready: bool
    is_started_day_agreed: bool

    @property
    def no_news(self) -> bool:
        return self.quiet_days >= self.quiet_limit

    @property
    def late(self) -> bool:
        return any(check.late for check in self.checks)

    def any_of(self, *whose: str) -> bool:
        return any(check.whose in whose for check in self.checks)

    @property
    def order(self) -> int:
        """No news first, then late, our turn, their turn, with others, all clear."""
        return 0 if self.no_news else 1 if self.late else 5 if self.is_ready else self._turn

    @property
    def _turn(self) -> int:
        return 2 if self.any_of("us", "talk") else 3 if self.any_of("candidate") else 4

    @property
    def start_at_risk(self) -> bool:
        return self.starts_on is not None and self.late and not self.is_ready


@dataclass(frozen=True)
class Tracker:
    rows: list[PersonRow]
    counts: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class PersonPage:
    application: Application
    name: str
    row: PersonRow
    records: list[tuple[CheckRow, Check]]
    referees: list[Referee]


SHOWS = {
    "ours": lambda row: row.any_of("us", "talk"),
    "theirs": lambda row: row.any_of("candidate"),
    "others": lambda row: row.any_of("others"),
    "late": lambda row: row.late,
    "quiet": lambda row: row.no_news,
}


def tracker(actor: Actor, show: str = "") -> Tracker:
    """Everyone in checks, those in need first. A fixed number of queries, however many there are."""
    if not policies.may_keep_checks(actor):
        raise NotAllowed("checks")
    limit = news_days()
    found = policies.visible_in_checks(actor).select_related(
        "candidate", "vacancy__team", "vacancy__pathway", "first_day"
    )
    rows = [person_row(application, limit) for application in found.prefetch_related("checks__kind", "referees")]
    counts = {name: sum(bool(holds(row)) for row in rows) for name, holds in SHOWS.items()} | {"": len(rows)}
    shown = [row for row in rows if SHOWS[show](row)] if show in SHOWS else rows
    return Tracker(sorted(shown, key=lambda row: (row.order, row.starts_on or date.max, row.name)), counts)


def person_row(application: Application, limit: int) -> PersonRow:
    checks = [check_row(check) for check in application.checks.all()]
    first_day = getattr(application, "first_day", None)
    told = max((check.news_at for check in checks if check.news_at), default=application.accepted_at)
    quiet = (clock.today() - timezone.localdate(told)).days if told else 0
    name = first_initial(application.candidate.first_name, application.candidate.last_name)
    vacancy = application.vacancy
    is_ready = application.status == Application.Status.READY
    first = application.candidate.first_name
    words, url = _next(application, checks, first, quiet >= limit, is_ready, first_day is not None)
    return PersonRow(
        application.pk,
        name,
        first,
        ", ".join(filter(None, (vacancy.pathway.name, vacancy.team.name if vacancy.team else ""))),
        checks,
        first_day.starts_on if first_day else None,
        quiet,
        limit,
        words,
        url,
        is_ready,
        first_day is not None,
    )


def _next(
    application: Application, checks: list[CheckRow], first: str, quiet: bool, is_ready: bool, planned: bool
) -> tuple[str, str]:
    """The one thing to do next for this person, and where."""

    def at(check: CheckRow) -> str:
        return reverse("recruitment:check", args=[check.id])

    if quiet:
        return f"Tell {first} today", reverse("recruitment:tell_news", args=[application.pk])
    if is_ready:
        return ("See the first day" if planned else "Plan the first day"), _first_day(application)
    talk = next((check for check in checks if check.whose == "talk"), None)
    if talk:
        return f"Talk with {first}", at(talk)
    late = next((check for check in checks if check.late), None)
    if late:
        who = {"others": late.for_us or "them", "candidate": first}.get(late.whose, "")
        return (f"Ask {who}" if who else f"{late.short}: we are late"), at(late)
    helped = next((check for check in checks if check.help_asked), None)
    if helped:
        return f"{'No photo ID' if helped.code == 'identity' else helped.short}: help {first}", at(helped)
    ours = next((check for check in checks if check.whose == "us"), None)
    if ours and ours.code == "references":
        many = sum(not row.asked_on for row in application.referees.all() if not row.replaced_at)
        return (f"Write to {many} referee{'' if many == 1 else 's'}" if many else "Read the references"), at(ours)
    if ours:
        return f"{ours.short}: our turn", at(ours)
    return "", ""


def _first_day(application: Application) -> str:
    return reverse("recruitment:first_day", args=[application.pk])


def person_page(actor: Actor, application: str) -> PersonPage:
    """One person's checks, for who keeps them. Raises DoesNotExist."""
    found = policies.visible_in_checks(actor).select_related(
        "candidate", "vacancy__team", "vacancy__pathway", "first_day"
    )
    row = found.prefetch_related("checks__kind").get(pk=application)
    return PersonPage(
        row,
        first_initial(row.candidate.first_name, row.candidate.last_name),
        person_row(row, news_days()),
        [(check_row(check), check) for check in row.checks.all()],
        list(row.referees.filter(replaced_at=None).order_by("id")),
    )
