"""What a check found, as the page shows it: numbers that add up, slips by their cells, changed rows side by side."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist

from alongside.core.imports.report import SheetReport
from alongside.spreadsheets.models import Workbook

KINDS = {"workers": "Peer workers", "people": "People and their peer support", "contacts": "Contacts"}
CELLS_NAMED = 6


@dataclass(frozen=True)
class Column:
    header: str
    label: str
    is_left_out: bool


@dataclass(frozen=True)
class SheetRow:
    """One sheet: rows = ready + already (with the repeated) + changed + need. `kind` is "" when it is left out."""

    number: int
    name: str
    kind: str
    kind_words: str
    why: str
    rows: int
    ready: int
    already: int
    repeated: int
    changed: int
    need: int
    ignored: int
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class Slip:
    """The same slip in one cell or many: where, what it says, and what to do. `key` names it in an address."""

    key: str
    sheet: str
    header: str
    label: str
    cells: str
    count: int
    value: str
    message: str
    suggestion: str


@dataclass(frozen=True)
class Fact:
    label: str
    here: str
    file: str


@dataclass(frozen=True)
class ChangedRow:
    """A row that is here and says something else: the facts side by side, and whether the file's are to be taken."""

    key: str
    sheet: str
    row: int
    facts: tuple[Fact, ...]
    is_taken: bool


@dataclass(frozen=True)
class CheckedPage:
    """`read` = ready + already + changed + need, of the sheets that were recognised."""

    sheets: tuple[SheetRow, ...]
    slips: tuple[Slip, ...]
    warnings: tuple[Slip, ...]
    changed_rows: tuple[ChangedRow, ...]
    to_go_in: int

    def __getattr__(self, name: str) -> int:
        if name not in ("rows", "ready", "already", "repeated", "changed", "need", "ignored"):
            raise AttributeError(name)
        return sum(getattr(sheet, name) for sheet in self.sheets if sheet.kind)

    @property
    def taken(self) -> int:
        return sum(row.is_taken for row in self.changed_rows)


def to_keep(sheets: Iterable[SheetReport], kinds: Mapping[str, Iterable[Any]]) -> dict[str, Any]:
    """A check as JSON, with all that the page needs of it."""
    fields = {kind: [asdict(choice) for choice in choices] for kind, choices in kinds.items()}
    kept: dict[str, Any] = json.loads(json.dumps({"sheets": [asdict(sheet) for sheet in sheets], "kinds": fields}))
    return kept


def seen(report: dict[str, Any]) -> list[Any]:
    """What somebody said yes to: if a later check says otherwise, they are asked again."""
    return [(sheet["name"], sheet["kind"], sheet["ready"], sheet["differences"]) for sheet in report["sheets"]]


def need_a_look(workbook: Workbook) -> int:
    """Rows with a problem, each counted once."""
    return sum(len(_problem_rows(sheet)) for sheet in workbook.report.get("sheets", ()) if sheet["kind"])


def to_go_in(workbook: Workbook) -> int:
    """Rows ready, and changed rows that are to be taken."""
    ready = sum(len(sheet["ready"]) for sheet in workbook.report.get("sheets", ()) if sheet["kind"])
    return ready + len(workbook.taken)


def checked_page(workbook: Workbook) -> CheckedPage:
    """The whole page from what was kept: no query."""
    sheets = workbook.report["sheets"]
    read = [sheet for sheet in sheets if sheet["kind"]]
    return CheckedPage(
        sheets=tuple(_sheet(number, sheet) for number, sheet in enumerate(sheets)),
        slips=tuple(slip for sheet in read for slip in _slips(sheet, "problems")),
        warnings=tuple(slip for sheet in read for slip in _slips(sheet, "warnings")),
        changed_rows=changed_rows(workbook),
        to_go_in=to_go_in(workbook),
    )


def changed_rows(workbook: Workbook) -> tuple[ChangedRow, ...]:
    taken = {(sheet, row) for sheet, row in workbook.taken}
    found = []
    for number, sheet in enumerate(workbook.report["sheets"]):
        by_row: dict[int, list[Fact]] = {row: [] for row in sheet["changed"]}
        for fact in sheet["differences"]:
            told = Fact(fact["label"] or fact["header"], fact["here"], fact["file"])
            by_row.setdefault(fact["row"], []).append(told)
        for row, facts in by_row.items():
            is_taken = (sheet["name"], row) in taken
            found.append(ChangedRow(f"{number}-{row}", sheet["name"], row, tuple(facts), is_taken))
    return tuple(found)


def slip_of(workbook: Workbook, key: str) -> Slip:
    """One slip by its key. DoesNotExist when it is not, or no longer, there."""
    for slip in checked_page(workbook).slips if workbook.report else ():
        if slip.key == key:
            return slip
    raise ObjectDoesNotExist(key)


def sheet_to_explain(workbook: Workbook, number: int) -> tuple[dict[str, Any], dict[str, list[dict[str, Any]]]]:
    """One sheet as it was kept, and the fields that a column may be, by kind. DoesNotExist when there is none."""
    sheets = workbook.report.get("sheets", ())
    if number >= len(sheets):
        raise ObjectDoesNotExist(number)
    return sheets[number], workbook.report["kinds"]


def _problem_rows(sheet: dict[str, Any]) -> set[int]:
    return {problem["place"]["row"] for problem in sheet["problems"]}


def _sheet(number: int, sheet: dict[str, Any]) -> SheetRow:
    return SheetRow(
        number=number,
        name=sheet["name"],
        kind=sheet["kind"] or "",
        kind_words=KINDS.get(sheet["kind"], ""),
        why=sheet["why"],
        rows=sheet["rows"],
        ready=len(sheet["ready"]),
        already=len(sheet["already"]) + len(sheet["repeated"]),
        repeated=len(sheet["repeated"]),
        changed=len(sheet["changed"]),
        need=len(_problem_rows(sheet)),
        ignored=len(sheet["ignored"]),
        columns=tuple(
            Column(column["header"], column["label"], not column["field"])
            for column in sheet["columns"]
            if column["header"]
        ),
    )


def _slips(sheet: dict[str, Any], what: str) -> Iterable[Slip]:
    labels = {column["header"]: column["label"] for column in sheet["columns"]}
    same: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for problem in sheet[what]:
        header = problem["place"]["header"]
        same.setdefault((header, problem["value"], problem["message"], problem["suggestion"]), []).append(problem)
    for (header, value, message, suggestion), found in same.items():
        cells = [f"{each['place']['letter']}{each['place']['row']}" for each in found]
        more = f" and {len(cells) - CELLS_NAMED} more" if len(cells) > CELLS_NAMED else ""
        yield Slip(
            key=hashlib.sha256("\0".join((sheet["name"], header, value, message)).encode()).hexdigest()[:16],
            sheet=sheet["name"],
            header=header,
            label=labels.get(header) or header,
            cells=f"{sheet['name']} {', '.join(cells[:CELLS_NAMED])}{more}",
            count=len(cells),
            value=value,
            message=message,
            suggestion=suggestion,
        )
