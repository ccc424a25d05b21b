"""Open a workbook (.xlsx) that somebody sent: refused at once when it could do harm, then its stored values by sheet.

Nothing is evaluated: a formula is the value that was stored beside it, and text that looks like one is text. Every part
of the file is unpacked here, within limits, before anything reads a cell; what is read is a copy of those parts alone.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook, SheetMetadata

Cell = str | float | bool | date | datetime | time | timedelta

LARGEST_FILE = 30_000_000
LARGEST_UNPACKED = 150_000_000
MOST_PARTS = 1_000
MOST_SHEETS = 100
MOST_ROWS = 200_000
MOST_COLUMNS = 1_000
MOST_CELLS = 4_000_000
MOST_TEXT = 400_000_000  # characters, once each repeated text is written out

OLD_ENOUGH = 2_000_000  # bytes in which an older file says what it is
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NEEDED = re.compile(
    r"^(\[Content_Types\]\.xml|_rels/.*|xl/(_rels/.*|workbook\.xml|styles\.xml|sharedStrings\.xml|"
    r"worksheets/(?!_rels/)[^/]*\.xml|chartsheets/[^/]*\.xml|theme/.*))$",
    re.IGNORECASE,
)
_ROW = re.compile(rb"<(?:\w+:)?row\b(?:[^>]*?\br\s*=\s*[\"'](\d{1,10})[\"'])?")
_CELL = re.compile(rb"<(?:\w+:)?c\b")
_PLACE = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br\s*=\s*[\"']([A-Za-z]{1,5})(\d{1,10})[\"']")
_SHARED = re.compile(rb"t\s*=\s*[\"']s[\"'][^>]*>\s*(?:<(?:\w+:)?f\b.*?</(?:\w+:)?f>)?\s*<(?:\w+:)?v>(\d+)<", re.DOTALL)
_ITEM = re.compile(rb"<(?:\w+:)?si\b.*?</(?:\w+:)?si>|<(?:\w+:)?si\s*/>", re.DOTALL)


_DAMAGED = (
    "This file is damaged, or is not a spreadsheet. Open it, save it again as an Excel workbook (.xlsx), and try."
)
_TOO_BIG = "This file is too big to be read here. Save only the sheets you need in a new workbook, and try that."
_LOCKED = "This workbook is locked with a password. Take the password off, save it, and try again."
_NO_WORKBOOK = "This is not an Excel workbook. Save it as an Excel workbook (.xlsx), and try that."
_MACROS = (
    "This workbook can hold macros: small programs. Save it as an Excel workbook without them (.xlsx), and try that."
)
_LINKED = (
    "This workbook takes values from other files. In Excel choose Data, Edit links, Break link; save it, and try again."
)
_BEYOND = "A sheet goes on far beyond its table. Delete the empty rows and columns around it, save, and try again."


class NotReadable(Exception):
    """A file that will not be read. The message is for whoever sent it: what is the case and what to do."""


@dataclass(frozen=True)
class Sheet:
    """A sheet's stored values. `rows[0]` is row 1 of the sheet; an empty cell is ""; numbers are floats."""

    name: str
    visible: bool
    rows: list[list[Cell]]


@dataclass(frozen=True)
class Workbook:
    """All sheets in their order. `from_1904`: days are counted from 1904, as old Macintosh files do."""

    sheets: tuple[Sheet, ...]
    from_1904: bool = False


def read_workbook(file: Path | bytes) -> Workbook:
    """Check that the file is harmless, then read it. NotReadable, quickly, for anything else."""
    import python_calamine as calamine

    copy, from_1904 = _harmless_copy(_bytes(file))
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(copy))
        sheets = tuple(_sheet(book, about) for about in book.sheets_metadata)
    except (calamine.CalamineError, OSError, ValueError) as problem:
        raise NotReadable(_DAMAGED) from problem
    return Workbook(sheets, from_1904)


def _sheet(book: "CalamineWorkbook", about: "SheetMetadata") -> Sheet:
    import python_calamine as calamine

    visible = about.visible == calamine.SheetVisibleEnum.Visible
    if about.typ != calamine.SheetTypeEnum.WorkSheet:
        return Sheet(about.name, visible, [])
    sheet = book.get_sheet_by_name(about.name)
    rows: list[list[Cell]] = sheet.to_python(skip_empty_area=False)
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if left == right and top < bottom < len(rows) and left < len(rows[top]):
            for row in rows[top + 1 : bottom + 1]:
                row[left] = rows[top][left]
    return Sheet(about.name, visible, rows)


def _bytes(file: Path | bytes) -> bytes:
    """All of the file, once its size and its first bytes allow."""
    if isinstance(file, bytes):
        size, start = len(file), file[:OLD_ENOUGH]
    else:
        try:
            size = file.stat().st_size
            with file.open("rb") as opened:
                start = opened.read(OLD_ENOUGH)
        except OSError:
            raise NotReadable(f"There is no file {file.name} that can be read.") from None
    if start.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in start:
            raise NotReadable(_LOCKED)
        raise NotReadable("This is an older kind of file (.xls). Save it as an Excel workbook (.xlsx), and try that.")
    if not start.startswith(b"PK"):
        raise NotReadable(_NO_WORKBOOK)
    if size > LARGEST_FILE:
        raise NotReadable(_TOO_BIG)
    return file if isinstance(file, bytes) else file.read_bytes()


