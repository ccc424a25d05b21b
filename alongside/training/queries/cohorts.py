"""Courses as those who run them see them: the list, and one course with its people by where they stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from django.db.models import QuerySet

from alongside.accounts.models import User
from alongside.accounts.queries import holders
from alongside.accounts.roles import LEAD, TRAINER
from alongside.candidates import queries as candidates
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.training import policies
from alongside.training.models import Cohort, CohortTrainer, Place, Session
from alongside.training.queries.places import (
    HELD,
    counts_of,
    free_places,
    later_courses,
    lot,
    points_of,
    unread,
    waiting_number,
)
from alongside.training.queries.sessions import SessionRow, how, session_rows
from alongside.ui import dates
from alongside.ui.words import first_initial

Status, At = Cohort.Status, Place.Status
SHOWN = {  # which courses a pill shows
    "": ("Now and to come", (Status.PLANNED, Status.OPEN, Status.CHOOSING, Status.OFFERING, Status.RUNNING)),
    "over": ("Over", (Status.FINISHED, Status.CANCELLED)),
}
MEANS = {  # the colour of a course’s state, always with its words
    Status.PLANNED: "on_hold", Status.OPEN: "going_on", Status.CHOOSING: "your_turn", Status.OFFERING: "their_turn",
    Status.RUNNING: "going_on", Status.FINISHED: "done", Status.CANCELLED: "on_hold",
}  # fmt: skip
GROUPS = (  # where people stand, in the order in which somebody has to do something
    ("Asked for a place", (At.ASKED,)),
    ("Offered, we wait for their answer", (At.OFFERED,)),
    ("On the course", (At.TAKEN, At.FINISHED)),
    ("Waiting list, in order", (At.WAITING,)),
    ("Not on this course", (At.NOT_THIS_TIME, At.TURNED_DOWN, At.LAPSED, At.WITHDRAWN, At.DEFERRED)),
)


@dataclass(frozen=True)
class CohortRow:
    id: str
    name: str
    programme: str
    state: str
    state_words: str
    means: str
    how: str
    starts_on: date
    finishes_on: date
    size: int
    held: int
    asked: int
    waiting: int
    trainers: tuple[str, ...]
    next_at: datetime | None


@dataclass(frozen=True)
class PlaceRow:
    """One person on a course’s page. `number`: on the waiting list, 1 is next. `points`: as read, None unread."""

    id: str
    candidate_id: str
    name: str
    state: str
    state_words: str
    asked_at: datetime
    since: datetime
    answer_by: datetime | None
    number: int
    points: int | None
    lot: str
    because: str
    likes: str
    helps: tuple[str, ...]


@dataclass(frozen=True)
class CohortPage:
    cohort: Cohort
    how: str
    means: str
    groups: tuple[tuple[str, tuple[PlaceRow, ...]], ...]
    sessions: tuple[SessionRow, ...]
    trainers: tuple[CohortTrainer, ...]
    free: int
    unread: int
    most: int

    @property
    def rows(self) -> list[PlaceRow]:
        return [row for _, rows in self.groups for row in rows]


def cohorts(actor: Actor, shown: str = "") -> list[CohortRow]:
    """Courses this actor may see, the soonest first; those over, the latest first. Four queries."""
    if not policies.may_plan_cohort(actor):
        raise NotAllowed("see courses")
    found = list(_shown(policies.visible_taught(actor), shown))
    counts = counts_of(row.pk for row in found)
    trainers, soonest = _trainers(found), _soonest(found)
    return [_cohort_row(row, counts.get(row.pk, {}), trainers.get(row.pk, []), soonest.get(row.pk)) for row in found]


def _shown(found: QuerySet[Cohort], shown: str) -> QuerySet[Cohort]:
    _, statuses = SHOWN.get(shown, SHOWN[""])
    order = "-starts_on" if shown == "over" else "starts_on"
    return found.filter(status__in=statuses).select_related("programme").order_by(order, "pk")


def _trainers(found: Iterable[Cohort]) -> dict[str, list[str]]:
    rows = CohortTrainer.objects.filter(cohort__in=found, ended_on=None).select_related("user")
    names: dict[str, list[str]] = {}
    for row in rows.order_by("-leads", "user__name"):
        names.setdefault(row.cohort_id, []).append(row.user.name)
    return names


def _soonest(found: Iterable[Cohort]) -> dict[str, datetime]:
    soonest: dict[str, datetime] = {}
    rows = Session.objects.filter(cohort__in=found, cancelled_at=None, ends_at__gt=clock.now())
    for cohort_id, starts_at in rows.order_by("starts_at").values_list("cohort_id", "starts_at"):
        soonest.setdefault(cohort_id, starts_at)
    return soonest


def _cohort_row(row: Cohort, counts: dict[str, int], trainers: list[str], next_at: datetime | None) -> CohortRow:
    return CohortRow(
        id=row.pk,
        name=row.name,
        programme=row.programme.name,
        state=row.status,
        state_words=row.get_status_display(),
        means=MEANS[Status(row.status)],
        how=how(row),
        starts_on=row.starts_on,
        finishes_on=row.finishes_on,
        size=row.size,
        held=sum(counts.get(status, 0) for status in HELD),
        asked=counts.get(At.ASKED, 0),
        waiting=counts.get(At.WAITING, 0),
        trainers=tuple(trainers),
        next_at=next_at,
    )


def get_cohort(actor: Actor, id: str) -> Cohort:  # noqa: A002
    """A course this actor runs. Raises DoesNotExist."""
    return policies.visible_taught(actor).select_related("programme").get(pk=id)


def cohort_page(actor: Actor, id: str) -> CohortPage:  # noqa: A002
    """One course with everyone who asked, by where they stand. Its number of queries does not grow."""
    cohort = get_cohort(actor, id)
    found = list(cohort.places.select_related("candidate").order_by("waiting_order", "asked_at", "pk"))
    helps = candidates.adjustments_of([place.candidate_id for place in found], "training")
    numbers = {place.pk: n for n, place in enumerate((p for p in found if p.status == At.WAITING), 1)}
    to_row = partial(_place_row, cohort, helps, numbers)
    groups = [(words, tuple(to_row(place) for place in found if place.status in states)) for words, states in GROUPS]
    trainers = cohort.trainers.filter(ended_on=None).select_related("user").order_by("-leads", "user__name")
    return CohortPage(
        cohort=cohort,
        how=how(cohort),
        means=MEANS[Status(cohort.status)],
        groups=tuple((words, rows) for words, rows in groups if rows),
        sessions=tuple(session_rows(cohort, links=True)),
        trainers=tuple(trainers),
        free=free_places(cohort),
        unread=unread(cohort),
        most=3 * len(cohort.programme.criteria),
    )


def _place_row(cohort: Cohort, helps: dict, numbers: dict[str, int], place: Place) -> PlaceRow:
    who = place.candidate
    moments = (place.ended_at, place.finished_at, place.taken_at, place.offered_at, place.waiting_since, place.asked_at)
    return PlaceRow(
        id=place.pk,
        candidate_id=who.pk,
        name=first_initial(who.first_name, who.last_name),
        state=place.status,
        state_words=place.get_status_display(),
        asked_at=place.asked_at,
        since=next(moment for moment in moments if moment),
        answer_by=place.answer_by if place.status == At.OFFERED else None,
        number=numbers.get(place.pk, 0),
        points=points_of(place, cohort.programme.criteria) if place.read_by else None,
        lot=lot(cohort, place) if cohort.chosen_at and place.read_by else "",
        because=place.because,
        likes=who.contact_words,
        helps=tuple(row.words for row in helps.get(who.pk, []) if row.state != "in_place"),
    )


def place_row(place: Place) -> PlaceRow:
    """One person as the course’s page shows them."""
    helps = candidates.adjustments_of([place.candidate_id], "training")
    return _place_row(place.cohort, helps, {place.pk: waiting_number(place)}, place)


def to_choose(cohort: Cohort) -> list[PlaceRow]:
    """Who asked, in the order of what was read: equal ones by who asked first, until lots are drawn."""
    found = cohort.places.filter(status=At.ASKED).select_related("candidate")
    rows = [_place_row(cohort, {}, {}, place) for place in found]
    return sorted(rows, key=lambda row: (-(row.points or 0), row.asked_at))


def course_choices(cohort: Cohort) -> list[tuple[Cohort, str]]:
    """Later courses to move to, each with its first day."""
    return [(row, f"{row.name}, from {dates.day(row.starts_on, year=True)}") for row in later_courses(cohort)]


def get_trainer(actor: Actor, id: str) -> CohortTrainer:  # noqa: A002
    found = CohortTrainer.objects.filter(cohort__in=policies.visible_taught(actor), ended_on=None)
    return found.select_related("cohort__programme", "user").get(pk=id)


def trainer_choices(cohort: Cohort | None = None) -> list[tuple[User, str]]:
    """Whoever may train; without those who train this course already."""
    busy = set(cohort.trainers.filter(ended_on=None).values_list("user_id", flat=True)) if cohort else set()
    return [(user, user.name) for user in holders(TRAINER, LEAD) if user.pk not in busy]


def trainers_of(cohort: Cohort) -> list[tuple[User, str]]:
    rows = cohort.trainers.filter(ended_on=None).select_related("user").order_by("-leads", "user__name")
    return [(row.user, row.user.name) for row in rows]


def to_open() -> QuerySet[Cohort]:
    """Courses whose day to open has come. For the job."""
    today = clock.today()
    return Cohort.objects.filter(status=Status.PLANNED, opens_on__lte=today).select_related("programme")


def to_close() -> QuerySet[Cohort]:
    """Courses whose last day to ask has passed. For the job."""
    return Cohort.objects.filter(status=Status.OPEN, closes_on__lt=clock.today()).select_related("programme")


def to_start() -> QuerySet[Cohort]:
    """Courses whose first day has come. For the job."""
    return Cohort.objects.filter(status=Status.OFFERING, starts_on__lte=clock.today()).select_related("programme")
