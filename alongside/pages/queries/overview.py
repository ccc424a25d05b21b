"""The whole service in a few numbers: each is the sum of rows that can be opened, so the two always agree."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from alongside.accounts.queries import current_service, open_pathways
from alongside.accounts.roles import COORDINATOR, LEAD
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.matching import queries as matching
from alongside.pages import policies
from alongside.referrals import queries as referrals
from alongside.support import queries as support
from alongside.support.policies import visible_contacts, visible_relationships
from alongside.ui.dates import day
from alongside.ui.words import plural
from alongside.workforce import queries as workforce


@dataclass(frozen=True)
class Row:
    """One row behind a number. `counts` is what it adds to it; `opens` is the name of its page, and `id` whose it is.

    `pathways` are names: a peer worker may be in more than one.
    """

    id: str
    opens: str
    name: str
    note: str
    pathways: tuple[str, ...] = ()
    counts: int = 1
    days: int = 0
    says: str = ""


@dataclass(frozen=True)
class Measure:
    """One number: its name, what it means in a sentence, and the question that finds its rows. `opens` names the page
    that shows the same in full, where there is one."""

    key: str
    name: str
    sentence: str
    find: Callable[[Actor], list[Row]]
    opens: str = ""

    def definition(self, service: Any) -> str:
        return self.sentence.format(
            record=service.trust_record_name, quiet=service.quiet_after_days, read=service.requests_read
        )


@dataclass(frozen=True)
class Number:
    """A measure, worked out."""

    key: str
    name: str
    definition: str
    rows: tuple[Row, ...]
    opens: str

    @property
    def number(self) -> int:
        return sum(row.counts for row in self.rows)


@dataclass(frozen=True)
class PathwayRow:
    """One pathway's numbers side by side. `workers`: whether any peer worker there is taking people on."""

    name: str
    waiting: int
    longest: int
    supported: int
    free: int
    workers: bool


@dataclass(frozen=True)
class Overview:
    """The page: the numbers by key, and the same by pathway."""

    numbers: dict[str, Number]
    pathways: tuple[PathwayRow, ...]

    @property
    def most_waiting(self) -> int:
        return max((row.waiting for row in self.pathways), default=0)


def overview(actor: Actor) -> Overview:
    """Every number, within the actor's reach. NotAllowed for anyone who may not see the whole service."""
    if not policies.may_see_overview(actor):
        raise NotAllowed("see the whole service")
    service = current_service()
    numbers = {key: _worked_out(actor, measure, service) for key, measure in MEASURES.items()}
    waiting, supported, free = (numbers[key].rows for key in ("waiting", "supported", "free"))
    reach = actor.reach(LEAD, COORDINATOR)
    found = {name for rows in (waiting, supported) for row in rows for name in row.pathways}
    names = [name for pk, name in open_pathways() if reach.covers(pathway=pk) or name in found]
    return Overview(
        numbers,
        tuple(
            PathwayRow(
                name,
                _sum(waiting, name),
                max((row.days for row in waiting if name in row.pathways), default=0),
                _sum(supported, name),
                _sum(free, name),
                any(name in row.pathways for row in free),
            )
            for name in names
        ),
    )


def number(actor: Actor, key: str, pathway: str = "") -> Number:
    """One number with its rows, all or one pathway's. NotAllowed for a number that there is not."""
    measure = MEASURES.get(key)
    if measure is None or not policies.may_see_overview(actor):
        raise NotAllowed(f"see the number {key}")
    return _worked_out(actor, measure, current_service(), pathway)


def _worked_out(actor: Actor, measure: Measure, service: Any, pathway: str = "") -> Number:
    rows = tuple(row for row in measure.find(actor) if not pathway or pathway in row.pathways)
    return Number(measure.key, measure.name, measure.definition(service), rows, measure.opens)


def _sum(rows: tuple[Row, ...], pathway: str) -> int:
    return sum(row.counts for row in rows if pathway in row.pathways)


def _waiting(actor: Actor) -> list[Row]:
    return [
        Row(
            row.id,
            "referrals:request",
            row.name,
            f"{row.turn[1]}: {row.happening}",
            (row.pathway,),
            days=row.days,
            says=plural(row.days, "day"),
        )
        for row in referrals.waiting(actor)
    ]


