"""A spreadsheet into the directory and out again: one definition of each field, all of it or nothing, repeatable."""

import io
import sys
import zipfile
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from alongside.core import clock
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent, Opening
from alongside.formats.workbooks import read_workbook
from alongside.partners import imports
from alongside.partners.forms import HEADINGS
from alongside.partners.models import Entry
from tests.partners.setting_up import charity, make_entry, workbook
from tests.world import World

pytestmark = pytest.mark.django_db
HEADS = ["Service", "Type", "Description", "Telephone", "Postcodes", "Topics", "Crisis", "Remarks"]
SHED = ["The Shed", "Charity or community group", "Wood and bikes.", "01632 960 309", "TN23, CT", "work", "no", "x"]
LINE = ["The Line", "Helpline", "Somebody listens.", "01632 960 301", "", "Crisis; Listening", "Yes", ""]


def read(*rows: list[Any]) -> Any:
    return imports.read(("places.xlsx", read_workbook(workbook(*rows))))


def test_a_sheet_with_its_own_headings_goes_in(world: World) -> None:
    found = imports.check(world.lead, read(["Our list of places"], [], HEADS, SHED, LINE))
    assert (found.new, found.same, found.problems, found.left_out) == (("The Shed", "The Line"), 0, (), ("Remarks",))
    assert not Entry.objects.exists()
    assert imports.apply(world.lead, read(["Our list of places"], [], HEADS, SHED, LINE)) == 2
    line, shed = Entry.objects.order_by("name")
    assert (line.for_crisis, line.topics, line.kind) == (True, ["crisis", "listening"], "helpline")
    assert (shed.postcode_areas, shed.joining, shed.shown_public) == (["TN23", "CT"], "self", False)
    assert shed.origin == "Row 4 of Directory in places.xlsx"
    assert AuditEvent.objects.filter(action="entry.added", reason=shed.origin).exists()


def test_again_changes_what_differs_and_doubles_nothing(world: World) -> None:
    imports.apply(world.coordinator, read(HEADS, SHED, LINE))
    assert imports.apply(world.lead, read(HEADS, SHED, LINE)) == 0
    changed = [*SHED[:3], "01632 960 399", *SHED[4:]]
    found = imports.check(world.lead, read(HEADS, changed, LINE))
    assert (found.new, found.same) == ((), 1)
    (row,) = found.changed
    assert (row.name, row.differences) == ("The Shed", (("Phone", "01632 960 309", "01632 960 399"),))
    with unguarded():
        Entry.objects.filter(name="The Shed").update(access="A ramp")  # the sheet has no such column: it stays
    assert imports.apply(world.lead, read(HEADS, changed, LINE)) == 1
    shed = Entry.objects.get(name="The Shed")
    assert (shed.phone, shed.access, Entry.objects.count()) == ("01632 960 399", "A ramp", 2)


def test_every_cell_that_needs_a_look_is_named(world: World) -> None:
    heads = ["Name", "Kind", "What they do", "Phone", "Organisation", "Kept by", "In a crisis", "Getting in",
             "Languages", "Postcode areas", "Website", "Last checked"]  # fmt: skip
    bad = ["Odd", "Castle", "", "", "Nobody Ltd", "A stranger", "perhaps", "By pigeon", "Klingon", "CT1 1AA", "no dots",
           "31/02/2026"]  # fmt: skip
    found = imports.check(world.lead, read(heads, bad, ["", "Helpline", "Something", "1"]))
    told = {(problem.place.letter, problem.place.row): problem.message for problem in found.problems}
    assert {cell for cell, _ in sorted(told)} == {"A", "B", "C", "E", "F", "G", "H", "I", "J", "K", "L"}
    assert "Write one of these: Charity" in told["B", 2]
    assert "no organisation of this name" in told["E", 2]
    assert "may keep an entry" in told["F", 2]
    assert told["G", 2] == "Write Yes or No."
    assert "language Klingon" in told["I", 2]
    assert "CT11AA" in told["J", 2]
    assert told["L", 2] == "The day it was checked must be a real date"
    assert told["A", 3] == "Enter what it is called"
    with pytest.raises(Refused, match="nothing was brought in"):
        imports.apply(world.lead, read(heads, bad))
    assert not Entry.objects.exists()


def test_one_row_that_cannot_be_reached_keeps_all_out(world: World) -> None:
    found = imports.check(world.lead, read(HEADS, SHED, [*LINE[:3], "", *LINE[4:]]))
    (problem,) = found.problems
    assert (str(problem.place), "a phone number" in problem.message) == ("Directory D3", True)


def test_the_same_twice_in_a_file_is_said(world: World) -> None:
    found = imports.check(world.lead, read(HEADS, SHED, ["the shed", *SHED[1:]]))
    assert [problem.message for problem in found.problems] == ["This is in row 2 already."]


def test_all_or_nothing_also_when_something_changed_meanwhile(world: World, monkeypatch: Any) -> None:
    checked = imports.check(world.lead, read(HEADS, SHED, LINE))
    make_entry("The Line")
    monkeypatch.setattr(sys.modules["alongside.partners.imports.apply"], "check", lambda actor, sheet: checked)
    with pytest.raises(Refused, match=r"Row 3 of Directory in places\.xlsx: The Line is in the directory already"):
        imports.apply(world.lead, read(HEADS, SHED, LINE))
    assert [entry.name for entry in Entry.objects.all()] == ["The Line"]


