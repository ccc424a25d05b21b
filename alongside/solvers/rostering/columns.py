"""The least weight that cover and wishes can have if lines may be shared out in parts, and the lines that come near it.

Column generation (Desaulniers, Desrosiers and Solomon, "Column generation", 2005): a linear programme chooses, for each
worker, how much of which whole line they work; its duals are the price of each shift; `lines` finds the cheapest line
at these prices, which joins it; until there is none that helps. Prices halfway to the best ones so far come to rest
sooner (Wentges, "Weighted Dantzig-Wolfe decomposition", 1997).
"""

from collections.abc import Callable, Iterable, Mapping
from math import ceil, inf
from random import Random
from typing import Any, NamedTuple

from alongside.solvers.rostering.lines import Line, Lines, fits
from alongside.solvers.rostering.model import Problem, Roster, Worker

NEAR = 1e-6
KEEP = 0.5  # of the best prices so far, in those that are tried
EACH = 8  # lines of one worker that join at once, at most
SURE = 0.9  # of a line: nearly all of it is chosen, and so the whole may be
LITTLE = 0.4  # of a line: no more than this may be between the line chosen most and the one that is given
ROUGHLY = 0.5  # how near is near enough on the way down

Prices = Mapping[str, float]


class Column(NamedTuple):
    """A line and whose it is, and how much of it the programme chooses."""

    worker: str
    line: Line
    share: Any


def suits(problem: Problem) -> bool:
    """Whether every worker's rules can be followed from day to day, and every surplus has its price."""
    return all(fits(problem, worker) for worker in problem.workers) and all(
        shift.over is not None for shift in problem.shifts
    )


class Columns:
    """The programme over all lines found so far, for a problem that `suits`. `bound`: no roster weighs less, and
    `prices` are those at which that was seen; to begin near the last ones is to be there sooner.
    `whole`: a line is chosen or not."""

    def __init__(self, problem: Problem, prices: Prices | None = None, *, whole: bool = False) -> None:
        from ortools.linear_solver import pywraplp

        self.problem = problem
        self.lines = {worker.id: Lines(problem, worker) for worker in problem.workers}
        self.prices: Prices = prices or dict.fromkeys(problem.shift, 0.0)
        self.bound = -inf
        self.given: dict[str, Line] = {}
        self.whole = whole
        self.solver = pywraplp.Solver.CreateSolver("SCIP" if whole else "GLOP")
        if not whole:  # so each time it goes on from the last
            self.solver.SetSolverSpecificParametersAsString("use_preprocessing:false")
        self.covers = {}
        for shift in problem.shifts:
            row = self.covers[shift.id] = self.solver.Constraint(shift.need, shift.need)
            self._variable(shift.under, [row], 1)
            self._variable(shift.over or 0, [row], -1)
        self.ones = {worker.id: self.solver.Constraint(1, 1) for worker in problem.workers}
        self.columns: dict[tuple[str, Line], Column] = {}

    def _variable(self, cost: float, rows: Iterable[Any], sign: int, *, whole: bool = False) -> Any:
        variable = self.solver.Var(0, inf, whole, "")
        self.solver.Objective().SetCoefficient(variable, cost)
        for row in rows:
            row.SetCoefficient(variable, sign)
        return variable

    def add(self, worker: Worker, line: Line) -> bool:
        """Whether it was not there yet."""
        if (worker.id, line) in self.columns:
            return False
        rows = [self.ones[worker.id], *(self.covers[shift] for shift in sorted(line))]
        self.columns[worker.id, line] = Column(
            worker.id, line, self._variable(wished(worker, line), rows, 1, whole=self.whole)
        )
        return True

    def settle(self, *, most: float = inf, gap: float = NEAR, stop: Callable[[], bool] = lambda: False) -> float:
        """Lines join until the programme's value, which is the answer, is within `gap` of the bound, or the bound above
        `most`, or somebody asks to stop. Infinite when a worker has no line at all that keeps their rules."""
        if self.price(self.prices) is None:
            return inf
        keep = KEEP
        while True:
            value, duals = self._weigh()
            if value - self.bound < gap or self.bound > most or stop():
                return value
            tried = {shift: keep * self.prices[shift] + (1 - keep) * duals[shift] for shift in duals}
            new = self.price(tried)
            if not new and keep == 0:
                return value
            keep = KEEP if new else 0

    def _weigh(self) -> tuple[float, Prices]:
        """The least value with the lines there are, and what one more worker on each shift would change in it."""
        if self.solver.Solve() != self.solver.OPTIMAL:
            raise AssertionError("The programme always has an answer")
        return self.solver.Objective().Value(), {shift: row.dual_value() for shift, row in self.covers.items()}

    def price(self, prices: Prices) -> int | None:
        """How many lines join at these prices; none at all where a worker has none. The bound is Lagrange's: what the
        need is worth, and of each worker the cheapest line. No price is above what one too few costs, or below what one
        too many does."""
        new = 0
        bound = sum(shift.need * prices[shift.id] for shift in self.problem.shifts)
        for worker in self.problem.workers:
            own = own_prices(worker, prices)
            if worker.id in self.given:
                bound += wished(worker, self.given[worker.id]) - sum(prices[s] for s in self.given[worker.id])
                continue
            found = self.lines[worker.id].cheapest(own, EACH)
            if not found:
                return None
            bound += wished(worker, frozenset()) + found[0].price
            new += sum(self.add(worker, one.line) for one in found)
        if bound > self.bound:
            self.bound, self.prices = bound, prices
        return new

    def give(self, worker: str, line: Line) -> None:
        """This worker has this line from now on. A bound found before still stands, and may be too low."""
        self.given[worker] = line
        for column in self.columns.values():
            if column.worker == worker:
                column.share.SetUb(float(column.line == line))

    def shares(self) -> list[tuple[float, str, Line]]:
        """The lines chosen more or less, those chosen most first, of workers who have none given yet."""
        chosen = [
            (c.share.solution_value(), c.worker, c.line) for c in self.columns.values() if c.worker not in self.given
        ]
        return sorted((one for one in chosen if one[0] > NEAR), key=lambda one: (-one[0], one[1], sorted(one[2])))


