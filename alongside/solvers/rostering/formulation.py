"""A rostering problem said to CP-SAT: one yes or no for each worker and shift they could do."""

from collections import defaultdict
from collections.abc import Iterable
from math import gcd
from typing import Any

from alongside.solvers.rostering.model import Pattern, Problem, Roster, Worker, steps


class Formulation:
    """The model, its yes-or-no of each (worker, shift), and the sums that can be made small.

    `uncovered`, `unmet`, `unevenness` and `changes` are linear expressions equal to the functions of `model` of the
    same names, once they are minimised. OR-Tools is imported here and not before.
    """

    def __init__(self, problem: Problem) -> None:
        from ortools.sat.python import cp_model

        self.problem = problem
        self.model = cp_model.CpModel()
        self.does: dict[tuple[str, str], Any] = {
            (worker.id, shift): self.model.new_bool_var(f"{worker.id}/{shift}")
            for worker in problem.workers
            for shift in sorted(worker.could)
        }
        for worker in problem.workers:
            self._keep_rules(worker)
        self.uncovered = self._cover()
        self.unmet = sum(
            weight * (1 - self._does(w, shift)) if weight > 0 else -weight * self._does(w, shift)
            for w in problem.workers
            for shift, weight in w.wishes
        )
        self.changes = sum(1 - self._does(w, shift) for w in problem.workers for shift in sorted(w.has))

    def _does(self, worker: Worker, shift: str) -> Any:
        return self.does.get((worker.id, shift), 0)

    def _keep_rules(self, worker: Worker) -> None:
        for one, other in sorted(self.problem.apart):
            if one in worker.could and other in worker.could:
                self.model.add_at_most_one(self._does(worker, one), self._does(worker, other))
        for limit in worker.limits:
            weights = {s: self.problem.shift[s].minutes if limit.in_minutes else 1 for s in limit.shifts & worker.could}
            total = sum(weight * self._does(worker, s) for s, weight in sorted(weights.items()))
            if sum(weights.values()) > limit.most or limit.least > 0:
                self.model.add_linear_constraint(total, limit.least, limit.most)
        if worker.pattern:
            self._keep_pattern(worker, worker.pattern)

    def _keep_pattern(self, worker: Worker, pattern: Pattern) -> None:
        days = range(self.problem.days)
        by_day = defaultdict(list)
        for shift in sorted(worker.could):
            by_day[self.problem.shift[shift].day].append(self._does(worker, shift))
        on = [self.model.new_bool_var(f"{worker.id} works on {day}") for day in days]
        for day in days:
            self.model.add(sum(by_day[day]) == on[day])
        for first in range(self.problem.days - pattern.most_on):
            self.model.add(sum(on[first : first + pattern.most_on + 1]) <= pattern.most_on)
        self._no_short_runs(on, pattern.least_on)
        self._no_short_runs([1 - day for day in on], pattern.least_off)
        weekends = []
        for saturday in range(5, self.problem.days, 7):
            worked = self.model.new_bool_var(f"{worker.id} works at the weekend of {saturday}")
            both = on[saturday : saturday + 2]
            self.model.add_max_equality(worked, both)
            weekends.append(worked)
        self.model.add(sum(weekends) <= pattern.most_weekends)

    def _no_short_runs(self, on: list[Any], least: int) -> None:
        """No run shorter than `least` between two days that are not of it."""
        for length in range(1, least):
            for before in range(len(on) - length - 1):
                run = on[before + 1 : before + length + 1]
                self.model.add(on[before] + on[before + length + 1] + length - 1 >= sum(run))

    def _cover(self) -> Any:
        """At most as many as are needed, or a price for each that is over; a price for each that is missing."""
        doing = defaultdict(list)
        for (_, name), yes in self.does.items():
            doing[name].append(yes)
        cost: Any = 0
        for shift in self.problem.shifts:
            workers = doing[shift.id]
            missing = self.model.new_int_var(0, max(0, shift.need), f"{shift.id} misses")
            most = len(workers) + max(0, -shift.need)  # below nothing: others do more than is needed
            too_many = 0 if shift.over is None else self.model.new_int_var(0, most, f"{shift.id} has too many")
            self.model.add(sum(workers) + missing - too_many == shift.need)
            cost += shift.under * missing + (shift.over or 0) * too_many
        return cost

    def unevenness(self) -> Any:
        """Squares by the lines through their neighbours: exact at every number of half hours that can come about."""
        sizes = {shift.id: steps(shift.minutes) for shift in self.problem.shifts}
        apart = max(1, gcd(*sizes.values()))
        total: Any = 0
        for worker in self.problem.workers:
            so_far, could = steps(worker.so_far), sorted(worker.could)
            top = so_far + sum(sizes[s] for s in could)
            load = so_far + sum(sizes[s] * self._does(worker, s) for s in could)
            square = self.model.new_int_var(so_far**2, top**2, f"{worker.id} squared")
            for low in range(so_far, max(top, so_far + 1), apart):
                self.model.add(square >= (2 * low + apart) * load - low * (low + apart))
            total += square
        return total

    def forbid(self, worker: str, together: Iterable[str]) -> None:
        """These shifts together are too much for this worker."""
        self.model.add_bool_or(~self.does[worker, shift] for shift in together)

    def fix(self, done: Iterable[tuple[str, str]]) -> None:
        """These (worker, shift) stand."""
        for key in done:
            self.model.add(self.does[key] == 1)

    def suggest(self, roster: Roster) -> None:
        """Begin from this roster."""
        self.model.clear_hints()  # type: ignore[no-untyped-call]
        for (worker, shift), yes in self.does.items():
            self.model.add_hint(yes, shift in roster.get(worker, ()))
