"""Check a workbook: what each sheet is, what each row says, and every cell that needs a look. Changes nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from alongside.core.actors import Actor
from alongside.core.imports.report import Overrides, SheetReport
from alongside.formats.workbooks import read_workbook

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class FieldChoice:
    """A field that a column may be read as, for the page that corrects it."""

    name: str
    label: str
    needed: bool


@dataclass(frozen=True)
class Checked:
    """Everything a check found. `found` is what apply brings in, row by row; the page needs only `sheets`."""

    name: str
    today: date
    sheets: tuple[SheetReport, ...]
    kinds: Mapping[str, tuple[FieldChoice, ...]] = field(default_factory=dict)
    found: Any = None

    def as_json(self) -> dict[str, Any]:
        return {"file": self.name, "today": self.today.isoformat(), "sheets": [s.as_json() for s in self.sheets]}

    def sheet(self, name: str) -> SheetReport:
        return next(sheet for sheet in self.sheets if sheet.name == name)


def no_progress(done: int, total: int) -> None:
    """Nobody is watching."""


def check(
    actor: Actor,
    file: Path | bytes,
    *,
    name: str,
    today: date,
    overrides: Overrides | None = None,
    progress: Progress = no_progress,
) -> Checked:
    """Read the workbook and compare it with what is here. NotReadable for a file that cannot be read."""
    book = read_workbook(file)
    return Checked(name, today, tuple(SheetReport(sheet.name, None) for sheet in book.sheets))
