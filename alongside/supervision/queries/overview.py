"""Everybody's supervision in one table: who, when last, when next, what is overdue. Dates, and no words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.supervision import policies
from alongside.supervision.models import Strand
from alongside.supervision.queries.standing import Standing, rhythms, standing
from alongside.workforce.policies import visible_workers

SHOWS = {"": "All", "overdue": "Overdue", "no_date": "No date yet", "nobody": "Nobody named"}


@dataclass(frozen=True)
class OverviewRow:
    """One worker. `strands`: what they have of each strand, by its value; `missing`: needed strands with nobody."""

    worker_id: str
    name: str
    teams: tuple[str, ...]
    strands: Mapping[str, tuple[Standing, ...]]
    missing: tuple[str, ...]

    @property
    def overdue(self) -> int:
        return sum(row.is_overdue for rows in self.strands.values() for row in rows)

    @property
    def no_date(self) -> int:
        return sum(row.next_at is None for rows in self.strands.values() for row in rows)


def overview(actor: Actor, *, show: str = "", team: str = "", strand: str = "") -> list[OverviewRow]:
    """The peer workers in reach who are here, whoever has most overdue first. Six queries, however many.

    `show` is one of SHOWS; `team` an id; `strand` narrows what is looked at.
    """
    if not policies.may_see_overview(actor):
        raise NotAllowed("see everybody’s supervision")
    today = clock.today()
    here = visible_workers(actor).filter(Q(leaves_on=None) | Q(leaves_on__gte=today), kind="peer")
    teams = _teams(here)
    looked = [strand] if strand in Strand.values else list(Strand.values)
    needed = {pk for pk, rhythm in rhythms().items() if rhythm.needed}
    has: dict[str, dict[str, list[Standing]]] = {}
    for row in standing(policies.named_places(actor)):
        has.setdefault(row.worker_id, {}).setdefault(row.strand, []).append(row)
    rows = [
        OverviewRow(
            worker.pk,
            worker.full_name,
            tuple(name for pk, name in teams.get(worker.pk, ())),
            {one: tuple(has.get(worker.pk, {}).get(one, ())) for one in looked},
            tuple(one for one in looked if one in needed and not _somebody(has.get(worker.pk, {}).get(one, ()))),
        )
        for worker in here.only("first_name", "last_name")
        if not team or team in {pk for pk, _ in teams.get(worker.pk, ())}
    ]
    rows = [row for row in rows if _shown(row, show)]
    return sorted(rows, key=lambda row: (-row.overdue, -len(row.missing), row.name.lower(), row.worker_id))


def _somebody(rows: Iterable[Standing]) -> bool:
    return any(row.supervisor_here for row in rows)


def _shown(row: OverviewRow, show: str) -> bool:
    return {"overdue": row.overdue > 0, "no_date": row.no_date > 0, "nobody": bool(row.missing)}.get(show, True)


def _teams(here: object) -> dict[str, list[tuple[str, str]]]:
    """(id, name) of the teams that each of these workers is in today. One query."""
    today = clock.today()
    now = Q(assignments__ends_on=None) | Q(assignments__ends_on__gte=today)
    found: dict[str, list[tuple[str, str]]] = {}
    rows = here.filter(now, assignments__starts_on__lte=today)  # type: ignore[attr-defined]
    for worker, team, name in rows.order_by("assignments__team__name").values_list(
        "pk", "assignments__team", "assignments__team__name"
    ):
        if (team, name) not in found.setdefault(worker, []):
            found[worker].append((team, name))
    return found


def team_choices(actor: Actor) -> list[tuple[str, str]]:
    """(id, name) of the teams of the workers in reach."""
    names = {pair for pairs in _teams(visible_workers(actor)).values() for pair in pairs}
    return sorted(names, key=lambda pair: pair[1].lower())
