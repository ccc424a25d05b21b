"""`alongside roster solve`: an instance of schedulingbenchmarks.org solved at the terminal, and its roster written."""

import argparse
import sys

from alongside.solvers.rostering import benchmark
from alongside.solvers.rostering.neighbourhoods import solve
from alongside.solvers.rostering.scorer import score

DONE, NO_ROSTER, NOT_READ = 0, 1, 2  # exit codes


def run(words: argparse.Namespace) -> int:
    """Print the penalty and whether it is proven best. 0: solved; 1: no roster, or none found; 2: not readable."""
    try:
        text = words.file.read_text()
        problem = benchmark.read(text)
    except (OSError, UnicodeDecodeError, benchmark.NotReadable) as why:
        print(f"{words.file.name} cannot be read. {why}", file=sys.stderr)
        return NOT_READ
    found = solve(problem, seconds=words.seconds, tell=lambda told: print(f"  {told}", file=sys.stderr, flush=True))
    if found.roster is None:
        print("No roster keeps every hard rule." if found.proven else "No roster was found in time.")
        return NO_ROSTER
    roster = benchmark.as_csv(problem, found.roster)
    checked = score(text, roster)
    if checked.broken or checked.penalty != found.value:
        raise AssertionError(f"The scorer disagrees: {checked} instead of {found.value}")
    if words.out:
        words.out.write_text(roster)
    print(f"Penalty {found.value}. {_how_good(found.value, found.bound, found.proven)}")
    return DONE


def _how_good(value: int, bound: int, proven: bool) -> str:
    return "Proven best." if proven else f"Not proven best: none can be below {bound}."
