"""A workbook that could do harm is refused at once, in words; a plain one gives its stored values."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from alongside.formats import workbooks
from alongside.formats.workbooks import NotReadable, letters, read_workbook


def plain(fill: Callable[[xlsxwriter.Workbook], None] | None = None) -> bytes:
    """A small workbook: a header, a row, and whatever `fill` adds."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("People")
        sheet.write_row(0, 0, ["Name", "Number"])
        sheet.write_row(1, 0, ["Ada", 12])
        if fill:
            fill(book)
    return out.getvalue()


def with_parts(data: bytes, parts: dict[str, bytes], *, how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The workbook with parts added or put in the place of its own."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", how) as new:
        for entry in old.infolist():
            if entry.filename not in parts:
                new.writestr(entry.filename, old.read(entry.filename))
        for name, part in parts.items():
            new.writestr(name, part)
    return out.getvalue()


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


SHEET = "xl/worksheets/sheet1.xml"


def sheet_of(rows: bytes) -> bytes:
    head = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    return head + b"<sheetData>" + rows + b"</sheetData></worksheet>"


def refused(data: bytes | Path) -> str:
    with pytest.raises(NotReadable) as problem:
        read_workbook(data)
    words = str(problem.value)
    assert words.endswith(".")
    return words


def test_workbook_when_plain_gives_each_sheet_from_its_first_row():
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Log")
        sheet.write_datetime(2, 1, date(2026, 5, 1), book.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.hide()

    found = read_workbook(plain(fill))
    assert [(sheet.name, sheet.visible) for sheet in found.sheets] == [("People", True), ("Log", False)]
    assert found.sheets[0].rows == [["Name", "Number"], ["Ada", 12.0]]
    assert found.sheets[1].rows[2] == ["", date(2026, 5, 1)]
    assert found.from_1904 is False


def test_cells_when_merged_downwards_say_the_same_in_each_row():
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Log")
        sheet.merge_range("A2:A3", "Ada")
        sheet.write_row(0, 0, ["Who", "When"])
        sheet.write(1, 1, "1/5/26")
        sheet.write(2, 1, "2/5/26")

    assert read_workbook(plain(fill)).sheets[1].rows[1:] == [["Ada", "1/5/26"], ["Ada", "2/5/26"]]


def test_formulas_when_met_are_their_stored_values():
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Sums")
        sheet.write_formula(0, 0, "=1+1", None, 7)
        sheet.write_string(1, 0, "=1+1")

    assert read_workbook(plain(fill)).sheets[1].rows == [[7.0], ["=1+1"]]


def test_workbook_when_days_count_from_1904_says_so():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "date_1904": True}) as book:
        book.add_worksheet()
    assert read_workbook(out.getvalue()).from_1904


def test_file_when_it_is_no_workbook_is_refused(tmp_path):
    assert "Save it as an Excel workbook" in refused(b"Name,Number\nAda,12\n")
    assert "damaged" in refused(b"PK\x03\x04 not a zip at all")
    assert "no file" in refused(tmp_path / "gone.xlsx")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("holiday.jpg", b"\xff\xd8")
    assert "not an Excel workbook" in refused(out.getvalue())


def test_file_when_old_or_locked_says_what_to_do(tmp_path):
    locked = workbooks.OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    assert "password" in refused(locked)
    assert "older kind" in refused(workbooks.OLE + b"\0" * 600)
    file = tmp_path / "old.xls"
    file.write_bytes(workbooks.OLE + b"\0" * 600)
    assert "older kind" in refused(file)


def test_file_when_another_programs_says_what_to_do():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")
    assert "OpenDocument" in refused(out.getvalue())


@pytest.mark.parametrize("name", ["xl/vbaProject.bin", "xl/macrosheets/sheet1.xml", "xl/activeX/activeX1.xml"])
def test_macros_when_held_are_refused(name):
    assert "macros" in refused(with_parts(plain(), {name: b"anything"}))


def test_macros_when_only_the_kind_says_so_are_refused():
    kinds = part(plain(), "[Content_Types].xml").replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml")
    assert "macros" in refused(with_parts(plain(), {"[Content_Types].xml": kinds}))


@pytest.mark.parametrize("name", ["xl/externalLinks/externalLink1.xml", "xl/connections.xml"])
def test_links_when_to_other_files_are_refused(name):
    assert "other files" in refused(with_parts(plain(), {name: b"<x/>"}))


