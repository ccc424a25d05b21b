"""Who might walk with whom, for one person and for the whole list, in words that may be shown."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from alongside.accounts.queries import open_pathways
from alongside.core import audit, clock
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.core.models import Opening
from alongside.matching.models import OPEN
from alongside.matching.policies import may_match
from alongside.matching.queries.offers import OfferedRow, offered, offered_row
from alongside.matching.queries.places import why_not_ready
from alongside.matching.queries.sides import Suggestion, sides_of
from alongside.referrals.queries import get_request, needs_of, ready_to_match
from alongside.solvers import fit, matching
from alongside.workforce.queries import get_worker, profile_of

EVERYONE = 1000


class Before(NamedTuple):
    """An offer that has closed. Which of the two said not this time is not kept in sight, nor why."""

    worker: str
    when: datetime
    words: str


@dataclass(frozen=True)
class Shortlist:
    """The page for one person: what they said and asked for, and who might walk with them, best first."""

    referral: Any
    needs: tuple[str, ...]
    days: str
    waited_days: int | None
    problem: str
    offer: OfferedRow | None
    before: tuple[Before, ...]
    suggestions: tuple[Suggestion, ...]
    more: int
    nobody_because: tuple[str, ...]
    would_help: tuple[str, ...]
    some_not_available: bool


@dataclass(frozen=True)
class PlanRow:
    """One person of the whole-list proposal with the worker suggested."""

    referral_id: str
    person: str
    pathway: str
    days: int
    urgent: bool
    suggestion: Suggestion


@dataclass(frozen=True)
class NobodyRow:
    """One person for whom the whole list has nobody yet."""

    referral_id: str
    person: str
    days: int
    because: tuple[str, ...]
    would_help: tuple[str, ...]


class Places(NamedTuple):
    """A worker's places if these offers are made."""

    worker: str
    taken: int
    would: int
    free: int


@dataclass(frozen=True)
class Plan:
    """The whole list at once: urgent first, then the longest waits."""

    rows: tuple[PlanRow, ...]
    nobody: tuple[NobodyRow, ...]
    offered: tuple[OfferedRow, ...]

    @property
    def ready(self) -> int:
        return len(self.rows) + len(self.nobody)

    @property
    def fingerprint(self) -> str:
        """What was proposed, as "person:worker" pairs: a page carries it, so that an old proposal can be told."""
        return " ".join(f"{row.referral_id}:{row.suggestion.worker_id}" for row in self.rows)

    def changed_since(self, fingerprint: str) -> tuple[str, ...]:
        """The people for whom something else was proposed then, by name where they are still on the page."""
        then = {person: worker for person, _, worker in (pair.partition(":") for pair in fingerprint.split())}
        now = {row.referral_id: row.suggestion.worker_id for row in self.rows}
        everyone: tuple[OfferedRow | NobodyRow | PlanRow, ...] = (*self.offered, *self.nobody, *self.rows)
        names = {row.referral_id: row.person for row in everyone}
        changed = [person for person in {**now, **then} if then.get(person) != now.get(person)]
        return tuple(names.get(person, "someone who no longer waits") for person in changed)

    def places(self, ticked: Iterable[str]) -> list[Places]:
        """Places before and after, for each worker suggested, if the ticked referrals (ids) are offered."""
        chosen = set(ticked)
        would = Counter(row.suggestion.worker_id for row in self.rows if row.referral_id in chosen)
        found = {row.suggestion.worker_id: row.suggestion for row in self.rows}
        rows = (Places(s.worker, s.room.used, would[w], s.room.free - would[w]) for w, s in found.items())
        return sorted(rows, key=lambda row: row.worker)


# What the pages ask --------------------------------------------------------------------------------------------------


