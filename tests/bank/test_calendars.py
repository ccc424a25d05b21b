"""A worker's private calendar holds their shifts, under a word that says nothing, while they are theirs."""

import icalendar
import pytest

from alongside.core import clock
from alongside.core.guard import unguarded
from alongside.support import commands
from alongside.support.models import Feed
from alongside.support.queries import calendar_feed
from tests.bank.setting_up import make_shift
from tests.world import worker_of


def events() -> list[icalendar.Event]:
    return icalendar.Calendar.from_ical(calendar_feed("x")).walk("VEVENT")


def theirs(world, **fields):
    return make_shift(world, **{"status": "filled", "worker": worker_of(world), **fields})


def test_feed_shows_their_shifts_and_nothing_of_what_they_are_for(world, settings):
    settings.PUBLIC_ADDRESS = "https://peer.example"
    shift = theirs(world, changes=2)
    make_shift(world, days=3)
    theirs(world, days=4, status="worked")
    commands.make_feed(world.peer_worker, token="x")
    worked, event = events()
    assert (event["UID"], event["SEQUENCE"], event["SUMMARY"]) == (f"{shift.pk}@alongside", 2, "Shift")
    assert worked["SUMMARY"] == "Shift"
    assert event["LOCATION"] == "Willow Ward"
    assert event["URL"] == f"https://peer.example/my-shifts/{shift.pk}/"
    assert event.end - event.start == shift.ends_at - shift.starts_at
    assert "games" not in calendar_feed("x").decode().lower()


@pytest.mark.parametrize(
    "gone",
    [
        {"status": "cancelled", "cancelled_by": "ward", "cancelled_at": clock.now()},
        {"status": "approved", "worker": None},
        {"worker": "other_peer_worker"},
    ],
    ids=["cancelled", "handed back", "swapped away"],
)
def test_feed_when_a_shift_is_no_longer_theirs_forgets_it_at_once(world, gone):
    shift = theirs(world)
    commands.make_feed(world.peer_worker, token="x")
    assert len(events()) == 1
    if gone.get("worker"):
        gone = {"worker": worker_of(world, gone["worker"])}
    with unguarded():
        type(shift).objects.filter(pk=shift.pk).update(**gone)
    assert events() == []


def test_feed_when_taken_back_says_nothing(world):
    theirs(world)
    feed = commands.make_feed(world.peer_worker, token="x")
    commands.end_feed(world.peer_worker, feed)
    with pytest.raises(Feed.DoesNotExist):
        calendar_feed("x")
