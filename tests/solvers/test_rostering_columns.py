"""Cheapest lines held against trying every line; the columns' bound and rosters against CP-SAT's."""

import os
from itertools import product
from math import inf
from pathlib import Path
from random import Random

import pytest

from alongside.solvers.rostering import neighbourhoods
from alongside.solvers.rostering.benchmark import as_csv, penalty, read
from alongside.solvers.rostering.checking import broken
from alongside.solvers.rostering.columns import Columns, choose, dive, least, own_prices, suits, wished
from alongside.solvers.rostering.formulation import Formulation
from alongside.solvers.rostering.lines import Lines
from alongside.solvers.rostering.model import Limit, Pattern, Problem, Shift, Worker
from alongside.solvers.rostering.neighbourhoods import solve
from alongside.solvers.rostering.scorer import score
from alongside.solvers.rostering.search import look

INSTANCES = Path(os.environ.get("ALONGSIDE_NRP", Path(__file__).resolve().parents[3] / "shared" / "nrp"))


def any_problem(seed: int, workers: int = 1, days: int = 7) -> Problem:
    random = Random(seed)
    lengths = {kind: random.choice([240, 360, 480]) for kind in "EL"}
    shifts = tuple(
        Shift(f"{day}/{kind}", day, minutes, random.randint(0, 2), random.randint(5, 30), random.randint(0, 3))
        for day in range(days)
        for kind, minutes in lengths.items()
    )
    apart = frozenset((f"{day}/L", f"{day + 1}/E") for day in range(days - 1)) if seed % 3 else frozenset()
    return Problem(days, shifts, tuple(any_worker(f"w{n}", shifts, random) for n in range(workers)), apart)


def any_worker(name: str, shifts: tuple[Shift, ...], random: Random) -> Worker:
    names = [shift.id for shift in shifts]
    in_all = Limit(frozenset(names), random.choice([1500, 2400]), random.choice([0, 240, 900]), in_minutes=True)
    few = Limit(frozenset(one for one in names if one.endswith("L")), random.randint(1, 4))
    pattern = Pattern(random.randint(1, 5), random.randint(1, 3), random.randint(1, 3), random.randint(0, 2))
    return Worker(
        name,
        frozenset(one for one in names if random.random() < 0.9),
        (in_all, few),
        pattern,
        tuple((one, random.choice([-3, -1, 1, 2])) for one in random.sample(names, 4)),
    )


def every_line(problem: Problem) -> list[frozenset[str]]:
    """All lines that keep the rules of a problem's only worker."""
    lines = (
        frozenset(f"{day}/{kind}" for day, kind in enumerate(line) if kind)
        for line in product(["", "E", "L"], repeat=problem.days)
    )
    name = problem.workers[0].id
    return [line for line in lines if not [words for words in broken(problem, {name: line}) if words.startswith(name)]]


@pytest.mark.parametrize("seed", range(24))
def test_cheapest_when_prices_are_any_is_the_cheapest_of_all_lines(seed):
    problem, random = any_problem(seed), Random(seed)
    every, lines = every_line(problem), Lines(problem, problem.workers[0])
    for _ in range(3):  # what one asking learns of limits holds for the next
        prices = {shift.id: random.uniform(-5, 5) for shift in problem.shifts}
        found = lines.cheapest(prices, 5)
        if not every:
            assert found == []
            continue
        assert found[0].price == pytest.approx(min(sum(prices[shift] for shift in line) for line in every))
        assert {one.line for one in found} <= set(every)
        assert [one.price for one in found] == pytest.approx([sum(prices[s] for s in one.line) for one in found])


def test_cheapest_when_no_line_keeps_the_rules_is_none():
    shifts = (Shift("0/E", 0, 60), Shift("1/E", 1, 60))
    worker = Worker("w", frozenset(["0/E", "1/E"]), (Limit(frozenset(["0/E", "1/E"]), 2, 2),), Pattern(1, 1, 1, 1))
    assert Lines(Problem(2, shifts, (worker,)), worker).cheapest({"0/E": 0, "1/E": 0}) == []


