"""Instances of schedulingbenchmarks.org: read, solved, and scored by an independent reading."""

from itertools import product

import pytest

from alongside.solvers.rostering import neighbourhoods
from alongside.solvers.rostering.benchmark import NotReadable, as_csv, penalty, read
from alongside.solvers.rostering.checking import broken
from alongside.solvers.rostering.model import Limit, Pattern, Problem, Shift, Worker
from alongside.solvers.rostering.neighbourhoods import solve
from alongside.solvers.rostering.scorer import score

INSTANCE = """# a comment
SECTION_HORIZON
{days}

SECTION_SHIFTS
E,480,
L,240,E

SECTION_STAFF
# ID, most of each, most and least minutes, most and least in a row, least days off, most weekends
ann,E={days}|L=2,2400,480,3,2,2,1
bob,E=2|L=0,2400,240,4,1,1,1

SECTION_DAYS_OFF
ann,0
bob,1,3

SECTION_SHIFT_ON_REQUESTS
ann,2,L,3
bob,4,E,2

SECTION_SHIFT_OFF_REQUESTS
ann,3,E,4

SECTION_COVER
0,E,1,50,1
1,E,1,50,1
1,L,1,20,2
2,L,1,20,1
3,E,1,50,1
4,L,0,20,3
5,E,2,30,1
"""


def instance(days: int = 6) -> str:
    return INSTANCE.format(days=days)


def sheet(ann: str, bob: str) -> str:
    """Two lines, a letter a day and a dot for nothing."""
    return "".join(
        ",".join([name, *(day.replace(".", "") for day in line)]) + "\n" for name, line in (("ann", ann), ("bob", bob))
    )


def test_read_when_an_instance_is_well_formed_is_the_same_problem_as_any_other():
    problem = read(instance())
    assert (problem.days, len(problem.shifts)) == (6, 12)
    assert problem.shift["1/L"] == Shift("1/L", 1, 240, need=1, under=20, over=2)
    assert problem.shift["4/E"] == Shift("4/E", 4, 480, need=0, under=0, over=0)
    assert problem.apart == {(f"{day}/L", f"{day + 1}/E") for day in range(5)}
    ann, bob = problem.workers
    assert ann.pattern == Pattern(3, 2, 2, 1)
    assert ann.wishes == (("2/L", 3), ("3/E", -4))
    assert "0/E" not in ann.could
    assert bob.could == {"0/E", "2/E", "4/E", "5/E"}
    assert Limit(frozenset(f"{day}/L" for day in range(6)), 2) in ann.limits


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "SECTION_HORIZON"),
        ("SECTION_HORIZON\nsoon\n", "SECTION_HORIZON"),
        ("14\nSECTION_HORIZON\n", "before the first"),
        ("SECTION_HORIZON\n7\nSECTION_STAFF\nann,E=1\n", "8 columns"),
        ("SECTION_HORIZON\n7\nSECTION_SHIFTS\nE,long,\n", "E, long"),
        ("SECTION_HORIZON\n7\nSECTION_DAYS_OFF\nann,soon\n", "ann, soon"),
        ("SECTION_HORIZON\n7\nSECTION_SHIFTS\nE,60,\nSECTION_STAFF\nann,E,1,1,1,1,1,1\n", "ann, E"),
    ],
)
def test_read_when_the_text_is_no_instance_says_where(text, words):
    with pytest.raises(NotReadable, match=words):
        read(text)


@pytest.mark.parametrize(
    ("ann", "bob", "words"),
    [
        (".EE.EE", "E.....", ""),
        ("..LE..", "E.....", "L before E"),
        ("E.....", "......", "fixed day off"),
        (".LLLEE", "E.....", "too many L"),
        (".EEEE.", "E.....", "too long a run of work"),
        (".EE.E.", "E.....", "too short a run"),
        (".E....", "E.....", "too short a run"),
        ("......", "E.....", "minutes"),
        (".EE...", "E.EE..", "fixed day off"),
        (".EE", "E..", "not one known shift"),
        (".EX...", "E.....", "not one known shift"),
    ],
)
def test_score_when_a_hard_rule_is_broken_names_it_as_the_model_does(ann, bob, words):
    text = sheet(ann, bob)
    found = score(instance(), text)
    assert words in " ".join(found.broken)
    if len(ann) == 6 and "X" not in ann:
        roster = {
            name: frozenset(f"{day}/{kind}" for day, kind in enumerate(line) if kind != ".")
            for name, line in (("ann", ann), ("bob", bob))
        }
        problem = read(instance())
        assert bool(broken(problem, roster)) == bool(found.broken)
        assert penalty(problem, roster) == found.penalty


