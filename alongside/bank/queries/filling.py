"""A period as the solver reads it: what needs somebody, who could, and what everybody works already."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from math import ceil

from django.utils import timezone

from alongside.bank import policies
from alongside.bank.models import BankRules, Proposal, Shift, ShiftOffer
from alongside.bank.queries.eligibility import NOT_AVAILABLE, Could, who_could_each
from alongside.bank.queries.rules import limits_of, the_rules
from alongside.bank.queries.shifts import OPEN
from alongside.bank.queries.working import Working, workings_of
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.groups import queries as groups
from alongside.solvers import hours
from alongside.solvers.hours import Limits, Problem, Spell
from alongside.solvers.rostering.weeks import ALONE, Need, Peer

LIKES = "Likes this ward"
ASKED_FOR = "The ward asked for them"
KNOWS = "Knows this ward"
A_DATE = 5  # the weight of a group's date: that of a shift as it comes

WEEK = timedelta(days=7)

Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class Week:
    """What the solver is given. `dates` are the ids of the needs that are dates of groups; the others are shifts."""

    needs: tuple[Need, ...]
    peers: tuple[Peer, ...]
    limits: Limits
    dates: frozenset[str]


@dataclass
class _Peer:
    """A worker of the bank while the needs are gone through."""

    working: Working
    spells: set[Spell] = field(default_factory=set)
    good: dict[str, tuple[str, ...]] = field(default_factory=dict)
    stops: dict[str, tuple[str, ...]] = field(default_factory=dict)
    likes: set[str] = field(default_factory=set)
    has: set[str] = field(default_factory=set)


def week_to_fill(actor: Actor, proposal: Proposal, *, tell: Tell = lambda done, total: None) -> Week:
    """Every approved shift without a worker and every date of a group without a peer worker, from now to the last day.

    A date that an open shift serves is that shift. Who could is asked exactly as a page asks it. `tell` hears (done,
    total) before each shift and may raise.
    """
    if not policies.may_look(actor):
        raise NotAllowed("look who could cover what")
    rules = the_rules()
    limits = limits_of(rules)
    first, last = max(_midnight(proposal.starts_on), clock.now()), _midnight(proposal.ends_on + timedelta(days=1))
    shifts = list(
        Shift.objects.filter(status__in=OPEN, starts_at__gte=first, starts_at__lt=last)
        .select_related("ward")
        .prefetch_related("offers")
        .order_by("starts_at", "pk")
    )
    served = {shift.group_date_id for shift in shifts}
    dates = [row for row in groups.dates_to_cover(actor, first, last) if row.date.id not in served]
    peers = _everybody(first, last, limits, rules)
    needs = []
    for done, (shift, could) in enumerate(zip(shifts, who_could_each(shifts), strict=True)):
        tell(done, len(shifts))
        spell = Spell(shift.starts_at, shift.ends_at, shift.break_minutes, shift.ward.name)
        needs.append(Need(shift.pk, spell, shift.weight))
        _ask_shift(shift, could, peers)
    for row in dates:
        spell = Spell(row.date.starts_at, row.date.ends_at, what=f"in {row.date.group}")
        needs.append(Need(row.date.id, spell, A_DATE))
        _ask_date(row, spell, peers, limits)
    return Week(
        tuple(needs),
        tuple(_as_peer(worker_id, peer) for worker_id, peer in sorted(peers.items())),
        limits,
        frozenset(row.date.id for row in dates),
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _everybody(first: datetime, last: datetime, limits: Limits, rules: BankRules) -> dict[str, _Peer]:
    """Whoever is on the bank in any of these weeks, with all they work: asked of week by week, because the half days
    of another post are read for some days around a moment only."""
    peers: dict[str, _Peer] = {}
    weeks = range(max(1, ceil((last - first) / WEEK)))
    asked = [Shift(starts_at=first + n * WEEK, ends_at=min(first + (n + 1) * WEEK, last)) for n in weeks]
    for rows in workings_of(asked, limits, rules):
        for row in rows:
            peers.setdefault(str(row.member.worker_id), _Peer(row)).spells.update(row.spells)
    return peers


def _ask_shift(shift: Shift, asked: Iterable[Could], peers: dict[str, _Peer]) -> None:
    """Those who said no, or handed it back, are not asked again: said of them as of anybody who is not available."""
    offers = {str(offer.worker_id): offer.status for offer in shift.offers.all()}
    for could in asked:
        peer = peers.get(could.worker_id)
        if peer is None:
            continue
        warns = _too_much(could.warns)
        if could.worker_id == shift.handed_back_by_id or offers.get(could.worker_id) == ShiftOffer.Status.NO:
            peer.stops[shift.pk] = (NOT_AVAILABLE,)
        elif not could.can or warns:
            peer.stops[shift.pk] = (*could.stops, *warns)
        else:
            _could(shift, could, peer)
            if offers.get(could.worker_id) == ShiftOffer.Status.OPEN:
                peer.has.add(shift.pk)


def _could(shift: Shift, could: Could, peer: _Peer) -> None:
    wished = {
        ASKED_FOR: shift.preferred_id == could.worker_id,
        LIKES: shift.ward_id in peer.working.member.likes,
    }
    said = [words for words, is_so in {**wished, KNOWS: could.inducted}.items() if is_so]
    peer.good[shift.pk] = tuple(said)
    if any(wished.values()):
        peer.likes.add(shift.pk)


def _ask_date(row: groups.ToCover, spell: Spell, peers: dict[str, _Peer], limits: Limits) -> None:
    """Whoever the groups would ask, as far as the hours go."""
    could = {one.id: one for one in row.could}
    for worker_id, peer in peers.items():
        member = peer.working.member
        if worker_id not in could:
            peer.stops[row.date.id] = (NOT_AVAILABLE,)
            continue
        found = hours.problems(
            spell,
            tuple(peer.spells),
            limits,
            weekly_hours=peer.working.weekly_hours,
            opted_out=peer.working.opted_out,
            own_limit=float(member.own_limit_hours) if member.own_limit_hours is not None else None,
        )
        if words := (*could[worker_id].lacks, *_too_much(found)):
            peer.stops[row.date.id] = words
        else:
            peer.good[row.date.id] = could[worker_id].good


def _too_much(found: Iterable[Problem]) -> tuple[str, ...]:
    """A proposal goes past no rule, not even one that only warns: that is for a person to decide."""
    return tuple(problem.said for problem in found if problem.rule not in ALONE)


def _as_peer(worker_id: str, peer: _Peer) -> Peer:
    member = peer.working.member
    return Peer(
        worker_id,
        good=peer.good,
        stops=peer.stops,
        held=tuple(sorted(peer.spells, key=lambda spell: (spell.start, spell.end, spell.what))),
        weekly_hours=peer.working.weekly_hours,
        opted_out=peer.working.opted_out,
        own_limit=float(member.own_limit_hours) if member.own_limit_hours is not None else None,
        likes=frozenset(peer.likes),
        so_far=peer.working.recent_minutes,
        has=frozenset(peer.has),
    )