def test_organisation_and_owner_are_read_by_name_or_email(world: World) -> None:
    heads = [*HEADS[:4], "Organisation", "Owner", "Last checked"]
    rows = [[*SHED[:4], "harbour peers", "imani@example.org", date(2026, 3, 1).strftime("%d/%m/%Y")]]
    rows += [[*LINE[:4], "", "Marcia Thornby", "1 March 2026"]]
    assert imports.apply(world.lead, read(heads, *rows)) == 2
    line, shed = Entry.objects.order_by("name")
    assert (shed.organisation, shed.owner, line.owner) == (charity(), world.users["peer_worker"], world.users["lead"])
    assert shed.checked_on == line.checked_on == date(2026, 3, 1)
    assert shed.checked_by == "Marcia Thornby"
    assert imports.check(world.lead, read(heads[:4], SHED[:4])).same == 1  # the only one of that name


def test_a_sheet_without_headings_is_no_directory() -> None:
    assert read(["A", "B"], ["Shed", "Phone"]) is None


def test_a_sheet_that_goes_on_for_ever_is_sent_in_parts(world: World, monkeypatch: Any) -> None:
    monkeypatch.setattr(sys.modules["alongside.partners.imports.read"], "MOST", 1)
    found = imports.check(world.lead, read(HEADS, SHED, LINE))
    assert "more than 1 rows" in found.problems[0].message


@pytest.mark.parametrize("rows", [1, 3])
def test_a_check_asks_as_much_for_three_as_for_one(world: World, rows: int, django_assert_num_queries) -> None:
    lead, sheet = world.lead, read(HEADS, *([f"Place {n}", *SHED[1:]] for n in range(rows)))
    with django_assert_num_queries(3):
        assert len(imports.check(lead, sheet).new) == rows


@pytest.mark.parametrize("who", ["peer_worker", "team_manager", "partner", "administrator"])
def test_others_bring_nothing_in(world: World, sign_in: Any, who: str) -> None:
    with pytest.raises(NotAllowed):
        imports.check(world.actor(who), read(HEADS, SHED))
    assert sign_in(who).get(reverse("partners:bring_in")).status_code == 404
    assert sign_in(who).get(reverse("partners:look_over")).status_code == 404


# Pages ---------------------------------------------------------------------------------------------------------------


def send(browser: Any, content: bytes) -> Any:
    file = SimpleUploadedFile("places.xlsx", content)
    return browser.post(reverse("partners:bring_in"), {"file": file})


def test_sent_looked_over_and_brought_in(world: World, sign_in: Any) -> None:
    browser, look_over = sign_in("lead"), reverse("partners:look_over")
    assert browser.get(reverse("partners:bring_in")).status_code == 200
    assert browser.get(look_over).status_code == 404
    assert send(browser, workbook(HEADS, SHED, LINE)).url == look_over
    page = browser.get(look_over).content.decode()
    assert "Bring in 2 rows" in page
    assert "Remarks" in page
    assert not Entry.objects.exists()
    assert browser.post(look_over).url == reverse("partners:directory")
    assert Entry.objects.count() == 2
    assert browser.post(look_over).status_code == 404
    send(browser, workbook(HEADS, SHED, LINE))
    assert "All of this is here already" in browser.get(look_over).content.decode()
    send(browser, workbook(HEADS, [*SHED[:3], "0300", *SHED[4:]]))
    assert "01632 960 309 → 0300" in browser.get(look_over).content.decode()
    send(browser, workbook(HEADS, ["X", "Castle", "Y", "1"]))
    page = browser.get(look_over).content.decode()
    assert "Castle" in page
    assert "Bring in" not in page.split("</h1>")[1]
    assert browser.post(look_over).status_code == 409


def test_what_is_no_spreadsheet_of_places_is_said(world: World, sign_in: Any, monkeypatch: Any) -> None:
    browser = sign_in("lead")
    for content, words in ((b"not a workbook", "Excel workbook"), (workbook(["A"], ["B"]), "We found no sheet")):
        answer = send(browser, content)
        assert answer.status_code == 422
        assert words in answer.content.decode()
    monkeypatch.setattr("alongside.partners.forms.sheets.LARGEST", 5)
    assert "bigger than 5 MB" in send(browser, workbook(HEADS, SHED)).content.decode()
    assert browser.post(reverse("partners:bring_in")).status_code == 422


def test_taken_out_and_brought_in_again_changes_nothing(world: World, sign_in: Any) -> None:
    make_entry(owner=world.users["lead"], organisation=charity(), languages=["pl", "bfi"], website="https://x.example")
    make_entry("=cmd|'/c calc'!A1", everywhere=True, for_crisis=True, what="Two\nlines.", days=None, phone="+44 1632")
    browser = sign_in("lead")
    taken = browser.get(f"{reverse('partners:directory')}?as=xlsx")
    assert taken["Content-Type"].endswith("spreadsheetml.sheet")
    assert Opening.objects.get().how == "exported"
    book = read_workbook(taken.content)
    rows = next(sheet.rows for sheet in book.sheets if sheet.name == "Directory")
    assert rows[0] == list(HEADINGS.values())
    assert rows[1][0] == "=cmd|'/c calc'!A1"  # text, and never a formula: no value was worked out
    parts = zipfile.ZipFile(io.BytesIO(taken.content))
    assert all(b"<f>" not in parts.read(name) for name in parts.namelist() if "worksheets/" in name)
    found = imports.check(world.lead, imports.read(("places.xlsx", book)))
    assert (found.problems, found.new, found.changed, found.same) == ((), (), (), 2)


def test_what_is_taken_out_is_what_was_looked_for(world: World, sign_in: Any) -> None:
    make_entry("Near", postcode_areas=["CT"])
    make_entry("Far", postcode_areas=["LE"])
    taken = sign_in("peer_worker").get(f"{reverse('partners:directory')}?postcode=CT1&as=xlsx")
    rows = next(sheet.rows for sheet in read_workbook(taken.content).sheets if sheet.name == "Directory")
    assert [row[0] for row in rows[1:]] == ["Near"]
    assert clock.today()
