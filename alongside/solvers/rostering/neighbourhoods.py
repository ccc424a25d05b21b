"""The best roster within so many seconds: first on the whole, then on one part after another with the rest held fast.

The whole is for `columns` where they suit, and for CP-SAT where not. Then large-neighbourhood search (Shaw 1998): a
part is some workers on some days: all workers for a few days, a few workers for all days, or something between. Parts
are for CP-SAT; those of whole lines for `columns` too. A part that is solved at once was too small, one that is not
solved was too large, so each kind of part finds its own size. Two parts at a time, one for each core.
"""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from math import inf
from random import Random
from time import monotonic
from typing import NamedTuple

from alongside.solvers.rostering.checking import broken
from alongside.solvers.rostering.columns import Columns, Known, choose, dive, least, suits
from alongside.solvers.rostering.formulation import Formulation
from alongside.solvers.rostering.model import Problem, Roster, uncovered, unmet
from alongside.solvers.rostering.search import SEED, Found, look

CORES = 2
LINES = 0.5  # of the time at most, for whole lines of the whole problem
WHOLE = 0.1  # of the time, for the whole problem at once
LEAST_WHOLE = 15.0  # seconds
TURN = 6.0  # seconds for one part at most, at first
PATIENCE = 20.0  # seconds without anything better after which turns are twice as long, and so parts larger
KINDS = ((0, 5), (14, 8), (7, 14), (4, 24))  # days, or 0 for all of them, and workers, of the parts for CP-SAT
DOWN = 0.4  # of the parts for whole lines go the way down, the others are chosen
EASY = 0.25  # of its turn: solved sooner, the next part of this kind may be larger

Tell = Callable[[str], None]


class Part(NamedTuple):
    """What may change: the shifts of these workers on these days."""

    workers: frozenset[str]
    days: frozenset[int]

    def is_all_of(self, problem: Problem) -> bool:
        return len(self.workers) == len(problem.workers) and len(self.days) == problem.days


@dataclass
class Kind:
    """A way to choose a part: so many days in a row, and as many workers as have proved to be solvable. With what is
    `known` of the whole, it is a part for `columns`."""

    days: int
    workers: float
    known: Known | None = None
    gains: int = 1
    tries: int = 1

    def learn(self, of_turn: float, most: int) -> None:
        """`of_turn`: how much of its time the last part of this kind took."""
        self.tries += 1
        if of_turn >= 1:
            self.workers = max(2, self.workers * 0.9)
        elif of_turn < EASY:
            self.workers = min(most, self.workers * 1.1)


def solve(problem: Problem, *, seconds: float, tell: Tell = lambda told: None) -> Found:
    """The least weight of cover and wishes together that is found within so many seconds, and whether it is proven."""
    until = monotonic() + seconds
    kinds = [Kind(days or problem.days, workers) for days, workers in KINDS]
    found = None
    if suits(problem):
        found, known = _by_columns(problem, until - seconds * (1 - LINES))
        kinds += [Kind(problem.days, 8, known)] if known else []
    if found is None or (found.roster is None and not found.proven):
        found = _as_a_whole(problem, until, seconds, found.bound if found else -inf)
    if found.roster is None or found.proven:
        return found
    tell(f"{found.value} on the whole, none below {found.bound}")
    return _improve(problem, found, kinds, until, tell)


def _by_columns(problem: Problem, until: float) -> tuple[Found, Known | None]:
    """What the programme over whole lines says of the whole, and the roster that the first way down leads to."""

    def late() -> bool:
        return monotonic() > until

    columns = Columns(problem)
    if columns.settle(stop=late) == inf:
        return Found(None, 0, 0, proven=True), None
    bound, known = least(columns.bound), Known(columns)
    roster = dive(columns, stop=late)
    if roster is None:
        return Found(None, 0, bound, proven=False), known
    known.learn(columns)
    value = uncovered(problem, roster) + unmet(problem, roster)
    return Found(roster, value, bound, proven=value <= bound), known


def _as_a_whole(problem: Problem, until: float, seconds: float, bound: float) -> Found:
    """What CP-SAT says of the whole in some of the time, or in all of it until there is any roster."""
    formulation = Formulation(problem)
    aim = formulation.uncovered + formulation.unmet
    both = {"num_workers": CORES, "linearization_level": 2}
    whole = max(1.0, min(until - monotonic(), max(LEAST_WHOLE, WHOLE * seconds)))
    found = look(formulation, aim, limits={**both, "max_time_in_seconds": whole})
    while found.roster is None and not found.proven and monotonic() < until:
        limits = {"max_time_in_seconds": until - monotonic(), "stop_after_first_solution": True}
        found = look(formulation, aim, limits={**both, **limits})
    bound = max(found.bound, bound)
    return found._replace(bound=int(bound), proven=found.proven or (found.roster is not None and found.value <= bound))


