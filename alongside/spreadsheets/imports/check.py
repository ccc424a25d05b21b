"""Check a workbook: what each sheet is, what each row says, and every cell that needs a look. Changes nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from alongside.core.actors import Actor
from alongside.core.imports.columns import Kind
from alongside.core.imports.recognise import Column, Found, recognise
from alongside.core.imports.report import ColumnReport, Overrides, Place, Problem, SheetReport
from alongside.core.imports.values import Reading, is_empty
from alongside.formats.workbooks import Sheet, Workbook, letters, read_workbook
from alongside.referrals.imports import PEOPLE, known_people
from alongside.spreadsheets.imports.contacts import Contacts
from alongside.spreadsheets.imports.people import People
from alongside.spreadsheets.imports.places import Places
from alongside.spreadsheets.imports.rows import ALREADY, CHANGED, READY, REPEATED, Reader, Row, Table, read_table, shown
from alongside.spreadsheets.imports.who import Names
from alongside.spreadsheets.imports.workers import Workers
from alongside.support.imports import CONTACTS, known_contacts, known_relationships
from alongside.workforce.imports import WORKERS, known_workers

Progress = Callable[[int, int], None]
KINDS: tuple[Kind, ...] = (WORKERS, PEOPLE, CONTACTS)
EVERY = 200  # rows between two words of progress
SHOWN_ROWS = 6  # of a sheet that was not recognised

HIDDEN = "This sheet is hidden, so it is left out. Show it in the workbook to bring it in."
EMPTY = "This sheet is empty."
UNKNOWN = "We do not know what this sheet is, so it is left out."
LEFT_OUT = "You said to leave this sheet out."


@dataclass(frozen=True)
class FieldChoice:
    """A field that a column may be read as, for the page that corrects it."""

    name: str
    label: str
    needed: bool


CHOICES = {kind.name: tuple(FieldChoice(each.name, each.label, each.needed) for each in kind.fields) for kind in KINDS}


@dataclass(frozen=True)
class Understood:
    """What the rows mean, for apply."""

    workers: Workers
    people: People
    contacts: Contacts
    tables: Mapping[str, tuple[Table, ...]]


@dataclass(frozen=True)
class Checked:
    """Everything a check found. `found` is what apply brings in, row by row; the page needs only `sheets`."""

    name: str
    today: date
    sheets: tuple[SheetReport, ...]
    found: Understood | None
    kinds: Mapping[str, tuple[FieldChoice, ...]] = field(default_factory=lambda: CHOICES)

    def as_json(self) -> dict[str, Any]:
        return {"file": self.name, "today": self.today.isoformat(), "sheets": [s.as_json() for s in self.sheets]}

    def sheet(self, name: str) -> SheetReport:
        return next(sheet for sheet in self.sheets if sheet.name == name)

    @property
    def problems(self) -> int:
        """How many rows need a look."""
        return sum(len(sheet.problem_rows) for sheet in self.sheets)


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
    said = overrides or Overrides()
    book = read_workbook(file)
    reading = Reading(today, from_1904=book.from_1904)
    places = Places()
    workers = Workers(known_workers(actor), places)
    recognised = _recognise(book, reading, said, places, workers)
    tables = _read(book, recognised, reading, said, progress)
    workers.read((row for table in tables["workers"] for row in table.rows), today)
    people = People(known_people(actor), known_relationships(actor), places, workers, today)
    people.read(row for table in tables["people"] for row in table.rows)
    contacts = Contacts(people, workers, today)
    for table in tables["contacts"]:
        for row in table.rows:
            contacts.read(row)
    here = {found.person.known.person.pk for found in contacts.found if found.person.known}
    if here:
        days = [found.on for found in contacts.found]
        contacts.compare(known_contacts(actor, here, min(days), max(days)))
    by_name = {table.name: table for each in tables.values() for table in each}
    reports = tuple(_report(sheet, recognised.get(sheet.name), by_name.get(sheet.name), said) for sheet in book.sheets)
    return Checked(name, today, reports, Understood(workers, people, contacts, tables))


def _recognise(book: Workbook, reading: Reading, said: Overrides, places: Places, workers: Workers) -> dict[str, Found]:
    """What each sheet is. Looked at twice, so that names of workers on one sheet tell a column on another."""
    names: Names[str] = Names(str, "")
    found: dict[str, Found] = {}
    for _ in range(2):
        knows = {"team": places.knows, "worker": _known_as(names, workers)}
        for sheet in book.sheets:
            before = found.get(sheet.name)
            if before is not None and before.kind is WORKERS:
                continue
            if (each := _one(sheet, reading, said, knows)) is not None:
                found[sheet.name] = each
        names = _worker_names(book, found)
        if not names.entries:
            break
    return found


def _known_as(names: Names[str], workers: Workers) -> Callable[[str], bool]:
    return lambda words: bool(names.fitting(words)) or workers.knows(words)


def _one(sheet: Sheet, reading: Reading, said: Overrides, knows: Mapping[str, Callable[[str], bool]]) -> Found | None:
    asked = said.kinds.get(sheet.name)
    if (sheet.name in said.kinds and asked is None) or (asked is None and not sheet.visible):
        return None
    found = recognise(sheet.name, sheet.rows, KINDS, reading, knows, kind=asked)
    return _corrected(found, said.columns.get(sheet.name, {})) if found else None


def _corrected(found: Found, said: Mapping[str, str | None]) -> Found:
    """The columns as a person said they are. A field they gave to one column is taken from any other."""
    given = {name for name in said.values() if name}
    columns = []
    for column in found.columns:
        if column.header in said:
            name = said[column.header]
            column = Column(column.index, column.header, found.kind.field(name) if name else None)
        elif column.field and column.field.name in given:
            column = Column(column.index, column.header, None)
        columns.append(column)
    return replace(found, columns=tuple(columns))


def _worker_names(book: Workbook, found: Mapping[str, Found]) -> Names[str]:
    """Everybody on the sheets of workers, whole."""
    names: Names[str] = Names(str, "")
    for sheet in book.sheets:
        each = found.get(sheet.name)
        if each is None or each.kind is not WORKERS:
            continue
        columns = [c.index for c in each.columns if c.field and c.field.name in ("name", "first_name", "last_name")]
        for row in sheet.rows[each.header_row :]:
            parts = [row[at] for at in columns if at < len(row) and isinstance(row[at], str) and not is_empty(row[at])]
            names.add(" ".join(str(part) for part in parts), " ".join(str(part) for part in parts))
    return names


def _read(
    book: Workbook, recognised: Mapping[str, Found], reading: Reading, said: Overrides, progress: Progress
) -> dict[str, tuple[Table, ...]]:
    tables: dict[str, list[Table]] = {kind.name: [] for kind in KINDS}
    total = sum(len(sheet.rows) for sheet in book.sheets if sheet.name in recognised)
    done = 0
    seen: dict[Any, tuple[str, int]] = {}
    for sheet in book.sheets:
        if (found := recognised.get(sheet.name)) is None:
            continue
        reader = Reader(found, reading, said.values.get(sheet.name, {}))
        table = Table(sheet.name, found)
        for count, table in enumerate(read_table(sheet.name, sheet.rows, found, reader, seen)):  # noqa: B007
            if count % EVERY == 0:
                progress(done + count, total)
        done += len(sheet.rows)
        tables[found.kind.name].append(table)
    progress(total, total)
    return {name: tuple(each) for name, each in tables.items()}


def _report(sheet: Sheet, found: Found | None, table: Table | None, said: Overrides) -> SheetReport:
    if found is None or table is None:
        return _left_out(sheet, said)
    rows = table.rows
    for row in rows:
        if row.state == REPEATED:
            row.problems.clear()
    return SheetReport(
        name=sheet.name,
        kind=found.kind.name,
        header_row=found.header_row,
        columns=tuple(
            ColumnReport(
                letters(c.index), c.header, c.field.name if c.field else None, c.field.label if c.field else ""
            )
            for c in found.columns
        ),
        rows=len(rows),
        ready=_numbers(rows, READY),
        repeated=_numbers(rows, REPEATED),
        already=_numbers(rows, ALREADY),
        changed=_numbers(rows, CHANGED),
        ignored=tuple(table.ignored),
        problems=tuple(problem for row in rows for problem in row.problems),
        warnings=(*_of_sheet(sheet, found), *(warning for row in rows if row.is_well for warning in row.warnings)),
        differences=tuple(d for row in rows if row.state == CHANGED and row.is_well for d in row.differences),
    )


def _numbers(rows: list[Row], state: str) -> tuple[int, ...]:
    return tuple(row.number for row in rows if row.state == state and row.is_well)


def _of_sheet(sheet: Sheet, found: Found) -> tuple[Problem, ...]:
    """What is true of the whole sheet and worth a word."""
    words = []
    if found.kind is CONTACTS and "attendance" not in found.fields:
        words.append("No column says how it went, so each row is read as a contact that took place.")
    if found.kind is CONTACTS and "mechanism" not in found.fields:
        words.append("No column says how they met, so that is not brought in.")
    return tuple(Problem(Place(sheet.name, found.header_row), "", message) for message in words)


def _left_out(sheet: Sheet, said: Overrides) -> SheetReport:
    filled = [row for row in sheet.rows if any(not is_empty(cell) for cell in row)]
    if not filled:
        why = EMPTY
    elif sheet.name in said.kinds and said.kinds[sheet.name] is None:
        why = LEFT_OUT
    else:
        why = UNKNOWN if sheet.visible else HIDDEN
    first = tuple(tuple(shown(cell) for cell in row[:12]) for row in filled[:SHOWN_ROWS])
    return SheetReport(sheet.name, None, first_rows=first, why=why)
