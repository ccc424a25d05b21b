"""Reminders: once, a day before, by the way the person chose, and never to whoever is away."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from alongside.core import clock, notices
from alongside.core.actors import process
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent, Notice
from alongside.referrals import commands as referrals
from alongside.support import commands, jobs, queries
from alongside.support.models import Break, Meeting, Relationship
from tests.support.moments import in_days, make_meeting
from tests.world import make_person, make_referral, make_relationship, worker_of

NOON = datetime(2026, 11, 17, 12, 40, tzinfo=UTC)
JOB = process("support.jobs.remind_of_meetings")
CLINICAL = ("mental", "psych", "therap", "depress", "anxi", "patient", "diagnos", "illness", "crisis", "ward", "nhs")


@pytest.fixture(autouse=True)
def _noon():
    with clock.at(NOON):
        yield


def walking(world, by="text", **fields):
    person = make_person(world, contact_by=by, email="leona.m@example.org", **fields)
    return make_relationship(world, make_referral(world, person, status="matched"))


def tomorrow(relationship, **fields):
    return make_meeting(relationship, clock.now() + timedelta(hours=20), **fields)


def change(row, **fields):
    with unguarded():
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()


def remind(times: int = 1) -> list[Notice]:
    for _ in range(times):
        jobs.remind_of_meetings(JOB)
    return list(Notice.objects.filter(stopped_at=None).order_by("written_at", "pk"))


def test_remind_when_text_was_chosen_says_when_where_and_how_to_change(world, settings):
    settings.NOTIFY_CALLBACK_TOKEN = "t"
    meeting = tomorrow(walking(world))
    (notice,) = remind()
    assert (notice.channel, notice.to, notice.subject) == ("text", "07700 900123", "")
    assert notice.text == (
        "Hello from Imani. We meet on Wednesday 18 November at 8:40am, Riverside Park. "
        "To change it, reply CHANGE or ring 01632 960000. For no more reminders, reply STOP."
    )
    assert notice.about_id == meeting.relationship.referral.person_id
    assert notice.send_before == meeting.starts_at
    assert AuditEvent.objects.get().action == "meeting.reminded"


def test_remind_when_nobody_takes_replies_promises_none(world):
    tomorrow(walking(world))
    assert "reply" not in remind()[0].text
    assert "ring 01632 960000" in remind()[0].text


def test_remind_when_email_was_chosen_says_how_to_sign_in(world, settings):
    settings.PUBLIC_ADDRESS = "https://peer.example"
    tomorrow(walking(world, by="email"), mechanism="02", location="", place="")
    (notice,) = remind()
    assert (notice.channel, notice.to) == ("email", "leona.m@example.org")
    assert "We talk by phone on Wednesday 18 November" in notice.text
    assert "ring 01632 960000, or sign in: https://peer.example" in notice.text
    assert "Leona" not in notice.subject + notice.text


def test_remind_when_there_is_no_phone_and_no_account_offers_neither(world):
    relationship = make_relationship(
        world, make_referral(world, make_person(world, user=None, contact_by="email", email="m@example.org"))
    )
    with unguarded():
        type(world.service).objects.update(phone="")
    tomorrow(relationship)
    (notice,) = remind()
    assert "To change it" not in notice.text
    assert "Tell Imani." in notice.text


def test_remind_when_asked_again_and_again_goes_once(world):
    tomorrow(walking(world))
    assert len(remind(times=3)) == 1
    assert AuditEvent.objects.count() == 1


@pytest.mark.parametrize("by", ["", "phone", "post", "someone"])
def test_remind_when_another_way_was_chosen_writes_nothing(world, by):
    tomorrow(walking(world, by=by))
    assert remind() == []


@pytest.mark.parametrize(
    "fields", [{"reminders": False}, {"phone": ""}, {"died_on": "2026-11-10"}], ids=["not wanted", "no number", "died"]
)
def test_remind_when_the_person_cannot_or_does_not_want_to_be_is_not(world, fields):
    tomorrow(walking(world, **fields))
    assert remind() == []


@pytest.mark.parametrize("status", ["ended", "on_break"])
def test_remind_when_ended_or_on_a_break_is_not(world, status):
    relationship = walking(world)
    meeting = tomorrow(relationship)
    ended = {"ended_at": clock.now(), "ended_by": "person"} if status == "ended" else {}
    change(relationship, status=status, **ended)
    if status == "on_break":
        with unguarded():
            Break.objects.create(
                relationship=relationship,
                starts_on=clock.today(),
                said_by="Leona",
                written_by="I",
                written_at=clock.now(),
            )
    assert remind() == []
    with pytest.raises(Refused):
        commands.remind(JOB, meeting)


def test_remind_when_the_meeting_is_the_first_after_a_break_is_reminded(world):
    relationship = walking(world)
    meeting = tomorrow(relationship)
    change(relationship, status="on_break")
    with unguarded():
        Break.objects.create(
            relationship=relationship,
            starts_on=clock.today(),
            until=meeting.starts_at.date(),
            said_by="Leona",
            written_by="Imani Calder",
            written_at=clock.now(),
        )
    assert len(remind()) == 1


@pytest.mark.parametrize(("hours", "reminded"), [(-1, 0), (1, 1), (24, 1), (25, 0)])
def test_remind_when_within_the_hours_of_the_service(world, hours, reminded):
    make_meeting(walking(world), clock.now() + timedelta(hours=hours))
    assert len(remind()) == reminded


def test_remind_when_they_have_just_heard_of_it_waits(world):
    relationship = walking(world)
    commands.book_meeting(
        world.peer_worker, relationship, starts_at=clock.now() + timedelta(hours=20), minutes=45, mechanism="02"
    )
    (news,) = remind()
    assert news.text.startswith("Hello from Imani. We talk by phone")
    with clock.at(clock.now() + timedelta(hours=13)):
        assert len(remind()) == 2


def test_remind_when_the_meeting_moves_or_is_off_stops_the_one_before(world):
    meeting = tomorrow(walking(world))
    (first,) = remind()
    with clock.at(clock.now() + timedelta(hours=12, minutes=5)):
        commands.move_meeting(world.peer_worker, meeting, starts_at=meeting.starts_at + timedelta(hours=2))
        first.refresh_from_db()
        assert first.stopped_at
        assert [notice.once.split(":")[0] for notice in remind()] == ["meeting"]  # the news, and no second so soon
    with clock.at(clock.now() + timedelta(hours=21)):
        assert [notice.once.split(":")[0] for notice in remind()] == ["meeting"]
        change(Notice.objects.get(once__startswith="meeting"), written_at=clock.now() - timedelta(hours=13))
        second = remind()[-1]
        assert second.once == f"remind:{meeting.pk}:1"
        commands.cancel_meeting(world.peer_worker, meeting, by="service")
        second.refresh_from_db()
        assert second.stopped_at
        assert "is cancelled" in remind()[-1].text


def test_remind_when_two_timers_ask_at_once_is_written_once(world):
    meeting = tomorrow(walking(world))
    found = list(queries.to_remind())
    commands.remind(JOB, meeting)
    with pytest.raises(Refused, match="has been reminded"):
        commands.remind(JOB, found[0])
    assert Notice.objects.count() == 1


def test_remind_when_not_the_timer_or_no_longer_so_is_refused(world):
    meeting = tomorrow(walking(world))
    for name in ("lead", "peer_worker", "person"):
        with pytest.raises(NotAllowed):
            commands.remind(world.actor(name), meeting)
    with clock.at(meeting.starts_at), pytest.raises(Refused, match="has begun"):
        commands.remind(JOB, meeting)
    change(meeting.relationship.referral.person, reminders=False)
    with pytest.raises(Refused, match="does not want"):
        commands.remind(JOB, meeting)
    change(meeting, status="recorded")
    with pytest.raises(Refused, match="does not take place"):
        commands.remind(JOB, meeting)


def test_reminder_when_it_waits_for_the_morning_and_they_say_no_does_not_go(world):
    relationship = walking(world)
    tomorrow(relationship)
    remind()
    person = relationship.referral.person
    referrals.stop_reminders(world.person, person)
    assert Notice.objects.get().stopped_at
    assert AuditEvent.objects.latest("pk").action == "person.reminders_stopped"
    assert notices.deliver_due() == 0
    with pytest.raises(NotAllowed):
        referrals.stop_reminders(world.other_person, person)


def test_to_remind_asks_as_much_for_three_as_for_one(world, django_assert_num_queries):
    for hours in (2, 4, 6):
        person = make_person(world, user=None, contact_by="text")
        relationship = make_relationship(world, make_referral(world, person, status="matched"))
        make_meeting(relationship, clock.now() + timedelta(hours=hours))
        with django_assert_num_queries(2):
            assert len(list(queries.to_remind())) == hours / 2


def test_news_when_email_was_chosen_brings_an_invitation_that_moves_and_goes(world):
    relationship = walking(world, by="email")
    meeting = commands.book_meeting(
        world.peer_worker,
        relationship,
        starts_at=in_days(2, 10),
        minutes=45,
        mechanism="01",
        location="N01",
        place="Park",
    )
    notices.deliver_due()
    with clock.at(NOON + timedelta(minutes=1)):
        commands.move_meeting(world.peer_worker, meeting, starts_at=in_days(3, 11))
        notices.deliver_due()
    with clock.at(NOON + timedelta(minutes=2)):
        commands.cancel_meeting(world.person, meeting, by="person")  # their calendar has it, so it must hear of it
    booked, moved, off = Notice.objects.filter(to="leona.m@example.org").order_by("written_at", "subject")
    assert "METHOD:REQUEST" in booked.calendar
    assert "SEQUENCE:0" in booked.calendar
    assert "SEQUENCE:1" in moved.calendar
    assert "METHOD:CANCEL" in off.calendar
    assert "STATUS:CANCELLED" in off.calendar
    for notice in (booked, moved, off):
        plain = notice.calendar.replace("\r\n ", "")
        assert f"UID:{meeting.pk}@alongside" in plain
        assert "SUMMARY:Appointment" in plain
        assert "ORGANIZER:mailto:peer@example.org" in plain
        assert "ATTENDEE;RSVP=TRUE:mailto:leona.m@example.org" in plain
        assert not any(word in plain.lower() for word in ("leona marsh", "imani", "peer support worker"))


def test_news_when_it_had_not_gone_before_the_meeting_moved_is_said_once(world):
    relationship = walking(world, by="email")
    how = {"minutes": 45, "mechanism": "02"}
    meeting = commands.book_meeting(world.peer_worker, relationship, starts_at=in_days(2, 10), **how)
    commands.move_meeting(world.peer_worker, meeting, starts_at=in_days(3, 11))
    commands.cancel_meeting(world.person, meeting, by="person")  # no calendar of theirs has heard of it
    notices.deliver_due()
    assert {message.to[0] for message in mail.outbox} == {"imani@example.org"}


def test_news_when_text_was_chosen_brings_no_file(world):
    relationship = walking(world)
    commands.book_meeting(world.peer_worker, relationship, starts_at=in_days(2, 10), minutes=45, mechanism="02")
    assert Notice.objects.get().calendar == ""


def test_news_to_the_worker_brings_an_invitation_without_the_person(world):
    meeting = make_meeting(walking(world, by=""))
    commands.move_meeting(world.person, meeting, starts_at=in_days(3, 11))
    commands.move_meeting(world.peer_worker, meeting, starts_at=in_days(4, 11))  # their calendar has it by now
    first, second = Notice.objects.filter(to="imani@example.org").order_by("written_at", "once")
    assert "SEQUENCE:1" in first.calendar
    assert "SEQUENCE:2" in second.calendar
    assert "leona" not in (first.calendar + second.calendar).lower()


def test_news_when_a_meeting_soon_is_off_goes_at_night_too(world):
    late = clock.now().replace(hour=22)
    with clock.at(late):
        soon = make_meeting(walking(world), late + timedelta(hours=9))
        commands.cancel_meeting(world.peer_worker, soon, by="service")
        assert notices.deliver_due() == 1
        later = make_meeting(soon.relationship, late + timedelta(hours=40))
        commands.cancel_meeting(world.peer_worker, later, by="service")
        assert notices.deliver_due() == 0


def test_everything_said_to_a_person_is_free_of_clinical_words(world, settings):
    settings.NOTIFY_CALLBACK_TOKEN = "t"
    for by in ("text", "email"):
        person = make_person(world, user=None, contact_by=by, email="m@example.org")
        relationship = make_relationship(world, make_referral(world, person, status="matched"))
        for hours, mechanism in ((2, "01"), (4, "02"), (6, "11")):
            make_meeting(relationship, clock.now() + timedelta(hours=hours), mechanism=mechanism, location="E02")
        remind()
        for meeting in Meeting.objects.filter(relationship=relationship)[:2]:
            commands.cancel_meeting(world.lead, meeting, by="service")
    said = [notice.subject + " " + notice.text for notice in Notice.objects.exclude(about_id="")]
    assert len(said) == 10
    assert not [(words, bad) for words in said for bad in CLINICAL if bad in words.lower()]
    assert Relationship.objects.count() == 2
    assert worker_of(world).first_name in said[0]
