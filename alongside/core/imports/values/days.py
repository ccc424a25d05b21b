"""Days as people write them, the day always first: 1/5/26, 01.05.2026, Friday 1st May 2026, 2026-05-01, a serial."""

import re
from datetime import date, datetime, time, timedelta

from alongside.core.imports.values.basics import Cell, Puzzle, Reading, text

_EARLIEST = date(1900, 1, 1)
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_ASIDE = re.compile(r"\s*\(.*?\)\s*$")
_WEEKDAY = re.compile(
    r"^(mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun)(day|nesday|sday|rsday|urday)?\b[\s,.]*", re.IGNORECASE
)
_TIME = re.compile(
    r"(?:[,\s]+(?:at\s+)?|(?<=\d)T)\d{1,2}[:.]\d{2}(?::\d{2}(?:\.\d+)?)?\s*([ap]\.?m\.?)?Z?$|\s+(at\s+)?\d{1,2}\s*[ap]m$",
    re.IGNORECASE,
)
_ISO = re.compile(r"^(\d{4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})$")
_NUMBERS = re.compile(r"^(\d{1,2})\s*[-/.,\\ ]\s*(\d{1,2})\s*[-/.,\\ ]\s*(\d{4}|\d{2})$")
_NAMED = re.compile(
    r"^(\d{1,2})\s*(?:st|nd|rd|th)?\s*(?:of\b)?[-/., ]*([a-z]{3,9})\.?[-/., ]*'?(\d{4}|\d{2})$", re.IGNORECASE
)
_NAMED_FIRST = re.compile(r"^([a-z]{3,9})\.?\s+(\d{1,2})\s*(?:st|nd|rd|th)?[,\s]+'?(\d{4}|\d{2})$", re.IGNORECASE)
_YEARLESS = re.compile(r"^\d{1,2}\s*(st|nd|rd|th)?[-/. ]*([a-z]{3,9}|\d{1,2})$", re.IGNORECASE)

HOW = "Write the day, the month and the year, like 01/05/2026."


def day(cell: Cell, reading: Reading) -> date | None:
    """A day near our own: two-digit years are of this century. Puzzle for one that does not exist or cannot be read."""
    return _read(cell, reading, birth=False)


def birth_day(cell: Cell, reading: Reading) -> date | None:
    """A day of birth: two-digit years are taken so that the person is at least ten."""
    return _read(cell, reading, birth=True)


def _read(cell: Cell, reading: Reading, *, birth: bool) -> date | None:
    if isinstance(cell, bool | time | timedelta):
        raise Puzzle(f"This is not a date. {HOW}")
    if isinstance(cell, datetime):
        return _sensible(cell.date())
    if isinstance(cell, date):
        return _sensible(cell)
    if isinstance(cell, float | int):
        return _serial(float(cell), reading)
    line = text(cell)
    if line is None:
        return None
    line = _WEEKDAY.sub("", _ASIDE.sub("", line))
    line = _TIME.sub("", line).strip(" ,")
    if re.fullmatch(r"\d{5}(\.\d+)?", line):
        return _serial(float(line), reading)
    year, month, number, short = _parts(line)
    if short:
        year = _century(year, reading.today, birth)
    return _build(year, month, number, line)


def _parts(line: str) -> tuple[int, int, int, bool]:
    """(year, month, day, whether the year has two digits)."""
    if found := _ISO.match(line):
        return int(found[1]), int(found[2]), int(found[3]), False
    if re.fullmatch(r"(19|20)\d{6}", line):
        return int(line[:4]), int(line[4:6]), int(line[6:]), False
    if found := _NUMBERS.match(line):
        return int(found[3]), int(found[2]), int(found[1]), len(found[3]) == 2
    if found := _NAMED.match(line):
        return int(found[3]), _month(found[2]), int(found[1]), len(found[3]) == 2
    if found := _NAMED_FIRST.match(line):
        return int(found[3]), _month(found[1]), int(found[2]), len(found[3]) == 2
    if _YEARLESS.match(line):
        raise Puzzle(f"The year is missing. {HOW}")
    raise Puzzle(f"This is not a date we can read. {HOW}")


def _month(word: str) -> int:
    word = word.casefold()
    for number, name in enumerate(_MONTHS, start=1):
        if name.startswith(word) or (word == "sept" and number == 9):
            return number
    raise Puzzle(f"This is not a date we can read. {HOW}")


def _century(year: int, today: date, birth: bool) -> int:
    latest = today.year - 10 if birth else today.year + 10
    return 2000 + year if 2000 + year <= latest else 1900 + year


def _build(year: int, month: int, number: int, line: str) -> date:
    if not 1 <= month <= 12:
        raise Puzzle(f"There is no month {month}. The day comes first here, then the month. {HOW}")
    try:
        return _sensible(date(year, month, number))
    except ValueError as problem:
        if isinstance(problem, Puzzle):
            raise
        raise Puzzle(f"There is no {number} {_MONTHS[month - 1].title()}. Ask, or leave the cell empty.") from None


def _serial(number: float, reading: Reading) -> date:
    """A day as spreadsheets count them: days since the end of 1899, or since 1904."""
    if 19000101 <= number <= 21000101 and number.is_integer():
        year, rest = divmod(int(number), 10000)
        return _build(year, rest // 100, rest % 100, "")
    if not 3654 <= number <= 80000:
        raise Puzzle(f"This number is not a date. {HOW}")
    start = date(1904, 1, 1) if reading.from_1904 else date(1899, 12, 30)
    return start + timedelta(days=int(number))


def _sensible(found: date) -> date:
    if not _EARLIEST <= found <= date(2100, 1, 1):
        raise Puzzle(f"This says {found:%d/%m/%Y}, which cannot be. {HOW}")
    return found
