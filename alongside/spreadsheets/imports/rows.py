"""The rows of a recognised sheet: each cell read by its field, totals and notes left out, the same row twice seen."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from alongside.core.imports.columns import Field
from alongside.core.imports.recognise import Column, Found
from alongside.core.imports.report import Difference, Place, Problem
from alongside.core.imports.values import Name, Puzzle, Reading, is_empty, written
from alongside.core.imports.values.basics import Cell, plain
from alongside.formats.workbooks import letters

READY, REPEATED, ALREADY, CHANGED = "ready", "repeated", "already", "changed"
_TOTAL = re.compile(
    r"^\W*((grand|sub|over ?all|running)[\s-]*)?totals?\b|\bin total\W*$|\btotal\W*$|^\W*(sum|average|mean|count)\b",
    re.IGNORECASE,
)
_SHOWN = 200  # characters of a cell in a report


@dataclass
class Row:
    """One row of the table. `values` by field, without the empty ones; `state` is where it went."""

    sheet: str
    number: int
    columns: Mapping[str, Column]
    cells: Mapping[str, Cell]
    values: dict[str, Any]
    state: str = READY
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)

    @property
    def is_well(self) -> bool:
        return not self.problems

    def place(self, name: str) -> Place:
        """The cell of a field; of a field without a column, the row's first cell."""
        column = self.columns.get(name) or min(self.columns.values(), key=lambda c: c.index)
        return Place(self.sheet, self.number, letters(column.index), column.header)

    def problem(self, name: str, message: str, suggestion: str = "") -> None:
        self.problems.append(Problem(self.place(name), self.shown(name), message, suggestion))

    def warn(self, name: str, message: str) -> None:
        self.warnings.append(Problem(self.place(name), self.shown(name), message))

    def differs(self, name: str, label: str, here: Any, file: Any) -> None:
        header = self.columns[name].header if name in self.columns else label
        self.differences.append(Difference(self.number, header, label, said(here), said(file)))

    def shown(self, name: str) -> str:
        return shown(self.cells.get(name, ""))

    def get(self, name: str) -> Any:
        return self.values.get(name)


def said(value: Any) -> str:
    """A fact side by side with another: days as people write them, nothing as "nothing"."""
    if value in (None, ""):
        return "nothing"
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def shown(cell: Cell) -> str:
    words = cell if isinstance(cell, str) else written(cell)
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"


def who_in(row: Row) -> Name | None:
    """The name in a row, from one column or from two."""
    if found := row.get("name"):
        return found if isinstance(found, Name) else Name(str(found), "")
    first, last = row.get("first_name"), row.get("last_name")
    return Name(first or "", last or "") if first or last else None


class Reader:
    """Reads the cells of one sheet. The same words in a column are read once, however often they stand there."""

    def __init__(self, found: Found, reading: Reading, instead: Mapping[str, Mapping[str, str]]) -> None:
        self.columns = {column.field.name: column for column in found.columns if column.field}
        self.reading = reading
        self.instead = {header: dict(values) for header, values in instead.items()}
        self.known: dict[tuple[str, type, Cell], tuple[Any, Puzzle | None]] = {}

    def row(self, sheet: str, number: int, cells: list[Cell]) -> Row:
        row = Row(sheet, number, self.columns, {}, {})
        held: dict[str, Cell] = {}
        for name, column in self.columns.items():
            cell = cells[column.index] if column.index < len(cells) else ""
            if cell == "":
                continue
            held[name] = cell
            value, puzzle = self._read(name, column, cell)
            if puzzle is not None:
                row.cells = held
                row.problem(name, str(puzzle), puzzle.suggestion)
            elif value is not None:
                row.values[name] = value
        row.cells = held
        return row

    def _read(self, name: str, column: Column, cell: Cell) -> tuple[Any, Puzzle | None]:
        key = (name, type(cell), cell)
        if key not in self.known:
            assert column.field is not None
            self.known[key] = self._once(column.field, column.header, cell)
        return self.known[key]

    def _once(self, each: Field, header: str, cell: Cell) -> tuple[Any, Puzzle | None]:
        if instead := self.instead.get(header):
            cell = instead.get(shown(cell), cell)
        try:
            return each.read(cell, replace(self.reading, header=header)), None
        except Puzzle as puzzle:
            return None, puzzle


@dataclass
class Table:
    """A recognised sheet, read."""

    name: str
    found: Found
    rows: list[Row] = field(default_factory=list)
    ignored: list[int] = field(default_factory=list)


def read_table(
    name: str, cells: list[list[Cell]], found: Found, reader: Reader, seen: dict[Any, tuple[str, int]]
) -> Iterator[Table]:
    """Read the rows below the headers, giving the table back after each, so that progress can be told.

    `seen` holds every row met so far in the workbook, to know the exact same row again.
    """
    table = Table(name, found)
    headers = [plain(cell) if isinstance(cell, str) else "" for cell in cells[found.header_row - 1]]
    keys = _keys(found)
    for number, line in enumerate(cells[found.header_row :], start=found.header_row + 1):
        filled = [(at, cell) for at, cell in enumerate(line) if cell != "" and not is_empty(cell)]
        if not filled:
            continue
        if _is_heading(line, headers, filled):
            table.ignored.append(number)
            continue
        row = reader.row(name, number, line)
        if _is_aside(row, filled, found):
            table.ignored.append(number)
            continue
        key = (found.kind.name, tuple(sorted((keys.get(at, ""), type(cell).__name__, cell) for at, cell in filled)))
        if key in seen:
            row.state = REPEATED
        else:
            seen[key] = (name, number)
        table.rows.append(row)
        yield table
    yield table


def _keys(found: Found) -> dict[int, str]:
    return {c.index: c.field.name if c.field else plain(c.header) for c in found.columns}


def _is_heading(line: list[Cell], headers: list[str], filled: list[tuple[int, Cell]]) -> bool:
    """The headers again, as at the top of a printed page."""
    same = sum(1 for at, cell in filled if isinstance(cell, str) and at < len(headers) and plain(cell) == headers[at])
    return same >= 2 and same >= len(filled) - 1


def _is_aside(row: Row, filled: list[tuple[int, Cell]], found: Found) -> bool:
    """Totals, notes under the table, a month's name above its rows: not one of the rows."""
    wide = len(row.columns)
    texts = [cell for _, cell in filled if isinstance(cell, str)]
    telling = row.values.keys() & {"nhs_number", "birth_date", "received_on", "date", "email", "starts_on", "hours"}
    if (
        any(_TOTAL.search(cell) for cell in texts)
        and len(filled) <= max(2, wide // 2 + 1)
        and not (telling & {"nhs_number", "birth_date", "received_on", "date", "email"})
    ):
        return True
    if len(filled) <= 2 and wide >= 3 and not telling:
        return True
    who = row.cells.keys() & {"name", "nhs_number", "first_name", "last_name", "date", "email"}
    return not who and len(row.values) < 3
