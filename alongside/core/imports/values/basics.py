"""Cells before they mean anything: empty or not, as text, as words to compare; and the puzzle that a reader raises."""

import functools
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

Cell = str | float | bool | date | datetime | time | timedelta
_NOTHING = re.compile(r"^[\s\-–—_./]*$|^(n/?a|nil|none|null|tbc|not known|unknown|#n/a)$", re.IGNORECASE)


class Puzzle(ValueError):
    """A cell that cannot be read. The message says what is the case and what to write; `suggestion` may stand there."""

    def __init__(self, message: str, suggestion: str = "") -> None:
        super().__init__(message)
        self.suggestion = suggestion


@dataclass(frozen=True)
class Reading:
    """What is known around a cell: today, the words above its column, and whether days count from 1904."""

    today: date
    header: str = ""
    from_1904: bool = False


Reader = Callable[[Cell, Reading], Any]


def is_empty(cell: Cell) -> bool:
    """Nothing but space and dashes, or words that say so."""
    return isinstance(cell, str) and bool(_NOTHING.match(cell.replace("\xa0", " ").strip()))


def text(cell: Cell, reading: Reading | None = None) -> str | None:
    """The cell as one line of text; a whole number without its ".0". None when empty."""
    if isinstance(cell, str):
        line = " ".join(unicodedata.normalize("NFKC", cell).replace("\u200b", "").split())
        return None if is_empty(line) else line
    return written(cell)


def written(cell: Cell) -> str:
    """The cell as it is shown to the reader, and as it is compared: never empty for a value."""
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell)
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y}" if cell.time() == time.min else f"{cell:%d/%m/%Y %H:%M}"
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, time):
        return f"{cell.hour}:{cell.minute:02}"
    if isinstance(cell, timedelta):
        hours, rest = divmod(int(cell.total_seconds()) // 60, 60)
        return f"{hours}:{rest:02}"
    return str(cell)


@functools.lru_cache(maxsize=20_000)
def plain(words: str) -> str:
    """Lower case, without accents and punctuation but : + ½ ✓: "D.N.A. (late)" as "dna late"."""
    words = words.casefold().replace("’", "'").replace("'", "").replace(".", "").replace("&", " and ")
    kept = "".join(c if c.isalnum() or c in ":+✓✔✗✘½" else " " for c in _unaccented(words))
    return " ".join(kept.split())


def _unaccented(words: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", words) if not unicodedata.combining(c))
