"""Rows of people: who they are, when they were referred, with whom, how it ended, and whether they are here already."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from alongside.core.imports.values import Name, Puzzle, tokens
from alongside.core.nhs import codes
from alongside.referrals.imports import KnownPerson
from alongside.spreadsheets.imports.found import Asked, PersonFound, WorkerFound
from alongside.spreadsheets.imports.places import Places
from alongside.spreadsheets.imports.rows import ALREADY, CHANGED, READY, REPEATED, Row, who_in
from alongside.spreadsheets.imports.who import Names
from alongside.spreadsheets.imports.workers import Workers

NOBODY = "There is nobody of this name, in this workbook or here. Check the name, or add them to the sheet of people."


class People:
    """Everybody who may be named as a person: the workbook's own first, then those who are here."""

    def __init__(
        self,
        known: Mapping[str, KnownPerson],
        walks: Mapping[str, tuple[Any, ...]],
        places: Places,
        workers: Workers,
        today: date,
    ) -> None:
        self.places, self.workers, self.today = places, workers, today
        self.of_file: Names[PersonFound] = Names(lambda found: found.shown, NOBODY)
        self.of_service: Names[PersonFound] = Names(lambda found: found.shown, NOBODY)
        self.numbers: dict[str, PersonFound] = {}
        self.numbers_here: dict[str, PersonFound] = {}
        self.bad_numbers: dict[str, Row] = {}
        self.all: list[PersonFound] = []
        self._resolved: dict[Any, PersonFound | tuple[str, Puzzle]] = {}
        for each in known.values():
            person = each.person
            found = PersonFound(
                Name(person.first_name, person.last_name), person.nhs_number, person.birth_date, known=each
            )
            found.asked = [self._asked_here(referral, walks.get(referral.pk, ())) for referral in each.referrals]
            if found.nhs_number:
                self.numbers_here.setdefault(found.nhs_number, found)
            self.of_service.add(str(found.name), found)

    def _asked_here(self, referral: Any, walks: tuple[Any, ...]) -> Asked:
        worker = self.workers.here.get(walks[-1].worker_id) if walks else None
        return Asked(
            known=referral,
            received_on=timezone.localdate(referral.received_at),
            ended_on=timezone.localdate(referral.closed_at) if referral.closed_at else None,
            worker=worker,
            standing={"closed": "closed", "declined": "declined", "matched": "open"}.get(referral.status, "waiting"),
            team=self.places.by_id.get(referral.host_team_id or ""),
            walks=walks,
        )

    def read(self, rows: Iterable[Row]) -> None:
        """Understand the rows of all sheets of people."""
        for row in rows:
            self._read(row)

    def _read(self, row: Row) -> None:
        self._resolve(row)
        self._dates(row)
        self._standing(row)
        if row.state != READY:
            return
        name = who_in(row)
        if name is None:
            if not {"name", "first_name", "last_name"} & set(row.cells):
                row.problem(
                    "name" if "name" in row.columns else "last_name", "Write the person’s name, or empty the row."
                )
            return
        found = self._one(row, name)
        found.rows.append(row)
        asked = Asked(
            row=row,
            received_on=row.get("received_on"),
            ended_on=row.get("ended_on"),
            worker=row.get("worker"),
            standing=row.get("standing") or "",
            team=row.get("team"),
        )
        if row.is_well:
            self._compare(row, found, asked)
        if asked.known is None:
            found.asked.append(asked)

    def _resolve(self, row: Row) -> None:
        if (team := row.get("team")) is not None:
            try:
                row.values["team"] = self.places.find(team)
            except Puzzle as puzzle:
                row.problem("team", str(puzzle), puzzle.suggestion)
        if (worker := row.get("worker")) is not None:
            try:
                row.values["worker"] = self.workers.find(worker)
            except Puzzle as puzzle:
                row.problem("worker", str(puzzle), puzzle.suggestion)

    def _dates(self, row: Row) -> None:
        born, received, ended = row.get("birth_date"), row.get("received_on"), row.get("ended_on")
        if received is None and "received_on" not in _hurt(row):
            row.problem("received_on", "Write the day they were referred, like 01/05/2026.")
        if received and received > self.today:
            row.problem("received_on", "This day has not come yet. Write the day they were referred.")
        received = received if "received_on" not in _hurt(row) else None
        if born and born > self.today:
            row.problem("birth_date", "This day has not come yet. Check the date of birth.")
        elif born and received and born >= received:
            row.problem("birth_date", "They were not born when they were referred. Check the two dates.")
        if ended and received and ended < received:
            row.problem("ended_on", f"This is before they were referred, on {received:%d/%m/%Y}. Check the two dates.")
        elif ended and ended > self.today and row.get("standing") not in ("open", "waiting"):
            row.problem("ended_on", "This day has not come yet. Write the day it ended, or leave the cell empty.")

    def _standing(self, row: Row) -> None:
        """Open, closed, waiting: as the row says, or as its dates do; and what a closed one must say."""
        standing = row.get("standing")
        puzzled = "standing" in _hurt(row)
        if standing is None and not puzzled:
            standing = "closed" if row.get("ended_on") else "open" if row.get("worker") else "waiting"
        if (
            standing in ("open", "waiting") and not puzzled
        ):  # as they are kept here: with a peer worker, or waiting for one
            standing = "open" if row.get("worker") is not None or "worker" in _hurt(row) else "waiting"
        if standing != "closed" and row.get("ended_on"):
            row.warn("ended_on", "The row says that this is open, so the day it ended is not brought in.")
            row.values.pop("ended_on")
        if standing == "closed":
            self._closed(row)
        if standing == "open" and row.is_well and not (row.get("team") or self._team_of(row)):
            row.problem("team", "Write the team, so that it is known where they belong.")
        row.values["standing"] = standing

    def _closed(self, row: Row) -> None:
        hurt = _hurt(row)
        if row.get("ended_on") is None and "ended_on" not in hurt:
            row.problem("ended_on", "The row says that this is closed. Write the day it ended.")
        if row.get("closure") is None and "closure" not in hurt:
            row.problem(
                "closure", "The row says that this is closed. Write why, like: finished, asked to stop, moved away."
            )

    def _team_of(self, row: Row) -> Any:
        worker = row.get("worker")
        return worker.team if isinstance(worker, WorkerFound) else None

    def _one(self, row: Row, name: Name) -> PersonFound:
        """The person of a row: by NHS number, else by name and date of birth, in the file and then here."""
        number, born = row.get("nhs_number") or "", row.get("birth_date")
        found = self.numbers.get(number) if number else None
        if found is not None and not _alike(found, name, born):
            first = found.rows[0]
            row.problem(
                "nhs_number", f"Row {first.number} of {first.sheet} has this number for {found.shown}. Check both."
            )
        if found is None:
            same = [f for f in self.of_file.fitting(str(name)) if _same_name(f.name, name)]
            same = [f for f in same if not (number and f.nhs_number) and (f.birth_date == born)]
            found = same[0] if len(same) == 1 and (born or not number) else None
        if found is None:
            found = PersonFound(name, number, born)
            self._meet(found)
            self.all.append(found)
            self.of_file.add(str(name), found)
        if number:
            self.numbers.setdefault(number, found)
            found.nhs_number = found.nhs_number or number
        found.birth_date = found.birth_date or born
        return found

    def _meet(self, found: PersonFound) -> None:
        """Find the person among those who are here."""
        here = self.numbers_here.get(found.nhs_number) if found.nhs_number else None
        if here is None:
            same = [f for f in self.of_service.fitting(str(found.name)) if _same_name(f.name, found.name)]
            if found.birth_date:
                same = [f for f in same if f.birth_date == found.birth_date]
            same = [f for f in same if not (found.nhs_number and f.nhs_number)]
            here = same[0] if len(same) == 1 else None
        if here is not None:
            found.known = here.known
            found.asked = list(here.asked)

    def _compare(self, row: Row, found: PersonFound, asked: Asked) -> None:
        """Whether the row is here already, and where the two differ."""
        twice = [a for a in found.asked if a.row is not None and a.received_on == asked.received_on]
        if twice and twice[0].row is not None and twice[0].row.values == row.values:
            row.state = REPEATED
            return
        if twice and twice[0].row is not None:
            row.problem(
                "received_on",
                f"Row {twice[0].row.number} of {twice[0].row.sheet} is about them and this day too. Keep one.",
            )
            return
        if found.known is None:
            return
        mine = _same_request(found.asked, asked)
        if mine is None:
            return
        mine.row, asked.known = row, mine.known
        person = found.known.person
        name = who_in(row)
        here_name = Name(person.first_name, person.last_name)
        if name and not _same_name(here_name, name):
            row.differs("name" if "name" in row.columns else "last_name", "Name", here_name, name)
        pairs: tuple[tuple[str, str, Any, Any], ...] = (
            ("nhs_number", "NHS number", person.nhs_number or None, row.get("nhs_number")),
            ("birth_date", "Date of birth", person.birth_date, row.get("birth_date")),
            ("received_on", "Referred on", mine.received_on, asked.received_on),
            ("team", "Team", _name_of(mine.team), _name_of(asked.team)),
            ("worker", "Peer worker", mine.worker and mine.worker.shown, asked.worker and asked.worker.shown),
            ("standing", "Open or closed", mine.standing, asked.standing),
            ("ended_on", "Ended on", mine.ended_on, asked.ended_on),
            ("closure", "Why it ended", _why(mine.known.closure_code), _why(row.get("closure"))),
        )
        for field_name, label, here, file in pairs:
            if file and here != file and (field_name != "closure" or asked.standing == "closed"):
                row.differs(field_name, label, here, file)
        row.state = CHANGED if row.differences else ALREADY

    def find(self, number: str | None, name: Name | None, born: date | None) -> PersonFound:
        """The person a contact names. Puzzle, with the field to blame as its first word, when it cannot be one."""
        key = (number, name, born)
        if key not in self._resolved:
            try:
                self._resolved[key] = self._find(number, name, born)
            except Puzzle as puzzle:
                self._resolved[key] = ("", puzzle)
        found = self._resolved[key]
        if isinstance(found, tuple):
            raise Puzzle(str(found[1]), found[1].suggestion)
        return found

    def _find(self, number: str | None, name: Name | None, born: date | None) -> PersonFound:
        if number:
            found = self.numbers.get(number) or self.numbers_here.get(number)
            if found is None:
                raise Puzzle(
                    "Nobody has this NHS number, in this workbook or here. Check it, or add them to the people."
                )
            if name is not None and not _may_be(found.name, name):
                raise Puzzle(f"This NHS number is that of {found.shown}. Check the number and the name.")
        else:
            found = self._by_name(name, born)
        if found.rows and not any(row.is_well for row in found.rows):
            row = found.rows[0]
            raise Puzzle(f"They are in row {row.number} of {row.sheet}, which needs a look first.")
        return found

    def _by_name(self, name: Name | None, born: date | None) -> PersonFound:
        assert name is not None
        words, near = str(name), []
        for names in (self.of_file, self.of_service):
            fits = names.fitting(words)
            if names is self.of_service:
                fits = [f for f in fits if not any(f.known is other.known for other in self.all)] or fits
            exact = [f for f in fits if born is None or f.birth_date == born]
            if born is not None and not exact:
                exact = [f for f in fits if f.birth_date is None]
            if len(exact) == 1:
                return exact[0]
            if exact:
                shown = " or ".join(dict.fromkeys(f.shown for f in exact[:4]))
                raise Puzzle(f"This could be more than one person: {shown}. Write the full name or the NHS number.")
            near += fits
        if near:
            raise Puzzle(f"We know {near[0].shown}. Check the name and the date of birth.")
        close = self.of_file.closest(words) or self.of_service.closest(words)
        raise Puzzle(f"{NOBODY}{f' Did you mean {close}?' if close else ''}")