def _improve(problem: Problem, found: Found, kinds: list[Kind], until: float, tell: Tell) -> Found:
    """Part after part until the time is over. Another roster of the same weight is taken too: it may open a way."""
    random = Random(SEED)  # noqa: S311 (not a secret)
    best, value, bound = dict(found.roster or {}), found.value, found.bound
    running: dict[Future[Found], tuple[Kind, Part, float, float]] = {}
    better_at = monotonic()
    with ThreadPoolExecutor(CORES) as pool:
        while monotonic() < until - 1 and value > bound:
            while len(running) < CORES:
                kind = random.choices(kinds, [one.gains / one.tries for one in kinds])[0]
                part = _part(problem, best, kind, random)
                turn = TURN * (1 + (monotonic() - better_at) / PATIENCE)
                seconds = max(0.5, min(turn, until - monotonic() - 0.5))
                work = pool.submit(_solve_part, problem, best, part, kind.known, seconds, random.randrange(10**6))
                running[work] = kind, part, monotonic(), seconds
            for work in wait(running, return_when=FIRST_COMPLETED).done:
                kind, part, began, turn = running.pop(work)
                answer = work.result()
                kind.learn((monotonic() - began) / turn, len(problem.workers))
                if answer.roster is None:
                    continue
                tried = _with(problem, best, answer.roster, part)
                worth = uncovered(problem, tried) + unmet(problem, tried)
                if worth <= value and not broken(problem, tried):
                    if worth < value:
                        kind.gains += 1
                        better_at = monotonic()
                        tell(f"{worth}, {until - monotonic():.0f} seconds left")
                    best, value = tried, worth
                if answer.proven and part.is_all_of(problem):
                    bound = value
    return Found(best, value, bound, proven=value <= bound)


def _part(problem: Problem, best: Roster, kind: Kind, random: Random) -> Part:
    """Days in a row, most often around one that is badly covered; workers by chance."""
    days = min(kind.days, problem.days)
    missing = [
        shift.day
        for shift in problem.shifts
        if sum(shift.id in mine for mine in best.values()) < shift.need
    ]  # fmt: skip
    if missing and random.random() < 0.5:
        first = random.choice(missing) - random.randrange(days)
    else:
        first = random.randrange(1 - days // 2, problem.days - days // 2)
    first = min(max(first, 0), problem.days - days)
    workers = random.sample([w.id for w in problem.workers], min(round(kind.workers), len(problem.workers)))
    return Part(frozenset(workers), frozenset(range(first, first + days)))


def _solve_part(problem: Problem, best: Roster, part: Part, known: Known | None, seconds: float, seed: int) -> Found:
    """The best that can be had by changing this part alone. A part is a small problem of its own: its workers, who may
    do what they have outside its days and nothing else there, and the cover that the others leave."""
    inside = {shift.id for shift in problem.shifts if shift.day in part.days}
    others = Counter(shift for worker, mine in best.items() if worker not in part.workers for shift in mine)
    own = Problem(
        problem.days,
        tuple(replace(shift, need=shift.need - others[shift.id]) for shift in problem.shifts),
        tuple(
            replace(worker, could=(worker.could & inside) | (best[worker.id] - inside))
            for worker in problem.workers
            if worker.id in part.workers
        ),
        problem.apart,
    )
    if known:
        return _by_lines(own, best, known, seconds, seed)
    formulation = Formulation(own)
    formulation.fix({key for key in formulation.does if key[1] not in inside})
    formulation.suggest(best)
    limits = {"num_workers": 1, "linearization_level": 2, "max_time_in_seconds": seconds, "random_seed": seed}
    return look(formulation, formulation.uncovered + formulation.unmet, limits=limits)


def _by_lines(problem: Problem, best: Roster, known: Known, seconds: float, seed: int) -> Found:
    """What whole lines come to from the prices of the whole: by the way down, if it is not worse, or chosen as the best
    of those that came up, if it is better. Most often the prices say at once that there is none. Nothing is proven by
    it: other lines may be better still."""
    until = monotonic() + seconds
    random = Random(seed)  # noqa: S311 (not a secret)
    mine = {worker.id: best[worker.id] for worker in problem.workers}
    value = uncovered(problem, mine) + unmet(problem, mine)
    columns = Columns(problem, known.prices)
    columns.price(known.prices)
    gap = value - columns.bound
    for worker in problem.workers:
        for line in (mine[worker.id], *known.near(worker.id, gap)):
            columns.add(worker, line)

    def late() -> bool:
        return monotonic() > until

    if random.random() < DOWN:
        roster = dive(columns, most=value, random=random, stop=late)
    else:
        columns.settle(most=value - 1, stop=late)
        may_be = least(columns.bound) < value and not late()
        roster = choose(columns, most=value - 1, seconds=until - monotonic()) if may_be else None
    known.learn(columns)
    return Found(roster, 0, 0, proven=False)


def _with(problem: Problem, best: Roster, found: Roster, part: Part) -> dict[str, frozenset[str]]:
    """The best so far, which may have moved on meanwhile, with what was found for the part."""
    inside = {shift.id for shift in problem.shifts if shift.day in part.days}
    return {**best, **{worker: (best[worker] - inside) | (found[worker] & inside) for worker in part.workers}}
