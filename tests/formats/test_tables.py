"""Rows as a spreadsheet and as text: what goes in comes out, and nothing is ever a formula."""

import csv
import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from alongside.formats.tables import to_csv, to_xlsx

RISKY = ["=1+1", "+44 1632 960001", "-5", "@SUM(A1)", "\t=1", "\r=1", " =1+1", "＝1+1", '=HYPERLINK("http://x")']
COLUMNS = ["Person", "Day", "Minutes", "Words"]


def read_csv(file: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline="")))


def read_xlsx(file: bytes, sheet: str = "Contacts") -> list[list]:
    return CalamineWorkbook.from_filelike(io.BytesIO(file)).get_sheet_by_name(sheet).to_python()


def xml_of(file: bytes, part: str = "xl/worksheets/sheet1.xml") -> str:
    return zipfile.ZipFile(io.BytesIO(file)).read(part).decode()


@pytest.mark.parametrize("cell", RISKY)
def test_csv_puts_an_apostrophe_before_what_looks_like_a_formula(cell):
    assert read_csv(to_csv(["Words"], [[cell]])) == [["Words"], [f"'{cell}"]]
    assert read_csv(to_csv([cell], []))[0] == [f"'{cell}"]


@pytest.mark.parametrize("cell", RISKY)
def test_xlsx_keeps_what_looks_like_a_formula_as_quoted_text(cell):
    file = to_xlsx({"Contacts": (["Words"], [[cell]])})
    assert "<f>" not in xml_of(file)
    assert "hyperlink" not in xml_of(file)
    assert 't="s"' in xml_of(file).split('r="A2"')[1].split(">")[0]
    assert 'quotePrefix="1"' in xml_of(file, "xl/styles.xml")


@given(st.text())
def test_csv_never_lets_any_text_begin_like_a_formula(text):
    ((cell, _),) = read_csv(to_csv([text, "Words"], []))
    assert cell.lstrip()[:1] not in {"=", "+", "-", "@"}
    assert cell in {text, f"'{text}"}


def test_csv_writes_each_kind_of_cell_plainly():
    summer = datetime(2026, 7, 1, 9, 5, tzinfo=UTC)
    rows = [["Zoë", date(2026, 11, 24), -5, 'Said "yes", twice'], [None, summer, Decimal("1.50"), True]]
    assert read_csv(to_csv(COLUMNS, rows)) == [
        COLUMNS,
        ["Zoë", "2026-11-24", "-5", 'Said "yes", twice'],
        ["", "2026-07-01 10:05", "1.50", "Yes"],
    ]
    assert to_csv(COLUMNS, []).startswith(b"\xef\xbb\xbf")


def test_xlsx_writes_each_kind_of_cell_as_what_it_is():
    summer = datetime(2026, 7, 1, 9, 5, tzinfo=UTC)
    rows = [["Zoë", date(2026, 11, 24), 45, "9990001235"], [None, summer, Decimal("1.5"), False]]
    rows.append(["https://example.org", datetime(2026, 7, 1, 9, 5), -5, "007"])  # noqa: DTZ001
    assert read_xlsx(to_xlsx({"Contacts": (COLUMNS, rows)})) == [
        COLUMNS,
        ["Zoë", date(2026, 11, 24), 45, "9990001235"],
        ["", datetime(2026, 7, 1, 10, 5), 1.5, "No"],  # noqa: DTZ001
        ["https://example.org", datetime(2026, 7, 1, 9, 5), -5, "007"],  # noqa: DTZ001
    ]


def test_xlsx_holds_several_sheets_and_makes_their_names_possible():
    file = to_xlsx({"Waiting": (["Days"], [[3]]), "Contacts [2026/11]: all that were ever recorded": (["Days"], [])})
    assert read_xlsx(file, "Waiting") == [["Days"], [3]]
    _, second = CalamineWorkbook.from_filelike(io.BytesIO(file)).sheet_names
    assert second == "Contacts  2026 11   all that we"


def test_xlsx_refuses_what_it_would_have_to_leave_out():
    with pytest.raises(ValueError, match="Row 2 of “Contacts” does not fit"):
        to_xlsx({"Contacts": (["Words"], [["short"], ["x" * 32_768]])})
