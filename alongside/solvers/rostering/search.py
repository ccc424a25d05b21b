"""Looking for the best answer to a formulation, with progress, with a way to stop, and the same again next time."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from math import ceil
from typing import Any, NamedTuple

from alongside.solvers.rostering.formulation import Formulation
from alongside.solvers.rostering.model import Roster

OFTEN = 0.25  # seconds between two askings whether to stop
SEED = 2014

Stop = Callable[[], bool]


def never() -> bool:
    return False


class Stopped(Exception):
    """Somebody asked to stop before there was an answer."""


class Found(NamedTuple):
    """`value` is the objective's, and no answer can be better than `bound`; `roster` is None when there is no answer
    at all, or none was found in time."""

    roster: Roster | None
    value: int
    bound: int
    proven: bool


def look(formulation: Formulation, aim: Any, *, limits: dict[str, Any], stop: Stop = never) -> Found:
    """Minimise `aim` within the limits (CP-SAT parameters). `stop` is asked on the calling thread, several times a
    second, while CP-SAT works on another; when it says yes, raises Stopped."""
    from ortools.sat.python import cp_model

    formulation.model.minimize(aim)
    solver = cp_model.CpSolver()
    for name, value in {"random_seed": SEED, **limits}.items():
        setattr(solver.parameters, name, value)
    with ThreadPoolExecutor(1) as pool:
        work = pool.submit(solver.solve, formulation.model)
        while not wait([work], OFTEN).done:
            if stop():
                solver.stop_search()
                wait([work])
                raise Stopped
        status = work.result()
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Found(None, 0, 0, proven=status == cp_model.INFEASIBLE)
    roster: dict[str, set[str]] = {worker.id: set() for worker in formulation.problem.workers}
    for (worker, shift), yes in formulation.does.items():
        if solver.boolean_value(yes):
            roster[worker].add(shift)
    frozen = {worker: frozenset(shifts) for worker, shifts in roster.items()}
    bound = ceil(solver.best_objective_bound - 1e-6)
    return Found(frozen, round(solver.objective_value), bound, status == cp_model.OPTIMAL)
