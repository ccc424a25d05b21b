"""The rules of working time in small examples: each kept, each broken, and said in words with its source."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from alongside.solvers.hours import ENGLAND, RULES, Limits, Spell, clear_start, problems, week_hours
from alongside.solvers.spells import is_night, minutes_by_day, slots_of

LIMITS = Limits()
HOUR = timedelta(hours=1)


def at(day: int, hour: float, month: int = 11) -> datetime:
    """In November 2026, which begins on a Sunday."""
    return datetime(2026, month, day, int(hour), int(hour % 1 * 60), tzinfo=ENGLAND)


def spell(day: int, hour: float, hours: float, what: str = "Larch", month: int = 11, **fields: Any) -> Spell:
    start = at(day, hour, month)
    return Spell(start, (start.astimezone(UTC) + hours * HOUR).astimezone(ENGLAND), what=what, **fields)


def words(new: Spell, *others: Spell, limits: Limits = LIMITS, **more: Any) -> list[str]:
    return [problem.words for problem in problems(new, others, limits, **more)]


def test_nothing_stands_in_the_way_of_one_short_shift() -> None:
    assert problems(spell(2, 13, 3), [], LIMITS) == ()


def test_two_places_at_once_are_said_to_them_and_about_them() -> None:
    (found,) = problems(spell(2, 11, 3), [spell(2, 9, 3)], LIMITS)
    assert found.words == "You work on Larch until noon that day. It overlaps."
    assert found.said == "Works on Larch until noon that day. It overlaps."
    assert (found.stops, found.source) == (True, RULES["overlap"])
    assert words(spell(2, 11, 3), spell(2, 9, 3, what="")) == ["You work elsewhere until noon that day. It overlaps."]
    assert words(spell(2, 22, 1), spell(2, 21, 3, what="in Art"))[0].startswith("You work in Art until midnight")


def test_one_that_begins_as_the_other_ends_does_not_overlap() -> None:
    assert words(spell(2, 12, 3), spell(2, 9, 3)) == []


def test_rest_after_a_night_is_said_in_hours() -> None:
    (found,) = problems(spell(7, 15, 3), [spell(6, 22, 8)], LIMITS)
    assert found.words == "9 hours’ rest after Friday night. Needs 11."
    assert found.said == found.words
    assert "reg. 10" in found.source


def test_rest_before_the_next_counts_as_much() -> None:
    assert words(spell(6, 18, 4.5), spell(7, 7, 3)) == ["8 hours 30 minutes’ rest before Saturday morning. Needs 11."]


@pytest.mark.parametrize(
    ("hour", "part"), [(4, "Tuesday night"), (9, "Tuesday morning"), (13, "Tuesday afternoon"), (17, "Tuesday evening")]
)
def test_the_other_spell_is_named_by_its_part_of_the_day(hour: int, part: str) -> None:
    found = words(spell(4, (hour + 13) % 24 if hour > 10 else 0, 1), spell(3, hour, 14 if hour < 10 else 10))
    assert any(part in said for said in found)


def test_eleven_hours_are_enough_and_a_minute_less_is_not() -> None:
    assert words(spell(7, 17, 3), spell(6, 22, 8)) == []
    assert words(spell(7, 16.5, 3), spell(6, 22, 8)) == ["10 hours 30 minutes’ rest after Friday night. Needs 11."]


def test_a_morning_and_an_afternoon_are_one_days_work() -> None:
    assert words(spell(3, 14, 3), spell(3, 9, 4)) == []
    assert words(spell(3, 18, 3), spell(3, 9, 4), spell(3, 13, 4)) == []


def test_one_days_work_leaves_eleven_hours_of_the_day() -> None:
    assert words(spell(3, 20, 3), spell(3, 8, 2), spell(3, 14, 2)) == [
        "Work from 8am to 11pm leaves 9 hours’ rest. Needs 11."
    ]
    assert words(spell(3, 13, 1), spell(3, 6, 1), spell(3, 19, 1))[0].startswith("Work from 6am to 8pm leaves 10 hours")


def test_the_rest_before_a_days_work_counts_from_its_first_spell() -> None:
    assert words(spell(4, 10, 3), spell(3, 14, 8), spell(4, 7, 1)) == [
        "9 hours’ rest after Tuesday afternoon. Needs 11."
    ]
    assert words(spell(3, 8, 3), spell(3, 14, 8), spell(4, 7, 1))[-1] == (
        "9 hours’ rest before Wednesday morning. Needs 11."
    )


def test_the_shortest_rest_is_the_one_that_is_said() -> None:
    assert words(spell(7, 9, 3), spell(6, 18, 4), spell(6, 20, 3.5)) == [
        "9 hours 30 minutes’ rest after Friday night. Needs 11."
    ]


def test_the_night_the_clocks_go_back_gives_an_hour_more_rest() -> None:
    """25 October 2026, 2am: an hour passes twice."""
    late, early = spell(24, 18, 4, month=10), spell(25, 8, 3, month=10)
    assert words(early, late) == []
    assert words(spell(24, 8, 3, month=10), spell(23, 18, 4, month=10)) != []


def test_the_night_the_clocks_go_forward_takes_one() -> None:
    """28 March 2027, 1am."""
    late = Spell(datetime(2027, 3, 27, 18, tzinfo=ENGLAND), datetime(2027, 3, 27, 22, tzinfo=ENGLAND))
    early = Spell(datetime(2027, 3, 28, 9, tzinfo=ENGLAND), datetime(2027, 3, 28, 12, tzinfo=ENGLAND))
    assert words(early, late) == ["10 hours’ rest after Saturday evening. Needs 11."]


def test_a_night_shift_is_as_long_as_it_really_is() -> None:
    thirteen = Spell(datetime(2026, 10, 24, 20, tzinfo=ENGLAND), datetime(2026, 10, 25, 8, tzinfo=ENGLAND))
    assert thirteen.length == 13 * HOUR
    longer = Spell(thirteen.starts, datetime(2026, 10, 25, 8, 30, tzinfo=ENGLAND), break_minutes=30)
    assert words(longer) == ["13 hours 30 minutes in one shift. No more than 13."]


def test_seven_days_need_one_of_rest_and_the_eighth_is_too_many() -> None:
    six = [spell(day, 9, 4) for day in range(2, 8)]
    assert words(spell(9, 9, 4), *six) == []
    seven = [*six, spell(8, 9, 4)]
    assert words(spell(9, 9, 4), *seven) == []  # two days' rest in fourteen are still there
    assert words(spell(14, 9, 4), *seven, *[spell(day, 9, 4) for day in range(9, 14)]) == [
        "No 24 hours’ rest in 7 days, nor 48 in 14."
    ]


def test_every_window_counts_and_not_the_calendar_week() -> None:
    others = [spell(day, 9, 4) for day in (*range(4, 10), *range(12, 18))]  # Wednesday to Monday, and on from Thursday
    assert words(spell(10, 9, 4), *others) == ["No 24 hours’ rest in 7 days, nor 48 in 14."]
    assert words(spell(18, 9, 4), *others) == []


def test_the_average_counts_the_contract_in() -> None:
    assert words(spell(2, 9, 6), weekly_hours=47.7) == [
        "48.1 hours a week on average from 7 July to 2 November. No more than 48 unless you choose to."
    ]
    assert words(spell(2, 9, 5), weekly_hours=47.7) == []
    assert words(spell(2, 9, 6), weekly_hours=47.7, opted_out=True) == []
    assert problems(spell(2, 9, 6), [], LIMITS, weekly_hours=48)[0].said.endswith("without their opt-out.")


def test_half_days_of_the_contract_are_not_counted_twice() -> None:
    others = [spell(day, 9, 4, contract=True) for day in range(3, 6)]
    assert words(spell(2, 9, 6), *others, weekly_hours=47.5) == []
    assert week_hours(at(2, 0).date(), [spell(2, 9, 6), *others], LIMITS, weekly_hours=20) == 26


def test_a_night_worker_is_held_to_eight_hours_even_with_an_opt_out() -> None:
    (found,) = problems(spell(2, 22, 5), [], LIMITS, weekly_hours=48, opted_out=True)
    assert (found.rule, "reg. 6" in found.source) == ("night", True)
    assert found.words.startswith("8.1 hours in each 24 on average from ")
    assert words(spell(2, 16, 5), weekly_hours=48, opted_out=True) == []


def test_night_is_three_hours_between_eleven_and_six() -> None:
    assert is_night(spell(2, 23, 3), ENGLAND)
    assert is_night(spell(2, 3, 3), ENGLAND)
    assert not is_night(spell(2, 20, 5.9), ENGLAND)
    assert is_night(spell(2, 20, 6), ENGLAND)
    assert not is_night(spell(2, 9, 8), ENGLAND)
    assert not is_night(spell(2, 4, 20.9), ENGLAND)  # two hours of one night and not quite two of the next


def test_longer_than_six_hours_needs_a_break() -> None:
    assert words(spell(2, 9, 6)) == []
    assert words(spell(2, 9, 6.5)) == ["Longer than 6 hours with no break. Needs a break of 20 minutes."]
    assert words(spell(2, 9, 6.5, break_minutes=10))[0].startswith("Longer than 6 hours with 10 minutes.")
    assert words(spell(2, 9, 6.5, break_minutes=20)) == []


def test_the_weeks_own_limits_are_of_the_calendar_week() -> None:
    capped = Limits(local_cap_hours=20)
    assert words(spell(8, 9, 6), spell(3, 9, 6), limits=capped, weekly_hours=10) == [
        "Brings the week to 22 hours. No more than 20 here."
    ]
    assert words(spell(9, 9, 6), spell(3, 9, 6), limits=capped, weekly_hours=10) == []
    assert words(spell(8, 9, 5.5), own_limit=5) == ["Brings you to 5.5 hours that week. Your own limit is 5."]
    assert problems(spell(8, 9, 5.5), [], LIMITS, own_limit=5)[0].said == "Would pass their own limit."


def test_a_night_into_monday_counts_in_both_weeks() -> None:
    limits = Limits(local_cap_hours=20)
    assert words(
        spell(8, 21, 4), spell(10, 9, 6), spell(11, 9, 6), spell(12, 9, 6), spell(12, 16, 2), limits=limits
    ) == ["Brings the week to 21 hours. No more than 20 here."]


def test_which_rules_stop_is_data() -> None:
    found = problems(spell(7, 15, 3), [spell(6, 22, 8)], Limits(stops=frozenset()))
    assert [problem.stops for problem in found] == [False]


def test_the_nearest_start_that_is_clear() -> None:
    assert clear_start(spell(2, 11, 3), [spell(2, 9, 3)], LIMITS) == at(2, 12)
    assert clear_start(spell(7, 15, 3), [spell(6, 22, 8)], LIMITS) == at(7, 17)
    assert clear_start(spell(6, 19, 4), [spell(7, 8, 3)], LIMITS) == at(6, 17)
    assert clear_start(spell(7, 9, 3), [spell(6, 22, 8), spell(7, 20, 4)], LIMITS, within_hours=3) is None


def test_half_days_a_shift_takes() -> None:
    assert slots_of(at(2, 13), at(2, 16)) == {"mon-pm"}
    assert slots_of(at(2, 9), at(2, 14)) == {"mon-am", "mon-pm"}
    assert slots_of(at(2, 9), at(2, 12.5)) == {"mon-am"}
    assert slots_of(at(2, 14), at(2, 15)) == {"mon-pm"}
    assert slots_of(at(7, 22), at(8, 6)) == {"sat-night"}
    assert slots_of(at(8, 2), at(8, 6)) == {"sat-night"}


def test_the_break_comes_from_the_longest_part() -> None:
    by_day = minutes_by_day([spell(2, 22, 8, break_minutes=60)], ENGLAND)
    assert by_day == {at(2, 0).date(): 120, at(3, 0).date(): 300}
