"""Write rows as a spreadsheet (xlsx) or as comma-separated text, so that no cell is ever taken for a formula."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | Decimal | date | datetime | bool | None
Rows = Iterable[Sequence[Cell]]

LONDON = ZoneInfo("Europe/London")
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
"""How text begins that a spreadsheet program may run (OWASP, CSV injection): wide letters and leading space too."""


def to_csv(columns: Sequence[str], rows: Rows) -> bytes:
    """UTF-8 that Excel opens as such. Text that begins like a formula gets an apostrophe in front; days are ISO 8601,
    moments London time to the minute, yes and no are words, and None is empty."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([_text(name) for name in columns])
    writer.writerows([_text(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def to_xlsx(sheets: Mapping[str, tuple[Sequence[str], Rows]]) -> bytes:
    """Sheets by name, each with its columns and rows: the first row bold and always in sight, days and moments as such.

    Text is only ever text: never a formula, a link or a number. Nothing touches a disk on the way. ValueError for what
    a sheet cannot hold (more than 1,048,576 rows, a cell of more than 32,767 characters), rather than leave it out.
    """
    import xlsxwriter  # a quarter of a second that only a download needs

    out = io.BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, safe) as book:
        formats = {
            "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
            "day": book.add_format({"num_format": "dd/mm/yyyy"}),
            "moment": book.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
            "quoted": book.add_format({"quote_prefix": True}),
        }
        for name, (columns, rows) in sheets.items():
            sheet = book.add_worksheet(re.sub(r"[\[\]:*?/\\']", " ", name)[:31])
            sheet.freeze_panes(1, 0)
            for column, heading in enumerate(columns):
                sheet.write_string(0, column, heading, formats["head"])
            for number, row in enumerate(rows, start=1):
                for column, cell in enumerate(row):
                    if _write(sheet, number, column, cell, formats):
                        raise ValueError(f"Row {number} of “{name}” does not fit in a spreadsheet")
            sheet.autofit(360)
    return out.getvalue()


def _write(sheet: "Worksheet", row: int, column: int, cell: Cell, formats: "Mapping[str, Format]") -> int:
    """Write one cell; anything but 0 means that it was not written."""
    match cell:
        case None:
            return 0
        case bool():
            return int(sheet.write_string(row, column, _yes_no(cell)))
        case datetime():
            return int(sheet.write_datetime(row, column, _in_london(cell), formats["moment"]))
        case date():
            return int(sheet.write_datetime(row, column, cell, formats["day"]))
        case str():
            return int(sheet.write_string(row, column, cell, formats["quoted"] if _FORMULA.match(cell) else None))
        case _:
            return int(sheet.write_number(row, column, cell))


def _text(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return _yes_no(cell)
        case datetime():
            return f"{_in_london(cell):%Y-%m-%d %H:%M}"
        case str():
            return f"'{cell}" if _FORMULA.match(cell) else cell
        case _:
            return str(cell)


def _yes_no(cell: bool) -> str:
    return "Yes" if cell else "No"


def _in_london(moment: datetime) -> datetime:
    """A spreadsheet knows no time zones: what the clock on the wall said."""
    return moment.astimezone(LONDON).replace(tzinfo=None) if moment.tzinfo else moment
