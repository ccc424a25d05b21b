"""How two people's scores become one answer."""

import pytest

from alongside.recruitment.queries.marks import Cell, answer, to_talk, total


def cells(*pairs, essential=True):
    return [Cell(str(place), essential, *pair) for place, pair in enumerate(pairs)]


@pytest.mark.parametrize(
    ("pairs", "talk", "said"),
    [
        (((3, 3), (1, 3), (2, 2)), {"1"}, "talk"),  # two apart
        (((2, 2), (2, 2), (0, 2)), {"2"}, "talk"),
        (((2, 1), (2, 2), (2, 2)), {"0"}, "talk"),  # one apart, and it changes the answer
        (((3, 3), (3, 2), (2, 2)), set(), "meet"),  # one apart, and it changes nothing
        (((1, 1), (2, 1), (1, 1)), set(), "not_this_time"),  # short elsewhere, so this changes nothing
        (((1, 1), (3, 0), (2, 2)), {"1"}, "talk"),  # two apart is talked about whatever it changes
        (((2, 2), (None, 2)), set(), "waiting"),
    ],
)
def test_a_cell_needs_a_talk_when_two_apart_or_when_it_changes_the_answer(pairs, talk, said):
    assert to_talk(cells(*pairs), 2) == talk
    assert answer(cells(*pairs), 2) == said


def test_what_was_agreed_stands_whatever_the_two_had_said():
    agreed = [Cell("a", True, 1, 3, agreed=2), Cell("b", True, 2, 2)]
    assert answer(agreed, 2) == "meet"
    assert answer([Cell("a", True, 1, 3, agreed=1), *agreed[1:]], 2) == "not_this_time"


def test_an_agreed_score_below_the_bar_makes_the_rest_plain():
    assert to_talk([Cell("a", True, 1, 3, agreed=1), Cell("b", True, 2, 1)], 2) == set()


def test_a_desirable_line_never_stands_in_the_way():
    rows = [Cell("a", True, 2, 2), Cell("b", False, 1, 2)]
    assert answer(rows, 2) == "meet"
    assert to_talk([rows[0], Cell("b", False, 0, 2)], 2) == {"b"}
    assert total([*rows, Cell("c", False)]) == 4