def _supported(actor: Actor) -> list[Row]:
    found = visible_relationships(actor).exclude(status="ended")
    return [
        Row(
            row.pk,
            "support:relationship",
            row.referral.person.full_name,
            f"with {row.worker.full_name}, {row.get_status_display().lower()}",
            (row.referral.pathway.name,),
        )
        for row in _named(found).order_by("referral__person__first_name", "referral__person__last_name", "pk")
    ]


def _named(relationships: Any) -> Any:
    return relationships.select_related("referral__person", "referral__pathway", "worker")


def _free(actor: Actor) -> list[Row]:
    """Peer workers who are taking people on: full ones too, who add nothing."""
    pathways = dict(open_pathways())
    peers = [peer for peer in workforce.peers_for_matching(actor) if peer.taking_on]
    rooms = matching.room_of(peers)
    rows = [
        Row(
            peer.id,
            "workforce:worker",
            peer.name,
            f"{plural(rooms[peer.id].agreed, 'place')} agreed, {rooms[peer.id].used} taken or on offer",
            tuple(sorted(pathways[pk] for pk in peer.pathways if pk in pathways)),
            counts=rooms[peer.id].free,
            says=f"{rooms[peer.id].free} free" if rooms[peer.id].free else "Full",
        )
        for peer in peers
    ]
    return sorted(rows, key=lambda row: (-row.counts, row.name))


def _contacts(actor: Actor) -> list[Row]:
    today = clock.today()
    monday = today - timedelta(days=today.weekday())
    found = visible_contacts(actor).filter(is_current=True, starts_at__date__gte=monday, starts_at__lte=clock.now())
    people: Any = found.select_related("referral__person", "referral__pathway", "relationship__worker")
    return [
        Row(
            row.pk,
            "support:contact",
            row.referral.person.full_name,
            f"with {row.relationship.worker.full_name}, {day(timezone.localdate(row.starts_at))}",
            (row.referral.pathway.name,),
        )
        for row in people.order_by("-starts_at", "pk")
        if row.attended
    ]


def _not_copied(actor: Actor) -> list[Row]:
    return [
        Row(row.id, "support:contact", row.name, f"{row.worker}, {day(timezone.localdate(row.starts_at))}")
        for row in support.to_copy(actor, whole_team=True)
    ]


def _unread(actor: Actor) -> list[Row]:
    return [
        Row(row.id, "referrals:request", row.name, _asked_by(row.from_whom), says="Late" if row.late else "")
        for row in referrals.requests(actor, "received")
        if row.unread
    ]


def _asked_by(who: str) -> str:
    return "asked for themself" if who == "Themself" else f"from {who}"


def _quiet(actor: Actor) -> list[Row]:
    return [
        Row(row.id, "support:relationship", row.name, f"with {row.worker}", days=row.days, says=plural(row.days, "day"))
        for row in support.quiet(actor)
    ]


MEASURES = {
    measure.key: measure
    for measure in (
        Measure(
            "waiting",
            "waiting",
            "Taken on, and not yet with a peer worker. The days count from when they asked.",
            _waiting,
            "referrals:waiting",
        ),
        Measure(
            "supported",
            "with a peer worker",
            "They chose a peer worker and have not ended. Before the first meeting counts too.",
            _supported,
            "support:my_people",
        ),
        Measure(
            "free",
            "places free",
            "Places agreed with each peer worker who is taking people on, less those taken and those on offer.",
            _free,
            "workforce:workers",
        ),
        Measure(
            "contacts",
            "contacts this week",
            "Meetings, calls and messages that happened since Monday. Those that did not happen are left out.",
            _contacts,
        ),
        Measure(
            "not-copied",
            "not yet copied",
            "Contacts that nobody has ticked as copied to {record}.",
            _not_copied,
            "support:to_copy",
        ),
        Measure(
            "unread",
            "requests unread",
            "New requests that nobody has read. We say they are read {read}.",
            _unread,
            "referrals:requests",
        ),
        Measure(
            "quiet",
            "quiet people",
            "Not met for {quiet} days, or longer than the two agreed, with nothing booked. Often their own choice.",
            _quiet,
        ),
    )
}
