"""A worker's private calendar holds the dates they run, under a word that says nothing, while they stand."""

from datetime import timedelta

import icalendar
import pytest

from alongside.core import clock
from alongside.core.guard import unguarded
from alongside.groups.models import DateWorker, GroupDate
from alongside.support import commands
from alongside.support.models import Feed
from alongside.support.queries import calendar_feed
from tests.groups.setting_up import make_date, make_group
from tests.world import worker_of


def events() -> list[icalendar.Event]:
    return icalendar.Calendar.from_ical(calendar_feed("x")).walk("VEVENT")


def test_feed_shows_the_dates_they_run_and_nothing_of_what_they_are_for(world, settings):
    settings.PUBLIC_ADDRESS = "https://peer.example"
    group = make_group(world)
    date = make_date(group, worker_of(world), changes=3)
    make_date(group, worker_of(world, "other_peer_worker"), days=2)
    commands.make_feed(world.peer_worker, token="x")
    (event,) = events()
    assert (event["UID"], event["SEQUENCE"], event["SUMMARY"]) == (f"{date.pk}@alongside", 3, "Group")
    assert event["LOCATION"] == "The day room, Willow Ward"
    assert event["URL"] == f"https://peer.example/groups/dates/{date.pk}/"
    assert event.end - event.start == timedelta(minutes=60)
    assert "art" not in calendar_feed("x").decode().lower().replace("dtstart", "")


def test_feed_when_a_date_does_not_go_ahead_or_they_cannot_come_forgets_it_at_once(world):
    group = make_group(world, place="")
    first, second = (make_date(group, worker_of(world), days=days) for days in (1, 2))
    commands.make_feed(world.peer_worker, token="x")
    assert [event["LOCATION"] for event in events()] == ["Willow Ward", "Willow Ward"]
    with unguarded():
        GroupDate.objects.filter(pk=first.pk).update(
            status="cancelled", cancelled_at=clock.now(), cancelled_by="skipped"
        )
    assert [event["UID"] for event in events()] == [f"{second.pk}@alongside"]
    with unguarded():
        DateWorker.objects.filter(date=second).update(status="cannot")
    assert events() == []


def test_feed_when_taken_back_says_nothing(world):
    make_date(make_group(world), worker_of(world))
    feed = commands.make_feed(world.peer_worker, token="x")
    commands.end_feed(world.peer_worker, feed)
    with pytest.raises(Feed.DoesNotExist):
        calendar_feed("x")


def test_feed_of_a_person_holds_no_dates_of_those_who_run_groups(world):
    make_date(make_group(world), worker_of(world))
    commands.make_feed(world.person, token="x")
    assert events() == []
