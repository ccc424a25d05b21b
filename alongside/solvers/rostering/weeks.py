"""Proposes who of the bank covers which shifts and dates of groups, with reasons; a person accepts all, some or none.

Hard rules are kept in two ways. What a worker could do at all was asked before, pair by pair. What is too much together
is asked of `solvers.hours` itself, once there is an answer: what it finds is forbidden, and we look again. So there is
one reading of working time in the whole service. A proposal also keeps what elsewhere only warns (a cap, an average,
somebody's own limit): going past it is for a person to decide.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from itertools import combinations
from typing import Any

from alongside.solvers import hours
from alongside.solvers.hours import Limits, Spell
from alongside.solvers.rostering.formulation import Formulation
from alongside.solvers.rostering.model import Limit, Problem, Roster, Shift, Worker
from alongside.solvers.rostering.search import Stop, look, never
from alongside.solvers.spells import minutes_by_day, monday_of

TAKEN = "Taken by other shifts that week"
NOBODY = "Nobody is on the bank"
FEWEST = "Has had the fewest hours lately"
ALONE = frozenset({"break", "longest_shift"})
"""Rules about one shift, whoever works it and whatever else they do: settled before anything is proposed."""
QUICKLY = {"num_workers": 1, "max_deterministic_time": 0.05}
THOROUGHLY = {"num_workers": 8, "interleave_search": True}
"""Eight ways of searching, taking turns in a fixed order: the same answer however many cores there are."""

Tell = Callable[[str, int], None]
"""Called with what is being done, in words, and how far it is, of a hundred."""


@dataclass(frozen=True)
class Need:
    """One place to be filled. `weight` says how much it matters, 1 or more."""

    id: str
    spell: Spell
    weight: int = 1


@dataclass(frozen=True)
class Peer:
    """`good` are the needs they could fill, each with what speaks for them there; `stops` the others, with what is in
    the way in words that may be said. `held` is all their work, of every post, at least 17 weeks either side of the
    needs; what they have already is no need any more. `so_far` are the minutes they had from the bank lately."""

    id: str
    good: Mapping[str, tuple[str, ...]]
    stops: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    held: tuple[Spell, ...] = ()
    weekly_hours: float = 0
    opted_out: bool = False
    own_limit: float | None = None
    likes: frozenset[str] = frozenset()
    so_far: int = 0
    has: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Line:
    """A need and who could fill it, and why them; or nobody, and what stands in the way."""

    need_id: str
    worker_id: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Effort:
    """How long to look at most, for each of the three aims, in CP-SAT's own deterministic seconds: the same work on
    every machine, and so the same answer."""

    covering: float = 3
    sharing: float = 2.5
    wishing: float = 2


def propose(
    needs: Sequence[Need],
    peers: Sequence[Peer],
    limits: Limits,
    *,
    effort: Effort | None = None,
    tell: Tell = lambda doing, of_hundred: None,
    stop: Stop = never,
) -> tuple[Line, ...]:
    """Who fills what, a line for each need in order of its start. All hard rules are kept. Of all such plans it is, as
    far as found within the effort, the best in this order: the weight covered; the sum of squares of everybody's half
    hours, so far and proposed; wishes met; what people have been offered already and keep.

    Same input, same answer, in whatever order it comes. Raises `search.Stopped` when `stop` says yes.
    """
    needs = sorted(needs, key=lambda need: (need.spell.start, need.id))
    peers = sorted(peers, key=lambda peer: peer.id)
    effort = effort or Effort()
    tell(f"Looking at {len(peers)} {'person' if len(peers) == 1 else 'people'}", 25)
    formulation = Formulation(as_problem(needs, peers, limits))
    search = partial(_look, formulation, _Week(needs, peers, limits), stop=stop)
    roster, covered = search(formulation.uncovered, effort.covering, None)
    formulation.model.add(formulation.uncovered <= covered)
    tell("Sharing it out fairly", 40)
    unevenness = formulation.unevenness()
    roster, uneven = search(unevenness, effort.sharing, roster)
    formulation.model.add(unevenness <= uneven)
    tell("Thinking of what people like", 80)
    offered = 1 + sum(len(peer.has) for peer in peers)
    roster, _ = search(formulation.unmet * offered + formulation.changes, effort.wishing, roster)
    tell("Writing down why", 95)
    return tuple(_line(need, peers, roster) for need in needs)


def as_problem(needs: Sequence[Need], peers: Sequence[Peer], limits: Limits) -> Problem:
    """The week as a rostering problem: pairs too close together for anybody, hours a week and on average."""
    first = needs[0].spell.start if needs else None
    shifts = [
        Shift(n.id, (n.spell.start - first).days if first else 0, _minutes(n.spell), under=n.weight) for n in needs
    ]
    apart = frozenset(
        (one.id, other.id)
        for one, other in combinations(needs, 2)
        if other.spell.start - one.spell.end < timedelta(hours=limits.rest_hours)
        and _too_much(other.spell, [one.spell], limits, Peer("", {}))
    )
    return Problem(
        1 + max((s.day for s in shifts), default=0),
        tuple(shifts),
        tuple(_worker(p, needs, limits) for p in peers),
        apart,
    )


def _worker(peer: Peer, needs: Sequence[Need], limits: Limits) -> Worker:
    could = frozenset(peer.good) & {need.id for need in needs}
    return Worker(
        peer.id,
        could,
        limits=tuple(_hours(peer, needs, limits)),
        wishes=tuple((need, 1) for need in sorted(peer.likes & could)),
        so_far=peer.so_far,
        has=peer.has & could,
    )


def _hours(peer: Peer, needs: Sequence[Need], limits: Limits) -> list[Limit]:
    """What hours leave for this worker: in each week, and in all while the average is worst. Never more than the rules
    ask, and not quite all they ask: `hours` itself is asked afterwards."""
    found = []
    weeks: dict[Any, list[Need]] = {}
    for need in needs:
        local = need.spell.starts.astimezone(limits.zone).date()
        if monday_of(local) == monday_of(need.spell.last_day(limits.zone)):
            weeks.setdefault(monday_of(local), []).append(need)
    caps = [cap for cap in (limits.local_cap_hours, peer.own_limit) if cap is not None]
    for monday, of_week in weeks.items() if caps else ():
        left = min(caps) - hours.week_hours(monday, peer.held, limits, weekly_hours=peer.weekly_hours)
        found.append(_at_most(of_week, left * 60))
    if needs and not peer.opted_out:
        left = (limits.average_hours - peer.weekly_hours) * limits.average_weeks * 60 - _worst(peer, needs, limits)
        found.append(_at_most(needs, left))
    return found


def _at_most(needs: Sequence[Need], minutes: float) -> Limit:
    return Limit(frozenset(need.id for need in needs), max(0, int(minutes)), in_minutes=True)


def _worst(peer: Peer, needs: Sequence[Need], limits: Limits) -> int:
    """The most minutes already held in any window of the average that holds all of the needs; 0 when none can."""
    by_day = minutes_by_day((spell for spell in peer.held if not spell.contract), limits.zone)
    first = min(need.spell.starts.astimezone(limits.zone).date() for need in needs)
    last = max(need.spell.last_day(limits.zone) for need in needs)
    length = 7 * limits.average_weeks
    starts = (last - timedelta(days=length - 1) + timedelta(days=n) for n in range(length - (last - first).days))
    return max(
        (sum(m for day, m in by_day.items() if start <= day < start + timedelta(days=length)) for start in starts),
        default=0,
    )


def _minutes(spell: Spell) -> int:
    return int(spell.length.total_seconds() // 60) - spell.break_minutes


def _too_much(new: Spell, others: Sequence[Spell], limits: Limits, peer: Peer) -> bool:
    """Whether any rule about the work of one person as a whole stands in the way, those that only warn too."""
    found = hours.problems(
        new,
        [*peer.held, *others],
        limits,
        weekly_hours=peer.weekly_hours,
        opted_out=peer.opted_out,
        own_limit=peer.own_limit,
    )
    return any(problem.rule not in ALONE for problem in found)


class _Week:
    """The spells of one proposal, to ask what in a roster is too much together."""

    def __init__(self, needs: Sequence[Need], peers: Sequence[Peer], limits: Limits) -> None:
        self.spells = {need.id: need.spell for need in needs}
        self.peers = peers
        self.limits = limits

    def too_much(self, roster: Roster) -> list[tuple[str, list[str]]]:
        """For each worker with too much: as few of their needs as are too much together."""
        return [
            (peer.id, self._fewest(peer, mine))
            for peer in self.peers
            if (mine := sorted(roster[peer.id])) and self._wrong(peer, mine)
        ]

    def _fewest(self, peer: Peer, mine: list[str]) -> list[str]:
        for need in list(mine):
            fewer = [other for other in mine if other != need]
            if self._wrong(peer, fewer):
                mine = fewer
        return mine

    def _wrong(self, peer: Peer, mine: Sequence[str]) -> bool:
        return any(
            _too_much(self.spells[need], [self.spells[other] for other in mine if other != need], self.limits, peer)
            for need in mine
        )


def _look(
    formulation: Formulation, week: _Week, aim: Any, effort: float, start: Roster | None, *, stop: Stop
) -> tuple[Roster, int]:
    """The best roster found with nothing too much in it, and what it comes to. Doing nothing always keeps the rules."""
    while True:
        if start:
            formulation.suggest(start)
        found = look(formulation, aim, limits=QUICKLY, stop=stop)
        if not found.proven:
            found = look(formulation, aim, limits={**THOROUGHLY, "max_deterministic_time": effort}, stop=stop)
        if found.roster is None:
            raise AssertionError("A roster was there, and was not found again")
        again = week.too_much(found.roster)
        if not again:
            return found.roster, found.value
        for worker, together in again:
            formulation.forbid(worker, together)


def _line(need: Need, peers: Sequence[Peer], roster: Roster) -> Line:
    could = [peer for peer in peers if need.id in peer.good]
    for peer in could:
        if need.id in roster[peer.id]:
            lowest = len(could) > 1 and peer.so_far < min(other.so_far for other in could if other != peer)
            return Line(need.id, peer.id, (*peer.good[need.id], *((FEWEST,) if lowest else ())))
    return Line(need.id, "", _in_the_way(need, peers, taken=bool(could)))


def _in_the_way(need: Need, peers: Sequence[Peer], *, taken: bool) -> tuple[str, ...]:
    """What stands in the way of those who are nearest to it: nobody's name, and how many of them is not told."""
    found = [words for peer in peers if (words := peer.stops.get(need.id))] + ([(TAKEN,)] if taken else [])
    fewest = min(map(len, found), default=0)
    return tuple(sorted({word for words in found if len(words) == fewest for word in words})) or (NOBODY,)
