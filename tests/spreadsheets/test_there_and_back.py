"""A workbook all the way, really read: explained, brought in, what stayed out corrected, and nothing doubled."""

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from python_calamine import CalamineWorkbook

from alongside.accounts.models import RoleHolding
from alongside.accounts.profiles import load_profile
from alongside.accounts.queries import actor_for
from alongside.core import clock
from alongside.formats import tables
from alongside.referrals.models import Person
from alongside.spreadsheets import commands, jobs, queries
from alongside.spreadsheets.models import KnownSheet, Workbook
from alongside.support.models import Contact
from alongside.workforce.models import Worker
from tests.spreadsheets.books import TIMER
from tests.world import make_user

SAMPLES = Path(__file__).parent / "samples"
DAY = clock.today() - timedelta(days=60)
CASELOAD = ("Client", "CMHT / Ward", "PSW", "Ref date", "Open/Closed", "Notes")
PEOPLE = (
    ("PELLOW, Wren", "Ashford CMHT", "Imani Calder", DAY, "Open", "Do not bring this in."),
    ("TREVOR, Ines", "Ashfrd CMHT", "Imani Calder", DAY, "Open", ""),
    ("QUAYLE, Jory", "Ashfrd CMHT", "Imani Calder", DAY, "Open", ""),
)
CONTACTS = (
    ("Wren Pellow", DAY + timedelta(days=7), "Imani Calder", "45", "Attended"),
    ("Wren Pellow", DAY + timedelta(days=14), "Imani Calder", "ages", "Attended"),
)


def tracker(people=PEOPLE, contacts=CONTACTS, headers=CASELOAD) -> bytes:
    return tables.to_xlsx(
        {
            "Caseload": (headers, people),
            "Contacts": (("Name", "Date", "PSW", "Minutes", "How it went"), contacts),
        }
    )


def through(world, content: bytes) -> Workbook:
    """Sent, and read by the timer."""
    workbook = commands.send_workbook(world.lead, name="tracker.xlsx", content=content)
    return read(workbook)


def read(workbook: Workbook) -> Workbook:
    jobs.read_workbooks(TIMER)
    found = Workbook.objects.get(pk=workbook.pk)
    assert found.status == "checked", found.words
    return found


def brought_in(world, workbook: Workbook) -> Workbook:
    commands.bring_in(world.lead, workbook)
    jobs.bring_workbooks_in(TIMER)
    found = Workbook.objects.get(pk=workbook.pk)
    assert found.status == "brought_in", found.words
    return found


def numbers(workbook: Workbook) -> tuple[int, int, int, int]:
    page = queries.checked_page(workbook)
    assert page.ready + page.already + page.changed + page.need == page.rows
    return page.ready, page.already, page.changed, page.need


def test_workbook_when_a_slip_is_explained_once_reads_every_such_cell(world):
    workbook = through(world, tracker())
    slips = queries.checked_page(workbook).slips
    team = next(slip for slip in slips if slip.label == "Team")
    assert (team.cells, team.count, team.suggestion) == ("Caseload B3, B4", 2, "Ashford CMHT")
    commands.explain_value(
        world.lead, workbook, sheet=team.sheet, header=team.header, value=team.value, instead=team.suggestion
    )
    workbook = read(workbook)
    assert numbers(workbook) == (4, 0, 0, 1)


def test_workbook_when_what_stayed_out_is_corrected_comes_in_and_nothing_is_doubled(world, sign_in):
    done = brought_in(world, through(world, tracker()))
    assert (done.counts, done.stayed_out) == ({"people": 1, "contacts": 1}, 3)
    file = sign_in("lead").get(f"/spreadsheets/{done.pk}/need-a-look.xlsx").content
    book = CalamineWorkbook.from_filelike(io.BytesIO(file))
    sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    assert [row[-1] for row in sheets["Contacts"][1:]] != [""]
    right = {"Ashfrd CMHT": "Ashford CMHT", "ages": ""}
    corrected = {
        name: ([str(cell) for cell in rows[0]], [[right.get(cell, cell) for cell in row] for row in rows[1:]])
        for name, rows in sheets.items()
    }
    workbook = through(world, tables.to_xlsx(corrected))
    assert numbers(workbook) == (3, 0, 0, 0)
    assert brought_in(world, workbook).stayed_out == 0
    assert (Person.objects.count(), Contact.objects.count()) == (3, 2)
    again = through(world, tables.to_xlsx(corrected))
    assert numbers(again) == (0, 3, 0, 0)


def test_columns_when_explained_are_known_next_month_under_another_sheet_name(world):
    headers = ("Who", "Where", "With", "When", "How", "Notes")
    workbook = through(world, tracker(people=PEOPLE[:1], contacts=(), headers=headers))
    columns = {
        "Who": "name",
        "Where": "team",
        "With": "worker",
        "When": "received_on",
        "How": "standing",
        "Notes": None,
    }
    names = {field["name"] for field in workbook.report["kinds"]["people"]}
    columns = {header: field for header, field in columns.items() if field is None or field in names}
    commands.explain_sheet(world.lead, workbook, sheet="Caseload", kind="people", columns=columns)
    explained = next(sheet for sheet in read(workbook).report["sheets"] if sheet["name"] == "Caseload")
    assert explained["kind"] == "people"
    assert KnownSheet.objects.get().kind == "people"
    december = tables.to_xlsx({"December": (headers, PEOPLE[:1])})
    known = through(world, december).report["sheets"][0]
    assert known["kind"] == "people"
    assert {c["header"]: c["field"] for c in known["columns"]} == {
        c["header"]: c["field"] for c in explained["columns"]
    }


@pytest.mark.parametrize("name", ["workbook-a.xlsx", "workbook-b.xlsx"])
def test_sample_when_brought_in_by_the_timer_is_in_with_its_numbers(db, name):
    with clock.at(datetime(2026, 11, 20, 12, tzinfo=UTC)):
        sample_goes_in((SAMPLES / name).read_bytes())


def sample_goes_in(content: bytes) -> None:
    load_profile("kmpt")
    marcia = make_user("lead@example.org", "Marcia Thornby", RoleHolding.Role.LEAD)
    service = SimpleNamespace(lead=actor_for(marcia))
    workbook = through(service, content)
    ready, already, changed, need = numbers(workbook)
    assert (ready, already, changed, need) == (884, 9, 0, 146)
    done = brought_in(service, workbook)
    assert sum(done.counts.values()) == ready
    assert done.stayed_out == need
    assert Worker.objects.count() == done.counts["workers"]
    assert Contact.objects.count() == done.counts["contacts"]
