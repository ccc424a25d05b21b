"""Days, times, distances, names and tags, in the service's words."""

import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from alongside.ui import dates, words
from alongside.ui.tags import TAGS, tag_class

LONDON = ZoneInfo("Europe/London")
NOW = datetime.datetime(2026, 11, 17, 12, 40, tzinfo=LONDON)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


def at(hour, minute=0, day=17, month=11, year=2026):
    return datetime.datetime(year, month, day, hour, minute, tzinfo=LONDON)


def test_day_says_the_year_only_when_it_is_another():
    assert dates.day(datetime.date(2026, 11, 24)) == "Tuesday 24 November"
    assert dates.day(datetime.date(2027, 3, 9)) == "Tuesday 9 March 2027"
    assert dates.day(datetime.date(2026, 11, 24), year=True) == "Tuesday 24 November 2026"


def test_a_moment_is_the_day_it_is_in_london():
    midnight_in_summer = datetime.datetime(2026, 6, 8, 23, 30, tzinfo=datetime.UTC)
    assert dates.day(midnight_in_summer) == "Tuesday 9 June"
    assert dates.time(midnight_in_summer) == "12:30am"


def test_short_day_and_full_date():
    assert dates.short_day(datetime.date(2026, 11, 4)) == "4 Nov"
    assert dates.short_day(datetime.date(2027, 11, 4)) == "4 Nov 2027"
    assert dates.full_date(datetime.date(1984, 9, 4)) == "4 September 1984"


@pytest.mark.parametrize(("moment", "said"), [((10, 0), "10:00am"), ((12, 0), "12:00pm"), ((0, 5), "12:05am")])
def test_time_is_as_people_say_it(moment, said):
    assert dates.time(at(*moment)) == said
    assert dates.time(datetime.time(*moment)) == said


@pytest.mark.parametrize(
    ("then", "said"),
    [
        (at(12, 40), "just now"),
        (at(12, 15), "25 min ago"),
        (at(11, 30), "1 hour ago"),
        (at(8), "5 hours ago"),
        (at(23, 59, day=16), "yesterday"),
        (datetime.date(2026, 11, 17), "today"),
        (datetime.date(2026, 10, 27), "21 days ago"),
        (at(13, 30), "in 50 min"),
        (datetime.date(2026, 11, 18), "tomorrow"),
    ],
)
def test_ago(then, said):
    assert dates.ago(then) == said


@pytest.mark.parametrize(
    ("then", "said"),
    [
        (at(12, 40), "now"),
        (at(13, 30), "in 50 min"),
        (at(14, 40), "in 2 hours"),
        (at(9, day=18), "tomorrow"),
        (datetime.date(2026, 11, 17), "today"),
        (datetime.date(2026, 11, 22), "in 5 days"),
        (datetime.date(2027, 3, 9), "in 16 weeks"),
        (at(12, 15), "25 min ago"),
        (datetime.date(2026, 11, 16), "yesterday"),
    ],
)
def test_until(then, said):
    assert dates.until(then) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "1 minute"), (45, "45 minutes"), (60, "1 hour"), (90, "1 hour 30"), (120, "2 hours"), (0, "0 minutes")],
)
def test_minutes(number, said):
    assert dates.minutes(number) == said


@pytest.mark.parametrize(
    "say", [dates.day, dates.short_day, dates.full_date, dates.time, dates.ago, dates.until, dates.minutes]
)
def test_nothing_is_said_of_none(say):
    assert say(None) == ""


def test_names_and_numbers():
    assert words.nhs_number("9990123454") == "999 012 3454"
    assert words.nhs_number(None) == ""
    assert words.first_initial("Kofi Asante") == "Kofi A"
    assert words.first_initial("Kofi", "Asante") == "Kofi A"
    assert words.first_initial("Kofi") == "Kofi"
    assert words.first_initial("Mary Ann Fenn") == "Mary Ann F"
    assert words.initials("Imani Calder") == "IC"
    assert words.initials("Imani") == "I"
    assert words.initials("") == ""
    assert [words.plural(n, "person", "people") for n in (0, 1, 2)] == ["0 people", "1 person", "2 people"]
    assert words.plural(2, "day") == "2 days"


def test_a_number_that_answers_now_is_one_tap():
    assert words.dial("Call 111, option 2") == "tel:111"
    assert words.dial("Call 116 123") == "tel:116123"
    assert words.dial("Text SHOUT to 85258") == "sms:85258"
    assert words.dial("Go to A&E") == ""


def test_no_colour_means_two_things():
    assert len(set(TAGS.values())) == len(TAGS)
    assert tag_class("your_turn") == "nhsuk-tag--yellow"
    with pytest.raises(KeyError, match="your_turn"):
        tag_class("yellow")
