"""Questions about meetings: what is on, what is owed, and one meeting by itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet

from alongside.accounts.queries import current_service
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.formats import ical
from alongside.referrals import queries as referrals
from alongside.support import policies
from alongside.support.models import PUBLIC_PLACES, Contact, Meeting
from alongside.support.queries import names
from alongside.support.queries.due import owed_by

Status = Meeting.Status


@dataclass(frozen=True)
class MeetingRow:
    """One meeting on a list. `name` is first name and initial; `how` and `place` are in words; `needs` too.

    `status` is planned, recorded or cancelled; `attended` is None until it is recorded.
    """

    id: str
    relationship_id: str
    person_id: str
    name: str
    called: str
    worker: str
    starts_at: datetime
    ends_at: datetime
    minutes: int
    how: str
    place: str
    how_and_where: str
    needs: tuple[str, ...]
    status: str
    contact_id: str
    attended: bool | None


def meetings_between(actor: Actor, start: datetime, end: datetime) -> list[MeetingRow]:
    """The actor's own meetings that begin in [start, end), planned or recorded, in time order. Three queries."""
    mine = policies.walked_relationships(actor)
    found = Meeting.objects.filter(
        ~Q(status=Status.CANCELLED), relationship__in=mine, starts_at__gte=start, starts_at__lt=end
    )
    return _rows(found.order_by("starts_at", "pk"))


def owed(actor: Actor) -> list[MeetingRow]:
    """The actor's own planned meetings that are over, with nothing recorded, the oldest first. Four queries."""
    return _rows(owed_by(Meeting.objects.filter(relationship__in=policies.walked_relationships(actor))))


def get_meeting(actor: Actor, id: str) -> Meeting:  # noqa: A002
    """A meeting the actor may see as staff, with its people beside it."""
    return _with_people(policies.visible_meetings(actor)).get(pk=id)


def own_meeting(actor: Actor, id: str) -> Meeting:  # noqa: A002
    """A person's own meeting."""
    return _with_people(Meeting.objects.filter(relationship__in=policies.own_relationships(actor))).get(pk=id)


def undo_until(contact: Contact) -> datetime:
    """Until when whoever recorded it may take it back."""
    service = current_service()
    return contact.recorded_at + timedelta(minutes=service.undo_minutes if service else 10)


def calendar_of(meeting: Meeting, *, organiser: str = "", guest: str = "") -> bytes:
    """The meeting as a calendar file, or as an invitation from one email address to another. It says nothing of who or
    why: phones are shared, and so are calendars at work."""
    return ical.meeting(event_of(meeting), written_at=clock.now(), organiser=organiser, guest=guest)


def event_of(meeting: Meeting, link: str = "") -> ical.Event:
    """What a calendar is told of a meeting. A place is named only where everybody goes."""
    return ical.Event(
        uid=f"{meeting.pk}@alongside",
        sequence=meeting.changes,
        summary="Appointment",
        starts_at=meeting.starts_at,
        minutes=meeting.minutes,
        cancelled=meeting.status == Status.CANCELLED,
        place=meeting.place if meeting.location in PUBLIC_PLACES else "",
        link=link,
    )


def _with_people(found: QuerySet[Meeting]) -> QuerySet[Meeting]:
    return found.select_related("relationship__referral__person", "relationship__worker__user")


def _rows(found: QuerySet[Meeting]) -> list[MeetingRow]:
    meetings = list(_with_people(found).prefetch_related("contacts"))
    people = [meeting.relationship.referral.person for meeting in meetings]
    short, needs = names.short_names(people), referrals.needs_of(person.pk for person in people)
    return [meeting_row(meeting, short, needs) for meeting in meetings]


def meeting_row(meeting: Meeting, short: dict[str, str], needs: dict) -> MeetingRow:
    person = meeting.relationship.referral.person
    recorded = next((contact for contact in meeting.contacts.all() if contact.is_current), None)
    return MeetingRow(
        id=meeting.pk,
        relationship_id=meeting.relationship_id,
        person_id=person.pk,
        name=short[person.pk],
        called=person.called,
        worker=meeting.relationship.worker.first_name,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        minutes=meeting.minutes,
        how=names.how(meeting.mechanism),
        place=names.where(meeting.location, meeting.place),
        how_and_where=names.how_and_where(meeting),
        needs=names.needs_shown(person, needs),
        status=meeting.status,
        contact_id=recorded.pk if recorded else "",
        attended=recorded.attended if recorded else None,
    )


def cancelled_to_count() -> QuerySet[Meeting]:
    """Meetings that were cancelled and whose day has come, not counted yet. For the job: it sees every one.

    Left out: a booking taken back together with the contact it was made from, and what was still to come when the
    two ended, or when the person died.
    """
    return (
        Meeting.objects.filter(status=Status.CANCELLED, starts_at__lte=clock.now(), contacts=None)
        .exclude(booked_with__is_current=False, booked_with__replaced_by=None)
        .exclude(relationship__ended_at__lt=F("starts_at"))
        .exclude(relationship__ended_as="died")
        .order_by("starts_at")
    )