def shortlist(actor: Actor, referral_id: str, *, everyone: bool = False) -> Shortlist:
    """Who might walk with this person: three, or everyone who fits. Logged, because it shows what they said."""
    referral = get_request(actor, referral_id)
    audit.opened(actor, referral.person, Opening.How.OPENED, at=clock.now())
    offers = list(referral.offers.select_related("worker", "referral__person").order_by("-offered_at", "id"))
    open_offer = next((offer for offer in offers if offer.status in OPEN), None)
    row = next((row for row in ready_to_match(actor) if row.referral_id == referral_id), None)
    found, more = matching.Shortlist((), (), (), False), 0
    suggestions: list[Suggestion] = []
    if row:
        sides = sides_of(actor, [row])
        found = matching.shortlist(sides.needs[referral_id], sides.peers.values(), limit=EVERYONE)
        theirs = [p for p in found.proposals if not open_offer or p.peer != open_offer.worker_id]
        shown = theirs if everyone else theirs[:3]
        suggestions, more = [sides.told(p) for p in shown], len(theirs) - len(shown)
    return Shortlist(
        referral=referral,
        needs=tuple(need.words for need in needs_of([referral.person_id]).get(referral.person_id, ())),
        days=fit.slots(frozenset(referral.days), "or") if referral.days else "",
        waited_days=row.waited_days if row else None,
        problem="" if open_offer else why_not_ready(referral),
        offer=offered_row(open_offer) if open_offer else None,
        before=tuple(_before(offer) for offer in offers if offer.closed_at),
        suggestions=tuple(suggestions),
        more=more,
        nobody_because=found.nobody_because,
        would_help=found.would_help,
        some_not_available=found.some_not_available,
    )


def _before(offer: Any) -> Before:
    words = {"accepted": "Yes", "withdrawn": "Taken back"}.get(offer.status, "Not this time")
    return Before(offer.worker.full_name, offer.closed_at, words)


def whole_list(actor: Actor) -> Plan:
    """Everyone ready and not yet offered anyone, with the best proposal for all of them together."""
    if not may_match(actor):
        raise NotAllowed("Only the lead and coordinators match.")
    waiting_for_answer = tuple(offered(actor))
    asked = {offer.referral_id for offer in waiting_for_answer}
    ready = {row.referral_id: row for row in ready_to_match(actor) if row.referral_id not in asked}
    sides = sides_of(actor, ready.values())
    plan = matching.propose(sides.needs.values(), sides.peers.values())
    pathways = dict(open_pathways())
    rows = [
        PlanRow(
            proposal.need,
            ready[proposal.need].name,
            pathways.get(ready[proposal.need].pathway_id, ""),
            ready[proposal.need].waited_days,
            ready[proposal.need].urgent,
            sides.told(proposal),
        )
        for proposal in plan.proposals
    ]
    nobody = [
        NobodyRow(left.need, ready[left.need].name, ready[left.need].waited_days, left.because, left.would_help)
        for left in plan.unmatched
    ]
    return Plan(
        tuple(sorted(rows, key=lambda row: (not row.urgent, -row.days, row.person, row.referral_id))),
        tuple(sorted(nobody, key=lambda row: (-row.days, row.person, row.referral_id))),
        waiting_for_answer,
    )


class OfferPage(NamedTuple):
    """The rows that the command needs, and the profile as the person would see it today."""

    referral: Any
    worker: Any
    because: tuple[str, ...]
    profile: Any


def offer_page(actor: Actor, referral_id: str, worker_id: str) -> OfferPage:
    """One worker for one person, both within the actor's reach. `because` is empty where the solver has no reasons."""
    referral, worker = get_request(actor, referral_id), get_worker(actor, worker_id)
    row = next((row for row in ready_to_match(actor) if row.referral_id == referral_id), None)
    because: tuple[str, ...] = ()
    if row:
        sides = sides_of(actor, [row])
        if worker_id in sides.peers:
            because = sides.because(referral_id, worker_id)
    return OfferPage(referral, worker, because, profile_of(worker_id))


def chosen(actor: Actor, plan: Plan, ticked: Iterable[str]) -> list[tuple[Any, Any, tuple[str, ...]]]:
    """(referral, worker, because) of the ticked rows of a plan, in its order, for `offer_many`."""
    wanted = set(ticked)
    return [
        (get_request(actor, row.referral_id), get_worker(actor, row.suggestion.worker_id), row.suggestion.because)
        for row in plan.rows
        if row.referral_id in wanted
    ]
