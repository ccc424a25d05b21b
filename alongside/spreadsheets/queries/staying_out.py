"""The rows that need a look as a workbook of their own: as they were sent, each with what to do in a last column."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from alongside.formats import tables
from alongside.formats.workbooks import Cell, read_workbook
from alongside.spreadsheets.models import Content, Workbook

LAST_COLUMN = "What to do"


def stayed_out(workbook: Workbook) -> bytes:
    """Sheets and headers are the file's own, so that it can be corrected and checked again. Empty if all is well."""
    reports = [sheet for sheet in workbook.report["sheets"] if sheet["kind"] and sheet["problems"]]
    if not reports:
        return b""
    book = {sheet.name: sheet.rows for sheet in read_workbook(bytes(workbook.content.data)).sheets}
    said = workbook.overrides.get("values", {})
    return tables.to_xlsx({sheet["name"]: _rows(sheet, book[sheet["name"]], said) for sheet in reports})


def not_taken(workbook: Workbook) -> bytes:
    """What there is to download: made from the file while it waits, kept once the others are in. Empty if nothing."""
    if workbook.status == Workbook.Status.CHECKED:
        return stayed_out(workbook)
    kept = Content.objects.filter(workbook=workbook, workbook__status=Workbook.Status.BROUGHT_IN).first()
    return bytes(kept.data) if kept else b""


def _rows(
    sheet: dict[str, Any], cells: Sequence[Sequence[Cell]], said: dict[str, Any]
) -> tuple[list[str], Iterable[list[tables.Cell]]]:
    headers = [str(cell).strip() for cell in cells[sheet["header_row"] - 1]]
    corrected = [said.get(sheet["name"], {}).get(header, {}) for header in headers]
    labels = {column["header"]: column["label"] or column["header"] for column in sheet["columns"]}
    why: dict[int, list[str]] = {}
    for problem in sheet["problems"]:
        header = problem["place"]["header"]
        words = f"{labels.get(header, header)}: {problem['message']}" if header else problem["message"]
        why.setdefault(problem["place"]["row"], []).append(words)
    rows = (
        [
            *(_plain(instead.get(str(cell), cell)) for cell, instead in zip(cells[row - 1], corrected, strict=False)),
            " ".join(reasons),
        ]
        for row, reasons in sorted(why.items())
    )
    return [*headers, LAST_COLUMN], rows


def _plain(cell: Cell) -> tables.Cell:
    """What a sheet can hold: a day without its midnight, a time or a length as text."""
    match cell:
        case datetime() if cell.time() == time():
            return cell.date()
        case time():
            return f"{cell:%H:%M}"
        case timedelta():
            minutes = round(cell.total_seconds() / 60)
            return f"{minutes // 60}:{minutes % 60:02}"
        case "":
            return None
        case _:
            return cell
