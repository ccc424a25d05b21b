"""The shift-scheduling instances of schedulingbenchmarks.org, read from their text and answered in theirs.

Rules: Curtois and Qu, "Computational results on new staff scheduling benchmark instances" (2014).
"""

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from alongside.solvers.rostering.model import Limit, Pattern, Problem, Roster, Shift, Worker, uncovered, unmet

Rows = dict[str, list[list[str]]]
Row = TypeVar("Row")


class NotReadable(Exception):
    """The text is not an instance; the message says which line of which section, in words."""


def read(text: str) -> Problem:
    """The problem of an instance. A shift's id is `day/kind`. Raises NotReadable."""
    rows = _sections(text)
    days = next(_of(rows, "HORIZON", 1, lambda row: int(row[0])), None)
    if days is None:
        raise NotReadable("There is no SECTION_HORIZON with a number of days.")
    kinds = dict(_of(rows, "SHIFTS", 3, lambda row: (row[0], (int(row[1]), [k for k in row[2].split("|") if k]))))
    shifts = tuple(_shifts(rows, days, {kind: minutes for kind, (minutes, _) in kinds.items()}))
    apart = {
        (_id(day, kind), _id(day + 1, after))
        for day in range(days - 1)
        for kind, (_, never_after) in kinds.items()
        for after in never_after
    }
    off: dict[str, set[int]] = defaultdict(set)
    for who, fixed in _of(rows, "DAYS_OFF", 0, lambda row: (row[0], [int(day) for day in row[1:]])):
        off[who].update(fixed)
    wishes: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for section, sign in (("SHIFT_ON_REQUESTS", 1), ("SHIFT_OFF_REQUESTS", -1)):
        for who, day, kind, weight in _of(rows, section, 4, lambda row: (row[0], int(row[1]), row[2], int(row[3]))):
            wishes[who].append((_id(day, kind), sign * weight))
    workers = tuple(
        _worker(who, most_of, numbers, days, shifts, off[who], wishes[who])
        for who, most_of, numbers in _of(
            rows, "STAFF", 8, lambda row: (row[0], _pairs(row[1]), [int(n) for n in row[2:]])
        )
    )
    return Problem(days, shifts, workers, frozenset(apart))


def _shifts(rows: Rows, days: int, minutes: dict[str, int]) -> Iterator[Shift]:
    cover = {_id(int(day), kind): numbers for day, kind, *numbers in _of(rows, "COVER", 5, _numbered)}
    for day in range(days):
        for kind, length in minutes.items():
            need, under, over = cover.get(_id(day, kind), (0, 0, 0))
            yield Shift(_id(day, kind), day, length, need, under, over)


def _numbered(row: list[str]) -> tuple[Any, ...]:
    return int(row[0]), row[1], *(int(number) for number in row[2:])


def _pairs(said: str) -> dict[str, int]:
    return {kind: int(number) for kind, number in (pair.split("=") for pair in said.split("|") if pair)}


def _worker(
    who: str,
    most_of: dict[str, int],
    numbers: list[int],
    days: int,
    shifts: tuple[Shift, ...],
    off: set[int],
    wishes: list[tuple[str, int]],
) -> Worker:
    most, least, *pattern = numbers
    never = {kind for kind, number in most_of.items() if number == 0}
    could = frozenset(s.id for s in shifts if s.day not in off and s.id.split("/", 1)[1] not in never)
    each = [
        Limit(frozenset(_id(day, kind) for day in range(days)), number) for kind, number in most_of.items() if number
    ]
    in_all = Limit(frozenset(s.id for s in shifts), most, least, in_minutes=True)
    return Worker(who, could, (*each, in_all), Pattern(*pattern), tuple(wishes))


def penalty(problem: Problem, roster: Roster) -> int:
    """What the benchmark counts: requests not met, and cover under or over."""
    return uncovered(problem, roster) + unmet(problem, roster)


def as_csv(problem: Problem, roster: Roster) -> str:
    """One line for each member of staff: their id, then one shift or nothing for each day."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for worker in problem.workers:
        on = dict(shift.split("/", 1) for shift in roster[worker.id])
        writer.writerow([worker.id, *(on.get(str(day), "") for day in range(problem.days))])
    return text.getvalue()


def _id(day: int, kind: str) -> str:
    return f"{day}/{kind}"


def _sections(text: str) -> Rows:
    rows: Rows = defaultdict(list)
    name = ""
    for line in text.splitlines():
        words = line.split("#")[0].strip()
        if words.startswith("SECTION_"):
            name = words.removeprefix("SECTION_")
        elif words and name:
            rows[name].append([cell.strip() for cell in words.split(",")])
        elif words:
            raise NotReadable(f"“{words[:40]}” stands before the first SECTION.")
    return rows


def _of(rows: Rows, section: str, columns: int, said: Callable[[list[str]], Row]) -> Iterator[Row]:
    """Each row of a section, as `said`; `columns` are checked unless there may be any number of them."""
    for row in rows[section]:
        if columns and len(row) != columns:
            raise NotReadable(f"SECTION_{section}: {', '.join(row)} does not have {columns} columns.")
        try:
            yield said([cell for cell in row if cell or columns])
        except ValueError:
            raise NotReadable(f"SECTION_{section}: {', '.join(row)} is not as it should be.") from None
