"""The story's calendar holds on any day, at any hour."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from alongside.core import clock
from alongside.demo.story.days import Days, at, workdays, working

LONDON = ZoneInfo("Europe/London")


def days_at(*moment: int) -> Days:
    with clock.at(datetime(*moment, tzinfo=LONDON)):
        return Days()


def test_working_when_a_weekend_then_the_friday_before():
    assert working(date(2026, 11, 21)) == working(date(2026, 11, 22)) == date(2026, 11, 20)
    assert working(date(2026, 11, 23)) == date(2026, 11, 23)


def test_workdays_when_counted_then_weekends_are_left_out():
    saturday = date(2026, 11, 21)
    assert workdays(saturday, 1) == date(2026, 11, 23)
    assert workdays(saturday, -1) == date(2026, 11, 20)
    assert workdays(saturday, 0) == saturday
    assert workdays(date(2026, 11, 20), 6) == date(2026, 11, 30)


def test_at_when_the_clocks_have_changed_then_the_time_people_read():
    assert at(date(2026, 10, 25), "10:00").utcoffset() == timedelta(0)
    assert at(date(2026, 10, 24), "10:00").utcoffset() == timedelta(hours=1)


def test_meetings_when_midday_then_ten_and_half_past_one_and_three():
    days = days_at(2026, 11, 17, 12, 7)
    assert [f"{m:%d %H:%M}" for m in (days.earlier(), days.next(), days.later())] == [
        "17 10:00",
        "17 13:30",
        "17 15:00",
    ]


def test_meetings_when_just_after_midnight_then_the_earlier_one_was_the_working_day_before():
    days = days_at(2026, 11, 23, 0, 30)
    assert [f"{m:%d %H:%M}" for m in (days.earlier(), days.next())] == ["20 10:00", "23 13:30"]


def test_meetings_when_late_in_the_evening_then_the_next_is_on_the_next_working_day():
    days = days_at(2026, 11, 20, 23, 30)
    assert [f"{m:%d %H:%M}" for m in (days.earlier(), days.next(), days.later())] == [
        "20 10:00",
        "23 13:30",
        "23 15:00",
    ]


@pytest.mark.parametrize("hour", range(24))
@pytest.mark.parametrize("minute", [0, 29, 58])
def test_meetings_when_any_time_of_day_then_one_is_over_and_two_are_to_come_and_none_overlap(hour, minute):
    days = days_at(2028, 2, 29, hour, minute)
    assert days.earlier() + timedelta(minutes=55) <= days.now < days.next()
    assert days.next() + timedelta(minutes=60) <= days.later()
