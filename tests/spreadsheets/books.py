"""Workbooks for tests, and what a check of them might say, so that a page is tested without the reading."""

from datetime import date, timedelta
from typing import Any

from alongside.core import clock
from alongside.core.actors import process
from alongside.core.guard import unguarded
from alongside.core.imports.report import ColumnReport, Difference, Place, Problem, SheetReport
from alongside.formats import tables
from alongside.spreadsheets import commands, queries
from alongside.spreadsheets.imports import Checked, FieldChoice
from alongside.spreadsheets.models import Workbook

TIMER = process("spreadsheets.jobs")
HEADERS = ("Name", "Team", "Referred on", "Comments")
KINDS = {
    "people": (
        FieldChoice("name", "Name", True),
        FieldChoice("team", "Team", False),
        FieldChoice("asked", "Referred on", False),
    ),
    "workers": (FieldChoice("name", "Name", True),),
}


def file(rows: int = 7) -> bytes:
    """A caseload of so many rows and a sheet of something else."""
    people = [
        [f"Person {n}", "Ashfld CMHT" if n in (2, 4) else "Ashford CMHT", date(2026, 5, n), "=1+1"]
        for n in range(1, rows + 1)
    ]
    return tables.to_xlsx({"Caseload": (HEADERS, people), "Lists": (("Teams",), [["Ashford CMHT"]])})


def sheet(**changed: Any) -> SheetReport:
    """Rows 2 to 8: two ready, one repeated, one already here, one changed, two that need a look for the same slip."""
    fields: dict[str, Any] = {
        "name": "Caseload",
        "kind": "people",
        "header_row": 1,
        "columns": tuple(
            ColumnReport(letter, header, field, label)
            for letter, header, field, label in (
                ("A", "Name", "name", "Name"),
                ("B", "Team", "team", "Team"),
                ("C", "Referred on", "asked", "Referred on"),
                ("D", "Comments", None, ""),
            )
        ),
        "rows": 7,
        "ready": (2, 4),
        "repeated": (6,),
        "already": (7,),
        "changed": (8,),
        "problems": tuple(
            Problem(
                Place("Caseload", row, "B", "Team"),
                "Ashfld CMHT",
                "No team has this name. Did you mean Ashford CMHT?",
                "Ashford CMHT",
            )
            for row in (3, 5)
        ),
        "differences": (Difference(8, "Team", "Team", "Thanet CMHT", "Ashford CMHT"),),
        **changed,
    }
    return SheetReport(**fields)


LISTS = SheetReport("Lists", None, first_rows=(("Teams",), ("Ashford CMHT",)))


def checked(*sheets: SheetReport) -> Checked:
    return Checked("tracker.xlsx", clock.today(), sheets or (sheet(), LISTS), None, KINDS)  # type: ignore[arg-type]


def report(*sheets: SheetReport) -> dict[str, Any]:
    found = checked(*sheets)
    return queries.to_keep(found.sheets, found.kinds)


def sent(world) -> Workbook:
    return commands.send_workbook(world.lead, name="tracker.xlsx", content=file())


def read(world, *sheets: SheetReport) -> Workbook:
    """Sent, and checked."""
    return commands.say_checked(TIMER, sent(world), report=report(*sheets))


def asked_for(world) -> Workbook:
    return commands.bring_in(world.lead, read(world))


def ago(workbook: Workbook, **span: Any) -> None:
    """As if everything about it had happened that long ago."""
    with unguarded():
        for name in ("sent_at", "checked_at", "asked_at", "finished_at"):
            if moment := getattr(workbook, name):
                setattr(workbook, name, moment - timedelta(**span))
        workbook.save()