class Known:
    """What was learnt of the whole, for its parts: the prices at which it was settled, and the lines that came up
    since, each with how much dearer it is there than its worker's cheapest. The lines of a roster are together no
    dearer than the roster is above the bound."""

    def __init__(self, settled: Columns) -> None:
        self.prices = settled.prices
        self.cheapest = {
            worker.id: settled.lines[worker.id].cheapest(own_prices(worker, self.prices))[0].price
            for worker in settled.problem.workers
        }
        self.dearer: dict[str, dict[Line, float]] = {worker.id: {} for worker in settled.problem.workers}
        self.learn(settled)

    def learn(self, columns: Columns) -> None:
        """Keep the lines of this programme."""
        for worker in columns.problem.workers:
            own = own_prices(worker, self.prices)
            dearer = self.dearer[worker.id]
            for name, line in columns.columns:
                if name == worker.id and line not in dearer:
                    dearer[line] = sum(own[shift] for shift in line) - self.cheapest[worker.id]

    def near(self, worker: str, gap: float) -> list[Line]:
        """Lines of this worker that are no dearer than this."""
        return [line for line, by in list(self.dearer[worker].items()) if by <= gap]


def dive(
    columns: Columns, *, most: float = inf, random: Random | None = None, stop: Callable[[], bool] = lambda: False
) -> Roster | None:
    """A roster from the programme: the line that is chosen most is given, and what that costs is seen before the next;
    with `random`, sometimes one that is chosen a little less. None when that leads above `most`. The programme is used
    up by it."""
    while columns.settle(most=most, gap=ROUGHLY, stop=stop) < inf:
        if columns.bound > most + NEAR or stop():
            return None
        shares = columns.shares()
        if not shares:
            return dict(columns.given)
        if random:
            shares.sort(key=lambda one: one[0] + LITTLE * random.random(), reverse=True)
        for n, (share, worker, line) in enumerate(shares):
            if n == 0 or share > SURE:
                columns.give(worker, line)
        columns.bound = -inf
    return None


def choose(columns: Columns, *, most: float, seconds: float) -> Roster | None:
    """The best roster made of lines that a settled programme has, if within the time one is found that weighs no more
    than `most`: a programme of whole numbers, without the lines that are too dear to be in such a roster."""
    known = Known(columns)
    whole = Columns(columns.problem, whole=True)
    for worker in columns.problem.workers:
        for line in known.near(worker.id, most - columns.bound + NEAR):
            whole.add(worker, line)
    whole.solver.SetTimeLimit(int(seconds * 1000))
    if whole.solver.Solve() not in (whole.solver.OPTIMAL, whole.solver.FEASIBLE):
        return None
    if whole.solver.Objective().Value() > most + NEAR:
        return None
    return {c.worker: c.line for c in whole.columns.values() if c.share.solution_value() > 0.5}


def own_prices(worker: Worker, prices: Prices) -> dict[str, float]:
    """What each shift this worker could do adds to the price of a line with it."""
    own = {shift: -prices[shift] for shift in worker.could}
    for shift, weight in worker.wishes:
        if shift in own:
            own[shift] -= weight
    return own


def wished(worker: Worker, line: Line) -> int:
    """What this line costs in wishes."""
    return sum(abs(weight) for shift, weight in worker.wishes if (shift in line) != (weight > 0))


def least(bound: float) -> int:
    """Weights are whole: the least whole one that is not below the bound."""
    return ceil(bound - NEAR)
