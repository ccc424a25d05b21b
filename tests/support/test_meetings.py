"""Meetings: never before the yes, never in two places at once, told by the way the person chose."""

import threading

import pytest
from django.db import connection

from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent, Notice
from alongside.support import commands, queries
from alongside.support.models import Meeting
from tests.support.moments import in_days, make_meeting
from tests.world import make_person, make_referral, make_relationship, say_yes, worker_of


def walk(**changes):
    return {
        "starts_at": in_days(2, 10),
        "minutes": 45,
        "mechanism": "01",
        "location": "N01",
        "place": "Park",
        **changes,
    }


def another(world, **fields):
    """Someone else's relationship with the same peer worker."""
    return make_relationship(world, make_referral(world, make_person(world, user=None), status="matched"), **fields)


def reached_by(relationship, way, **fields):
    person = relationship.referral.person
    person.contact_by = way
    for name, value in fields.items():
        setattr(person, name, value)
    with unguarded():
        person.save()


def test_book_meeting_when_free_books_it_and_leaves_its_audit_row(world):
    relationship = make_relationship(world)
    meeting = commands.book_meeting(world.peer_worker, relationship, **walk())
    assert (meeting.status, meeting.location, meeting.place) == ("planned", "N01", "Park")
    assert AuditEvent.objects.get().action == "meeting.booked"


def test_book_meeting_when_by_phone_keeps_no_place_code(world):
    meeting = commands.book_meeting(world.peer_worker, make_relationship(world), **walk(mechanism="02"))
    assert meeting.location == ""


def test_book_meeting_when_there_is_no_yes_refuses(world):
    relationship = make_relationship(world)
    say_yes(relationship.referral, "not_yet")
    with pytest.raises(Refused, match="has not said yes"):
        commands.book_meeting(world.peer_worker, relationship, **walk())
    assert not Meeting.objects.exists()


def test_book_meeting_when_ended_or_past_refuses(world):
    with pytest.raises(Refused, match="has ended"):
        commands.book_meeting(world.peer_worker, make_relationship(world, status="ended"), **walk())
    with pytest.raises(Refused, match="time has passed"):
        commands.book_meeting(world.peer_worker, another(world), **walk(starts_at=in_days(-1)))


def test_book_meeting_when_wrong_person_is_not_allowed(world):
    relationship = make_relationship(world)
    for name in ("other_peer_worker", "other_coordinator", "referrer", "person"):
        with pytest.raises(NotAllowed):
            commands.book_meeting(world.actor(name), relationship, **walk())


@pytest.mark.parametrize(("hour", "minute", "free"), [(9, 15, True), (9, 30, False), (10, 30, False), (10, 45, True)])
def test_book_meeting_when_the_worker_is_elsewhere_then_refuses(world, hour, minute, free):
    make_meeting(make_relationship(world), in_days(2, 10))
    starts_at = in_days(2, hour).replace(minute=minute)
    book = lambda: commands.book_meeting(world.peer_worker, another(world), **walk(starts_at=starts_at))  # noqa: E731
    if free:
        assert book().pk
    else:
        with pytest.raises(Refused, match="Imani is already meeting someone from"):
            book()


def test_book_meeting_when_the_person_is_elsewhere_then_refuses(world):
    first = make_relationship(world)
    make_meeting(first, in_days(2, 10))
    referral = make_referral(world, first.referral.person, status="matched", pathway=world.acute)
    second = make_relationship(world, referral, worker=worker_of(world, "other_peer_worker"))
    with pytest.raises(Refused, match="Leona already has a meeting from"):
        commands.book_meeting(world.other_peer_worker, second, **walk())


def test_book_meeting_when_the_other_was_cancelled_is_free(world):
    meeting = make_meeting(make_relationship(world), in_days(2, 10))
    commands.cancel_meeting(world.peer_worker, meeting, by="person")
    assert commands.book_meeting(world.peer_worker, another(world), **walk()).pk


@pytest.mark.django_db(transaction=True)
def test_book_meeting_when_two_book_the_same_hour_at_once_one_gets_it(world):
    both, said, ready = [make_relationship(world), another(world)], [], threading.Barrier(2)

    def book(relationship):
        try:
            actor = world.peer_worker
            ready.wait()
            commands.book_meeting(actor, relationship, **walk())
            said.append("booked")
        except Refused:
            said.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=book, args=(relationship,)) for relationship in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == ["booked", "refused"]
    assert Meeting.objects.count() == 1


def test_move_meeting_when_free_counts_the_change(world):
    meeting = make_meeting(make_relationship(world))
    commands.move_meeting(world.person, meeting, starts_at=in_days(3, 11))
    assert (meeting.starts_at, meeting.changes, meeting.place) == (in_days(3, 11), 1, "Riverside Park")
    assert AuditEvent.objects.get().action == "meeting.moved"


