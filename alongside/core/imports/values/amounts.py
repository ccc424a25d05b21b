"""Minutes together and hours a week, as people write them: "1hr 30", "0:45", "half hour"; "22.5 hrs", "0.6 WTE"."""

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from alongside.core.imports.values.basics import Cell, Puzzle, Reading, plain, text

LONGEST_CONTACT = 720  # minutes
FULL_TIME = 37.5  # hours a week: Agenda for Change, section 10
MINUTES = "Write the minutes, like 45."
HOURS = "Write the hours a week, like 22.5."

_WORDS = {
    "half": 0.5,
    "a half": 0.5,
    "half a": 0.5,
    "half an": 0.5,
    "1/2": 0.5,
    "a": 1,
    "an": 1,
    "one": 1,
    "one and a half": 1.5,
    "1 and a half": 1.5,
    "11/2": 1.5,
    "1 1/2": 1.5,
    "two": 2,
    "two and a half": 2.5,
    "21/2": 2.5,
    "three": 3,
    "four": 4,
    "quarter": 0.25,
    "a quarter": 0.25,
    "quarter of an": 0.25,
    "a quarter of an": 0.25,
    "three quarters of an": 0.75,
    "three quarter": 0.75,
    "3/4": 0.75,
    "1/4": 0.25,
}
_ABOUT = re.compile(r"^(about|approx\.?|approximately|around|circa|ca?\.?|~|c\.)\s*|\s*(approx\.?|ish|total|in total)$")
_CLOCK = re.compile(r"^(\d{1,2})\s*[:h]\s*(\d{2})(?::\d{2})?\s*(?:h|hrs?|hours?|m|mins?)?$")
_HOURS_MINUTES = re.compile(
    r"^(\d+(?:\.\d+)?)\s*h(?:(?:ou)?rs?)?\.?\s*(?:(?:and|&|,)?\s*(\d{1,3})\s*(?:m(?:ins?|inutes?)?)?\.?)?$"
)
_MINUTES = re.compile(r"^(\d+(?:\.\d+)?)\s*(?:m(?:ins?|inutes?|nts?)?\.?|')$")
_RANGE = re.compile(r"^(\d{1,2})[:.](\d{2})\s*(?:-|–|to)\s*(\d{1,2})[:.](\d{2})$")
_HOUR_WORDS = re.compile(r"^(.+?)[\s-]*(?:hours?|hrs?)$")
_AND_A = re.compile(r"^(?:(an|one|1|a|two|2|three|3)\s+)?(?:hours?|hrs?)\s+and\s+(?:a|an)\s+(half|quarter)$")


def minutes(cell: Cell, reading: Reading) -> int | None:
    """Whole minutes, 0 to 720. None when empty. A column headed in hours holds hours."""
    found = _minutes(cell, "hour" in plain(reading.header) or "hrs" in plain(reading.header).split())
    if found is None:
        return None
    if found < 0:
        raise Puzzle(f"Minutes cannot be less than nothing. {MINUTES}")
    if found > LONGEST_CONTACT:
        raise Puzzle(f"This says {found:,.0f} minutes: more than twelve hours. {MINUTES}")
    return round(found)


def _minutes(cell: Cell, in_hours: bool) -> float | None:
    if isinstance(cell, bool):
        raise Puzzle(f"This is not a length of time. {MINUTES}")
    if isinstance(cell, datetime):
        if cell.year > 1905:
            raise Puzzle(f"This is a date, not a length of time. {MINUTES}")
        return cell.hour * 60 + cell.minute
    if isinstance(cell, date):
        raise Puzzle(f"This is a date, not a length of time. {MINUTES}")
    if isinstance(cell, time):
        return cell.hour * 60 + cell.minute
    if isinstance(cell, timedelta):
        return cell.total_seconds() / 60
    if isinstance(cell, float | int):
        return _number(float(cell), in_hours)
    line = text(cell)
    return None if line is None else _words(line.casefold(), in_hours)


