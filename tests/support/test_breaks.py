"""Breaks: the person's choice, with their place kept; over by itself, when they say, or once they have met."""

from datetime import timedelta

import pytest

from alongside.core import clock, jobs
from alongside.core.actors import process
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent, Notice
from alongside.support import commands, queries
from alongside.support.jobs import come_back_from_breaks
from alongside.support.models import Break, Meeting
from tests.support.moments import facts, in_days, make_meeting
from tests.world import make_relationship


@pytest.mark.parametrize("who", ["person", "peer_worker", "lead", "coordinator"])
def test_a_break_when_they_say_so_keeps_their_place_and_cancels_what_falls_in_it(world, who):
    relationship = make_relationship(world)
    during, after = make_meeting(relationship, in_days(3)), make_meeting(relationship, in_days(20))
    until = clock.today() + timedelta(days=14)
    taken = commands.take_break(world.actor(who), relationship, until=until)
    relationship.refresh_from_db()
    during.refresh_from_db()
    after.refresh_from_db()
    assert (relationship.status, relationship.referral.status) == ("on_break", "matched")
    assert (taken.starts_on, taken.until, taken.said_by) == (clock.today(), until, "Leona")
    assert taken.written_by == world.users[who].name
    assert (during.status, during.cancelled_by, after.status) == ("cancelled", "person", "planned")
    assert AuditEvent.objects.filter(action="break.taken").count() == 1
    assert queries.open_counts([relationship.worker_id]) == {relationship.worker_id: 1}


def test_an_open_break_cancels_everything_that_is_booked(world):
    relationship = make_relationship(world)
    make_meeting(relationship, in_days(3)), make_meeting(relationship, in_days(90))
    commands.take_break(world.person, relationship)
    assert set(Meeting.objects.values_list("status", "cancelled_by")) == {("cancelled", "person")}
    (told,) = Notice.objects.filter(subject="Someone is taking a break")
    assert told.to == "imani@example.org"
    assert "Leona" not in told.text


def test_later_meetings_are_let_go_when_they_would_rather(world):
    relationship = make_relationship(world)
    later = make_meeting(relationship, in_days(20))
    commands.take_break(world.person, relationship, until=clock.today() + timedelta(days=7), keep_later=False)
    later.refresh_from_db()
    assert later.status == "cancelled"


@pytest.mark.parametrize("who", ["other_peer_worker", "other_coordinator", "other_person", "referrer", "governance"])
def test_a_break_when_it_is_not_theirs_is_not_allowed(world, who):
    relationship = make_relationship(world)
    with pytest.raises(NotAllowed):
        commands.take_break(world.actor(who), relationship)
    with pytest.raises(NotAllowed):
        commands.end_break(world.actor(who), relationship)


def test_a_break_in_the_wrong_state_is_refused_in_words(world):
    relationship = make_relationship(world)
    with pytest.raises(Refused, match="has not come yet"):
        commands.take_break(world.person, relationship, until=clock.today())
    with pytest.raises(Refused, match="is not on a break"):
        commands.end_break(world.peer_worker, relationship)
    commands.take_break(world.peer_worker, relationship)
    with pytest.raises(Refused, match="on a break already"):
        commands.take_break(world.peer_worker, relationship)
    commands.stop_support(world.person, relationship)
    with pytest.raises(Refused, match="has ended"):
        commands.take_break(world.person, relationship)
    assert Break.objects.get().ended_on == clock.today()


@pytest.mark.parametrize(("met_before", "status"), [(True, "meeting"), (False, "introduced")])
def test_coming_back_when_they_say_goes_on_where_they_were(world, met_before, status):
    relationship = make_relationship(world, status="meeting" if met_before else "introduced")
    commands.take_break(world.person, relationship)
    commands.end_break(world.person, relationship)
    assert (relationship.status, Break.objects.get().ended_on) == (status, clock.today())
    assert AuditEvent.objects.filter(action="break.ended").count() == 1


def test_coming_back_happens_by_itself_on_the_day_and_not_before(world):
    relationship = make_relationship(world)
    commands.take_break(world.person, relationship, until=clock.today() + timedelta(days=2))
    for days, status in ((1, "on_break"), (2, "meeting")):
        with clock.at(clock.now() + timedelta(days=days)):
            come_back_from_breaks(process("support.jobs.come_back_from_breaks"))
        relationship.refresh_from_db()
        assert relationship.status == status
    assert "support.jobs.come_back_from_breaks" in jobs.JOBS


def test_having_met_ends_the_break_and_an_older_meeting_does_not(world):
    relationship = make_relationship(world)
    commands.take_break(world.person, relationship)
    commands.record_contact(world.peer_worker, relationship, **facts(starts_at=in_days(-2)))
    relationship.refresh_from_db()
    assert relationship.status == "on_break"
    with clock.at(clock.now() + timedelta(days=3)):
        commands.record_contact(world.peer_worker, relationship, **facts(attendance="3", starts_at=in_days(-1)))
        assert relationship.status == "on_break"
        commands.record_contact(world.peer_worker, relationship, **facts(starts_at=in_days(-1)))
    assert relationship.status == "meeting"


def test_booking_inside_a_break_is_refused_and_after_it_is_not(world):
    relationship = make_relationship(world)
    commands.take_break(world.person, relationship, until=clock.today() + timedelta(days=7))
    booking = {"minutes": 45, "mechanism": "02"}
    with pytest.raises(Refused, match=r"is on a break\. Choose a day after it"):
        commands.book_meeting(world.peer_worker, relationship, starts_at=in_days(3), **booking)
    meeting = commands.book_meeting(world.peer_worker, relationship, starts_at=in_days(9), **booking)
    with pytest.raises(Refused, match="is on a break"):
        commands.move_meeting(world.peer_worker, meeting, starts_at=in_days(4))


def test_what_was_cancelled_for_a_break_is_counted_as_the_persons_when_its_day_comes(world):
    relationship = make_relationship(world)
    meeting = make_meeting(relationship, in_days(3))
    commands.take_break(world.person, relationship)
    with clock.at(clock.now() + timedelta(days=4)):
        contact = commands.count_cancelled(process("a job"), meeting)
    assert contact.attendance == "2"


def test_the_page_says_whose_choice_it_was_and_until_when(world):
    relationship = make_relationship(world)
    taken = commands.take_break(world.person, relationship)
    assert queries.passage(world.peer_worker, relationship).taken == taken
    with unguarded():
        Break.objects.update(until=clock.today())
    assert list(queries.breaks_over()) == [relationship]
