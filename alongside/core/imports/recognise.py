"""What a sheet is: where its headers are, whether it tells of workers, people or contacts, and what each column is.

Headers and contents both have a say: a header that a field goes by, and cells that the field's own reader can read.
"""

import contextlib
import functools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from alongside.core.imports.columns import Field, Kind
from alongside.core.imports.values import Puzzle, Reading, day, is_empty
from alongside.core.imports.values.basics import Cell, plain

Rows = Sequence[Sequence[Cell]]
Knows = Mapping[str, Callable[[str], bool]]  # by field: whether the service knows this name already

HEADER_WITHIN = 25  # rows from the top
SAMPLE = 25  # cells of a column looked at
_GENERIC = frozenset(
    [
        "date",
        "name",
        "type",
        "time",
        "reason",
        "status",
        "start",
        "number",
        "contact",
        "person",
        "client",
        "worker",
        "open",
        "closed",
        "hours",
        "first",
        "last",
        "end",
        "day",
        "from",
        "service",
        "length",
        "group",
        "where",
        "with",
        "when",
        "left",
        "on",
        "by",
        "no",
        "other",
        "seen",
        "peer",
        "support",
        "stage",
        "state",
        "method",
        "start",
        "staff",
    ]
)
_PLAIN = frozenset({"date", "nhs_number", "birth_date", "received_on", "ended_on", "starts_on", "email", "hours"})
_CLOCK = 300  # minutes: a column of more is a time of day, not a length
_COUNTS = re.compile(r"\b(total|totals|count|number of|no of|average|avg|mean|target|rate|ytd|percentage|%|sum)\b")
_NEVER = re.compile(
    r"\b(notes?|comments?|remarks?|details?|description|info|information|other|reason|plan|feedback|location|place|band|"
    r"grade|gender|sex|ethnic\w*|age|phone|mobile|address|postcode|gp|source|referrer|goals?|next|id|ref|review)\b"
)  # columns known by their header alone
_SUMMARY = re.compile(
    r"\b(summary|dashboard|pivot|stats|statistics|kpis?|totals)\b|^(total|reports?|lookups?|lists?|charts?|"
    r"instructions|readme|notes)( \d+)?$"
)
_SHEET_WORDS = {
    "workers": re.compile(r"\b(psws?|staff|workers?|team|employees|peers)\b"),
    "people": re.compile(r"\b(caseload|clients?|referrals?|people|sus?|service users|patients?|persons?)\b"),
    "contacts": re.compile(r"\b(contacts?|activity|log|sessions?|diary|appointments?|visits?|meetings)\b"),
}


@dataclass(frozen=True)
class Column:
    """A column by its place from 0. `header` is as it stands in the sheet; `field` None when it is not brought in."""

    index: int
    header: str
    field: Field | None


@dataclass(frozen=True)
class Found:
    """A sheet recognised. `header_row` counts from 1, as the sheet does."""

    kind: Kind
    header_row: int
    columns: tuple[Column, ...]
    score: float

    @property
    def fields(self) -> frozenset[str]:
        return frozenset(column.field.name for column in self.columns if column.field)


def recognise(
    name: str, rows: Rows, kinds: Sequence[Kind], reading: Reading, knows: Knows, *, kind: str | None = None
) -> Found | None:
    """What the sheet is, or None. `kind` is what a person said it is: then only that is tried, and less is enough."""
    asked = [k for k in kinds if kind is None or k.name == kind]
    best: Found | None = None
    for at in _candidates(rows, asked, reading):
        for each in asked:
            found = _as(name, rows, at, each, reading, knows)
            if kind is None and not _believable(name, found):
                continue
            if found.fields and (best is None or found.score > best.score + 0.01):
                best = found
    return best