def _number(number: float, in_hours: bool) -> float:
    if in_hours and -24 <= number <= 12:
        return number * 60
    if 0 < number < 0.25 and abs(number * 1440 - round(number * 1440)) < 0.01:
        return round(number * 1440)  # a part of a day: how spreadsheets keep 0:45
    if 0 < number <= 12 and not number.is_integer():
        return number * 60
    return number


def _words(line: str, in_hours: bool) -> float:
    line = _ABOUT.sub("", line.replace("⁄", "/")).strip()
    if re.fullmatch(r"[-−]?\d+(\.\d+)?", line):
        return _number(float(line.replace("−", "-")), in_hours)
    if found := _CLOCK.match(line):
        return int(found[1]) * 60 + int(found[2])
    if found := _RANGE.match(line):
        start, end = int(found[1]) * 60 + int(found[2]), int(found[3]) * 60 + int(found[4])
        return end - start
    if found := _HOURS_MINUTES.match(line):
        return float(found[1]) * 60 + int(found[2] or 0)
    if found := _MINUTES.match(line):
        return float(found[1])
    if found := _AND_A.match(line):
        whole = _WORDS.get(found[1] or "an") or int(found[1])
        return whole * 60 + (30 if found[2] == "half" else 15)
    if (found := _HOUR_WORDS.match(line)) and (count := _WORDS.get(found[1].replace("-", " ").strip())):
        return count * 60
    raise Puzzle(f"This is not a length of time we can read. {MINUTES}")


def hours(cell: Cell, reading: Reading) -> Decimal | None:
    """Hours a week to one place. A whole-time equivalent is taken of 37.5 hours; so is a number of 1 or less."""
    if isinstance(cell, timedelta):
        found = cell.total_seconds() / 3600
    elif isinstance(cell, time):
        found = cell.hour + cell.minute / 60
    elif isinstance(cell, bool | date | datetime):
        raise Puzzle(HOURS)
    elif isinstance(cell, float | int):
        found = _weekly(float(cell), reading.header)
    else:
        line = text(cell)
        if line is None:
            return None
        found = _weekly_words(line.casefold(), reading.header)
    if not 0 < found <= 60:
        raise Puzzle(f"This says {found:g} hours a week, which cannot be. {HOURS}")
    return Decimal(str(found)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _weekly(number: float, header: str) -> float:
    whole_time = 0 < number <= 1 or bool(re.search(r"\b[wf]te\b", plain(header)) and number <= 1.5)
    return number * FULL_TIME if whole_time else number


def _weekly_words(line: str, header: str) -> float:
    if re.fullmatch(r"(full[\s-]*time|ft|f/t)", line):
        return FULL_TIME
    if found := re.fullmatch(r"(\d*\.?\d+)\s*(?:wte|fte|w\.t\.e\.?|f\.t\.e\.?)(?:\s*\(.*\))?", line):
        return float(found[1]) * FULL_TIME
    if found := re.fullmatch(r"(?:wte|fte)\s*:?\s*(\d*\.?\d+)", line):
        return float(found[1]) * FULL_TIME
    if found := re.fullmatch(r"(\d{1,2}):(\d{2})(?:\s*h(?:ou)?rs?)?", line):
        return int(found[1]) + int(found[2]) / 60
    week = r"(?:\s*(?:a|per|/|p\.?)\s*w(?:ee)?k?\.?|\s*weekly|\s*pw)?"
    if found := re.fullmatch(rf"(\d*\.?\d+)\s*(?:h(?:(?:ou)?rs?)?\.?)?{week}(?:\s*\(.*\))?", line):
        return _weekly(float(found[1]), "" if "h" in line else header)
    if found := re.fullmatch(rf"(\d+)\s*h(?:(?:ou)?rs?)?\s*(\d+)\s*m(?:ins?)?{week}", line):
        return int(found[1]) + int(found[2]) / 60
    raise Puzzle(f"These are not hours we can read. {HOURS}")
