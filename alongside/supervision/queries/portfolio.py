"""A worker's portfolio against the framework, and their learning record with a total for each year."""

from dataclasses import dataclass
from datetime import date

from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.supervision import policies
from alongside.supervision.models import Portfolio
from alongside.workforce.policies import own_worker
from alongside.workforce.queries import HeldRow, competences, readiness

PORTFOLIO_COLUMNS = ("Day", "Heading", "What it was", "What I learned, or do differently", "Minutes of learning")


@dataclass(frozen=True)
class CompetenceRow:
    """One heading of the framework, and what the worker has for it. The last has code "": learning only."""

    code: str
    title: str
    entries: tuple[Portfolio, ...]


@dataclass(frozen=True)
class PortfolioPage:
    """`years`: (year, minutes of learning), the newest first; `dates`: training and checks, until when each counts."""

    rows: tuple[CompetenceRow, ...]
    years: tuple[tuple[int, int], ...]
    entries: int
    dates: tuple[HeldRow, ...]

    @property
    def covered(self) -> int:
        return sum(bool(row.entries) for row in self.rows if row.code)

    @property
    def headings(self) -> int:
        return sum(bool(row.code) for row in self.rows)


def portfolio(actor: Actor) -> PortfolioPage:
    """A peer worker's own. NotAllowed for anybody else. Seven queries, however much there is."""
    if not policies.may_see_own(actor):
        raise NotAllowed("see their own portfolio")
    found = list(policies.own_portfolio(actor).select_related("shown_to"))
    titles = dict(competences())
    by_code: dict[str, list[Portfolio]] = {}
    years: dict[int, int] = {}
    for entry in found:
        by_code.setdefault(entry.competence_code if entry.competence_code in titles else "", []).append(entry)
        years[entry.happened_on.year] = years.get(entry.happened_on.year, 0) + (entry.minutes or 0)
    rows = [CompetenceRow(code, title, tuple(by_code.get(code, ()))) for code, title in titles.items()]
    rows.append(CompetenceRow("", "Learning that is of no one heading", tuple(by_code.get("", ()))))
    worker = own_worker(actor).first()
    dates = readiness(actor, worker.pk).general if worker else ()
    return PortfolioPage(tuple(rows), tuple(sorted(years.items(), reverse=True)), len(found), dates)


def portfolio_rows(actor: Actor) -> list[tuple[date, str, str, str, int | None]]:
    """The worker's own words in rows of PORTFOLIO_COLUMNS, the oldest first. Not what was answered: that is between
    two people."""
    rows = [
        (one.happened_on, f"{row.code} {row.title}".strip() if row.code else "", one.title, one.words, one.minutes)
        for row in portfolio(actor).rows
        for one in row.entries
    ]
    return sorted(rows, key=lambda row: row[:3])


def own_entry(actor: Actor, entry_id: str) -> Portfolio:
    return policies.own_portfolio(actor).select_related("worker", "shown_to").get(pk=entry_id)


def shown_entry(actor: Actor, entry_id: str) -> Portfolio:
    return policies.shown_portfolio(actor).select_related("worker", "shown_to").get(pk=entry_id)


def entry_page(actor: Actor, entry_id: str) -> tuple[Portfolio, bool, str]:
    """(the entry, whether it is the actor's own, its heading), for its worker or the one it is shown to."""
    own = policies.own_portfolio(actor).select_related("worker", "shown_to").filter(pk=entry_id).first()
    found = own or shown_entry(actor, entry_id)
    return found, own is not None, dict(competences()).get(found.competence_code, "")
