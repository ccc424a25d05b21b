"""What bringing a sheet in would do, cell by cell, asked of the same form as the page. Changes nothing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from alongside.core.actors import Actor
from alongside.core.imports.report import Place, Problem
from alongside.core.imports.values.basics import plain
from alongside.core.names import searchable
from alongside.partners import queries
from alongside.partners.forms import HEADINGS, AboutEntry, answers_of
from alongside.partners.imports.read import Read
from alongside.partners.models import Entry

YES = frozenset({"yes", "y", "true", "1", "x", "✓", "✔"})
NO = frozenset({"no", "n", "false", "0", "✗", "✘"})
TICKS = ("for_crisis", "everywhere", "shown_public")
CHOICES: dict[str, dict[str, str]] = {
    "kind": {plain(words): value for value, words in Entry.Kind.choices},
    "joining": {plain(words): value for value, words in Entry.Joining.choices},
}
AT_FIRST = {"kind": Entry.Kind.OTHER.value, "joining": Entry.Joining.SELF.value}  # of a sheet without such a column


@dataclass(frozen=True)
class Changed:
    """One row that says something else than what is here: (heading, here, in the file) of each field that differs."""

    row: int
    name: str
    differences: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Line:
    """One row that is well. `entry` is the one it changes, or None for a new one."""

    row: int
    said: dict[str, Any]
    entry: Entry | None


@dataclass(frozen=True)
class Checked:
    """All that a check found. `ready` are the rows that go in; `problems` must be none of them before any does."""

    name: str
    sheet: str
    rows: int
    new: tuple[str, ...]
    changed: tuple[Changed, ...]
    same: int
    problems: tuple[Problem, ...]
    left_out: tuple[str, ...]
    ready: tuple[Line, ...]


def check(actor: Actor, read: Read) -> Checked:
    """Three queries, however many rows."""
    queries.needs_to_keep(actor)
    sheet = _Sheet(read)
    for number, words in read["rows"]:
        sheet.take(number, words)
    if read.get("too_many"):
        sheet.problems.append(
            Problem(
                Place(read["sheet"], 1), "", f"The sheet has more than {len(read['rows']):,} rows. Send it in parts."
            )
        )
    return Checked(
        name=read["name"],
        sheet=read["sheet"],
        rows=len(read["rows"]),
        new=tuple(line.said["name"] for line in sheet.ready if line.entry is None),
        changed=tuple(sheet.changed),
        same=sheet.same,
        problems=tuple(sheet.problems),
        left_out=tuple(read["left_out"]),
        ready=tuple(sheet.ready),
    )


class _Sheet:
    """The rows of one sheet, each compared with what is here."""

    def __init__(self, read: Read) -> None:
        self.sheet, self.columns = read["sheet"], read["columns"]
        self.organisations, self.owners = queries.organisation_choices(), queries.owner_choices()
        self.known = {
            "organisation": {plain(name): row.pk for row, name in self.organisations},
            "owner": {plain(word): user.pk for user, name in self.owners for word in (name, user.email)},
        }
        self.here = queries.here_by_name()
        self.seen: dict[tuple[str, str], int] = {}
        self.ready: list[Line] = []
        self.changed: list[Changed] = []
        self.problems: list[Problem] = []
        self.same = 0

    def take(self, number: int, words: Mapping[str, str]) -> None:
        before = len(self.problems)
        data = {name: self._read(number, name, said) for name, said in words.items()}
        odd = {name for name, (letter, _) in self.columns.items() if letter in self._letters(before)}
        entry = self._here(data)
        if entry is not None and "organisation" not in data:
            data["organisation"] = entry.organisation_id or ""
        asked = AboutEntry(
            _posted({**AT_FIRST, **(answers_of(entry) if entry else {}), **data}),
            organisations=self.organisations,
            owners=self.owners,
        )
        for field, errors in asked.errors.items():
            if field not in odd:
                self._problem(number, field, words.get(field, ""), str(errors[0]))
        key = (searchable(words.get("name", "")), data.get("organisation", ""))
        if key in self.seen:
            self._problem(number, "name", words.get("name", ""), f"This is in row {self.seen[key]} already.")
        self.seen.setdefault(key, number)
        if len(self.problems) == before:
            self._well(number, asked.cleaned_data, entry)

    def _letters(self, since: int) -> set[str]:
        """The columns of the problems told since then."""
        return {problem.place.letter for problem in self.problems[since:]}

    def _well(self, number: int, said: dict[str, Any], entry: Entry | None) -> None:
        if entry is None:
            self.ready.append(Line(number, said, None))
            return
        here = {name: getattr(entry, name) for name in HEADINGS}
        different = [name for name in HEADINGS if here[name] != said[name]]
        if not different:
            self.same += 1
            return
        told = tuple((HEADINGS[name], _shown(here[name]), _shown(said[name])) for name in different)
        self.changed.append(Changed(number, entry.name, told))
        self.ready.append(Line(number, said, entry))

    def _here(self, data: Mapping[str, Any]) -> Entry | None:
        """The same name and organisation; without a column of organisations, the only one of that name."""
        name = searchable(data.get("name", ""))
        if "organisation" in data:
            return self.here.get((name, data["organisation"]))
        found = [entry for (called, _), entry in self.here.items() if called == name]
        return found[0] if len(found) == 1 else None

    def _read(self, number: int, name: str, said: str) -> Any:
        """The cell as the form takes it. A word that is no choice is said to be none, in the cell's own place."""
        word = plain(said)
        if name in TICKS:
            if word and word not in YES | NO:
                self._problem(number, name, said, "Write Yes or No.")
            return word in YES
        if name in CHOICES:
            value = CHOICES[name].get(word) or (said if said in CHOICES[name].values() else "")
            if said and not value:
                options = ", ".join(words for words in _offered(name))
                self._problem(number, name, said, f"Write one of these: {options}.")
            return value or AT_FIRST[name]
        if name in self.known:
            if said and word not in self.known[name]:
                self._problem(number, name, said, NOT_KNOWN[name])
            return self.known[name].get(word, "")
        return said

    def _problem(self, number: int, name: str, said: str, message: str) -> None:
        letter, heading = self.columns.get(name) or self.columns["name"]
        self.problems.append(Problem(Place(self.sheet, number, letter, heading), said[:200], message))


NOT_KNOWN = {
    "organisation": "There is no organisation of this name. Add it in Settings first, or leave the cell empty.",
    "owner": "Nobody of this name or email address may keep an entry here. Leave the cell empty for nobody.",
}


def _offered(name: str) -> list[str]:
    return [str(words) for _, words in (Entry.Kind if name == "kind" else Entry.Joining).choices]


def _posted(data: Mapping[str, Any]) -> dict[str, Any]:
    """As a browser would send it: nothing for a box that is not ticked, a day in three boxes."""
    sent = {name: "on" if said is True else said for name, said in data.items() if said not in (False, None)}
    day = sent.pop("checked_on", "")
    parts = re.split(r"[\s/.\-]+", f"{day:%d/%m/%Y}" if hasattr(day, "strftime") else str(day))
    parts = parts[::-1] if len(parts[0]) == 4 else parts
    names = ("day", "month", "year")
    return {**sent, **{f"checked_on_{name}": part for name, part in zip(names, parts, strict=False)}}


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list):
        return ", ".join(value) or "nothing"
    if hasattr(value, "strftime"):
        return f"{value:%d/%m/%Y}"
    return str(value) if value not in (None, "") else "nothing"
