"""Who is who in a cell: names in any order, email addresses, NHS numbers."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, time, timedelta

from alongside.core.imports.values.basics import Cell, Puzzle, Reading, text, written
from alongside.core.nhs.number import clean_nhs_number

_TITLE = re.compile(r"^(mr|mrs|ms|miss|mx|dr|rev|sir|prof)\.?\s+", re.IGNORECASE)
_ASIDE = re.compile(r"\s*[(\[].*?[)\]]\s*")
_EMAIL = re.compile(r"[^@\s,;<>()]+@[^@\s,;<>()]+\.[^@\s,;<>().]{2,}")


@dataclass(frozen=True)
class Name:
    """A name as it will be shown. `last` is empty when only one word is known."""

    first: str
    last: str

    def __str__(self) -> str:
        return f"{self.first} {self.last}".strip()


def name(cell: Cell, reading: Reading) -> Name | None:
    """ "Priya Jones", "JONES, Priya", "Jones Priya" in capitals: first and last name. None when empty."""
    if isinstance(cell, float | bool | date | time | timedelta):
        raise Puzzle("This is not a name. Write the first name and the last name.")
    line = text(cell)
    if line is None:
        return None
    line = _TITLE.sub("", _ASIDE.sub(" ", line).strip(" ,;"))
    if not any(c.isalpha() for c in line) or any(c.isdigit() for c in line) or "@" in line:
        raise Puzzle("This is not a name. Write the first name and the last name.")
    if "," in line:
        last, first = (part.strip() for part in line.split(",", 1))
        return Name(_cased(_TITLE.sub("", first)), _cased(last))
    words = line.split()
    if len(words) > 1 and words[0].isupper() and len(words[0].strip(".")) > 1 and not words[-1].isupper():
        return Name(_cased(" ".join(words[1:])), _cased(words[0]))
    return Name(_cased(words[0]), _cased(" ".join(words[1:])))


def part_of_name(cell: Cell, reading: Reading) -> str | None:
    """A first name or a last name on its own."""
    if isinstance(cell, float | bool | date | time | timedelta):
        raise Puzzle("This is not a name. Write the name in words.")
    line = text(cell)
    if line is None:
        return None
    if any(c.isdigit() for c in line):
        raise Puzzle("This is not a name. Write the name in words.")
    return _cased(line)


def _cased(words: str) -> str:
    """Names all in capitals, or in none, written as names: "O'NEILL" as "O'Neill", "smith-jones" as "Smith-Jones"."""
    words = " ".join(words.replace("`", "'").split())
    if not (words.isupper() or words.islower()) or (len(words) <= 2 and words.isupper() and "." in words):
        return words
    return re.sub(r"[^\W\d_]+", lambda found: _word(found, words), words)


def _word(found: "re.Match[str]", words: str) -> str:
    before = words[: found.start()]
    small = before.endswith(("'", "’")) and len(found[0]) == 1
    return found[0].lower() if small else found[0].capitalize()


def tokens(words: str) -> tuple[str, ...]:
    """The words of a name to compare by: without case, accents, apostrophes, dots: "X. O’Neill" as ("x", "oneill")."""
    bare = words.casefold().replace("'", "").replace("’", "").replace("`", "")
    flat = "".join(c for c in unicodedata.normalize("NFD", bare) if not unicodedata.combining(c))
    return tuple(re.sub(r"[\W_]+", " ", flat).split())


def email(cell: Cell, reading: Reading) -> str | None:
    """An email address in lower case."""
    line = text(cell)
    if line is None:
        return None
    line = re.sub(r"^mailto:", "", line, flags=re.IGNORECASE).strip(" ;,<>")
    if not _EMAIL.fullmatch(line):
        raise Puzzle("This is not an email address. Write it like ada.quill@example.nhs.uk, or leave the cell empty.")
    return line.lower()


def nhs_number(cell: Cell, reading: Reading) -> str | None:
    """Ten digits whose last checks the others, however they are spaced (NHS Data Dictionary)."""
    line = text(cell) if isinstance(cell, str) else written(cell)
    if line is None:
        return None
    digits = re.sub(r"\D", "", line)
    try:
        found = clean_nhs_number(line)
    except ValueError:
        if len(digits) == 10 and not re.search(r"[A-Za-z]", re.sub(r"(?i)nhs|number|num|no", "", line)):
            raise Puzzle(
                "The last digit does not fit the others. Two digits may be swapped. Look it up, or leave it empty."
            ) from None
        raise Puzzle("An NHS number has 10 digits, like 999 000 1235. Look it up, or leave the cell empty.") from None
    return found or None
