"""How somebody's training is going: the rule, its early signs, and trying everything on small courses."""

from itertools import product
from math import ceil

import pytest

from alongside.solvers.attendance import CALL, CATCH_UP, ON_TRACK, Sat, outlook


def course(marks: str, of: int = 10, required: tuple[int, ...] = ()) -> list[Sat]:
    """h here, l late, a away, c caught up, . over and not marked; the rest are to come."""
    words = {"h": "here", "l": "late", "a": "away", "c": "caught_up", ".": ""}
    done = [Sat(n, words[letter], n in required, True) for n, letter in enumerate(marks, 1)]
    return done + [Sat(n, "", n in required) for n in range(len(marks) + 1, of + 1)]


def test_outlook_when_all_came_is_on_track():
    seen = outlook(course("hhhhhhh"), 80)
    assert (seen.state, seen.came, seen.over, seen.needed, seen.spare, seen.why) == (ON_TRACK, 7, 7, 8, 2, ())


def test_outlook_when_one_was_missed_is_still_on_track():
    assert outlook(course("hahh"), 80).state == ON_TRACK


def test_outlook_when_two_in_a_row_were_missed_asks_for_a_call():
    seen = outlook(course("hhaa"), 70)
    assert seen.state == CALL
    assert seen.why == ("Missed 2 in a row",)


def test_outlook_when_they_came_after_two_missed_no_longer_says_in_a_row():
    assert outlook(course("haah"), 60).state == ON_TRACK


def test_outlook_when_nothing_more_may_be_missed_asks_for_a_call():
    seen = outlook(course("hahah"), 80)
    assert seen.state == CALL
    assert seen.why == ("The next one missed would need catching up",)


def test_outlook_when_more_are_missed_than_the_rule_allows_says_how_many_to_catch_up():
    seen = outlook(course("ahaha"), 80)
    assert seen.state == CATCH_UP
    assert seen.why == ("Needs to catch up 1 to finish",)
    assert seen.to_catch_up == (1, 3, 5)


def test_outlook_when_a_required_one_was_missed_says_which():
    seen = outlook(course("ahhh", required=(1,)), 50)
    assert seen.state == CATCH_UP
    assert seen.why == ("Missed session 1, which everyone needs",)
    assert outlook(course("chhh", required=(1,)), 50).state == ON_TRACK


def test_outlook_when_often_late_asks_for_a_call():
    assert outlook(course("lhlhl"), 80).why == ("Late 3 times",)


def test_outlook_when_nobody_marked_holds_nothing_against_them():
    assert outlook(course("...."), 80).state == ON_TRACK


def test_outlook_when_there_are_no_sessions_says_nothing():
    assert outlook([], 80).state == ON_TRACK


@pytest.mark.parametrize("percent", [0, 50, 80, 100])
def test_outlook_when_everything_is_tried_agrees_with_every_way_it_could_go_on(percent):
    """It cannot be met without catching up exactly when no way of coming to the rest would meet it."""
    for marks in product("hac.", repeat=3):
        sat = course("".join(marks), of=4, required=(1,))
        seen = outlook(sat, percent)
        best = [mark.mark or "here" for mark in sat]
        came = sum(mark in ("here", "late", "caught_up") for mark in best)
        can = came >= ceil(4 * percent / 100) and best[0] != "away"
        assert (seen.state != CATCH_UP) == can, marks
        now = [mark.mark in ("here", "late", "caught_up") for mark in sat]
        assert seen.met == (sum(now) >= ceil(4 * percent / 100) and now[0])
