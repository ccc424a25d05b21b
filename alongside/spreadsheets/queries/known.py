"""What was said about a workbook's sheets: about this one, and about last month's with the same headers."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from alongside.core.imports.report import Overrides, SheetReport, signature
from alongside.spreadsheets.models import KnownSheet, Workbook


def short(headers: str) -> str:
    """A signature of any length, to look it up by."""
    return hashlib.sha256(headers.encode()).hexdigest()


def overriding(workbook: Workbook, part: str, sheet: str, said: Any) -> dict[str, Any]:
    """The workbook's overrides with this `said` of one sheet; None, unless of its kind, takes back what was said."""
    said_before = {name: what for name, what in workbook.overrides.get(part, {}).items() if name != sheet}
    now = {**said_before, sheet: said} if said is not None or part == "kinds" else said_before
    return {**workbook.overrides, part: now}


def overrides_of(workbook: Workbook) -> Overrides:
    said = workbook.overrides
    return Overrides(said.get("kinds", {}), said.get("columns", {}), said.get("values", {}))


def remembered(sheets: Iterable[SheetReport], said: Overrides) -> Overrides | None:
    """`said`, with what we know of sheets with these headers of which nothing was said; None if that changes nothing.

    One query, however many sheets.
    """
    candidates = {
        sheet.name: [short(headers) for headers in _signatures(sheet)]
        for sheet in sheets
        if sheet.name not in said.kinds and sheet.name not in said.columns
    }
    wanted = {each for found in candidates.values() for each in found}
    known = {row.signature: row for row in KnownSheet.objects.filter(signature__in=wanted)}
    kinds: dict[str, str | None] = dict(said.kinds)
    columns: dict[str, Mapping[str, str | None]] = dict(said.columns)
    for sheet in sheets:
        row = next((known[each] for each in candidates.get(sheet.name, ()) if each in known), None)
        if row is not None and (row.kind, row.columns) != (sheet.kind, _columns(sheet)):
            kinds[sheet.name] = row.kind
            if row.kind:
                columns[sheet.name] = row.columns
    return Overrides(kinds, columns, said.values) if kinds != said.kinds else None


def _columns(sheet: SheetReport) -> dict[str, str | None]:
    return {column.header: column.field for column in sheet.columns}


def _signatures(sheet: SheetReport) -> list[str]:
    """Of its headers; of a sheet that was not recognised, of each first row that might be its headers."""
    found = [sheet.signature] if sheet.columns else [signature(row) for row in sheet.first_rows]
    return [headers for headers in found if headers]
