"""`alongside roster solve`, as an operator types it."""

import pytest

from alongside.cli import main, roster
from alongside.solvers.rostering.scorer import Score, score
from alongside.solvers.rostering.search import Found
from tests.solvers.test_rostering_benchmark import instance


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "instance.txt"
    path.write_text(instance())
    return path


def test_roster_solve_prints_the_penalty_and_writes_the_roster(file, tmp_path, capsys):
    out = tmp_path / "roster.csv"
    assert main(["roster", "solve", str(file), "--seconds", "20", "--out", str(out)]) == 0
    found = score(file.read_text(), out.read_text())
    assert found.broken == []
    assert capsys.readouterr().out == f"Penalty {found.penalty}. Proven best.\n"
    assert [line.count(",") for line in out.read_text().splitlines()] == [6, 6]


def test_roster_solve_when_the_file_cannot_be_read_says_why(file, tmp_path, capsys):
    assert main(["roster", "solve", str(tmp_path / "nothing.txt")]) == 2
    assert "nothing.txt cannot be read" in capsys.readouterr().err
    file.write_text("14\n")
    assert main(["roster", "solve", str(file)]) == 2
    assert "SECTION" in capsys.readouterr().err


@pytest.mark.parametrize(("proven", "words"), [(True, "No roster keeps every hard rule."), (False, "in time")])
def test_roster_solve_when_there_is_no_roster_says_so(file, capsys, monkeypatch, proven, words):
    monkeypatch.setattr(roster, "solve", lambda problem, seconds, tell: Found(None, 0, 0, proven))
    assert main(["roster", "solve", str(file)]) == 1
    assert words in capsys.readouterr().out


def test_roster_solve_when_not_proven_says_the_bound_and_that_it_goes_on(file, capsys, monkeypatch):
    def solve(problem, seconds, tell):
        tell("7 on the whole")
        return Found({worker.id: frozenset() for worker in problem.workers}, 7, 3, proven=False)

    monkeypatch.setattr(roster, "solve", solve)
    monkeypatch.setattr(roster, "score", lambda text, lines: Score(7))
    assert main(["roster", "solve", str(file)]) == 0
    told = capsys.readouterr()
    assert told.out == "Penalty 7. Not proven best: none can be below 3.\n"
    assert told.err == "  7 on the whole\n"


def test_roster_solve_when_the_scorer_disagrees_prints_nothing_as_true(file, monkeypatch):
    monkeypatch.setattr(roster, "score", lambda text, lines: Score(10**6))
    with pytest.raises(AssertionError, match="disagrees"):
        main(["roster", "solve", str(file), "--seconds", "20"])
