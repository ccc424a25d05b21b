"""Training dates as anybody may read them: what is open, full, coming, and where nothing is planned."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from alongside.core import clock
from alongside.core.actors import Actor
from alongside.training import policies
from alongside.training.models import Cohort, Place, Programme
from alongside.training.queries.places import HELD, counts_of, free_places, later_courses
from alongside.training.queries.programmes import ModuleRow, modules_of
from alongside.training.queries.sessions import SessionRow, how, session_rows
from alongside.ui import dates

Status = Cohort.Status
OPEN, FULL, SOON, NONE = "open", "full", "soon", "none"


@dataclass(frozen=True)
class DateRow:
    """One course, or a programme with none to come (`state` none). `words` say what can be done, and by when."""

    id: str
    programme: str
    name: str
    mode: str
    starts_on: date | None
    finishes_on: date | None
    state: str
    words: str
    closes_on: date | None
    url: str


@dataclass(frozen=True)
class CoursePage:
    """One course for anybody. `may_ask`: a place may be asked for now; `joins_list`: onto the waiting list."""

    cohort: Cohort
    programme: Programme
    how: str
    row: DateRow
    modules: tuple[ModuleRow, ...]
    sessions: tuple[SessionRow, ...]
    may_ask: bool
    joins_list: bool
    own: Place | None
    later: tuple[DateRow, ...]


def public_dates() -> list[DateRow]:
    """Courses to come, soonest first, then each open programme without any. Three queries."""
    today = clock.today()
    found = list(
        policies.open_courses()
        .filter(starts_on__gt=today, programme__is_open=True)
        .exclude(status=Status.RUNNING)
        .select_related("programme")
        .order_by("starts_on", "pk")
    )
    counts = counts_of(row.pk for row in found)
    rows = [_row(row, row.size - sum(counts.get(row.pk, {}).get(state, 0) for state in HELD)) for row in found]
    planned = {row.programme_id for row in found}
    nothing = [programme for programme in Programme.objects.filter(is_open=True) if programme.pk not in planned]
    return rows + [_none(programme) for programme in nothing]


def course_page(actor: Actor, id: str) -> CoursePage:  # noqa: A002
    """One course, for a visitor or a candidate, with their own place if they have one. No joining links."""
    cohort = Cohort.objects.select_related("programme").get(pk=id)
    free = free_places(cohort)
    own = policies.own_places(actor).filter(cohort=cohort).first()
    asking = cohort.status in (Status.OPEN, Status.OFFERING) and cohort.starts_on > clock.today()
    later = [_row(course, free_places(course)) for course in later_courses(cohort)[:3]]
    return CoursePage(
        cohort=cohort,
        programme=cohort.programme,
        how=how(cohort),
        row=_row(cohort, free),
        modules=tuple(modules_of(cohort.programme)),
        sessions=tuple(row for row in session_rows(cohort, links=False) if row.state != "cancelled"),
        may_ask=asking and own is None,
        joins_list=cohort.status == Status.OFFERING and not free,
        own=own,
        later=tuple(later),
    )


def open_course(actor: Actor, id: str) -> Cohort:  # noqa: A002
    """A course a candidate may ask a place on, or be told why not."""
    return policies.open_courses().select_related("programme").get(pk=id)


def _row(cohort: Cohort, free: int) -> DateRow:
    state, words = _state(cohort, free)
    return DateRow(
        id=cohort.pk,
        programme=cohort.programme.name,
        name=cohort.name,
        mode=cohort.get_mode_display(),
        starts_on=cohort.starts_on,
        finishes_on=cohort.finishes_on,
        state=state,
        words=words,
        closes_on=cohort.closes_on if cohort.status == Status.OPEN else None,
        url=reverse("training:course", args=[cohort.pk]),
    )


def _state(cohort: Cohort, free: int) -> tuple[str, str]:
    if cohort.status == Status.PLANNED:
        return SOON, f"Opens on {dates.day(cohort.opens_on)}." if cohort.opens_on else "Opens soon."
    if cohort.status == Status.OPEN:
        return OPEN, f"Ask by {dates.day(cohort.closes_on)}." if cohort.closes_on else "You can ask for a place."
    if cohort.status == Status.CHOOSING:
        by = f" Everyone hears by {dates.day(cohort.answered_by)}." if cohort.answered_by else ""
        return FULL, f"Asking for a place has closed.{by}"
    if cohort.status == Status.OFFERING and free:
        return OPEN, f"{free} place{'' if free == 1 else 's'} left."
    if cohort.status == Status.OFFERING:
        return FULL, "You can join the waiting list."
    return NONE, f"{cohort.get_status_display()}."


def _none(programme: Programme) -> DateRow:
    words = "No dates are planned yet. We can email you when they come out."
    return DateRow(
        "",
        programme.name,
        "",
        programme.get_mode_display(),
        None,
        None,
        NONE,
        words,
        None,
        reverse("candidates:alert", args=["training"]),
    )
