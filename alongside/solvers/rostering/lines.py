"""The cheapest whole lines of one worker when every shift has its price: what makes the columns of `columns`.

A line is all of a worker's shifts. The cheapest is a shortest path with resources through the days (Irnich and
Desaulniers, "Shortest path problems with resource constraints", 2005). Every state of a day stands in one dense array:
the shift done last, how many days in a row, weekends worked, and one axis for each limit. So numpy looks at all of
them at once, and nothing is lost: of two ways to one state only the dearer is forgotten. A limit that is seldom in the
way gets its axis only when a cheapest line has broken it (Righini and Salani, "New dynamic programming algorithms for
the resource constrained elementary shortest path problem", 2008).
"""

from collections.abc import Iterator, Sequence
from itertools import product
from math import gcd, inf
from typing import Any, NamedTuple

import numpy as np

from alongside.solvers.rostering.model import Limit, Pattern, Problem, Worker

Line = frozenset[str]
Index = tuple[int, ...]


class Priced(NamedTuple):
    """A line and the sum of the prices of its shifts."""

    price: float
    line: Line


class _Axis(NamedTuple):
    """A limit, counted in steps: how many each shift takes, at least and at most."""

    limit: Limit
    takes: dict[str, int]
    least: int
    most: int


class _Day(NamedTuple):
    """The least price of a way to each state: `on` is [shift, days in a row - 1, weekends, *limits], `off` is
    [days in a row - 1, weekends, *limits]; the last of the days off stands for as many or more."""

    on: Any
    off: Any


def fits(problem: Problem, worker: Worker) -> bool:
    """Whether this worker's rules can be followed from one day to the next."""
    days = {shift.id: shift.day for shift in problem.shifts}
    return worker.pattern is not None and all(
        abs(days[one] - days[other]) <= 1
        for one, other in problem.apart
        if one in worker.could and other in worker.could
    )


