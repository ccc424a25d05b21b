"""The whole service on one page, or one pathway of it: numbers that open their rows, weeks, pathways, what is due."""

from dataclasses import dataclass
from typing import Any

from alongside.accounts.queries import current_service, open_pathways
from alongside.accounts.roles import COORDINATOR, LEAD
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.pages import policies
from alongside.pages.queries.measures import MEASURES, Row, number_of
from alongside.referrals import queries as referrals
from alongside.support import queries as support

TILES = ("waiting", "supported", "free", "contacts", "not-copied")
SHORT = ("quiet", "endings")  # those furthest out are on the page
LATER = ("to-plan", "agreements", "needs", "no-yes", "unseen", "owed", "hand-overs", "breaks")
NEEDS_YOU = ("unread", "changes", "no-yes", "quiet", "needs")  # after the worries that nobody has answered
SHOWN = 3
LINES = 5


@dataclass(frozen=True)
class Number:
    """A measure, worked out: `found` is what it counts, to be shown in pages by `rows`."""

    key: str
    name: str
    definition: str
    number: int
    opens: str
    found: Any

    def rows(self, actor: Actor, part: Any) -> list[Row]:
        return MEASURES[self.key].read(actor, part)


@dataclass(frozen=True)
class PathwayRow:
    """One pathway's numbers side by side. `workers`: whether any peer worker there is taking people on."""

    id: str
    name: str
    waiting: int
    longest: int
    supported: int
    free: int
    workers: bool


@dataclass(frozen=True)
class Overview:
    """The page: the numbers by key, the first rows of some, the same by pathway, 13 weeks, and what needs somebody."""

    pathway: str
    named: str
    numbers: dict[str, Number]
    first: dict[str, list[Row]]
    pathways: tuple[PathwayRow, ...]
    weeks: tuple[support.WeekOfContacts, ...]
    worries: tuple[support.ConcernRow, ...]

    @property
    def needs_you(self) -> list[Number]:
        lines = [self.numbers[key] for key in NEEDS_YOU if self.numbers[key].number]
        return lines[: max(0, LINES - len(self.worries))]

    @property
    def later(self) -> list[Number]:
        return [self.numbers[key] for key in LATER if self.numbers[key].number]

    @property
    def most_waiting(self) -> int:
        return max((row.waiting for row in self.pathways), default=0)


def overview(actor: Actor, pathway: str = "") -> Overview:
    """Every number within the actor's reach, of one pathway (its id) or of all. NotAllowed for anyone else."""
    named = _allowed(actor, pathway)
    counts = support.due_counts(actor, pathway)
    keys = dict.fromkeys((*TILES, *SHORT, *LATER, *NEEDS_YOU))
    numbers = {key: _worked_out(actor, key, pathway, counts.get(key)) for key in keys}
    return Overview(
        pathway=pathway,
        named=named,
        numbers=numbers,
        first={key: numbers[key].rows(actor, numbers[key].found[:SHOWN]) for key in SHORT},
        pathways=tuple(_by_pathway(actor, numbers["free"].found)) if not pathway else (),
        weeks=support.weeks_of_contacts(actor, pathway),
        worries=tuple(row for row in support.open_concerns(actor) if row.status == "told" and not row.private)[:LINES],
    )


def number(actor: Actor, key: str, pathway: str = "") -> Number:
    """One number, of all pathways or of one. NotAllowed for a number or a pathway that there is not."""
    _allowed(actor, pathway)
    if key not in MEASURES:
        raise NotAllowed(f"see the number {key}")
    return _worked_out(actor, key, pathway)


def pathways_of(actor: Actor) -> list[tuple[str, str]]:
    """(id, name) of the pathways the actor may choose from: those of which anything is in their reach."""
    reach = actor.reach(LEAD, COORDINATOR)
    with_people = set() if reach.everything else {*referrals.waiting_counts(actor), *support.pathway_counts(actor)}
    return [(pk, name) for pk, name in open_pathways() if reach.covers(pathway=pk) or pk in with_people]


def _allowed(actor: Actor, pathway: str) -> str:
    """The name of the pathway that is looked at, empty for all."""
    if not policies.may_see_overview(actor):
        raise NotAllowed("see the whole service")
    names = dict(open_pathways()) if pathway else {}
    if pathway and pathway not in names:
        raise NotAllowed("see a pathway that there is not")
    return names.get(pathway, "")


def _worked_out(actor: Actor, key: str, pathway: str, counted: int | None = None) -> Number:
    measure = MEASURES[key]
    found = measure.find(actor, pathway)
    number = number_of(found) if counted is None else counted
    return Number(key, measure.name, measure.definition(current_service()), number, measure.opens, found)


def _by_pathway(actor: Actor, free: list[Row]) -> list[PathwayRow]:
    waiting, supported = referrals.waiting_counts(actor), support.pathway_counts(actor)
    reach = actor.reach(LEAD, COORDINATOR)
    rows = []
    for pk, name in open_pathways():
        if not (reach.covers(pathway=pk) or pk in waiting or pk in supported):
            continue
        count, first = waiting.get(pk, (0, None))
        here = [row for row in free if name in row.pathways]
        longest = referrals.days_since(first) if first else 0
        places = sum(row.counts for row in here)
        rows.append(PathwayRow(pk, name, count, longest, supported.get(pk, 0), places, bool(here)))
    return rows