def test_move_meeting_when_to_video_keeps_no_place_code(world):
    meeting = make_meeting(make_relationship(world))
    commands.move_meeting(world.peer_worker, meeting, starts_at=in_days(3, 11), mechanism="11", minutes=30, place="")
    assert (meeting.mechanism, meeting.location, meeting.minutes, meeting.place) == ("11", "", 30, "")


def test_move_meeting_when_a_little_later_is_not_in_its_own_way(world):
    meeting = make_meeting(make_relationship(world), in_days(2, 10))
    commands.move_meeting(world.peer_worker, meeting, starts_at=in_days(2, 10).replace(minute=15))
    assert meeting.changes == 1


def test_move_meeting_when_over_another_refuses(world):
    make_meeting(another(world), in_days(2, 10))
    meeting = make_meeting(make_relationship(world), in_days(3, 10))
    with pytest.raises(Refused, match="already meeting someone"):
        commands.move_meeting(world.peer_worker, meeting, starts_at=in_days(2, 10))
    meeting.refresh_from_db()
    assert meeting.starts_at == in_days(3, 10)


def test_move_meeting_when_not_planned_or_wrong_person_is_refused(world):
    meeting = make_meeting(make_relationship(world))
    with pytest.raises(NotAllowed):
        commands.move_meeting(world.other_person, meeting, starts_at=in_days(3, 11))
    with pytest.raises(Refused, match="time has passed"):
        commands.move_meeting(world.peer_worker, meeting, starts_at=in_days(-1))
    commands.cancel_meeting(world.peer_worker, meeting, by="service")
    with pytest.raises(Refused, match="was cancelled"):
        commands.move_meeting(world.peer_worker, meeting, starts_at=in_days(3, 11))


def test_cancel_meeting_when_by_the_person_asks_no_reason(world):
    meeting = make_meeting(make_relationship(world))
    commands.cancel_meeting(world.person, meeting, by="person")
    assert (meeting.status, meeting.cancelled_by, meeting.changes) == ("cancelled", "person", 1)
    assert AuditEvent.objects.get().reason == ""


def test_cancel_meeting_when_recorded_or_wrong_person_is_refused(world):
    meeting = make_meeting(make_relationship(world), status="recorded")
    with pytest.raises(Refused, match="has been recorded"):
        commands.cancel_meeting(world.peer_worker, meeting, by="person")
    with pytest.raises(NotAllowed):
        commands.cancel_meeting(world.other_peer_worker, meeting, by="service")


def test_notice_when_the_person_chose_text_says_when_and_nothing_clinical(world):
    relationship = make_relationship(world)
    reached_by(relationship, "text")
    commands.book_meeting(world.peer_worker, relationship, **walk())
    (notice,) = Notice.objects.all()
    assert (notice.channel, notice.to) == ("text", "07700 900123")
    assert notice.text.startswith("Hello from Imani. We meet on ")
    assert "Park" in notice.text
    assert not any(word in notice.text.lower() for word in ("peer support", "mental", "leona", "trust"))


def test_notice_when_the_place_tells_leaves_it_out(world):
    relationship = make_relationship(world)
    reached_by(relationship, "email", email="leona@example.org")
    commands.book_meeting(world.peer_worker, relationship, **walk(location="E02", place="Willow Ward"))
    (notice,) = Notice.objects.all()
    assert (notice.channel, notice.to) == ("email", "leona@example.org")
    assert "Ward" not in notice.text
    assert "Leona" not in notice.subject


@pytest.mark.parametrize("way", ["", "phone", "post", "someone"])
def test_notice_when_the_person_chose_neither_is_not_sent(world, way):
    relationship = make_relationship(world)
    reached_by(relationship, way, email="leona@example.org")
    commands.book_meeting(world.peer_worker, relationship, **walk())
    assert not Notice.objects.exists()


def test_notice_when_the_person_moves_or_cancels_tells_the_worker(world):
    relationship = make_relationship(world)
    reached_by(relationship, "text")
    meeting = make_meeting(relationship)
    commands.move_meeting(world.person, meeting, starts_at=in_days(3, 11))
    commands.cancel_meeting(world.person, meeting, by="person")
    assert set(Notice.objects.values_list("to", flat=True)) == {"imani@example.org"}
    assert set(Notice.objects.values_list("subject", flat=True)) == {"A meeting was moved", "A meeting was cancelled"}


def test_notice_when_the_lead_cancels_tells_both(world):
    relationship = make_relationship(world)
    reached_by(relationship, "text")
    commands.cancel_meeting(world.lead, make_meeting(relationship), by="service")
    assert set(Notice.objects.values_list("to", flat=True)) == {"imani@example.org", "07700 900123"}
    assert "is cancelled. Nothing else changes." in Notice.objects.get(channel="text").text


def test_calendar_says_when_and_nothing_of_why(world):
    meeting = make_meeting(make_relationship(world), location="E02", place="Willow Ward")
    file = queries.calendar_of(meeting).decode()
    assert "SUMMARY:Appointment" in file
    assert f"UID:{meeting.pk}@alongside" in file
    assert "Willow" not in file
    assert "Leona" not in file
