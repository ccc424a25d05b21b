"""What a rostering problem is: shifts that need workers, what each worker may do, and what it costs when it is not so.

The same few kinds of rule say both a week of the bank (pairs of shifts too close together, hours a week) and a sheet of
schedulingbenchmarks.org (numbers of each shift, runs of days, weekends). Everything here is frozen and plain.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

Roster = Mapping[str, frozenset[str]]
"""Worker id to the ids of their shifts."""
STEP = 30


@dataclass(frozen=True)
class Shift:
    """Something to be covered on one day. `under` is what each worker too few costs, `over` what each too many costs;
    no `over` means that there may never be too many. A `need` below nothing: so many too many are there already."""

    id: str
    day: int
    minutes: int
    need: int = 1
    under: int = 1
    over: int | None = None


@dataclass(frozen=True)
class Limit:
    """Of these shifts together a worker does at least and at most so much: minutes, or how many of them."""

    shifts: frozenset[str]
    most: int
    least: int = 0
    in_minutes: bool = False


@dataclass(frozen=True)
class Pattern:
    """At most one shift a day, in runs of days: each run of work no longer and no shorter, each run of days off no
    shorter, and no more weekends (days 5 and 6 of a week) with any work. A run at the edge of the days is never too
    short: nobody knows how it goes on (schedulingbenchmarks.org)."""

    most_on: int
    least_on: int
    least_off: int
    most_weekends: int


@dataclass(frozen=True)
class Worker:
    """`could` are the shifts they may do at all. `wishes` are (shift, weight): above nothing they would like it, and
    not having it costs so much; below nothing they would rather not. `so_far` are the minutes they had lately, and
    `has` what they have been given or offered already and should keep if it can be."""

    id: str
    could: frozenset[str]
    limits: tuple[Limit, ...] = ()
    pattern: Pattern | None = None
    wishes: tuple[tuple[str, int], ...] = ()
    so_far: int = 0
    has: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Problem:
    """`apart` are pairs of shifts that no one worker may do both of. Ids must be unique: ValueError otherwise."""

    days: int
    shifts: tuple[Shift, ...]
    workers: tuple[Worker, ...]
    apart: frozenset[tuple[str, str]] = frozenset()

    def __post_init__(self) -> None:
        for ids in ([s.id for s in self.shifts], [w.id for w in self.workers]):
            if len(set(ids)) < len(ids):
                raise ValueError("Two shifts or two workers have the same id")

    @cached_property
    def shift(self) -> dict[str, Shift]:
        return {shift.id: shift for shift in self.shifts}

    @cached_property
    def worker(self) -> dict[str, Worker]:
        return {worker.id: worker for worker in self.workers}


def uncovered(problem: Problem, roster: Roster) -> int:
    """The weight of what is covered by too few or too many."""
    cost = 0
    for shift in problem.shifts:
        spare = sum(shift.id in mine for mine in roster.values()) - shift.need
        cost += -spare * shift.under if spare < 0 else spare * (shift.over or 0)
    return cost


def unmet(problem: Problem, roster: Roster) -> int:
    """The weight of wishes that are not met."""
    return sum(
        abs(weight)
        for worker in problem.workers
        for shift, weight in worker.wishes
        if (shift in roster.get(worker.id, ())) != (weight > 0)
    )


def unevenness(problem: Problem, roster: Roster) -> int:
    """The sum, over workers, of (minutes so far and now, in half hours) squared: the lower, the fairer the spread."""
    return sum(
        (steps(w.so_far) + sum(steps(problem.shift[s].minutes) for s in roster.get(w.id, ()))) ** 2
        for w in problem.workers
    )


def changes(problem: Problem, roster: Roster) -> int:
    """How much of what workers have they would lose."""
    return sum(len(worker.has - roster.get(worker.id, frozenset())) for worker in problem.workers)


def steps(minutes: int) -> int:
    """Minutes are compared in steps of half an hour."""
    return (minutes + STEP // 2) // STEP