def test_score_when_a_line_is_missing_says_so():
    assert score(instance(), "ann,,,,,,\n").broken == ["not one line for each member of staff, in order"]


def test_score_when_weekends_are_worked_counts_them():
    text = instance(14).replace("2400,480,3,2,2,1", "6000,480,3,2,2,1")
    found = score(text, sheet("....EEE...EEE.", "E............."))
    assert [words for words in found.broken if "weekends" in words] == ["ann: weekends"]


def test_broken_when_a_roster_is_strange_names_it():
    shifts = (Shift("a", 0, 60), Shift("b", 0, 60), Shift("c", 5, 60), Shift("d", 12, 60))
    worker = Worker("ann", frozenset("abcd"), (Limit(frozenset("ab"), 60, in_minutes=True),), Pattern(1, 1, 1, 1))
    problem = Problem(14, shifts, (worker, Worker("bob", frozenset("a"))), frozenset({("a", "b")}))
    found = broken(problem, {"ann": frozenset("abcd"), "bob": frozenset("a"), "eve": frozenset()})
    assert found == [
        "ann: a and b are too close",
        "ann: 120 is not between 0 and 60",
        "ann: two shifts on one day",
        "ann: too many weekends",
        "a: too many",
        "eve: not known",
    ]
    assert broken(problem, {"bob": frozenset("c")}) == ["bob: may not do c"]


def test_problem_when_two_have_one_id_is_refused():
    with pytest.raises(ValueError, match="same id"):
        Problem(1, (Shift("a", 0, 60), Shift("a", 0, 60)), ())


def test_solve_when_small_is_proven_and_as_good_as_trying_everything():
    text = instance()
    lines = ["".join(line) for line in product(".EL", repeat=6)]
    alone = {
        name: [line for line in lines if not [w for w in score(text, pair(name, line)).broken if w.startswith(name)]]
        for name in ("ann", "bob")
    }
    best = min(score(text, sheet(ann, bob)).penalty for ann in alone["ann"] for bob in alone["bob"])
    found = solve(read(text), seconds=20)
    assert found.proven
    assert found.value == best == score(text, as_csv(read(text), found.roster)).penalty
    assert score(text, as_csv(read(text), found.roster)).broken == []


def pair(name: str, line: str) -> str:
    return sheet(line, "......") if name == "ann" else sheet("......", line)


def test_solve_when_nothing_keeps_the_rules_says_so():
    found = solve(read(instance().replace("ann,E=6|L=2,2400,480", "ann,E=6|L=2,9999,9000")), seconds=5)
    assert (found.roster, found.proven) == (None, True)


def test_solve_when_the_whole_is_too_much_goes_on_part_by_part(monkeypatch):
    whole = neighbourhoods.look
    worst: list = []

    def badly(formulation, aim, *, limits):
        """The first roster there is, and nothing proven, as of a problem far too large."""
        if worst:
            return whole(formulation, aim, limits=limits)
        found = whole(formulation, -aim, limits=limits)
        worst.append(found)
        return found._replace(value=-found.value, bound=0, proven=False)

    monkeypatch.setattr(neighbourhoods, "suits", lambda problem: False)
    monkeypatch.setattr(neighbourhoods, "look", badly)
    text = instance()
    told = []
    found = solve(read(text), seconds=30, tell=told.append)
    checked = score(text, as_csv(read(text), found.roster))
    assert not checked.broken
    assert checked.penalty == found.value < -worst[0].value
    assert len(told) >= 2
    assert found.proven  # a part that is all of it, solved to its end