def _hurt(row: Row) -> frozenset[str]:
    """The fields of the row that have a problem already."""
    places = {problem.place for problem in row.problems}
    return frozenset(name for name in row.columns if row.place(name) in places)


def _same_name(one: Name, other: Name) -> bool:
    return sorted(tokens(str(one))) == sorted(tokens(str(other)))


def _may_be(one: Name, other: Name) -> bool:
    """Whether two names may be one person's: they share a word or its first letter."""
    known, said_ = set(tokens(str(one))), tokens(str(other))
    return not said_ or any(word in known or (len(word) <= 2 and any(k[0] == word[0] for k in known)) for word in said_)


def _alike(found: PersonFound, name: Name, born: date | None) -> bool:
    return _may_be(found.name, name) and (not born or not found.birth_date or born == found.birth_date)


def _same_request(here: list[Asked], asked: Asked) -> Asked | None:
    """The request that is here and that a row tells of: of the same day, else the one that was open then."""
    known = [a for a in here if a.known is not None and a.row is None]
    if same := [a for a in known if a.received_on == asked.received_on]:
        return same[0]
    start, end = asked.received_on or date.min, asked.ended_on or date.max
    over = [a for a in known if (a.received_on or date.min) <= end and start <= (a.ended_on or date.max)]
    return over[-1] if over else None


def _name_of(team: Any) -> str | None:
    return team.name if team is not None else None


def _why(code: str | None) -> str | None:
    return codes.CLOSURE[code].plain if code else None