def _believable(name: str, found: Found) -> bool:
    if not found.kind.enough(found.fields) or _SUMMARY.search(plain(name)):
        return False
    counting = [column for column in found.columns if column.field is None and _COUNTS.search(plain(column.header))]
    return not (found.kind.name == "workers" and counting and not found.fields & {"email", "starts_on"})


def _candidates(rows: Rows, kinds: Sequence[Kind], reading: Reading) -> list[int]:
    """The rows most like headers: those with the most words that fields go by, and else the first row of words."""
    hits: list[tuple[int, int]] = []
    first_words = None
    seen: set[tuple[str, ...]] = set()
    for at, row in enumerate(rows[:HEADER_WITHIN]):
        labels = tuple(plain(cell) if isinstance(cell, str) else "" for cell in row)
        words = [label for label in labels if label]
        if len(words) < 2 or labels in seen or _holds_facts(row, reading):
            continue
        seen.add(labels)
        if first_words is None and len(words) >= 3:
            first_words = at
        count = max(sum(any(_called(word, field) >= 2.5 for field in kind.fields) for word in words) for kind in kinds)
        if count:
            hits.append((-count, at))
    found = {at for _, at in sorted(hits)[:3]}
    if first_words is not None and max((-count for count, _ in hits), default=0) < 3:
        found.add(first_words)
    return sorted(found)


def _holds_facts(row: Sequence[Cell], reading: Reading) -> bool:
    """Whether the row holds a day or a long number: then it is one of the rows, and no header."""
    for cell in row:
        if not isinstance(cell, str):
            return True
        digits = sum(c.isdigit() for c in cell)
        if digits >= 9:
            return True
        if digits >= 3:
            with contextlib.suppress(Puzzle):
                if day(cell, reading) is not None:
                    return True
    return False


def _as(name: str, rows: Rows, at: int, kind: Kind, reading: Reading, knows: Knows) -> Found:
    """The sheet read as this kind, with its headers in row `at` (from 0)."""
    width = max((len(row) for row in rows[at : at + 200]), default=0)
    headers = [_headers(rows, at, index) for index in range(width)]
    samples = [_sample(rows, at, index) for index in range(width)]
    scores: list[tuple[float, int, int, str]] = []
    for index, labels in enumerate(headers):
        if not samples[index] and not plain(labels[0]):
            continue
        for order, field in enumerate(kind.fields):
            score, label = max(
                ((_fits(label, samples[index], field, reading, knows), label) for label in labels),
                key=lambda fit: fit[0],
            )
            if score > 0:
                scores.append((-score, index, order, label))
    taken: dict[int, Field] = {}
    used: set[int] = set()
    total = 0.0
    named = [labels[0] for labels in headers]
    for minus, index, order, label in sorted(scores):
        if index not in taken and order not in used:
            taken[index] = kind.fields[order]
            named[index] = label
            used.add(order)
            total -= minus
    _first_names(taken, kind)
    columns = tuple(
        Column(index, header, taken.get(index))
        for index, header in enumerate(named)
        if plain(header) or index in taken or samples[index]
    )
    if _SHEET_WORDS.get(kind.name, _SUMMARY).search(plain(name)):
        total += 1.5
    return Found(kind, at + 1, columns, total)


def _first_names(taken: dict[int, Field], kind: Kind) -> None:
    """A "Name" beside a "Surname" is the first name."""
    names = {field.name: index for index, field in taken.items()}
    if "last_name" in names and "name" in names and "first_name" not in names and (first := kind.field("first_name")):
        taken[names["name"]] = first


def _headers(rows: Rows, at: int, index: int) -> list[str]:
    """The words above a column, as they stand; and with those of the line above, where a header has two lines."""
    own = _word(rows, at, index)
    above = (
        _word(rows, at - 1, index)
        if at and sum(isinstance(c, str) and bool(plain(c)) for c in rows[at - 1]) > 1
        else ""
    )
    if not plain(above):
        return [own]
    return [own, f"{above} {own}"] if plain(own) else [above]


