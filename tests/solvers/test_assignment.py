"""The seating is compared with trying every seating there is."""

from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.solvers.assignment import EMPTY, Seating

Worth = list[list[int | None]]


@st.composite
def tables(draw: st.DrawFn) -> tuple[Worth, list[int]]:
    columns = draw(st.integers(0, 4))
    most = draw(st.sampled_from([1, 2, 9]))  # low numbers make ties, which is where mistakes hide
    place = st.none() | st.integers(1, most)
    worth = draw(st.lists(st.lists(place, min_size=columns, max_size=columns), max_size=5))
    return worth, draw(st.lists(st.integers(-2, 3), min_size=columns, max_size=columns))


def total(worth: Worth, at: tuple[int, ...] | list[int]) -> int:
    return sum(row[column] or 0 for row, column in zip(worth, at, strict=True) if column < len(row))


def every_seating(worth: Worth, room: list[int]) -> list[tuple[int, ...]]:
    nobody = len(room)
    choices = [[*(c for c, w in enumerate(row) if w is not None), nobody] for row in worth]
    return [at for at in product(*choices) if all(at.count(c) <= max(0, room[c]) for c in range(nobody))]


@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables())
def test_seating_is_the_first_of_the_best(table):
    worth, room = table
    best = min(every_seating(worth, room), key=lambda at: (-total(worth, at), at))
    assert Seating(worth, room).at == list(best)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables())
def test_chain_costs_exactly_what_the_other_choice_would_cost(table):
    worth, room = table
    seating = Seating(worth, room)
    for row, places in enumerate(worth):
        for column, here in enumerate(places):
            if here is None or room[column] < 1 or seating.at[row] == column:
                continue
            moves = seating.chain(row, column)
            lost = sum(_at(worth, m.row, m.start) - _at(worth, m.row, m.end) for m in moves)
            forced = max(total(worth, at) for at in every_seating(worth, room) if at[row] == column)
            gained = here - _at(worth, row, seating.at[row])
            assert total(worth, seating.at) + gained - lost == forced


def _at(worth: Worth, row: int, column: int) -> int:
    return 0 if row == EMPTY or column == len(worth[row]) else worth[row][column] or 0


@pytest.mark.parametrize(
    ("worth", "room", "at"),
    [
        ([], [], []),
        ([[]], [], [0]),
        ([[5]], [0], [1]),
        ([[5]], [-9], [1]),
        ([[1], [2]], [1], [1, 0]),
        ([[9, 8], [9, 1]], [1, 1], [1, 0]),  # the first gives way: 8 + 9 is more than 9 + 1
        ([[3, 3], [3, 3], [3, 3]], [1, 1], [0, 1, 2]),
        ([[2, 2], [2, 2]], [2, 2], [0, 0]),
        ([[4, None], [4, 4], [None, 4]], [1, 2], [0, 1, 1]),
    ],
)
def test_seating_worked_by_hand(worth, room, at):
    assert Seating(worth, room).at == at
