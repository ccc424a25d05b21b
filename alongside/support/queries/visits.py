"""Questions about visits made alone: who is out, until when, and what could begin with one tap."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, QuerySet
from django.utils import timezone

from alongside.accounts.queries import current_service
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.support import policies
from alongside.support.models import IN_PERSON, Meeting, Visit
from alongside.support.queries import names

Status = Visit.Status
ON_THE_WAY = timedelta(minutes=15)  # after a meeting's end, before a word is expected


@dataclass(frozen=True)
class VisitRow:
    """A worker who is out alone. `whom` is the first name and initial of whom they meet, where it is a meeting."""

    id: str
    worker: str
    phone: str
    where: str
    whom: str
    started_at: datetime
    due_at: datetime
    status: str
    concern_id: str

    @property
    def is_late(self) -> bool:
        return self.due_at <= clock.now()


@dataclass(frozen=True)
class CanStart:
    """A meeting of today that a visit could begin with."""

    id: str
    name: str
    starts_at: datetime
    where: str


def own_visit(actor: Actor) -> VisitRow | None:
    """The actor's own visit that is not over. One query."""
    return next(iter(_rows(actor, policies.own_visits(actor).exclude(status=Status.SAFE))), None)


def visits_out(actor: Actor) -> list[VisitRow]:
    """Everybody else who is out alone, that the actor may see; whoever is due first comes first. One query."""
    found = policies.visible_visits(actor).exclude(status=Status.SAFE).exclude(worker__user=actor.user_id or None)
    return _rows(actor, found.order_by("due_at", "pk"))


def meetings_to_start(actor: Actor) -> list[CanStart]:
    """The actor's own meetings in person that are on today and not over. One query."""
    today = clock.today()
    start = timezone.make_aware(datetime.combine(today, datetime.min.time()))
    found = Meeting.objects.filter(
        relationship__in=policies.walked_relationships(actor),
        status=Meeting.Status.PLANNED,
        mechanism=IN_PERSON,
        starts_at__gte=start,
        starts_at__lt=start + timedelta(days=1),
    ).select_related("relationship__referral__person")
    meetings = [row for row in found.order_by("starts_at", "pk") if row.ends_at > clock.now()]
    short = names.short_names(row.relationship.referral.person for row in meetings)
    return [
        CanStart(row.pk, short[row.relationship.referral.person_id], row.starts_at, names.how_and_where(row))
        for row in meetings
    ]


def get_visit(actor: Actor, id: str) -> Visit:  # noqa: A002
    """The worker's own; the lead's and coordinators' in reach; whoever was told of it."""
    return _with_people(actor, policies.visible_visits(actor)).get(pk=id)


def visit_row(visit: Visit) -> VisitRow:
    named: Any = visit
    person = visit.relationship.referral.person if visit.relationship and named.names_whom else None
    worker: Any = visit.worker
    return VisitRow(
        id=visit.pk,
        worker=worker.full_name,
        phone=worker.work_phone or (worker.user.phone if worker.user else ""),
        where=visit.where,
        whom=names.short_names([person])[person.pk] if person else "",
        started_at=visit.started_at,
        due_at=visit.due_at,
        status=visit.status,
        concern_id=visit.concern_id or "",
    )


def usual_visit(meeting: Meeting) -> dict[str, Any]:
    """What one tap says: where the meeting is, and back soon after its end."""
    return {
        "meeting": meeting,
        "relationship": meeting.relationship,
        "where": names.how_and_where(meeting),
        "due_at": max(meeting.ends_at, clock.now()) + ON_THE_WAY,
    }


def visits_to_remind() -> QuerySet[Visit]:
    """For the job: the time they gave has come, and they were not asked yet."""
    return Visit.objects.filter(status=Status.OUT, reminded_at=None, due_at__lte=clock.now())


def visits_to_raise() -> QuerySet[Visit]:
    """For the job: no word within the service's minutes."""
    service = current_service()
    grace = timedelta(minutes=service.answer_minutes if service else 15)
    return Visit.objects.filter(status=Status.OUT, due_at__lte=clock.now() - grace)


def _rows(actor: Actor, found: QuerySet[Visit]) -> list[VisitRow]:
    return [visit_row(visit) for visit in _with_people(actor, found)]


def _with_people(actor: Actor, found: QuerySet[Visit]) -> QuerySet[Visit]:
    """`names_whom`: the visit is minded whoever it is to; to whom is not said of a record that is sealed."""
    to_whom = policies.knowable(actor, "relationship__referral__person")
    named = found.annotate(names_whom=ExpressionWrapper(to_whom, output_field=BooleanField()))
    return named.select_related("worker__user", "relationship__referral__person", "concern")
