"""A private calendar: its owner's alone, right at once, and silent the moment it is taken back."""

from datetime import UTC, datetime, timedelta

import icalendar
import pytest
from django.test import Client

from alongside.core import clock
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent
from alongside.support import commands, queries
from alongside.support.models import Feed
from tests.support.moments import make_meeting
from tests.world import make_person, make_referral, make_relationship, worker_of

NOON = datetime(2026, 11, 17, 12, 40, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon():
    with clock.at(NOON):
        yield


def events(token: str) -> list[icalendar.Event]:
    return icalendar.Calendar.from_ical(queries.calendar_feed(token)).walk("VEVENT")


def another(world):
    return make_relationship(world, make_referral(world, make_person(world, user=None), status="matched"))


def change(row, **fields):
    with unguarded():
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()


def test_make_feed_keeps_only_a_digest_and_leaves_its_audit_row(world):
    feed = commands.make_feed(world.peer_worker, token="a secret")
    assert "a secret" not in [str(value) for value in Feed.objects.values_list().get()]
    event = AuditEvent.objects.get()
    assert (event.action, event.changes["digest"]) == ("feed.made", "changed")
    assert queries.own_feed(world.peer_worker) == feed
    assert queries.own_feed(world.person) is None


def test_make_feed_when_there_is_one_ends_it(world):
    old = commands.make_feed(world.peer_worker, token="first")
    commands.make_feed(world.peer_worker, token="second")
    old.refresh_from_db()
    assert old.ended_at
    assert events("second") == []
    with pytest.raises(Feed.DoesNotExist):
        queries.calendar_feed("first")
    with pytest.raises(Refused, match="a moment ago"):
        commands.make_feed(world.person, token="second")  # the same address twice: as good as impossible


def test_make_feed_when_they_have_no_meetings_of_their_own_is_not_allowed(world):
    for name in ("lead", "coordinator", "referrer", "governance", "nobody"):
        with pytest.raises(NotAllowed):
            commands.make_feed(world.actor(name), token="x")


def test_end_feed_when_theirs_ends_it_once(world):
    feed = commands.make_feed(world.person, token="x")
    for name in ("peer_worker", "lead", "other_person"):
        with pytest.raises(NotAllowed):
            commands.end_feed(world.actor(name), feed)
    commands.end_feed(world.person, feed)
    assert AuditEvent.objects.latest("pk").action == "feed.ended"
    with pytest.raises(Refused, match="taken back already"):
        commands.end_feed(world.person, feed)


def test_feed_of_a_worker_says_when_and_where_and_nothing_of_whom(world, settings):
    settings.PUBLIC_ADDRESS = "https://peer.example"
    relationship = make_relationship(world)
    meeting = make_meeting(relationship, changes=2)
    make_meeting(another(world), clock.now() + timedelta(days=2), location="E02", place="Willow Ward")
    commands.make_feed(world.peer_worker, token="x")
    first, second = events("x")
    assert (first["UID"], first["SEQUENCE"], first["SUMMARY"]) == (f"{meeting.pk}@alongside", 2, "Appointment")
    assert first["LOCATION"] == "Riverside Park"
    assert first["URL"] == f"https://peer.example/support/{relationship.pk}/"
    assert "LOCATION" not in second
    whole = queries.calendar_feed("x").decode().lower()
    assert not [word for word in ("leona", "maeve", "imani", "willow", "mental", "peer worker") if word in whole]


def test_feed_of_a_person_is_of_their_own_meetings_and_names_nobody(world):
    make_meeting(make_relationship(world))
    make_meeting(another(world))
    commands.make_feed(world.person, token="x")
    (event,) = events("x")
    assert "URL" not in event
    assert "imani" not in queries.calendar_feed("x").decode().lower()


@pytest.mark.parametrize(("days", "there"), [(-31, 0), (-29, 1), (0.1, 1), (89, 1), (91, 0)])
def test_feed_holds_a_month_back_and_three_ahead(world, days, there):
    make_meeting(make_relationship(world), clock.now() + timedelta(days=days), status="recorded")
    commands.make_feed(world.peer_worker, token="x")
    assert len(events("x")) == there


def test_feed_is_right_at_once_after_a_move_and_a_cancellation(world):
    meeting = make_meeting(make_relationship(world))
    commands.make_feed(world.peer_worker, token="x")
    later = meeting.starts_at + timedelta(days=2)
    commands.move_meeting(world.person, meeting, starts_at=later)
    assert [event.start for event in events("x")] == [later]
    commands.cancel_meeting(world.person, meeting, by="person")
    assert events("x") == []


def test_feed_is_right_at_once_after_a_break_an_ending_and_a_death(world):
    relationship = make_relationship(world)
    make_meeting(relationship)
    commands.make_feed(world.peer_worker, token="x")
    commands.take_break(world.person, relationship)
    assert events("x") == []
    commands.end_break(world.person, relationship)
    make_meeting(relationship)
    assert len(events("x")) == 1
    change(relationship.referral.person, died_on=clock.today())
    assert events("x") == []
    change(relationship.referral.person, died_on=None)
    change(relationship, status="ended", ended_at=clock.now(), ended_by="person")
    assert events("x") == []


def test_feed_when_its_owner_has_left_says_nothing(world):
    commands.make_feed(world.peer_worker, token="x")
    user = world.users["peer_worker"]
    change(user, last_day=clock.today() - timedelta(days=1))
    with pytest.raises(Feed.DoesNotExist):
        queries.calendar_feed("x")
    assert worker_of(world).user == user


def test_feed_asks_as_much_for_three_meetings_as_for_one(world, django_assert_num_queries):
    commands.make_feed(world.peer_worker, token="x")
    for n in (1, 2, 3):
        make_meeting(another(world), clock.now() + timedelta(days=n))
        with django_assert_num_queries(9):  # with groups they run, shifts, supervision and talks
            assert len(events("x")) == n


# Pages ----------------------------------------------------------------------------------------------------------------


def test_my_calendar_is_made_read_once_and_taken_back(world, sign_in):
    make_meeting(make_relationship(world))
    imani = sign_in("peer_worker")
    assert "Make my calendar" in imani.get("/my-calendar/").content.decode()
    made = imani.post("/my-calendar/make/")
    assert made.url == "/my-calendar/"
    cookie = made.cookies["calendar"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (
        "/my-calendar/",
        True,
        "Strict",
        300,
    )
    page = imani.get("/my-calendar/")
    address = f"/calendar/{cookie.value}.ics"
    assert address in page.content.decode()
    assert page["Cache-Control"] == "no-store"
    phone = Client()
    answer = phone.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("private, no-cache", "noindex")
    assert phone.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert phone.head(address).status_code == 200
    assert phone.post(address).status_code == 404
    assert imani.post("/my-calendar/take-back/").url == "/my-calendar/"
    assert phone.get(address).status_code == 404
    assert address not in imani.get("/my-calendar/").content.decode()
    assert imani.post("/my-calendar/take-back/").status_code == 404


def test_my_calendar_when_somebody_brings_another_token_shows_no_address(world, sign_in):
    imani = sign_in("peer_worker")
    imani.post("/my-calendar/make/")
    imani.cookies["calendar"] = "a guess"
    assert "/calendar/" not in imani.get("/my-calendar/").content.decode()


def test_my_calendar_of_a_person_speaks_to_them(world, sign_in):
    make_relationship(world)
    page = sign_in("person").get("/my-calendar/").content.decode()
    assert "nothing about you." in page
    assert "those you meet" not in page


@pytest.mark.parametrize("who", ["lead", "referrer", "governance", "administrator"])
def test_my_calendar_when_they_have_no_meetings_is_not_found(world, sign_in, who):
    client = sign_in(who)
    assert client.get("/my-calendar/").status_code == 404
    assert client.post("/my-calendar/make/").status_code == 404
    assert client.post("/my-calendar/take-back/").status_code == 404


@pytest.mark.parametrize("token", ["x", "x" * 43, "-_" * 30])
def test_calendar_when_the_address_is_unknown_is_not_found(world, token):
    assert Client().get(f"/calendar/{token}.ics").status_code == 404
