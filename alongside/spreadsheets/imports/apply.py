"""Bring a checked workbook in, whole or not at all, by the bring_in_… commands; each says which row it came from."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed, Refused
from alongside.referrals import commands as referrals
from alongside.spreadsheets.imports.check import Checked, Progress, no_progress
from alongside.spreadsheets.imports.found import Asked, ContactFound, PersonFound, WorkerFound
from alongside.spreadsheets.imports.rows import CHANGED, READY, Row, who_in
from alongside.support import commands as support
from alongside.workforce import commands as workforce

EVERY = 50  # rows between two words of progress
Choice = frozenset[tuple[str, int]]


@dataclass(frozen=True)
class Applied:
    """How many rows of each kind are in, and the ids of their records: {"people": 3}, {"people": ("…", …)}."""

    counts: dict[str, int] = field(default_factory=dict)
    ids: dict[str, tuple[str, ...]] = field(default_factory=dict)


def apply(
    actor: Actor,
    checked: Checked,
    *,
    skip_problem_rows: bool = False,
    take_changed: Choice = frozenset(),
    progress: Progress = no_progress,
) -> Applied:
    """Bring in what is ready, and the changed rows named in `take_changed` as (sheet, row).

    Refused, in words that name the row, and then nothing was brought in: while rows need a look and may not be
    skipped, or when a row does not go in. Rows that are here already are left alone, so nothing is doubled.
    """
    if not skip_problem_rows and (count := checked.problems):
        rows = "1 row needs" if count == 1 else f"{count:,} rows need"
        raise Refused(f"{rows} a look, so nothing was brought in. Correct them in the file, or leave them out.")
    run = _Run(actor, checked, take_changed, progress)
    with transaction.atomic():
        run.all()
    return Applied(
        {kind: len(ids) for kind, ids in run.ids.items()}, {kind: tuple(ids) for kind, ids in run.ids.items()}
    )


class _Run:
    """One workbook going in. Records made on the way are kept, so that no row reads what another wrote."""

    def __init__(self, actor: Actor, checked: Checked, take: Choice, progress: Progress) -> None:
        self.actor, self.file, self.take, self.progress = actor, checked.name, take, progress
        assert checked.found is not None
        self.found = checked.found
        self.ids: dict[str, list[str]] = defaultdict(list)
        self.workers: dict[int, Any] = {}
        self.people: dict[int, Any] = {}
        self.walks: dict[int, tuple[Any, Any]] = {}
        self.done = 0

    def all(self) -> None:
        of_workers = [row for table in self.found.tables["workers"] for row in table.rows if self._goes(row)]
        of_people = [row for table in self.found.tables["people"] for row in table.rows if self._goes(row)]
        of_contacts = [found for found in self.found.contacts.found if self._goes(found.row)]
        self.total = len(of_workers) + len(of_people) + len(of_contacts)
        self.progress(0, self.total)
        self._all_workers({id(row) for row in of_workers})
        self._all_people({id(row) for row in of_people})
        for found in _ends_first(of_contacts):
            self._contact(found)
        self.progress(self.total, self.total)

    def _goes(self, row: Row) -> bool:
        return row.is_well and (row.state == READY or (row.state == CHANGED and (row.sheet, row.number) in self.take))

    def _origin(self, row: Row) -> str:
        return f"Row {row.number} of {row.sheet} in {self.file}"[:200]

    def _do(self, command: Any, row: Row, kind: str, **details: Any) -> Any:
        origin = self._origin(row)
        try:
            made = command(self.actor, origin=origin, reason=origin, **details)
        except NotAllowed:
            raise
        except Refused as refusal:
            raise Refused(f"{origin}: {refusal} Nothing was brought in.") from refusal
        if kind:
            self.ids[kind].append(made.pk)
            self.done += 1
            if self.done % EVERY == 0:
                self.progress(self.done, self.total)
        return made

    def _all_workers(self, rows: set[int]) -> None:
        for found in _once(self.found.workers.of_file.entries):
            for row in found.rows:
                if id(row) in rows:
                    self._worker_row(found, row)

    def _worker_row(self, found: WorkerFound, row: Row) -> None:
        self.workers[id(found)] = self._do(
            workforce.bring_in_worker,
            row,
            "workers",
            worker=self._worker(found),
            first_name=found.name.first,
            last_name=found.name.last,
            team=row.get("team"),
            hours=row.get("hours"),
            starts_on=row.get("starts_on"),
            ends_on=row.get("ends_on"),
        )

    def _worker(self, found: WorkerFound) -> Any:
        return self.workers.get(id(found)) or (found.known.worker if found.known else None)

    def _all_people(self, rows: set[int]) -> None:
        for found in self.found.people.all:
            for asked in found.asked:
                if asked.row is not None and id(asked.row) in rows:
                    self._person_row(found, asked, asked.row)

    def _person_row(self, found: PersonFound, asked: Asked, row: Row) -> None:
        name = who_in(row) or found.name
        worker: WorkerFound | None = row.get("worker")
        ended_on = row.get("ended_on") if row.get("standing") == "closed" else None
        referral = self._do(
            referrals.bring_in_person,
            row,
            "people",
            person=self.people.get(id(found)) or (found.known.person if found.known else None),
            referral=asked.known,
            first_name=name.first,
            last_name=name.last,
            nhs_number=row.get("nhs_number") or "",
            birth_date=row.get("birth_date"),
            received_on=row.get("received_on"),
            standing=row.get("standing"),
            team=row.get("team"),
            pathway=worker.team.pathway if worker and worker.team else None,
            ended_on=ended_on,
            closure_code=row.get("closure") or "" if ended_on else "",
        )
        self.people[id(found)] = referral.person
        walk = asked.walks[-1] if asked.walks else None
        if worker is not None and row.get("standing") in ("open", "closed"):
            walk = self._do(
                support.bring_in_relationship,
                row,
                "",
                referral=referral,
                worker=self._worker(worker),
                introduced_on=row.get("received_on"),
                ended_on=ended_on,
                closure_code=row.get("closure") or "" if ended_on else "",
                relationship=walk,
            )
        self.walks[id(asked)] = (referral, walk)

    def _contact(self, found: ContactFound) -> None:
        asked = found.asked
        if id(asked) not in self.walks:
            self.walks[id(asked)] = (asked.known, None)
        referral, walk = self.walks[id(asked)]
        workers = [self._worker(worker).pk for worker in found.workers]
        known = found.known.contact if found.known else None
        if walk is None and asked.walks:
            walk = _walked(asked.walks, workers, found)
        self._do(
            support.bring_in_contact,
            found.row,
            "contacts",
            referral=referral,
            relationship=known.relationship if known else walk,
            workers=workers,
            on=found.on,
            attendance=found.attendance,
            mechanism=found.mechanism,
            therapy_mode=found.therapy_mode,
            minutes=found.minutes,
            contact=known,
        )


def _once(entries: list[tuple[tuple[str, ...], WorkerFound]]) -> Iterator[WorkerFound]:
    yield from {id(found): found for _, found in entries}.values()


def _walked(walks: tuple[Any, ...], workers: list[str], found: ContactFound) -> Any:
    """Which relationship here a contact belongs to: with one of its workers, begun by then; else the newest."""
    begun = [walk for walk in walks if walk.introduced_at.date() <= found.on] or list(walks)
    return next((walk for walk in reversed(begun) if walk.worker_id in workers), begun[-1])


def _ends_first(found: list[ContactFound]) -> list[ContactFound]:
    """The newest and the oldest of each request before the others, so that "first met" and "last met" are written
    twice for each relationship and not once for each contact."""
    by_asked: dict[int, list[ContactFound]] = defaultdict(list)
    for each in found:
        by_asked[id(each.asked)].append(each)
    ends, others = [], []
    for rows in by_asked.values():
        met = sorted((each for each in rows if each.attendance in ("5", "6")), key=lambda each: each.on)
        chosen = {id(each) for each in (met[:1] + met[-1:])}
        ends += [each for each in rows if id(each) in chosen]
        others += [each for each in rows if id(each) not in chosen]
    return ends + others