def test_links_when_only_email_addresses_are_no_matter():
    def fill(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet("Staff").write_url(0, 0, "mailto:ada@example.nhs.uk", string="ada@example.nhs.uk")

    assert read_workbook(plain(fill)).sheets[1].rows == [["ada@example.nhs.uk"]]


@pytest.mark.parametrize("name", ["../escape.xml", "/etc/passwd", "xl\\worksheets\\sheet9.xml", "XL/workbook.xml"])
def test_names_when_they_play_tricks_are_refused(name):
    assert "damaged" in refused(with_parts(plain(), {name: b"<x/>"}))


def test_bomb_when_a_part_unpacks_to_far_too_much_is_refused():
    huge = sheet_of(b"<row><c><v>1</v></c></row>" * 10 + b" " * (workbooks.LARGEST_UNPACKED + 10))
    assert "too big" in refused(with_parts(plain(), {SHEET: huge}))


def test_bomb_when_its_sizes_lie_is_not_believed(monkeypatch):
    data = bytearray(with_parts(plain(), {SHEET: sheet_of(b" " * 100_000)}))
    at = data.rindex(SHEET.encode()) - 46
    data[at + 24 : at + 28] = (50).to_bytes(4, "little")  # what the list of contents says it unpacks to
    assert "damaged" in refused(bytes(data))


def test_bomb_when_made_of_many_parts_is_refused():
    parts = {f"xl/media/{n}.png": b"" for n in range(workbooks.MOST_PARTS + 1)}
    assert "too big" in refused(with_parts(plain(), parts))


def test_bomb_when_packed_in_another_way_is_refused():
    assert "damaged" in refused(with_parts(plain(), {SHEET: sheet_of(b"")}, how=zipfile.ZIP_BZIP2))


def test_file_when_larger_than_any_tracker_is_refused(monkeypatch):
    monkeypatch.setattr(workbooks, "LARGEST_FILE", 100)
    assert "too big" in refused(plain())


def test_rows_when_a_million_are_empty_are_refused():
    assert "row" in refused(with_parts(plain(), {SHEET: sheet_of(b"<row/>" * 1_048_576)}))
    far = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>1</v></c></row>'
    assert "1,048,576" in refused(with_parts(plain(), {SHEET: sheet_of(far)}))
    assert "1,048,576" in refused(with_parts(plain(), {SHEET: sheet_of(far.replace(b'"', b"'"))}))
    only_cell = b'<row><c r="A1048576"><v>1</v></c></row>'
    assert "1,048,576" in refused(with_parts(plain(), {SHEET: sheet_of(only_cell)}))


def test_columns_when_they_go_on_for_ever_are_refused():
    wide = b'<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>'
    assert "far beyond" in refused(with_parts(plain(), {SHEET: sheet_of(wide)}))
    block = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="150000"><c r="ABC150000"><v>1</v></c></row>'
    assert "far beyond" in refused(with_parts(plain(), {SHEET: sheet_of(block)}))


def test_sheets_when_too_many_are_refused():
    parts = {f"xl/worksheets/extra{n}.xml": sheet_of(b"") for n in range(workbooks.MOST_SHEETS + 1)}
    assert "sheets" in refused(with_parts(plain(), parts))


def test_text_when_one_long_one_is_shown_by_every_cell_is_refused(monkeypatch):
    monkeypatch.setattr(workbooks, "MOST_TEXT", 50_000)

    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Log")
        for row in range(60):
            sheet.write(row, 0, "w" * 1_000)

    assert "too big" in refused(plain(fill))
    monkeypatch.setattr(workbooks, "MOST_TEXT", 61_900)
    assert len(read_workbook(plain(fill)).sheets[1].rows) == 60


@pytest.mark.parametrize(
    "tricky",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet/>',
        "<?xml version='1.0' encoding='utf-16'?><worksheet/>".encode("utf-16"),
    ],
)
def test_markup_when_it_could_unfold_is_refused(tricky):
    assert "damaged" in refused(with_parts(plain(), {SHEET: tricky}))


def test_markup_when_broken_is_refused():
    assert "damaged" in refused(with_parts(plain(), {"xl/workbook.xml": b"<workbook><sheets>"}))


def test_pages_when_one_is_a_chart_are_no_rows():
    def fill(book: xlsxwriter.Workbook) -> None:
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=People!$B$2:$B$2"})
        book.add_chartsheet("Picture").set_chart(chart)

    assert read_workbook(plain(fill)).sheets[1].rows == []


@pytest.mark.parametrize(("index", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_when_named_are_as_in_the_sheet(index, name):
    assert letters(index) == name
