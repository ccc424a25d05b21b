"""Rows of contacts: with whom, by whom, when and how it went, and whether they are here already."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from alongside.core.imports.values import Name, Puzzle
from alongside.core.nhs import codes
from alongside.spreadsheets.imports.found import Asked, ContactFound, PersonFound, WorkerFound
from alongside.spreadsheets.imports.people import People
from alongside.spreadsheets.imports.rows import ALREADY, CHANGED, READY, Row, who_in
from alongside.spreadsheets.imports.workers import Workers
from alongside.support.imports import ATTENDED, MET, KnownContact

_TWO = re.compile(r"\s*(?:/|&|\+|;|\band\b)\s*", re.IGNORECASE)


class Contacts:
    """Understands the rows of all sheets of contacts."""

    def __init__(self, people: People, workers: Workers, today: date) -> None:
        self.people, self.workers, self.today = people, workers, today
        self.found: list[ContactFound] = []
        self._named: dict[str, tuple[WorkerFound, ...] | Puzzle] = {}

    def read(self, row: Row) -> None:
        """One row. What is well and new to the file is kept in `found`."""
        self._when(row)
        person = self._who(row)
        workers = self._workers(row)
        self._how(row)
        if row.state != READY or not row.is_well or person is None:
            return
        asked = _asked_on(person, row.values["date"])
        workers = workers or ((asked.worker,) if asked.worker else ())
        attendance = row.get("attendance") or MET
        self._warn(row, asked, workers)
        self.found.append(
            ContactFound(
                row,
                person,
                asked,
                workers,
                on=row.values["date"],
                attendance=attendance,
                mechanism=row.get("mechanism") or "",
                therapy_mode=row.get("therapy_mode") or "1",
                minutes=(row.get("minutes") or None) if attendance in ATTENDED else None,
            )
        )

    def _when(self, row: Row) -> None:
        on = row.get("date")
        if on is None and not row.problems and "date" in row.columns:
            row.problem("date", "Write the day of the contact, like 01/05/2026.")
        if on and on > self.today:
            row.problem("date", "This day has not come yet. Write the day it happened, or leave the row out.")

    def _who(self, row: Row) -> PersonFound | None:
        number, name, born = row.get("nhs_number"), who_in(row), row.get("birth_date")
        said = [field for field in ("nhs_number", "name", "last_name", "first_name") if field in row.cells]
        blame = next((field for field in said if field in row.values), "")
        if not blame:
            if not any(row.place(field) in {p.place for p in row.problems} for field in said):
                there = next((f for f in ("nhs_number", "name", "last_name") if f in row.columns), "date")
                row.problem(there, "Write who it was with: their NHS number, or their name as in the sheet of people.")
            return None
        if "nhs_number" in said and number is None:  # a number that needs a look: the name would hide it
            return None
        try:
            return self.people.find(number, name if isinstance(name, Name) else None, born)
        except Puzzle as puzzle:
            row.problem(blame, str(puzzle), puzzle.suggestion)
            return None

    def _workers(self, row: Row) -> tuple[WorkerFound, ...]:
        words = row.get("worker")
        if words is None:
            return ()
        if words not in self._named:
            self._named[words] = self._by_name(words)
        found = self._named[words]
        if isinstance(found, Puzzle):
            row.problem("worker", str(found), found.suggestion)
            return ()
        return found

    def _by_name(self, words: str) -> tuple[WorkerFound, ...] | Puzzle:
        try:
            return (self.workers.find(words),)
        except Puzzle as puzzle:
            parts = [part for part in _TWO.split(words) if part]
            if len(parts) < 2:
                return puzzle
        try:
            return tuple(dict.fromkeys(self.workers.find(part) for part in parts))
        except Puzzle as puzzle:
            return puzzle

    def _how(self, row: Row) -> None:
        hurt = {problem.place for problem in row.problems}
        if "attendance" in row.columns and row.get("attendance") is None and row.place("attendance") not in hurt:
            row.problem("attendance", "Write how it went: attended, did not attend, or who cancelled.")
        if row.get("minutes") == 0 and row.get("attendance") in ATTENDED:
            row.warn("minutes", "They met, and the minutes say 0. It is brought in without a length.")

    def _warn(self, row: Row, asked: Asked, workers: tuple[WorkerFound, ...]) -> None:
        on = row.values["date"]
        for worker in workers:
            if worker.starts_on and on < worker.starts_on:
                row.warn("date", f"This is before {worker.shown} started, on {worker.starts_on:%d/%m/%Y}.")
        if asked.received_on and on < asked.received_on:
            row.warn("date", f"This is before they were referred, on {asked.received_on:%d/%m/%Y}.")
        elif asked.ended_on and on > asked.ended_on:
            row.warn("date", f"This is after it ended, on {asked.ended_on:%d/%m/%Y}.")

    def compare(self, known: Iterable[KnownContact]) -> None:
        """Say of each row whether its contact is here already: the same, or told differently."""
        left: dict[tuple[str, date], list[KnownContact]] = {}
        for each in known:
            left.setdefault((each.person, each.on), []).append(each)
        if not left:
            return
        waiting = []
        for found in self.found:
            here = left.get(_key(found), [])
            same = next((each for each in here if not _differences(found, each)), None)
            if same is not None:
                here.remove(same)
                found.row.state = ALREADY
            elif here:
                waiting.append(found)
        for found in waiting:
            here = left[_key(found)]
            near = next((each for each in here if not found.workers or each.workers & _ids(found)), None)
            if near is not None:
                here.remove(near)
                found.known = near
                found.row.state = CHANGED
                for difference in _differences(found, near):
                    found.row.differs(*difference)


def _asked_on(person: PersonFound, on: date) -> Asked:
    """The request that a contact of this day belongs to: the one open then, else the one before, else the first."""
    asked = [a for a in person.asked if a.known is not None or (a.row is not None and a.row.is_well)]
    begun = [a for a in asked if a.received_on and a.received_on <= on]
    open_then = [a for a in begun if a.ended_on is None or on <= a.ended_on]
    return (open_then or begun or asked)[-1 if open_then or begun else 0]


def _key(found: ContactFound) -> tuple[str, date]:
    return (found.person.known.person.pk if found.person.known else "", found.on)


def _ids(found: ContactFound) -> frozenset[str]:
    return frozenset(worker.known.worker.pk for worker in found.workers if worker.known)


def _differences(found: ContactFound, known: KnownContact) -> list[tuple[str, str, Any, Any]]:
    """(field, label, here, file) of each fact that the two tell differently."""
    contact = known.contact
    pairs = (
        (
            "attendance",
            "How it went",
            _plain(codes.ATTENDANCE, contact.attendance),
            _plain(codes.ATTENDANCE, found.attendance),
        ),
        (
            "mechanism",
            "How they met",
            _plain(codes.MECHANISM, contact.mechanism),
            _plain(codes.MECHANISM, found.mechanism),
        ),
        ("minutes", "Minutes", contact.minutes, found.minutes),
        (
            "therapy_mode",
            "One to one or group",
            _plain(codes.THERAPY_MODE, contact.therapy_mode),
            _plain(codes.THERAPY_MODE, found.therapy_mode),
        ),
    )
    differ = [pair for pair in pairs if pair[2] != pair[3]]
    if found.workers and not _ids(found) <= known.workers:
        differ.append(("worker", "Peer worker", "somebody else", ", ".join(worker.shown for worker in found.workers)))
    return differ


def _plain(known: codes.CodeList, code: str) -> str:
    return known[code].plain if code in known else code
