"""Suggest who could walk with whom, and say why; a person decides.

Plain Python: no Django, no database, no clock, no chance. `shortlist` answers for one person, `propose` for everyone
who waits. What makes a pair fit is in `fit`; how the best of all proposals is found is in `assignment`.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from alongside.solvers import fit
from alongside.solvers.assignment import EMPTY, Seating
from alongside.solvers.fit import Need, Peer

__all__ = ["Need", "Peer", "Plan", "Proposal", "Shortlist", "Unmatched", "propose", "shortlist"]

Either = TypeVar("Either", Need, Peer)


@dataclass(frozen=True)
class Proposal:
    """One person with one worker, by id. `points` only put suggestions in order; they are never shown."""

    need: str
    peer: str
    points: int
    because: tuple[str, ...]
    worth_knowing: tuple[str, ...]
    musts_met: int
    likes_met: int
    likes_asked: int
    instead_of: str = ""
    """In a whole-list proposal: which worker fits this person better, and who would lose by it."""


@dataclass(frozen=True)
class Shortlist:
    """The workers who fit one person, best first; for when there are none, what rules most out and what would help."""

    proposals: tuple[Proposal, ...]
    nobody_because: tuple[str, ...]
    would_help: tuple[str, ...]
    some_not_available: bool
    """True if any is full, away or kept apart: which of these, and how many, is never said."""


@dataclass(frozen=True)
class Unmatched:
    """One person for whom the whole list has nobody yet, why, and what would help."""

    need: str
    because: tuple[str, ...]
    would_help: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """A proposal for everyone who waits, in order of person id."""

    proposals: tuple[Proposal, ...]
    unmatched: tuple[Unmatched, ...]


def shortlist(need: Need, peers: Iterable[Peer], limit: int = 3) -> Shortlist:
    """Up to `limit` workers who fit one person, most points first, then lowest id."""
    peers = _in_order(peers)
    fitting = sorted((p for p in peers if fit.fits(need, p)), key=lambda p: (-fit.points(need, p), p.id))
    because, would_help = ((), ()) if fitting else _why_nobody(need, peers)
    return Shortlist(
        tuple(_proposal(need, peer, taken=1) for peer in fitting[:limit]),
        because,
        would_help,
        any(p.room < 1 or fit.kept_apart(need, p) for p in peers),
    )


def propose(needs: Iterable[Need], peers: Iterable[Peer]) -> Plan:
    """The best proposal for the whole list. No other that keeps every bar is better, comparing in this order:

    1. the number of people matched;
    2. the matched people's (urgent, days waited), sorted highest first, as a list: the first difference decides;
    3. the sum of points;
    4. going through all people in order of id (as text), their worker's id: the first difference decides, the lower is
       better, and having nobody comes after every worker.

    Why one sum of whole numbers is enough: the sets of people who can be matched together form a transversal matroid,
    so any weights that rise with (urgent, waited) have the same best sets, which are also the largest. A person's rank
    times more than all points together could come to, plus points, therefore says 1 to 3; `Seating` does 4.
    Ids must be unique: ValueError otherwise.
    """
    needs, peers = _in_order(needs), _in_order(peers)
    points = [[fit.points(n, p) if fit.fits(n, p) else None for p in peers] for n in needs]
    turns = {turn: rank for rank, turn in enumerate(sorted({(n.urgent, n.waited_days) for n in needs}), start=1)}
    more_than_all_points = 1 + sum(max((p or 0 for p in row), default=0) for row in points)
    ranks = [turns[need.urgent, need.waited_days] * more_than_all_points for need in needs]
    worth = [[None if p is None else rank + p for p in row] for rank, row in zip(ranks, points, strict=True)]
    return _told(needs, peers, points, Seating(worth, [peer.room for peer in peers]))


Points = Sequence[Sequence[int | None]]


def _told(needs: Sequence[Need], peers: Sequence[Peer], points: Points, seating: Seating) -> Plan:
    """The seating as proposals and as people still without, each with its reasons."""
    taken = Counter(seating.at)
    proposals, unmatched = [], []
    for row, (need, column) in enumerate(zip(needs, seating.at, strict=True)):
        fitting = [peer.name for peer, p in zip(peers, points[row], strict=True) if p is not None]
        if column < seating.nobody:
            trade_off = _trade_off(row, needs, peers, points, seating)
            proposals.append(_proposal(need, peers[column], taken=taken[column], instead_of=trade_off))
        elif fitting:
            help_with = f"One more place with {fit.listed(set(fitting[:3]), 'or')}"
            unmatched.append(Unmatched(need.id, (ALL_SUGGESTED,), (help_with,)))
        else:
            unmatched.append(Unmatched(need.id, *_why_nobody(need, peers)))
    return Plan(tuple(proposals), tuple(unmatched))


ALL_SUGGESTED = "Those who fit are suggested to people who are urgent or have waited at least as long"
"""True whenever someone who fits somebody is left without: were any of those people's turns later, the list would be
better with this person in their place."""


def _proposal(need: Need, peer: Peer, *, taken: int, instead_of: str = "") -> Proposal:
    full = ("Would be full after this",) if taken == peer.room else ()
    return Proposal(
        need.id,
        peer.id,
        fit.points(need, peer),
        fit.because(need, peer),
        (*fit.worth_knowing(need, peer), *full),
        fit.musts(need),
        *fit.likes(need, peer),
        instead_of,
    )


def _why_nobody(need: Need, peers: Sequence[Peer]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What rules most workers out, most first, and what alone would let someone fit. No counts, nothing private."""
    broken = [list(fit.bars(need, peer)) for peer in peers if not fit.kept_apart(need, peer)]
    times = Counter(reason for bars in broken for reason, _ in bars)
    most_first = sorted(times, key=lambda reason: (-times[reason], reason))
    helps = {bars[0][1] for bars in broken if len(bars) == 1} - {""}
    return tuple(most_first[:3]) or ("Nobody is available",), tuple(sorted(helps)[:3])


def _trade_off(row: int, needs: Sequence[Need], peers: Sequence[Peer], points: Points, seating: Seating) -> str:
    """Why this person is not suggested whoever fits them best: who would lose by it in the best list that did so."""

    def at(row: int, column: int) -> int:
        return -1 if column == seating.nobody else points[row][column] or 0

    best = max((c for c, p in enumerate(points[row]) if p is not None), key=lambda c: (at(row, c), -c))
    if at(row, best) == at(row, seating.at[row]):
        return ""
    moved = [move for move in seating.chain(row, best) if move.row != EMPTY]
    losers = [move for move in moved if at(move.row, move.end) < at(move.row, move.start)]
    loser = min(losers, key=lambda move: move.end != seating.nobody)
    if loser.end != seating.nobody:
        but = "then {} would have someone who fits less well"
    elif [c for c, p in enumerate(points[loser.row]) if p is not None] == [best]:
        but = "is the only one free who fits {}"
    else:
        but = "then {} would have nobody"
    return f"{peers[best].name} fits {needs[row].name} better, but {but.format(needs[loser.row].name)}"


def _in_order(items: Iterable[Either]) -> list[Either]:
    ordered = sorted(items, key=lambda item: item.id)
    if len({item.id for item in ordered}) < len(ordered):
        raise ValueError("Two people or two workers have the same id")
    return ordered