def test_cheapest_when_no_work_is_allowed_is_the_empty_line():
    worker = Worker("w", frozenset(["0/E"]), (), Pattern(0, 1, 1, 1))
    problem = Problem(1, (Shift("0/E", 0, 60),), (worker,))
    assert [one.line for one in Lines(problem, worker).cheapest({"0/E": -1})] == [frozenset()]


def test_lines_when_there_is_no_pattern_are_refused():
    worker = Worker("w", frozenset())
    with pytest.raises(ValueError, match="no pattern"):
        Lines(Problem(1, (), (worker,)), worker)


def test_wished_when_a_line_has_it_or_not_is_what_its_prices_say():
    problem = any_problem(5)
    worker = problem.workers[0]
    own = own_prices(worker, dict.fromkeys(problem.shift, 0.0))
    for line in every_line(problem)[:50]:
        assert wished(worker, line) == wished(worker, frozenset()) + sum(own[shift] for shift in line)


@pytest.mark.parametrize("seed", range(1, 6))
def test_bound_when_small_is_below_the_best_and_the_way_down_is_above_it(seed):
    problem = any_problem(seed, workers=4)
    formulation = Formulation(problem)
    best = look(formulation, formulation.uncovered + formulation.unmet, limits={"num_workers": 1})
    assert best.proven
    columns = Columns(problem)
    value = columns.settle()
    if best.roster is None:
        assert value == inf
        return
    assert least(columns.bound) <= best.value
    assert columns.bound == pytest.approx(value, abs=1e-5)
    roster = dive(columns)
    assert broken(problem, roster) == []
    assert best.value <= penalty(problem, roster)
    again = Columns(problem)
    again.settle()
    assert choose(again, most=best.value - 1, seconds=10) is None
    if chosen := choose(again, most=best.value + 50, seconds=10):
        assert broken(problem, chosen) == []
        assert best.value <= penalty(problem, chosen) <= best.value + 50
    assert solve(problem, seconds=20)[1:] == (best.value, best.value, True)


def test_dive_when_nothing_is_so_good_ends_without_a_roster():
    problem = any_problem(1, workers=4)
    columns = Columns(problem)
    columns.settle()
    assert dive(columns, most=columns.bound - 1) is None


def test_dive_when_asked_to_stop_ends_without_a_roster():
    assert dive(Columns(any_problem(1, workers=4)), stop=lambda: True) is None


def test_suits_when_rules_reach_over_days_or_a_surplus_is_forbidden_is_not_so():
    pattern = Pattern(5, 1, 1, 1)
    shifts = tuple(Shift(str(day), day, 60, over=1) for day in range(3))
    worker = Worker("w", frozenset("012"), (), pattern)
    assert suits(Problem(3, shifts, (worker,), frozenset({("0", "1")})))
    assert not suits(Problem(3, shifts, (worker,), frozenset({("0", "2")})))
    assert not suits(Problem(3, shifts, (Worker("w", frozenset("0")),)))
    assert not suits(Problem(1, (Shift("0", 0, 60),), (worker,)))


def test_solve_when_the_way_down_is_bad_goes_on_by_whole_lines(monkeypatch):
    problem = any_problem(1, workers=4)
    worst = {
        worker.id: Lines(problem, worker).cheapest(dict.fromkeys(problem.shift, 1.0))[0].line
        for worker in problem.workers
    }
    told = []

    def badly(columns, **how):
        return worst if not told else dive(columns, **how)

    monkeypatch.setattr(neighbourhoods, "dive", badly)
    monkeypatch.setattr(neighbourhoods, "KINDS", ())
    found = solve(problem, seconds=30, tell=told.append)
    assert broken(problem, found.roster) == []
    assert found.bound <= found.value == penalty(problem, found.roster) < penalty(problem, worst)


@pytest.mark.skipif(not INSTANCES.is_dir(), reason="the instances are not here (ALONGSIDE_NRP)")
@pytest.mark.parametrize(("number", "best"), [(2, 828), (3, 1001), (4, 1716)])
def test_columns_when_an_outside_instance_is_small_reach_the_best_known(number, best):
    text = (INSTANCES / f"Instance{number}.txt").read_text()
    problem = read(text)
    columns = Columns(problem)
    columns.settle()
    assert least(columns.bound) == best
    found = score(text, as_csv(problem, dive(columns)))
    assert (found.penalty, found.broken) == (best, [])