def _harmless_copy(data: bytes) -> tuple[bytes, bool]:
    """A copy of the parts that hold cells, unpacked and looked through; and whether days count from 1904."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as problem:
        raise NotReadable(_DAMAGED) from problem
    entries = archive.infolist()
    _look_at_names(entries)
    wanted = [entry for entry in entries if _NEEDED.match(entry.filename)]
    if sum(entry.file_size for entry in wanted) > LARGEST_UNPACKED:
        raise NotReadable(_TOO_BIG)
    parts = {}
    left = LARGEST_UNPACKED
    for entry in wanted:
        parts[entry.filename] = part = _unpack(archive, entry, left)
        left -= len(part)
        _look_at(entry.filename, part)
    if "xl/workbook.xml" not in parts:
        raise NotReadable(_NO_WORKBOOK)
    _look_at_size(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as copy:
        for name, part in parts.items():
            copy.writestr(name, part)
    return out.getvalue(), bool(re.search(rb"date1904=\"(1|true)\"", parts["xl/workbook.xml"]))


def _look_at_names(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    small = [name.lower() for name in names]
    if any("vbaproject" in name or "/macrosheets/" in name or "/activex/" in name for name in small):
        raise NotReadable(_MACROS)
    if any(name.startswith(("xl/externallinks/", "xl/connections")) for name in small):
        raise NotReadable(_LINKED)
    if "mimetype" in small and "content.xml" in small:
        raise NotReadable("This is an OpenDocument file. Save it as an Excel workbook (.xlsx), and try that.")
    odd = [name for name in names if name.startswith(("/", "\\")) or "\\" in name or ".." in PurePosixPath(name).parts]
    if odd or len(set(small)) != len(small):
        raise NotReadable(_DAMAGED)
    if len(names) > MOST_PARTS:
        raise NotReadable(_TOO_BIG)
    if any(entry.flag_bits & 1 for entry in entries):
        raise NotReadable(_LOCKED)


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    """The part as it really is, whatever size it says it has."""
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise NotReadable(_DAMAGED)
    try:
        with archive.open(entry) as opened:
            part = opened.read(most + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as problem:
        raise NotReadable(_DAMAGED) from problem
    if len(part) > most:
        raise NotReadable(_TOO_BIG)
    return part


def _look_at(name: str, part: bytes) -> None:
    head = part[:4096]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in head[:4]:
        raise NotReadable(_DAMAGED)  # Excel writes UTF-8; another alphabet could hide what follows
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise NotReadable(_DAMAGED)
    if name == "[Content_Types].xml" and b"macroEnabled" in part:
        raise NotReadable(_MACROS)


def _look_at_size(parts: dict[str, bytes]) -> None:
    """Refuse sheets that go on for ever, before memory is set aside for them."""
    sheets = {name: part for name, part in parts.items() if "/worksheets/" in name}
    if len(sheets) > MOST_SHEETS:
        raise NotReadable(
            f"This workbook has {len(sheets)} sheets. Save the ones you need in a new workbook, and try that."
        )
    cells = room = 0
    for part in sheets.values():
        rows, columns, here = _extent(part)
        cells += here
        room += rows * columns
        if rows > MOST_ROWS:
            raise NotReadable(
                f"A sheet goes on to row {rows:,}. Delete the empty rows below its table, save it, and try again."
            )
        if columns > MOST_COLUMNS or max(room, cells) > MOST_CELLS:
            raise NotReadable(_BEYOND)
    _look_at_text(parts.get("xl/sharedStrings.xml", b""), sheets.values(), cells)


def _extent(part: bytes) -> tuple[int, int, int]:
    """(rows, columns, cells) of a sheet: as it says, and as it really is."""
    count = last = 0
    for found in _ROW.finditer(part):
        count += 1
        last = max(last, int(found[1] or 0))
        if max(count, last) > MOST_ROWS:
            return max(count, last), 0, 0
    cells = sum(1 for _ in _CELL.finditer(part))
    wide = 0
    for found in _PLACE.finditer(part):
        last = max(last, int(found[2]))
        wide = max(wide, _number(found[1]))
        if last > MOST_ROWS:
            break
    return max(count, last), wide or (cells // max(count, 1) + 1), cells


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def letters(index: int) -> str:
    """What a spreadsheet calls its column: 0 is A, 26 is AA."""
    name, index = "", index + 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def _look_at_text(shared: bytes, sheets: Iterable[bytes], cells: int) -> None:
    """One long text shown by a million cells is a million long texts."""
    lengths = [len(found[0]) for found in _ITEM.finditer(shared)]
    if not lengths or max(lengths) * cells <= MOST_TEXT:
        return
    text = 0
    for part in sheets:
        for found in _SHARED.finditer(part):
            at = int(found[1])
            text += lengths[at] if at < len(lengths) else 0
    if text > MOST_TEXT:
        raise NotReadable(_TOO_BIG)
