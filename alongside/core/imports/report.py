"""What a check of a workbook found: sheet by sheet, row by row, problem by problem. Frozen, and printable as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Place:
    """One cell, as the spreadsheet names it: Place("Caseload", 35, "D", "Team"). `header` is as it is written there."""

    sheet: str
    row: int
    letter: str = ""
    header: str = ""

    def __str__(self) -> str:
        return f"{self.sheet} {self.letter}{self.row}"


@dataclass(frozen=True)
class Problem:
    """One cell that needs a look: what it holds, and what to do, in words for whoever keeps the spreadsheet.

    `suggestion` is what could stand there instead, or "". Problems with the same `header`, `value` and `suggestion`
    are one slip made more than once.
    """

    place: Place
    value: str
    message: str
    suggestion: str = ""

    def as_json(self) -> dict[str, Any]:
        found = {"row": self.place.row, "column": self.place.header, "value": self.value, "message": self.message}
        return {**found, "suggestion": self.suggestion} if self.suggestion else found


@dataclass(frozen=True)
class Difference:
    """One fact that the service and the file tell differently."""

    row: int
    header: str
    label: str
    here: str
    file: str

    def as_json(self) -> dict[str, Any]:
        return {"row": self.row, "column": self.header, "here": self.here, "file": self.file}


@dataclass(frozen=True)
class ColumnReport:
    """How one column was understood. `field` is None for a column that is not brought in."""

    letter: str
    header: str
    field: str | None
    label: str = ""


@dataclass(frozen=True)
class SheetReport:
    """One sheet. `kind` is workers, people, contacts or None; rows are numbered as in the sheet.

    `read` = ready + repeated + already + changed + the rows with problems. `first_rows` are shown for a sheet that was
    not recognised; `why` says why it was left out.
    """

    name: str
    kind: str | None
    header_row: int | None = None
    columns: tuple[ColumnReport, ...] = ()
    rows: int = 0
    ready: tuple[int, ...] = ()
    repeated: tuple[int, ...] = ()
    already: tuple[int, ...] = ()
    changed: tuple[int, ...] = ()
    ignored: tuple[int, ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    differences: tuple[Difference, ...] = ()
    first_rows: tuple[tuple[str, ...], ...] = ()
    why: str = ""

    @property
    def problem_rows(self) -> tuple[int, ...]:
        """The rows with a problem, each once."""
        return tuple(sorted({problem.place.row for problem in self.problems}))

    @property
    def signature(self) -> str:
        """What says "the same sheet as last month": its headers, in any order."""
        return signature(column.header for column in self.columns)

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "kind": self.kind,
            "header_row": self.header_row,
            "columns": _by_header(self.columns),
            "rows": self.rows,
            "ready": list(self.ready),
            "repeated": list(self.repeated),
            "already": list(self.already),
            "changed": list(self.changed),
            "ignored": list(self.ignored),
            "problems": [problem.as_json() for problem in self.problems],
            "warnings": [warning.as_json() for warning in self.warnings],
            "differences": [difference.as_json() for difference in self.differences],
        }


def signature(headers: Any) -> str:
    """Headers as one line, whatever their order and case."""
    return "|".join(sorted(" ".join(str(header).casefold().split()) for header in headers if str(header).strip()))


def _by_header(columns: tuple[ColumnReport, ...]) -> dict[str, str | None]:
    """Each header with its field. A header that stands twice is named with its letter the second time."""
    named: dict[str, str | None] = {}
    for column in columns:
        named[f"{column.header} ({column.letter})" if column.header in named else column.header] = column.field
    return named


@dataclass(frozen=True)
class Overrides:
    """What a person said about a workbook, by sheet: it wins over what is recognised.

    `kinds`: {sheet: kind or None}; `columns`: {sheet: {header: field or None}};
    `values`: {sheet: {header: {what is written: what to read instead}}}.
    """

    kinds: Mapping[str, str | None] = field(default_factory=dict)
    columns: Mapping[str, Mapping[str, str | None]] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)
