"""Seat rows at columns that have a limited number of places, for the greatest total worth, exactly.

Plain integers in, plain integers out: what the rows and columns are is told in `matching`.

Every place that nobody takes is thought of as held by an *empty chair*, worth nothing anywhere, and one more column,
"nobody", has a chair for everyone. So all places are always full, and every other seating is this one with people and
empty chairs moved round in circles. That one picture gives the best seating (each row added by the cheapest chain of
moves), the settling of ties (circles that cost nothing) and the price of another choice (the cheapest circle with it).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import pairwise
from math import inf
from operator import or_

EMPTY = -1
"""Stands for an empty chair where a row is expected."""


@dataclass(frozen=True)
class Move:
    """One row (or EMPTY) leaving one column for another."""

    row: int
    start: int
    end: int


@dataclass
class Seating:
    """The best seating, which can be asked what any other choice would cost.

    `worth[row][column]` is a whole number, 1 or more, or None where the row may not sit; `room[column]` counts places,
    none when 0 or less. `at[row]` is the column it sits at, or `nobody`, which is the number of columns. Of all
    seatings with the greatest total worth it is the one whose `at`, read as a list, comes first.
    """

    worth: Sequence[Sequence[int | None]]
    room: Sequence[int]
    nobody: int = field(init=False)
    at: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.nobody = len(self.room)
        self.at = [self.nobody] * len(self.worth)
        self._columns = range(self.nobody + 1)
        self._cost: list[list[float]] = [
            [*(inf if w is None or places < 1 else -w for w, places in zip(row, self.room, strict=True)), 0]
            for row in self.worth
        ]
        self._seated: list[list[int]] = [[] for _ in self._columns]
        self._chairs = [*(max(0, places) for places in self.room), len(self.worth) + 1]
        self._price: list[float] = [0] * (self.nobody + 1)
        self._step: list[list[float]] = [[0] * (self.nobody + 1) for _ in self._columns]
        self._mover = [[EMPTY] * (self.nobody + 1) for _ in self._columns]
        for row in sorted(range(len(self.worth)), key=lambda row: min(self._cost[row])):
            self._add(row)
        self._settle_ties()
        for column in self._columns:
            self._look_round(column)

    def chain(self, row: int, column: int) -> list[Move]:
        """The moves others must make, at the least loss, if this row were to sit at another column where it may sit."""
        left = self.at[row]
        _, came = self._cheapest({column: 0}, goal=lambda here: here == left)
        return list(self._moves(came, left))

    def _add(self, row: int) -> None:
        """Seat one more row by the cheapest chain of moves; columns it was turned away from become dearer."""
        allowed = {c: cost for c, cost in enumerate(self._cost[row]) if cost < inf}
        labels, came = self._cheapest(allowed, goal=lambda here: self._chairs[here] > 0)
        end = next(reversed(labels))
        moves = list(self._moves(came, end))
        for column, label in labels.items():
            self._price[column] = label - labels[end]
        self._chairs[end] -= 1
        self._seated[self.nobody].append(row)
        for move in [*moves, Move(row, self.nobody, moves[0].start if moves else end)]:
            self._shift(move)
        for column in {end, *(move.start for move in moves)} - {self.nobody}:
            self._look_round(column)

    def _cheapest(
        self, labels: dict[int, float], *, goal: Callable[[int], bool]
    ) -> tuple[dict[int, float], dict[int, int]]:
        """Dijkstra over columns from the given costs: what reaching each costs, in order of arrival, and from where.

        Ends at the first column that is the goal; there always is one. Prices make every step cost nothing or more,
        which is what lets the nearest be settled first.
        """
        price = self._price
        waiting = list(self._columns)
        label: list[float] = [labels.get(c, inf) for c in waiting]
        arrived: dict[int, float] = {}
        came: dict[int, int] = {}
        while True:
            here = min(waiting, key=lambda c: label[c] - price[c])
            waiting.remove(here)
            so_far = arrived[here] = label[here]
            if goal(here):
                return arrived, came
            step = self._step[here]
            for there in waiting:
                if so_far + step[there] < label[there]:
                    label[there] = so_far + step[there]
                    came[there] = here

    def _moves(self, came: dict[int, int], end: int) -> Iterator[Move]:
        """The chain that ends at a column, first move first."""
        path = [end]
        while path[-1] in came:
            path.append(came[path[-1]])
        path.reverse()
        for start, after in pairwise(path):
            yield Move(self._mover[start][after], start, after)

    def _shift(self, move: Move) -> None:
        if move.row == EMPTY:
            self._chairs[move.start] -= 1
            self._chairs[move.end] += 1
        else:
            self._seated[move.start].remove(move.row)
            self._seated[move.end].append(move.row)
            self.at[move.row] = move.end

    def _look_round(self, column: int) -> None:
        """Work out afresh what it costs to move someone from this column to each other, and who that would be."""
        first: float = 0 if self._chairs[column] else inf
        best, mover = [first] * (self.nobody + 1), [EMPTY] * (self.nobody + 1)
        for row in self._seated[column]:
            costs = self._cost[row]
            here = costs[column]
            for there, cost in enumerate(costs):
                if cost - here < best[there]:
                    best[there] = cost - here
                    mover[there] = row
        self._step[column], self._mover[column] = best, mover

    def _settle_ties(self) -> None:
        """Give each row in turn the lowest column that some equally good seating still allows.

        The equally good seatings are those that use only *tight* places: where a row's cost less the column's price is
        as low as where it sits now, and an empty chair only where the price is nothing (complementary slackness).
        Sets of columns are whole numbers, one bit a column.
        """
        tight = [self._tight(row) for row in range(len(self.worth))]
        movable = [{row: tight[row] for row in seated} for seated in self._seated]
        unpriced = sum(1 << c for c in self._columns if self._price[c] == 0)
        for row in range(len(self.worth)):
            here = self.at[row]
            del movable[here][row]
            if not (lower := tight[row] & ((1 << here) - 1)):
                continue
            reach = [
                reduce(or_, rows.values(), unpriced if chairs else 0)
                for rows, chairs in zip(movable, self._chairs, strict=True)
            ]
            way = _lowest_way(lower, here, reach)
            for start, end in pairwise(way):
                mover = next((row for row, places in movable[start].items() if places >> end & 1), EMPTY)
                self._shift(Move(mover, start, end))
                if mover != EMPTY:
                    movable[end][mover] = movable[start].pop(mover)
            self._shift(Move(row, here, way[0]))

    def _tight(self, row: int) -> int:
        costs, here = self._cost[row], self.at[row]
        lowest = costs[here] - self._price[here]
        return sum(
            1 << c for c, (cost, price) in enumerate(zip(costs, self._price, strict=True)) if cost - price == lowest
        )


def _lowest_way(choices: int, target: int, reach: Sequence[int]) -> list[int]:
    """The way to the target from the lowest of the choices that has one, or the target alone when none has."""
    seen = 0
    for choice in _bits(choices):
        came: dict[int, int] = {}
        frontier = [] if seen >> choice & 1 else [choice]
        seen |= 1 << choice
        while frontier:
            here = frontier.pop()
            fresh = reach[here] & ~seen
            seen |= fresh
            for there in _bits(fresh):
                came[there] = here
                frontier.append(there)
        if target in came:
            way = [target]
            while way[-1] != choice:
                way.append(came[way[-1]])
            return way[::-1]
    return [target]


def _bits(columns: int) -> Iterator[int]:
    while columns:
        yield (columns & -columns).bit_length() - 1
        columns &= columns - 1
