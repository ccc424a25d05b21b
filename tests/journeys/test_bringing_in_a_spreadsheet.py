"""Years in a spreadsheet come in without fear: all is seen, some corrected, the rest goes in together or not at all."""

import io
import re
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from alongside.formats import tables
from tests.journeys.conftest import today

SAMPLES = Path(__file__).parent.parent / "spreadsheets" / "samples"
LEAD = "lead"


def tracker() -> bytes:
    """Three people and three contacts, with a team misspelt twice and a length nobody can read."""
    day = today() - timedelta(days=90)
    caseload = [
        ["PELLOW, Wren", "Ashford CMHT", "Imani Calder", day, "Open", "Only for the file."],
        ["TREVOR, Ines", "Ashfrd CMHT", "Imani Calder", day, "Open", None],
        ["QUAYLE, Jory", "Ashfrd CMHT", "Imani Calder", day, "Open", None],
    ]
    contacts = [
        ["Wren Pellow", day + timedelta(days=7), "Imani Calder", "45", "Attended"],
        ["Wren Pellow", day + timedelta(days=14), "Imani Calder", "ages", "Attended"],
        ["Ines Trevor", day + timedelta(days=8), "Imani Calder", "1hr 30", "Attended"],
    ]
    return tables.to_xlsx(
        {
            "Caseload": (("Client", "CMHT / Ward", "PSW", "Ref date", "Open/Closed", "Comments"), caseload),
            "Contacts": (("Name", "Date", "PSW", "Minutes", "How it went"), contacts),
            "Lists": (("Colours",), [["Blue"], ["Green"]]),
        }
    )


def send(window, name: str, content: bytes) -> None:
    """Choose the file, and wait until it is read; the page looks again by itself."""
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    window.page.locator("input[type=file]").set_input_files(file)
    window.press("Check this spreadsheet")


def is_checked(window) -> None:
    window.is_at("Your spreadsheet, checked")
    window.looks_right()


def fetched(window, link: str) -> dict[str, list[list]]:
    """The workbook behind a link, sheet by sheet."""
    address = window.page.get_by_role("link", name=link).get_attribute("href")
    content = window.page.request.get(window.address + address).body()
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_a_spreadsheet_is_checked_corrected_and_brought_in(visit):
    marcia = visit(LEAD)
    marcia.menu("Spreadsheets")
    send(marcia, "peer support tracker.xlsx", tracker())
    is_checked(marcia)
    marcia.sees("Nothing has been changed yet.", "Caseload B3, B4", "Comments about people are not brought in.")
    marcia.picture("import-check")

    marcia.press(re.compile("^Use Ashford CMHT for all 2"))
    is_checked(marcia)
    marcia.does_not_see("Caseload B3, B4")

    marcia.follow(re.compile("^Say what it means"))
    marcia.fill("What should we read", "60")
    marcia.press("Use this")
    is_checked(marcia)
    marcia.sees("Nothing to correct.")

    marcia.press("Bring in 6 rows")
    marcia.is_at("6 rows are in")
    marcia.looks_right()
    marcia.follow(re.compile("^3 people"))
    marcia.sees("Wren P", "Ines T", "Jory Q")

    marcia.menu("Spreadsheets")
    send(marcia, "the same again.xlsx", tracker())
    is_checked(marcia)
    marcia.sees("already here")


def test_what_stays_out_is_taken_away_and_the_rest_goes_in(visit):
    marcia = visit(LEAD)
    marcia.go("/spreadsheets/")
    send(marcia, "tracker.xlsx", tracker())
    is_checked(marcia)
    rows = fetched(marcia, "Download these as a spreadsheet")
    assert rows["Caseload"][0][-1] == "What to do"
    assert [row[0] for row in rows["Caseload"][1:]] == ["TREVOR, Ines", "QUAYLE, Jory"]

    marcia.press("Bring in 2 rows")
    marcia.is_at("2 rows are in")
    marcia.sees("4 rows stayed out")
    assert fetched(marcia, "Download these as a spreadsheet") == rows


def test_a_sheet_that_was_not_known_is_explained(visit):
    marcia = visit(LEAD)
    marcia.go("/spreadsheets/")
    send(marcia, "tracker.xlsx", tracker())
    is_checked(marcia)
    marcia.follow(re.compile("^It should be read"))
    marcia.sees("Its first rows")
    marcia.choose("Nothing to bring in")
    marcia.press("Check it again")
    is_checked(marcia)
    marcia.follow(re.compile("^Change how Caseload is read"))
    marcia.select("PSW", "Leave it out")
    marcia.press("Check it again")
    is_checked(marcia)
    marcia.press("Leave it out, and delete the file")
    marcia.sees("Nothing was changed.")


@pytest.mark.parametrize("way", ["phone", "desktop"], indirect=True)
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"not a workbook", "This is not an Excel workbook."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
    ],
)
def test_a_file_that_will_not_do_is_refused_beside_the_question(visit, content, words):
    marcia = visit(LEAD)
    marcia.go("/spreadsheets/")
    send(marcia, "tracker.xlsx", content)
    marcia.sees("There is a problem", re.compile(words))


@pytest.mark.parametrize("way", ["desktop"], indirect=True)
@pytest.mark.parametrize("name", ["workbook-a.xlsx", "workbook-b.xlsx"])
def test_two_years_of_a_service_come_in_through_the_page(visit, name):
    marcia = visit(LEAD)
    marcia.go("/spreadsheets/")
    send(marcia, name, (SAMPLES / name).read_bytes())
    is_checked(marcia)
    marcia.sees(re.compile("^We read 1,039 rows"))
    button = marcia.page.get_by_role("button", name=re.compile(r"^Bring in \d+ rows")).filter(visible=True)
    rows = re.search(r"\d+", button.inner_text())[0]
    marcia.press(f"Bring in {rows} rows")
    expect(marcia.page.get_by_role("heading", level=1)).to_contain_text(f"{rows} rows are in", timeout=120_000)
