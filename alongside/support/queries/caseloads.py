"""Questions about one worker's whole caseload: everyone they walk with, and who could take up each of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from alongside.core import clock
from alongside.core.actors import Actor
from alongside.referrals import queries as referrals
from alongside.solvers import matching
from alongside.solvers.fit import Need, Peer
from alongside.support import policies
from alongside.support.models import Handover, Meeting, Relationship
from alongside.support.queries import names
from alongside.support.queries.handovers import peers_for
from alongside.support.queries.meetings import MeetingRow, meeting_row
from alongside.workforce.queries import FreePeer, get_worker, peers_for_matching

LATELY = timedelta(days=90)  # how long the page still says who was handed over
Status = Relationship.Status


@dataclass(frozen=True)
class MoveRow:
    """One person the worker walks with. `peers` could take it up; `suggested` is one of their ids, or empty. `asked`
    is whom they are asked about now; `said_no` whom they said no to last."""

    relationship: Relationship
    name: str
    called: str
    needs: tuple[str, ...]
    meetings: tuple[MeetingRow, ...]
    peers: tuple[FreePeer, ...]
    suggested: str
    asked: Handover | None
    said_no: str

    @property
    def id(self) -> str:
        return self.relationship.pk

    @property
    def on_break(self) -> bool:
        return self.relationship.status == Status.ON_BREAK


@dataclass(frozen=True)
class MovedRow:
    """One who said yes: walks with `worker` now, since that moment."""

    name: str
    worker: str
    since: datetime


@dataclass(frozen=True)
class Caseload:
    """A worker's people: those nobody is asked about yet, those who are asked, and those who have moved."""

    worker: Any
    rows: tuple[MoveRow, ...]
    moved: tuple[MovedRow, ...]

    @property
    def to_ask(self) -> tuple[MoveRow, ...]:
        return tuple(row for row in self.rows if not row.asked)

    @property
    def waiting(self) -> tuple[MoveRow, ...]:
        return tuple(row for row in self.rows if row.asked)


def caseload(actor: Actor, worker_id: str) -> Caseload:
    """Everyone in the actor's reach whom this worker walks with, whom they meet next first. Twenty queries at most."""
    worker = get_worker(actor, worker_id)
    reach = policies.reached_relationships(actor).filter(worker=worker)
    people = reach.select_related("referral__person", "referral__pathway", "worker")
    found = list(people.exclude(status=Status.ENDED).order_by("introduced_at", "pk"))
    short = names.short_names([r.referral.person for r in found])
    needs = referrals.needs_of([r.referral.person_id for r in found])
    meetings = _meetings(found, short, needs)
    handovers = _handovers(found)
    to_ask = [r for r in found if not _asked(handovers, r)]
    peers = peers_for(to_ask)
    suggested = _suggested(actor, to_ask, peers)
    rows = [
        MoveRow(
            relationship=r,
            name=r.referral.person.full_name,
            called=r.referral.person.called,
            needs=names.needs_shown(r.referral.person, needs),
            meetings=meetings.get(r.pk, ()),
            peers=tuple(peer for peer in peers.get(r.pk, ()) if peer.free > 0),
            suggested=suggested.get(r.pk, ""),
            asked=_asked(handovers, r),
            said_no=_said_no(handovers, r),
        )
        for r in found
    ]
    far = clock.now() + timedelta(days=36500)
    rows.sort(key=lambda row: (row.meetings[0].starts_at if row.meetings else far, row.name, row.id))
    return Caseload(worker, tuple(rows), _moved(people))


def _meetings(found: list[Relationship], short: dict[str, str], needs: dict) -> dict[str, tuple[MeetingRow, ...]]:
    coming = Meeting.objects.filter(
        relationship__in=[r.pk for r in found], status=Meeting.Status.PLANNED, starts_at__gte=clock.now()
    ).select_related("relationship__referral__person", "relationship__worker")
    rows: dict[str, list[MeetingRow]] = {}
    for meeting in coming.prefetch_related("contacts").order_by("starts_at", "pk"):
        rows.setdefault(meeting.relationship_id, []).append(meeting_row(meeting, short, needs))
    return {pk: tuple(planned) for pk, planned in rows.items()}


def _handovers(found: list[Relationship]) -> dict[str, list[Handover]]:
    rows: dict[str, list[Handover]] = {}
    asked = Handover.objects.filter(relationship__in=[r.pk for r in found]).select_related("to_worker")
    for handover in asked.order_by("asked_at", "pk"):
        rows.setdefault(handover.relationship_id, []).append(handover)
    return rows


def _asked(handovers: Mapping[str, list[Handover]], relationship: Relationship) -> Handover | None:
    return next((h for h in handovers.get(relationship.pk, ()) if h.status == Handover.Status.ASKED), None)


def _said_no(handovers: Mapping[str, list[Handover]], relationship: Relationship) -> str:
    no = [h for h in handovers.get(relationship.pk, ()) if h.status == Handover.Status.DECLINED]
    return no[-1].to_worker.first_name if no else ""


def _moved(reach: Any) -> tuple[MovedRow, ...]:
    lately = reach.filter(ended_as=Relationship.EndedAs.HANDED_OVER, ended_at__gte=clock.now() - LATELY)
    rows = lately.prefetch_related("followed_by__worker").order_by("ended_at", "pk")
    return tuple(
        MovedRow(r.referral.person.full_name, r.followed_by.all()[0].worker.full_name, r.ended_at)
        for r in rows
        if r.followed_by.all()
    )


def _suggested(actor: Actor, found: list[Relationship], peers: Mapping[str, tuple[FreePeer, ...]]) -> dict[str, str]:
    """The best for all of them together, by relationship id. No reasons are given: a person decides."""
    offered = {row.id: row for row in peers_for_matching(actor)}
    free = {peer.id: peer.free for each in peers.values() for peer in each}
    needs = [
        Need(
            id=r.pk,
            wants=frozenset(want["theme"] for want in r.referral.wants),
            ruled_out=frozenset(r.referral.ruled_out),
            languages=frozenset({r.referral.person.language} - {"", "en"}),
            days=frozenset(r.referral.days),
            not_with=frozenset(offered) - {peer.id for peer in peers[r.pk]},
        )
        for r in found
    ]
    rows = [
        Peer(
            id=row.id,
            room=free.get(row.id, 0),
            languages=row.languages,
            experience=row.experience,
            interests=row.interests,
            traits=row.themes,
            days=row.days,
        )
        for row in offered.values()
    ]
    return {proposal.need: proposal.peer for proposal in matching.propose(needs, rows).proposals}
