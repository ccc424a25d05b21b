"""An independent reading of a benchmark's rules: the instance's text and the roster's text in, the penalty out.

Shares nothing with the model or the search, so that what they believe can be held against it.
"""

import csv
from dataclasses import dataclass, field
from itertools import pairwise


@dataclass
class Score:
    """`broken` names each hard rule that is not kept; `penalty` is what the soft ones come to."""

    penalty: int = 0
    broken: list[str] = field(default_factory=list)


def score(instance: str, roster: str) -> Score:
    section = _sections(instance)
    days = int(section["SECTION_HORIZON"][0][0])
    length = {row[0]: int(row[1]) for row in section["SECTION_SHIFTS"]}
    never = {(row[0], after) for row in section["SECTION_SHIFTS"] for after in row[2].split("|") if after}
    plan = {row[0]: row[1:] for row in csv.reader(roster.splitlines())}
    found = Score()
    if list(plan) != [row[0] for row in section["SECTION_STAFF"]]:
        found.broken.append("not one line for each member of staff, in order")
        return found
    for row in section["SECTION_STAFF"]:
        line = plan[row[0]]
        if len(line) != days or any(cell and cell not in length for cell in line):
            found.broken.append(f"{row[0]}: not one known shift or nothing for each day")
            return found
        most_each = dict(pair.split("=") for pair in row[1].split("|"))
        found.broken += [f"{row[0]}: {what}" for what in _broken(line, length, never, most_each, *map(int, row[2:]))]
    for who, *off in section.get("SECTION_DAYS_OFF", []):
        found.broken += [f"{who}: works on day {day}, a fixed day off" for day in off if plan[who][int(day)]]
    for who, day, kind, weight in section.get("SECTION_SHIFT_ON_REQUESTS", []):
        found.penalty += int(weight) * (plan[who][int(day)] != kind)
    for who, day, kind, weight in section.get("SECTION_SHIFT_OFF_REQUESTS", []):
        found.penalty += int(weight) * (plan[who][int(day)] == kind)
    for day, kind, need, under, over in section["SECTION_COVER"]:
        have = sum(line[int(day)] == kind for line in plan.values())
        found.penalty += max(0, int(need) - have) * int(under) + max(0, have - int(need)) * int(over)
    return found


def _sections(instance: str) -> dict[str, list[list[str]]]:
    section: dict[str, list[list[str]]] = {}
    rows: list[list[str]] = []
    for line in instance.splitlines():
        if line.startswith("SECTION_"):
            rows = section.setdefault(line.strip(), [])
        elif line.strip() and not line.startswith("#"):
            rows.append(line.strip().split(","))
    return section


def _broken(
    line: list[str],
    length: dict[str, int],
    never: set[tuple[str, str]],
    most_each: dict[str, str],
    most_minutes: int,
    least_minutes: int,
    most_on: int,
    least_on: int,
    least_off: int,
    most_weekends: int,
) -> list[str]:
    """What is wrong with one line. Runs are read as text, X worked and _ off, without those at the edges."""
    wrong = [f"too many {kind}" for kind, most in most_each.items() if line.count(kind) > int(most)]
    wrong += [f"{a} before {b}" for a, b in pairwise(line) if (a, b) in never]
    if not least_minutes <= sum(length[kind] for kind in line if kind) <= most_minutes:
        wrong.append("minutes")
    text = "".join("X" if kind else "_" for kind in line)
    if "X" * (most_on + 1) in text:
        wrong.append("too long a run of work")
    runs = [run for run in text.replace("X_", "X _").replace("_X", "_ X").split(" ") if run][1:-1]
    if any(len(run) < (least_on if run[0] == "X" else least_off) for run in runs):
        wrong.append("too short a run")
    if sum("X" in text[day : day + 2] for day in range(5, len(text), 7)) > most_weekends:
        wrong.append("weekends")
    return wrong
