"""Places on a course: how many are free, who is next, in what order people were chosen, and what a trainee asks."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from django.db.models import Count, Max, QuerySet
from django.utils import timezone

from alongside.core import clock
from alongside.core.actors import Actor
from alongside.training import policies
from alongside.training.models import Cohort, Place

Status = Place.Status
LIVE = (Status.ASKED, Status.WAITING, Status.OFFERED, Status.TAKEN)
HELD = (Status.OFFERED, Status.TAKEN, Status.FINISHED)  # a place that nobody else can have
MOST = 3  # what a criterion is read as, from 0
READ_AS = ((0, "Not yet"), (1, "A little"), (2, "Yes"), (3, "Very much"))


@dataclass(frozen=True)
class Chosen:
    """Where one place stands in the order of choosing. `points` of `most`; `lot` decides where points are equal."""

    place: Place
    points: int
    most: int
    lot: str


def get_place(actor: Actor, id: str) -> Place:  # noqa: A002
    """A place on a course this actor runs, with its people beside it. Raises DoesNotExist."""
    return _beside(policies.visible_trainees(actor)).get(pk=id)


def own_place(actor: Actor, id: str) -> Place:  # noqa: A002
    """A candidate's own place. Raises DoesNotExist."""
    return _beside(policies.own_places(actor)).get(pk=id)


def _beside(found: QuerySet[Place]) -> QuerySet[Place]:
    return found.select_related("candidate__user", "cohort__programme")


def free_places(cohort: Cohort) -> int:
    """Places that nobody has or is offered."""
    return max(0, cohort.size - cohort.places.filter(status__in=HELD).count())


def next_waiting(cohort: Cohort) -> Place | None:
    """Who is first on the waiting list."""
    waiting = cohort.places.filter(status=Status.WAITING).select_related("candidate")
    return waiting.order_by("waiting_order", "waiting_since", "pk").first()


def last_in_line(cohort: Cohort) -> int:
    """The number of whoever is last on the waiting list; 0 when it is empty."""
    return cohort.places.filter(status=Status.WAITING).aggregate(last=Max("waiting_order"))["last"] or 0


def waiting_number(place: Place) -> int:
    """1 for whoever is next."""
    before = place.cohort.places.filter(status=Status.WAITING, waiting_order__lt=place.waiting_order or 0)
    return before.count() + 1


def lot(cohort: Cohort, place: Place) -> str:
    """The lot drawn for one person, from the moment of choosing and the random ids: nobody could know it beforehand,
    and anybody can draw it again. SHA-256, the smaller text first."""
    assert cohort.chosen_at is not None
    drawn = f"{cohort.pk} {cohort.chosen_at.astimezone(UTC).isoformat()} {place.pk}"
    return hashlib.sha256(drawn.encode()).hexdigest()[:12]


def points_of(place: Place, criteria: Iterable[dict[str, str]]) -> int:
    """The sum of what each criterion was read as; 0 where nobody read it."""
    return sum(int(place.meets.get(row["name"], 0)) for row in criteria)


def in_order(cohort: Cohort, places: Iterable[Place]) -> list[Chosen]:
    """Most points first; where they are equal, by lot. `cohort.chosen_at` must be set."""
    criteria = cohort.programme.criteria
    rows = [Chosen(place, points_of(place, criteria), MOST * len(criteria), lot(cohort, place)) for place in places]
    return sorted(rows, key=lambda row: (-row.points, row.lot))


def unread(cohort: Cohort) -> int:
    """How many who asked have not been read against the criteria."""
    return cohort.places.filter(status=Status.ASKED, read_by="").count() if cohort.programme.criteria else 0


def next_to_read(place: Place) -> str:
    """The id of another place on the course that nobody has read; empty when that was the last."""
    found = place.cohort.places.filter(status=Status.ASKED, read_by="").exclude(pk=place.pk)
    return found.order_by("asked_at", "pk").values_list("pk", flat=True).first() or ""


def answer_by(cohort: Cohort) -> datetime:
    """By when an offer made now is answered: the end of a day, and not after the day before the course begins."""
    today = clock.today()
    day = min(today + timedelta(days=cohort.programme.reply_days), cohort.starts_on - timedelta(days=1))
    return timezone.make_aware(datetime.combine(max(day, today), time(23, 59)))


def later_courses(cohort: Cohort) -> list[Cohort]:
    """Courses of the same programme that begin after this one and may still be asked for, soonest first."""
    ready = (Cohort.Status.PLANNED, Cohort.Status.OPEN, Cohort.Status.CHOOSING, Cohort.Status.OFFERING)
    found = Cohort.objects.filter(programme=cohort.programme_id, status__in=ready, starts_on__gt=cohort.starts_on)
    return list(found.exclude(pk=cohort.pk).select_related("programme").order_by("starts_on", "pk"))


def offers_run_out() -> QuerySet[Place]:
    """Offers nobody answered in time. For the job: it sees every one."""
    found = Place.objects.filter(status=Status.OFFERED, answer_by__lt=clock.now())
    return found.select_related("candidate", "cohort__programme").order_by("answer_by", "pk")


def counts_of(cohort_ids: Iterable[str]) -> dict[str, dict[str, int]]:
    """{course id: {state: people}}. One query."""
    counts: dict[str, dict[str, int]] = {}
    found = Place.objects.filter(cohort__in=list(cohort_ids)).order_by().values("cohort", "status")
    for row in found.annotate(people=Count("pk")):
        counts.setdefault(row["cohort"], {})[row["status"]] = row["people"]
    return counts
