"""Questions about a change of peer worker: who could take it up, what was before, and what of it may be read."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from alongside.core.actors import Actor
from alongside.support import policies
from alongside.support.models import Agreement, Goal, Handover, MayRead, Relationship
from alongside.support.queries.apart import Whom, apart_from
from alongside.support.queries.contacts import ContactRow, contacts_of
from alongside.workforce.queries import FreePeer, peers_with_room, profile_of

Status, EndedAs = Relationship.Status, Relationship.EndedAs
OPEN_OFFERS = ("asked_worker", "asked_person")


@dataclass(frozen=True)
class Before:
    """One time before: with whom (a first name), from when to when, how it ended in words. `may_read` is how much of
    it the peer worker of now may read."""

    relationship: Relationship
    worker: str
    starts_on: datetime
    ends_on: datetime
    how: str
    may_read: str


@dataclass(frozen=True)
class Earlier:
    """A time before, with what may be read of it."""

    before: Before
    agreement: Agreement | None
    contacts: tuple[ContactRow, ...]


@dataclass(frozen=True)
class OwnHandover:
    """What the person is asked: who it would be, in their own words, and when all three could meet."""

    handover: Handover
    profile: Any
    worker: str
    now: str
    introduce_on: date | None
    meetings: int


def could_take_up(relationship: Relationship, worker: Any) -> bool:
    """Whether this worker may be put forward, room aside. Why not is never told apart."""
    return any(peer.id == worker.pk for peer in peers_for([relationship])[relationship.pk])


def peers_for(relationships: Iterable[Relationship]) -> dict[str, tuple[FreePeer, ...]]:
    """By relationship id, who could be put forward: in its pathway, taking people on, not the one there is now, not one
    the person chose away from or said no to. Private bars leave people out in the same way. Five queries."""
    found = list(relationships)
    peers = peers_with_room({r.referral.pathway_id or "" for r in found})
    apart, no = _apart(found), not_again(r.referral.person_id for r in found)
    return {
        r.pk: tuple(
            peer
            for peer in peers
            if r.referral.pathway_id in peer.pathways
            and peer.id != r.worker_id
            and r.pk not in apart.get(peer.id, ())
            and peer.id not in no.get(r.referral.person_id, ())
        )
        for r in found
    }


def choices_for(relationship: Relationship) -> tuple[FreePeer, ...]:
    """Who could take it up and has a place free: the person's own team first, then the most room."""
    free = [peer for peer in peers_for([relationship])[relationship.pk] if peer.free > 0]
    team = relationship.referral.host_team
    return tuple(sorted(free, key=lambda peer: (team is None or team.name not in peer.teams, -peer.free, peer.name)))


def _apart(relationships: Iterable[Relationship]) -> dict[str, frozenset[str]]:
    """Private: the relationships (ids) each worker is kept apart from. Never for a page."""
    return apart_from(
        Whom(r.pk, person.pk, (person.full_name, f"{person.called} {person.full_name}"), r.referral.host_team_id)
        for r in relationships
        for person in (r.referral.person,)
    )


def not_again(person_ids: Iterable[str]) -> dict[str, frozenset[str]]:
    """By person id, the workers not to suggest to them: chosen away from, said no to in a hand-over, or walked with for
    a request that waits once more. One query."""
    ids = list(person_ids)
    walked = Relationship.objects.filter(
        Q(ended_as=EndedAs.CHANGED) | Q(referral__status="accepted"), referral__person__in=ids, status=Status.ENDED
    )
    said_no = Handover.objects.filter(relationship__referral__person__in=ids, status=Handover.Status.DECLINED)
    found: dict[str, set[str]] = defaultdict(set)
    refused = said_no.values_list("relationship__referral__person", "to_worker")
    for person, worker in walked.values_list("referral__person", "worker").union(refused):
        found[person].add(worker)
    return {person: frozenset(workers) for person, workers in found.items()}


def may_go_back(relationship: Relationship) -> bool:
    """Whether the two could go on as they were: the request waits again, and nobody else is asked yet."""
    referral = relationship.referral
    return (
        referral.status == "accepted"
        and not referral.offers.filter(status__in=OPEN_OFFERS).exists()
        and not referral.relationships.filter(introduced_at__gt=relationship.introduced_at).exists()
    )


def get_handover(actor: Actor, id: str) -> Handover:  # noqa: A002
    return _with_people(policies.visible_handovers(actor)).get(pk=id)


def own_handover(actor: Actor) -> OwnHandover | None:
    """What the signed-in person is asked just now. None while the other's profile is hidden, or nobody is suggested."""
    handover = _with_people(policies.own_handovers(actor)).first()
    profile = profile_of(handover.to_worker_id) if handover else None
    if handover is None or profile is None:
        return None
    relationship = handover.relationship
    return OwnHandover(
        handover=handover,
        profile=profile,
        worker=handover.to_worker.first_name,
        now=relationship.worker.first_name,
        introduce_on=handover.introduce_on,
        meetings=relationship.meetings.filter(status="planned", starts_at__gt=handover.asked_at).count(),
    )


def _with_people(found: QuerySet[Handover]) -> QuerySet[Handover]:
    return found.select_related("relationship__referral__person", "relationship__worker__user", "to_worker__user")


# What was before -----------------------------------------------------------------------------------------------------


def before(relationship: Relationship) -> tuple[Before, ...]:
    """The times before this one that its peer worker may know of, the latest first. The last one is always among them,
    by its dates; each earlier one only where the person let everything be read."""
    found: list[Before] = []
    later, may_read = relationship, relationship.may_read
    while later.follows_id:
        earlier = later.follows
        assert earlier is not None
        found.append(_before(earlier, may_read))
        if may_read != MayRead.ALL:
            break
        later, may_read = earlier, earlier.may_read
    return tuple(found)


def _before(earlier: Relationship, may_read: str) -> Before:
    return Before(
        relationship=earlier,
        worker=earlier.worker.first_name,
        starts_on=earlier.first_met_at or earlier.introduced_at,
        ends_on=earlier.ended_at or earlier.introduced_at,
        how="They ended well" if earlier.ended_as == EndedAs.WELL else "",
        may_read=may_read,
    )


def read_before(relationship: Relationship) -> tuple[Earlier, ...]:
    """What may be read of the times before: what was agreed, and with everything, the contacts too."""
    return tuple(
        Earlier(
            known,
            known.relationship.agreements.order_by("-written_at", "-pk").first(),
            tuple(contacts_of(known.relationship)) if known.may_read == MayRead.ALL else (),
        )
        for known in before(relationship)
        if known.may_read != MayRead.NOTHING
    )


def readable_goals(relationship: Relationship) -> QuerySet[Goal]:
    """The person's goals, as this relationship's peer worker may read them: those from before only if they said so."""
    goals = Goal.objects.filter(person=relationship.referral.person_id)
    if relationship.follows_id and relationship.may_read == MayRead.NOTHING:
        return goals.filter(written_at__gte=relationship.introduced_at)
    return goals
