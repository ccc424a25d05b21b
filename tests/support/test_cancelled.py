"""A meeting cancelled ahead is counted once, when its day has come."""

import pytest

from alongside.core.actors import process
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent
from alongside.support import commands, jobs, queries
from alongside.support.models import Contact
from tests.support.moments import in_days, make_contact, make_meeting
from tests.world import make_relationship

JOB = process("support.jobs.count_cancelled")


def cancelled(relationship, days=-1, by="person", **fields):
    return make_meeting(
        relationship, in_days(days, 10), status="cancelled", cancelled_at=in_days(days - 1), cancelled_by=by, **fields
    )


@pytest.mark.parametrize(("by", "attendance", "cancellation"), [("person", "2", ""), ("service", "4", "02")])
def test_cancelled_meeting_when_its_day_has_come_is_a_contact_that_did_not_happen(world, by, attendance, cancellation):
    meeting = cancelled(make_relationship(world), by=by)
    jobs.count_cancelled(JOB)
    jobs.count_cancelled(JOB)
    contact = Contact.objects.get()
    assert (contact.attendance, contact.cancellation, contact.minutes) == (attendance, cancellation, None)
    assert (contact.starts_at, contact.meeting, contact.planned) == (meeting.starts_at, meeting, "Y")
    assert contact.staff.count() == 1
    assert AuditEvent.objects.get().action == "contact.cancellation_counted"


def test_counted_when_to_copy_is_on_the_list(world):
    relationship = make_relationship(world)
    cancelled(relationship)
    jobs.count_cancelled(JOB)
    assert [row.id for row in queries.to_copy(world.peer_worker)] == [Contact.objects.get().pk]


def test_cancelled_meeting_when_still_to_come_is_refused(world):
    meeting = cancelled(make_relationship(world), days=2)
    with pytest.raises(Refused, match="day has not come"):
        commands.count_cancelled(JOB, meeting)
    assert not queries.cancelled_to_count().exists()


def test_planned_meeting_when_counted_is_refused(world):
    with pytest.raises(Refused, match="was not cancelled"):
        commands.count_cancelled(JOB, make_meeting(make_relationship(world), in_days(-1)))


def test_cancelled_meeting_when_counted_before_is_refused(world):
    meeting = cancelled(make_relationship(world))
    commands.count_cancelled(JOB, meeting)
    with pytest.raises(Refused, match="has been counted"):
        commands.count_cancelled(JOB, meeting)


def test_cancelled_meeting_when_a_person_counts_it_is_not_allowed(world):
    meeting = cancelled(make_relationship(world))
    with pytest.raises(NotAllowed):
        commands.count_cancelled(world.lead, meeting)


def test_booking_when_taken_back_with_its_contact_is_not_counted(world):
    relationship = make_relationship(world)
    cancelled(relationship, by="service", booked_with=make_contact(relationship, is_current=False))
    assert not queries.cancelled_to_count().exists()


def test_meeting_when_the_two_had_ended_before_is_not_counted(world):
    relationship = make_relationship(world, status="ended")
    cancelled(relationship, days=-1)
    assert queries.cancelled_to_count().exists()
    with unguarded():
        relationship.ended_at = in_days(-3)
        relationship.save()
    assert not queries.cancelled_to_count().exists()