def _word(rows: Rows, at: int, index: int) -> str:
    cell = rows[at][index] if index < len(rows[at]) else ""
    return cell if isinstance(cell, str) else ""


def _sample(rows: Rows, at: int, index: int) -> list[Cell]:
    cells: list[Cell] = []
    for row in rows[at + 1 :]:
        if index < len(row) and not is_empty(row[index]):
            cells.append(row[index])
            if len(cells) == SAMPLE:
                break
    return cells


@functools.lru_cache(maxsize=20_000)
def _called(header: str, field: Field) -> float:
    """How much a header says that this is the field: 4 its own words, 2.5 among others, 0 not at all."""
    words = plain(re.sub(r"[(\[].*?[)\]]", " ", header)) or plain(header)
    if not words:
        return 0
    if words in field.called or plain(header) in field.called:
        return 4
    have = words.split()
    if len(have) > 7:
        return 0
    for name in field.called:
        parts = name.split()
        if len(parts) > 1 and f" {name} " in f" {words} ":
            return 2.5
        if len(parts) == 1 and len(name) >= 3 and name not in _GENERIC and name in have:
            return 2
    return 0


def _fits(header: str, sample: list[Cell], field: Field, reading: Reading, knows: Knows) -> float:
    called = _called(header, field)
    if called and called < 4 and _COUNTS.search(plain(header)):
        called = 0
    if not field.strict:
        known = _share(sample, knows.get(field.name))
        if known >= 0.6 and len(sample) >= 2:
            return called + 2
        return called if called >= 4 else called / 2 if called else 0
    if not sample:
        return called if called >= 4 else 0
    reads = _reads(sample, field, replace(reading, header=header))
    if field.telling and reads >= 0.6 and len(sample) >= 2:
        return 5 + called / 4 + reads
    if reads < 0.3 and len(sample) >= 3:
        return 1.5 if called >= 4 and field.name in _PLAIN else 0
    if called:
        return called + 2 * reads
    known = reads >= 0.8 and len(sample) >= 3 and not _NEVER.search(plain(header))
    return _by_contents(sample, reads, field, reading) if known else 0


def _by_contents(sample: list[Cell], reads: float, field: Field, reading: Reading) -> float:
    """A column that no header names: only what could hardly be anything else."""
    words = {plain(cell) for cell in sample if isinstance(cell, str)}
    wordy = [word for word in words if len(word) > 2 and not word.isdigit()]
    if field.name in ("attendance", "mechanism", "therapy_mode", "closure", "standing"):
        return 1.5 if wordy and len(words) <= 15 else 0
    if field.name == "minutes":
        timed = sum(1 for cell in sample if isinstance(cell, str) and re.search(r"\d\s*(m|h|:\d)|hour", cell))
        return 1.5 if timed >= len(sample) / 3 else 0
    if field.name in ("birth_date", "date", "received_on"):
        days = [day for cell in sample if (day := _quietly(cell, field, reading)) is not None]
        old = sum(1 for day in days if (reading.today - day).days > 16 * 365)
        return 1.2 if (old > len(days) * 0.8) == (field.name == "birth_date") else 0
    return 0


def _quietly(cell: Cell, field: Field, reading: Reading) -> Any:
    try:
        return field.read(cell, reading)
    except Puzzle:
        return None


def _reads(sample: list[Cell], field: Field, reading: Reading) -> float:
    """The share of the cells that the field's own reader makes sense of."""
    values = [_quietly(cell, field, reading) for cell in sample]
    if field.name == "minutes":
        values = [None if value is not None and value > _CLOCK else value for value in values]
    return sum(value is not None for value in values) / len(sample)


def _share(sample: Iterable[Cell], knows: Callable[[str], bool] | None) -> float:
    cells = [cell for cell in sample if isinstance(cell, str)]
    if not cells or knows is None:
        return 0
    return sum(1 for cell in cells if knows(cell)) / len(cells)
