"""Who might walk with whom: the solver's answers, for one person and for the whole list, in words that may be shown.

The solver weighs everything a worker offers. What is *said* to the lead and coordinators, and what is kept with an
offer, leaves out whatever the worker shows to fewer than them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from alongside.accounts.queries import open_pathways, open_teams
from alongside.core import audit, clock
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.core.models import Opening
from alongside.core.nhs import codes
from alongside.matching.models import OPEN
from alongside.matching.policies import may_match
from alongside.matching.queries.offers import OfferedRow, offered, offered_row
from alongside.matching.queries.places import Room, Waits, apart_from, declined, room_of, why_not_ready
from alongside.referrals.queries import get_request, needs_of, ready_to_match
from alongside.solvers import fit, matching
from alongside.solvers.fit import NONE, Need, Peer
from alongside.workforce.queries import get_worker, peers_for_matching, profile_of

EVERYONE = 1000


@dataclass(frozen=True)
class Suggestion:
    """One worker for one person. `why` and `know` are for the lead and coordinators; `because` may be told to both."""

    worker_id: str
    worker: str
    worker_first: str
    teams: str
    room: Room
    meets: str
    why: tuple[str, ...]
    know: tuple[str, ...]
    because: tuple[str, ...]


@dataclass(frozen=True)
class Shortlist:
    """The page for one person: what they said and asked for, and who might walk with them, best first."""

    referral: Any
    needs: tuple[str, ...]
    days: str
    waited_days: int
    problem: str
    offer: OfferedRow | None
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
        names = {row.referral_id: row.person for row in (*self.offered, *self.nobody, *self.rows)}
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
    open_offer = referral.offers.filter(status__in=OPEN).select_related("worker", "referral__person").first()
    row = next((row for row in ready_to_match(actor) if row.referral_id == referral_id), None)
    found, more = matching.Shortlist((), (), (), False), 0
    suggestions: list[Suggestion] = []
    if row:
        sides = _sides(actor, [row])
        found = matching.shortlist(sides.needs[referral_id], sides.peers.values(), limit=EVERYONE)
        theirs = [p for p in found.proposals if not open_offer or p.peer != open_offer.worker_id]
        shown = theirs if everyone else theirs[:3]
        suggestions, more = [sides.told(p) for p in shown], len(theirs) - len(shown)
    return Shortlist(
        referral=referral,
        needs=tuple(need.words for need in needs_of([referral.person_id]).get(referral.person_id, ())),
        days=fit.slots(frozenset(referral.days), "or") if referral.days else "",
        waited_days=row.waited_days if row else 0,
        problem="" if open_offer else why_not_ready(referral),
        offer=offered_row(open_offer) if open_offer else None,
        suggestions=tuple(suggestions),
        more=more,
        nobody_because=found.nobody_because,
        would_help=found.would_help,
        some_not_available=found.some_not_available,
    )


def whole_list(actor: Actor) -> Plan:
    """Everyone ready and not yet offered anyone, with the best proposal for all of them together."""
    if not may_match(actor):
        raise NotAllowed("Only the lead and coordinators match.")
    waiting_for_answer = tuple(offered(actor))
    asked = {offer.referral_id for offer in waiting_for_answer}
    ready = {row.referral_id: row for row in ready_to_match(actor) if row.referral_id not in asked}
    sides = _sides(actor, ready.values())
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
        sides = _sides(actor, [row])
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


# The two sides, as the solver takes them -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Sides:
    """People and workers as the solver takes them, by id, with what may be said of each worker and to whom."""

    needs: Mapping[str, Need]
    peers: Mapping[str, Peer]
    rows: Mapping[str, Any]
    rooms: Mapping[str, Room]
    teams: Mapping[str, str]

    def told(self, proposal: matching.Proposal) -> Suggestion:
        """A proposal in words that the lead and coordinators may read."""
        need, row = self.needs[proposal.need], self.rows[proposal.peer]
        peer = _saying(self.peers[proposal.peer], _spoken(row.for_coordinators))
        known = len(tuple(fit.worth_knowing(need, self.peers[proposal.peer])))
        about_places = proposal.worth_knowing[known:]
        instead = (proposal.instead_of,) if proposal.instead_of else ()
        return Suggestion(
            worker_id=row.id,
            worker=row.name,
            worker_first=row.name.split()[0],
            teams=", ".join(sorted(self.teams[team] for team in row.teams if team in self.teams)),
            room=self.rooms[row.id],
            meets=_meets(proposal.musts_met, *fit.likes(need, peer)),
            why=_because(need, peer),
            know=(*instead, *fit.worth_knowing(need, peer), *about_places),
            because=self.because(proposal.need, proposal.peer),
        )

    def because(self, need_id: str, peer_id: str) -> tuple[str, ...]:
        """Why they may fit, of what the worker lets people know."""
        return _because(self.needs[need_id], _saying(self.peers[peer_id], _spoken(self.rows[peer_id].for_people)))


def _sides(actor: Actor, ready: Iterable[Any]) -> Sides:
    ready = list(ready)
    rows = {row.id: row for row in peers_for_matching(actor)}
    rooms, pathways = room_of(rows.values()), dict(open_pathways())
    before = declined(row.person_id for row in ready)
    needs = {row.referral_id: _need(row, pathways, before.get(row.person_id, NONE)) for row in ready}
    apart = apart_from(Waits(row.referral_id, row.name, row.called, row.team_id) for row in ready)
    peers = {
        row.id: _peer(row, pathways, rooms[row.id], apart.get(row.id, NONE) | _not_for(row, needs.values()))
        for row in rows.values()
    }
    return Sides(needs, peers, rows, rooms, dict(open_teams()))


def _not_for(row: Any, needs: Iterable[Need]) -> frozenset[str]:
    """Whom a worker is not available for: everyone, when not taking anyone on; and people who ruled out something that
    the worker shows to nobody, because a reason that names it would show it."""
    unsaid = _spoken((row.experience | row.interests | row.themes) - row.for_coordinators)
    return frozenset(need.id for need in needs if not row.taking_on or need.ruled_out & unsaid)


def _need(row: Any, pathways: Mapping[str, str], not_with: frozenset[str]) -> Need:
    """English is not counted: nearly everyone speaks it, and it would be said of all."""
    return Need(
        id=row.referral_id,
        name=row.name,
        urgent=row.urgent,
        waited_days=row.waited_days,
        pathway=pathways.get(row.pathway_id, row.pathway_id),
        place=row.area,
        wants=_spoken(want["theme"] for want in row.wants if not want.get("must")),
        musts=_spoken(want["theme"] for want in row.wants if want.get("must")),
        ruled_out=_spoken(row.ruled_out),
        languages=NONE if row.language in ("", "en") else _languages([row.language]),
        days=frozenset(row.days),
        not_with=not_with,
    )


def _peer(row: Any, pathways: Mapping[str, str], room: Room, not_available_for: frozenset[str]) -> Peer:
    return Peer(
        id=row.id,
        name=row.name,
        room=room.free,
        pathways=frozenset(pathways.get(pathway, pathway) for pathway in row.pathways),
        places=row.areas,
        languages=_languages(row.languages),
        experience=_spoken(row.experience),
        interests=_spoken(row.interests),
        traits=_spoken(row.themes),
        days=row.days,
        not_available_for=not_available_for,
    )


def _spoken(themes: Iterable[str]) -> frozenset[str]:
    """Themes as they stand inside a sentence: "Hearing voices" as "hearing voices", "LGBTQ+" as it is."""
    return frozenset(t if t[1:2].isupper() else t[:1].lower() + t[1:] for t in themes)


def _languages(spoken: Iterable[str]) -> frozenset[str]:
    return frozenset(codes.LANGUAGE[code].plain for code in spoken)


def _saying(peer: Peer, shown: frozenset[str]) -> Peer:
    """The worker as far as they let themself be known to whoever reads."""
    return replace(
        peer,
        experience=peer.experience & shown,
        interests=peer.interests & shown,
        traits=peer.traits & shown,
    )


def _because(need: Need, peer: Peer) -> tuple[str, ...]:
    return fit.because(replace(need, musts=need.musts & peer.themes), peer)


def _meets(musts: int, likes: int, asked: int) -> str:
    """Such as "Both musts, and 2 of 4 likes": counted things, never a score. Empty when nothing was asked for."""
    parts = []
    if musts:
        parts.append({1: "The one must", 2: "Both musts"}.get(musts, f"All {musts} musts"))
    if asked:
        parts.append(f"{likes} of {asked} likes")
    return ", and ".join(parts)
