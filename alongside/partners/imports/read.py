"""Reading a workbook for the directory: which sheet and row hold the headings, and what each cell says, as words."""

from collections.abc import Sequence
from typing import Any

from alongside.core.imports.columns import called
from alongside.core.imports.values.basics import Cell, is_empty, plain, written
from alongside.formats.workbooks import Sheet, Workbook, letters
from alongside.partners.forms import HEADINGS

HEADINGS_WITHIN = 25  # rows from the top
LONGEST = 4000  # characters of a cell
MOST = 3000  # rows: more is not a directory that somebody keeps true

# What spreadsheets write above a column, beside our own heading and the name of the field.
ALSO = {
    "name": "service | name of service | service name | organisation name | called",
    "kind": "type | kind of service",
    "organisation": "partner | partner organisation",
    "what": "description | about | what | services offered",
    "for_whom": "for whom | who for | eligibility | for",
    "topics": "topic | category | categories | tags",
    "for_crisis": "crisis | crisis service",
    "joining": "referral | how to refer | self referral | access route",
    "phone": "telephone | tel | phone number | telephone number",
    "email": "e-mail | email address",
    "website": "web | url | link | web address",
    "how": "how | contact | how to contact",
    "opening": "opening hours | hours | open | when",
    "everywhere": "national | online",
    "postcode_areas": "postcode | postcodes | postcode area | area | areas",
    "where": "address | location | venue | place",
    "access": "access needs | accessibility",
    "cost": "price | costs | fee",
    "languages": "language",
    "shown_public": "public | show on site",
    "owner": "owner | owned by | kept by email",
    "checked_on": "checked | last checked on | date checked",
}
_BY_HEADING = {
    words: name
    for name, heading in HEADINGS.items()
    for words in (*called(ALSO[name]), plain(name.replace("_", " ")), plain(heading))
}
Read = dict[str, Any]


def read(file: tuple[str, Workbook]) -> Read | None:
    """The sheet that holds a directory, ready to be kept as JSON; None when no sheet does.

    {"name", "sheet", "columns": {field: [letter, heading]}, "left_out": [headings],
    "rows": [[number, {field: words}]]}; a number is the row's own in the sheet.
    """
    name, book = file
    found = [each for sheet in book.sheets if sheet.visible and (each := _headings(sheet))]
    if not found:
        return None
    sheet, at, columns = max(found, key=lambda each: len(each[2]))
    heads = sheet.rows[at]
    rows = []
    for number, line in enumerate(sheet.rows[at + 1 :], start=at + 2):
        said = {field: _words(line[index]) for field, index in columns.items() if index < len(line)}
        if any(said.values()):
            rows.append([number, said])
    known = set(columns.values())
    return {
        "name": name,
        "sheet": sheet.name,
        "columns": {field: [letters(index), _words(heads[index])] for field, index in columns.items()},
        "left_out": [_words(cell) for index, cell in enumerate(heads) if index not in known and _words(cell)],
        "rows": rows[:MOST],
        "too_many": len(rows) > MOST,
    }


def _headings(sheet: Sheet) -> tuple[Sheet, int, dict[str, int]] | None:
    """The first row that names a column for the name and two others."""
    for at, row in enumerate(sheet.rows[:HEADINGS_WITHIN]):
        columns = _columns(row)
        if "name" in columns and len(columns) >= 3:
            return sheet, at, columns
    return None


def _columns(row: Sequence[Cell]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for index, cell in enumerate(row):
        field = _BY_HEADING.get(plain(cell)) if isinstance(cell, str) else None
        if field:
            columns.setdefault(field, index)
    return columns


def _words(cell: Cell) -> str:
    return "" if is_empty(cell) else written(cell).strip()[:LONGEST]
