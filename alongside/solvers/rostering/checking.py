"""A roster read against every hard rule of its problem, plainly, without anything of the search."""

from collections.abc import Iterator
from itertools import groupby

from alongside.solvers.rostering.model import Pattern, Problem, Roster, Worker


def broken(problem: Problem, roster: Roster) -> list[str]:
    """What is wrong with it, in words; nothing when all hard rules are kept."""
    found = [f"{w.id}: {words}" for w in problem.workers for words in _wrong(problem, w, roster.get(w.id, frozenset()))]
    found += [
        f"{shift.id}: too many"
        for shift in problem.shifts
        if shift.over is None and sum(shift.id in mine for mine in roster.values()) > shift.need
    ]
    found += [f"{worker}: not known" for worker in roster if worker not in problem.worker]
    return found


def _wrong(problem: Problem, worker: Worker, mine: frozenset[str]) -> Iterator[str]:
    if strange := mine - worker.could:
        yield f"may not do {', '.join(sorted(strange))}"
        return
    for one, other in problem.apart:
        if one in mine and other in mine:
            yield f"{one} and {other} are too close"
    for limit in worker.limits:
        done = sum(problem.shift[s].minutes if limit.in_minutes else 1 for s in mine & limit.shifts)
        if not limit.least <= done <= limit.most:
            yield f"{done} is not between {limit.least} and {limit.most}"
    if worker.pattern:
        yield from _out_of_pattern(worker.pattern, problem.days, sorted(problem.shift[s].day for s in mine))


def _out_of_pattern(pattern: Pattern, days: int, worked: list[int]) -> Iterator[str]:
    if len(set(worked)) < len(worked):
        yield "two shifts on one day"
    if len({day // 7 for day in worked if day % 7 >= 5}) > pattern.most_weekends:
        yield "too many weekends"
    for on, run in groupby(range(days), key=set(worked).__contains__):
        run_of = list(run)
        inside = run_of[0] > 0 and run_of[-1] < days - 1
        if on and len(run_of) > pattern.most_on:
            yield f"works too long from day {run_of[0]}"
        if inside and len(run_of) < (pattern.least_on if on else pattern.least_off):
            yield f"{'works' if on else 'is off'} too short from day {run_of[0]}"
