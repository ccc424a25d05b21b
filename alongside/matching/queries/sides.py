"""The two sides as the solver takes them, and what may be said of a worker to whom.

The solver weighs everything a worker offers. What is *said* to the lead and coordinators, and what is kept with an
offer, leaves out whatever the worker shows to fewer than them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from alongside.accounts.queries import open_pathways, open_teams
from alongside.core.actors import Actor
from alongside.core.nhs import codes
from alongside.matching.queries.places import Room, Waits, apart_from, declined, ended_well, room_of
from alongside.solvers import fit, matching
from alongside.solvers.fit import NONE, Need, Peer
from alongside.workforce.queries import area_names, peers_for_matching


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


def sides_of(actor: Actor, ready: Iterable[Any]) -> Sides:
    """These people (rows of `ready_to_match`), and every peer worker in the actor's reach."""
    ready = list(ready)
    rows = {row.id: row for row in peers_for_matching(actor)}
    rooms, pathways = room_of(rows.values()), dict(open_pathways())
    people = [row.person_id for row in ready]
    no, known = declined(people), ended_well(people)
    areas = {name.casefold(): name for name in area_names()}
    needs = {
        row.referral_id: _need(row, pathways, areas, no.get(row.person_id, NONE), known.get(row.person_id, NONE))
        for row in ready
    }
    apart = apart_from(Waits(row.referral_id, row.person_id, row.name, row.called, row.team_id) for row in ready)
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


def _need(
    row: Any, pathways: Mapping[str, str], areas: Mapping[str, str], not_with: frozenset[str], known: frozenset[str]
) -> Need:
    """English is not counted: nearly everyone speaks it, and it would be said of all. A town that is not one of the
    service's areas rules nobody out: where to meet is then for the two to agree."""
    return Need(
        id=row.referral_id,
        name=row.name,
        urgent=row.urgent,
        waited_days=row.waited_days,
        pathway=pathways.get(row.pathway_id, row.pathway_id),
        place=areas.get(row.area.strip().casefold(), ""),
        wants=_spoken(want["theme"] for want in row.wants if not want.get("must")),
        musts=_spoken(want["theme"] for want in row.wants if want.get("must")),
        ruled_out=_spoken(row.ruled_out),
        languages=NONE if row.language in ("", "en") else _languages([row.language]),
        days=frozenset(row.days),
        known=known,
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
        parts.append(f"{likes} of {asked} {'like' if asked == 1 else 'likes'}")
    return ", and ".join(parts)
