"""Rows of workers: who they are, where and how much they work, and whether they are here already."""

from collections.abc import Iterable, Mapping
from datetime import date

from alongside.core.imports.values import Name, Puzzle, tokens
from alongside.spreadsheets.imports.found import WorkerFound
from alongside.spreadsheets.imports.places import Places
from alongside.spreadsheets.imports.rows import ALREADY, CHANGED, READY, Row, who_in
from alongside.spreadsheets.imports.who import Names, find
from alongside.workforce.imports import KnownWorker

NOBODY = "There is no peer worker of this name, in this workbook or here."


class Workers:
    """Everybody who may be named as a worker: the workbook's own first, then those who are here."""

    def __init__(self, known: Mapping[str, KnownWorker], places: Places) -> None:
        self.places = places
        self.of_file: Names[WorkerFound] = Names(lambda found: found.shown, NOBODY)
        self.of_service: Names[WorkerFound] = Names(lambda found: found.shown, NOBODY)
        self.emails: dict[str, WorkerFound] = {}
        self.here: dict[str, WorkerFound] = {}
        for each in known.values():
            name = Name(each.worker.first_name, each.worker.last_name)
            found = WorkerFound(name, known=each, starts_on=min((p[2] for p in each.places), default=None))
            if each.places:
                found.team = places.by_id.get(each.places[-1][0])
            self.here[each.worker.pk] = found
            self.of_service.add(str(name), found)
        self._resolved: dict[str, WorkerFound | Puzzle] = {}

    def read(self, rows: Iterable[Row], today: date) -> None:
        """Understand the rows of all sheets of workers."""
        for row in rows:
            self._read(row, today)
        self._resolved.clear()  # what was asked before these names were known

    def _read(self, row: Row, today: date) -> None:
        name = who_in(row)
        if name is None:
            if not row.problems:
                row.problem("name", "Write the worker’s name, or empty the row.")
            return
        if (team := row.get("team")) is not None:
            try:
                row.values["team"] = self.places.find(team)
            except Puzzle as puzzle:
                row.problem("team", str(puzzle), puzzle.suggestion)
        starts, ends = row.get("starts_on"), row.get("ends_on")
        if starts and ends and ends < starts:
            row.problem("ends_on", "This is before they started. Check the two dates.")
        if row.state != READY:
            return
        found = self._one(row, name)
        found.rows.append(row)
        self._compare(row, found, today)

    def _one(self, row: Row, name: Name) -> WorkerFound:
        """The worker of a row. Two rows with one name are one worker with two teams, unless their emails differ."""
        mail = row.get("email") or ""
        for found in self.of_file.fitting(str(name)):
            same = tokens(found.shown) == tokens(str(name))
            if same and (not mail or not found.email or mail == found.email):
                if any(r.get("team") == row.get("team") for r in found.rows if r.is_well) and row.is_well:
                    row.problem(
                        "name", f"Row {found.rows[0].number} of {found.rows[0].sheet} is about them too. Keep one."
                    )
                return found
        found = WorkerFound(name, mail, team=row.get("team"), starts_on=row.get("starts_on"))
        here = [f for f in self.of_service.fitting(str(name)) if sorted(tokens(f.shown)) == sorted(tokens(str(name)))]
        if len(here) == 1:
            found.known = here[0].known
            found.starts_on = found.starts_on or here[0].starts_on
            found.team = found.team or here[0].team
        elif here:
            row.problem("name", "More than one worker here has this name. Take this row out, and change theirs here.")
        self.of_file.add(str(name), found)
        if mail:
            self.emails[mail] = found
        return found

    def _compare(self, row: Row, found: WorkerFound, today: date) -> None:
        facts = [row.get(name) for name in ("team", "hours", "starts_on")]
        if not row.is_well:
            return
        if found.known is None:
            if None in facts:
                row.warn(
                    "name", "Without a team, hours and the day they started, they are brought in with no team yet."
                )
            return
        team, hours, starts = facts
        places = found.known.places
        mine = next(
            (p for p in reversed(places) if team is not None and p[0] == team.pk), places[-1] if places else None
        )
        here_team = self.places.by_id.get(mine[0]) if mine else None
        pairs = (
            ("team", "Team", here_team.name if here_team else None, team.name if team else None),
            ("hours", "Hours a week", mine[1] if mine else None, hours),
            ("starts_on", "Started", mine[2] if mine else None, starts),
        )
        for name, label, here, file in pairs:
            if file is not None and here != file and not (mine is None and None in facts):
                row.differs(name, label, here, file)
        row.state = CHANGED if row.differences else ALREADY

    def find(self, words: str) -> WorkerFound:
        """The worker a cell names. Puzzle for nobody, for more than one, and for one whose own row needs a look."""
        if words not in self._resolved:
            self._resolved[words] = self._find(words)
        found = self._resolved[words]
        if isinstance(found, Puzzle):
            raise Puzzle(str(found), found.suggestion)
        return found

    def _find(self, words: str) -> WorkerFound | Puzzle:
        if "@" in words and (mailed := self.emails.get(words.strip().lower())):
            found = mailed
        else:
            try:
                found = find(words, self.of_file, self.of_service)
            except Puzzle as puzzle:
                return puzzle
        if found.rows and found.known is None and not any(row.is_well for row in found.rows):
            row = found.rows[0]
            return Puzzle(f"{found.shown} is in row {row.number} of {row.sheet}, which needs a look first.")
        return found

    def knows(self, words: str) -> bool:
        try:
            return bool(self.find(words))
        except Puzzle:
            return False