class Lines:
    """The lines of one worker for whom `fits`."""

    def __init__(self, problem: Problem, worker: Worker) -> None:
        if worker.pattern is None:
            raise ValueError(f"{worker.id} has no pattern")
        self.worker, self.days = worker, problem.days
        self.pattern: Pattern = worker.pattern
        self.most_on = max(1, min(self.pattern.most_on, problem.days))
        self.least_off = max(1, min(self.pattern.least_off, problem.days))
        self.weekends = min(self.pattern.most_weekends, (problem.days + 1) // 7)
        self.of_day: list[list[str]] = [[] for _ in range(problem.days)]
        for shift in problem.shifts:
            if shift.id in worker.could and self.pattern.most_on > 0:
                self.of_day[shift.day].append(shift.id)
        self.before = [
            [self._allowed(problem, day, shift) for shift in self.of_day[day]] for day in range(problem.days)
        ]
        axes = [_axis(problem, worker, limit) for limit in worker.limits]
        self.binding = [axis for axis in axes if axis.least > 0]
        self.seldom = [axis for axis in axes if axis.least <= 0 and sum(axis.takes.values()) > axis.most]

    def _allowed(self, problem: Problem, day: int, shift: str) -> tuple[int, ...]:
        """Which shifts of the day before may come before this one."""
        apart = problem.apart
        return tuple(
            n
            for n, other in enumerate(self.of_day[day - 1] if day else ())
            if (other, shift) not in apart and (shift, other) not in apart
        )

    def cheapest(self, prices: dict[str, float], most: int = 1) -> list[Priced]:
        """The cheapest line, first, and others of different sizes; none when no line keeps the rules."""
        while True:
            days = list(self._forward(prices))
            found = [self._back(days, prices, end) for end in _ends(days[-1], self._least(), most)]
            if not found:
                return []
            broken = [axis for axis in self.seldom if _taken(axis, found[0].line) > axis.most]
            if broken:
                self.binding += broken
                self.seldom = [axis for axis in self.seldom if axis not in broken]
                continue
            self._forget(found[0].line)
            return [one for one in found if all(_taken(axis, one.line) <= axis.most for axis in self.seldom)]

    def _forget(self, cheapest: Line) -> None:
        """A limit with room left in the cheapest line may be looked at again when it is in the way."""
        idle = [axis for axis in self.binding if axis.least <= 0 and _taken(axis, cheapest) < axis.most]
        self.binding = [axis for axis in self.binding if axis not in idle]
        self.seldom += idle

    def _least(self) -> tuple[int, ...]:
        return tuple(axis.least for axis in self.binding)

    def _sizes(self) -> tuple[int, ...]:
        return (self.weekends + 1, *(axis.most + 1 for axis in self.binding))

    def _empty(self, day: int) -> _Day:
        sizes = self._sizes()
        return _Day(np.full((len(self.of_day[day]), self.most_on, *sizes), inf), np.full((self.least_off, *sizes), inf))

    def _moved(self, day: int, shift: str, *, rested: bool) -> tuple[tuple[slice, ...], tuple[slice, ...]]:
        """Where, along weekends and limits, a state stands before this shift and after it."""
        weekend = day % 7 == 5 or (day % 7 == 6 and rested)
        by = (int(weekend), *(axis.takes.get(shift, 0) for axis in self.binding))
        sizes = self._sizes()
        return (
            tuple(slice(0, max(0, size - step)) for size, step in zip(sizes, by, strict=True)),
            tuple(slice(min(size, step), size) for size, step in zip(sizes, by, strict=True)),
        )

    def _may_end(self, day: int) -> list[int]:
        """How long a run of work that was on this day may have been for the next to be off; one that began on the
        first day may have begun before it."""
        return [length for length in range(1, self.most_on + 1) if length >= self.pattern.least_on or length == day + 1]

    def _forward(self, prices: dict[str, float]) -> Iterator[_Day]:
        before = None
        for day in range(self.days):
            here = self._empty(day)
            if before is None:
                here.off[(-1, *(0 for _ in self._sizes()))] = 0
            else:
                here.off[-1] = before.off[-1]
                if self.least_off > 1:
                    np.minimum(here.off[-1], before.off[-2], out=here.off[-1])
                    here.off[1:-1] = before.off[:-2]
                if len(self.of_day[day - 1]):
                    ended = before.on[:, [length - 1 for length in self._may_end(day - 1)]].min(
                        axis=(0, 1), initial=inf
                    )
                    np.minimum(here.off[0], ended, out=here.off[0])
            runs: dict[tuple[int, ...], Any] = {}
            for n, shift in enumerate(self.of_day[day]):
                old, new = self._moved(day, shift, rested=True)
                if before is None:
                    start = np.full(self._sizes(), inf)
                    start[tuple(0 for _ in self._sizes())] = 0
                    here.on[(n, 0, *new)] = start[old] + prices[shift]
                    continue
                here.on[(n, 0, *new)] = before.off[(-1, *old)] + prices[shift]
                allowed = self.before[day][n]
                if not allowed or self.most_on == 1:
                    continue
                if allowed not in runs:
                    runs[allowed] = before.on[list(allowed), :-1].min(axis=0)
                old, new = self._moved(day, shift, rested=False)
                here.on[(n, slice(1, None), *new)] = runs[allowed][(slice(None), *old)] + prices[shift]
            before = here
            yield here

    def _back(self, days: Sequence[_Day], prices: dict[str, float], end: tuple[float, bool, Index]) -> Priced:
        """The line that ends in this state, read from its end: each time the cheapest of the states before it."""
        price, on, state = end
        line = []
        for day in range(self.days - 1, 0, -1):
            before = days[day - 1]
            if on:
                shift = self.of_day[day][state[0]]
                line.append(shift)
                rest = self._rest(day, shift, state)
                if state[1] > 0:
                    states = [(True, (n, state[1] - 1, *rest)) for n in self.before[day][state[0]]]
                else:
                    states = [(False, (self.least_off - 1, *rest))]
            else:
                states = list(self._before_off(day, state))
            on, state = min(states, key=lambda one: (before.on if one[0] else before.off)[one[1]])
        if on:
            line.append(self.of_day[0][state[0]])
        return Priced(price, frozenset(line))

    def _rest(self, day: int, shift: str, state: Index) -> Index:
        weekend = day % 7 == 5 or (day % 7 == 6 and state[1] == 0)
        by = (int(weekend), *(axis.takes.get(shift, 0) for axis in self.binding))
        return tuple(now - step for now, step in zip(state[2:], by, strict=True))

    def _before_off(self, day: int, state: Index) -> Iterator[tuple[bool, Index]]:
        run, *rest = state
        if run == self.least_off - 1:
            yield False, (run, *rest)
        if run > 0:
            yield False, (run - 1, *rest)
        else:
            for n, length in product(range(len(self.of_day[day - 1])), self._may_end(day - 1)):
                yield True, (n, length - 1, *rest)


def _axis(problem: Problem, worker: Worker, limit: Limit) -> _Axis:
    takes = {s: problem.shift[s].minutes if limit.in_minutes else 1 for s in limit.shifts & worker.could}
    step = gcd(*takes.values()) or 1
    takes = {shift: size // step for shift, size in takes.items()}
    return _Axis(limit, takes, -(-limit.least // step), min(limit.most // step, sum(takes.values())))


def _taken(axis: _Axis, line: Line) -> int:
    return sum(axis.takes.get(shift, 0) for shift in line)


def _ends(last: _Day, least: tuple[int, ...], most: int) -> list[tuple[float, bool, Index]]:
    """The cheapest states the last day may end in, at most one for each number of weekends and sizes of limits."""
    shape = last.off.shape[1:]
    on = last.on.reshape(-1, *shape)
    both = np.concatenate([on, last.off])
    which = both.argmin(axis=0)
    price = both.min(axis=0)
    enough = np.zeros(shape, bool)
    enough[(slice(None), *(slice(one, None) for one in least))] = True
    price = np.where(enough, price, inf).ravel()
    ends = []
    for flat in np.argsort(price, kind="stable")[:most]:
        if price[flat] == inf:
            break
        rest = tuple(int(n) for n in np.unravel_index(flat, shape))
        first = int(which[rest])
        if first < len(on):
            state = divmod(first, last.on.shape[1])
            ends.append((float(price[flat]), True, (*state, *rest)))
        else:
            ends.append((float(price[flat]), False, (first - len(on), *rest)))
    return ends
