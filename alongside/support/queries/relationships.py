"""Questions about one relationship: its page for the peer worker, and the same facts for the person."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from alongside.core import audit, clock
from alongside.core.actors import Actor
from alongside.core.models import Opening
from alongside.referrals import queries as referrals
from alongside.support import policies
from alongside.support.models import Agreement, Goal, Meeting, Relationship
from alongside.support.queries import names
from alongside.support.queries.contacts import ContactRow, contact_rows, current_contacts, happened
from alongside.support.queries.endings import ended_words, needs_hearing
from alongside.support.queries.goals import GoalRow, goal_rows
from alongside.support.queries.handovers import readable_goals
from alongside.support.queries.meetings import MeetingRow, meeting_row
from alongside.support.queries.people import status_words
from alongside.support.queries.story import Story, story_of
from alongside.ui.dates import day
from alongside.workforce import queries as workforce

SHOWN = 10  # contacts on the page; the others are behind "All"


@dataclass(frozen=True)
class RelationshipPage:
    """Everything on a relationship's page; of the contacts the newest, of `contacts_in_all`."""

    relationship: Relationship
    person: Any
    worker: Any
    status_words: str
    facts: tuple[str | tuple[str, str], ...]
    needs: tuple[str, ...]
    owed_meeting_id: str
    next_meeting: MeetingRow | None
    meetings: tuple[MeetingRow, ...]
    agreement: Agreement | None
    first_agreed_on: date | None
    goals: tuple[GoalRow, ...]
    past_goals: tuple[GoalRow, ...]
    contacts: tuple[ContactRow, ...]
    contacts_in_all: int
    met: int
    story: Story | None
    sharings: tuple[Any, ...]
    may_change: bool


@dataclass(frozen=True)
class OwnSupport:
    """A person's own peer support: who walks with them, when they meet, what was agreed and written, their goals.

    Of the contacts the newest. `relationship` and what follows from it are None or empty before a peer worker is
    chosen. `profile` is None while the worker shows none.
    """

    person: Any
    relationship: Relationship | None
    worker: Any
    profile: Any
    needs: tuple[str, ...]
    next_meeting: MeetingRow | None
    meetings: tuple[MeetingRow, ...]
    agreement: Agreement | None
    contacts: tuple[ContactRow, ...]
    goals: tuple[GoalRow, ...]
    past_goals: tuple[GoalRow, ...]


def get_relationship(actor: Actor, id: str) -> Relationship:  # noqa: A002
    """A relationship the actor may see as staff, with its people beside it."""
    found = _with_people(policies.visible_relationships(actor)).get(pk=id)
    needs_hearing(actor, found)
    return found


def own_relationship(actor: Actor) -> Relationship | None:
    """A person's own: the open one, else the latest."""
    found = _with_people(policies.own_relationships(actor)).order_by("-introduced_at", "-pk")
    return min(found, key=lambda row: row.status == Relationship.Status.ENDED, default=None)


def walking_with(actor: Actor, person: Any) -> Relationship:
    """The relationship through which the actor knows this person: the open one, else the latest."""
    found = policies.visible_relationships(actor).filter(referral__person=person).order_by("-introduced_at", "-pk")
    return min(found, key=lambda row: row.status == Relationship.Status.ENDED)


def relationship_page(actor: Actor, id: str) -> RelationshipPage:  # noqa: A002
    """The story so far on one page."""
    relationship = get_relationship(actor, id)
    person = relationship.referral.person
    needs = referrals.needs_of([person.pk])
    meetings = _coming(relationship, person, needs)
    agreements = list(agreements_of(relationship))
    agreement = agreements[0] if agreements else None
    all_contacts = happened(relationship)
    goals = goal_rows(readable_goals(relationship), person.called)
    return RelationshipPage(
        relationship=relationship,
        person=person,
        worker=relationship.worker,
        status_words=ended_words(relationship)
        if relationship.status == Relationship.Status.ENDED
        else status_words(relationship, agreement.how_often if agreement else None),
        facts=_facts(relationship),
        needs=names.needs_shown(person, needs),
        owed_meeting_id=_owed(relationship),
        next_meeting=meetings[0] if meetings else None,
        meetings=meetings,
        agreement=agreement,
        first_agreed_on=agreements[-1].agreed_on if agreements else None,
        goals=tuple(goal for goal in goals if goal.status == Goal.Status.WORKING),
        past_goals=tuple(goal for goal in goals if goal.status != Goal.Status.WORKING),
        contacts=tuple(contact_rows(current_contacts(relationship)[:SHOWN])),
        contacts_in_all=len(all_contacts),
        met=sum(contact.attended for contact in all_contacts),
        story=story_of(
            relationship,
            agreement,
            all_contacts,
            booked=[meeting.starts_at for meeting in meetings],
            breaks=list(relationship.breaks.order_by("starts_on")),
        ),
        sharings=tuple(referrals.sharing_of(person.pk)),
        may_change=policies.may_record(actor, relationship) and relationship.status != Relationship.Status.ENDED,
    )


def open_relationship(actor: Actor, id: str, *, printed: bool = False) -> RelationshipPage:  # noqa: A002
    """The page, written in the log of records opened: the person can see who opened or printed it."""
    page = relationship_page(actor, id)
    audit.opened(actor, page.person, Opening.How.PRINTED if printed else Opening.How.OPENED, at=clock.now())
    return page


def own_support(actor: Actor) -> OwnSupport | None:
    """Everything of a person's own peer support; None for an actor who is nobody's own account."""
    relationship = own_relationship(actor)
    referral = relationship.referral if relationship else referrals.own_referral(actor)
    if referral is None:
        return None
    person = referral.person
    needs = referrals.needs_of([person.pk])
    goals = goal_rows(policies.own_goals(actor))
    meetings = _coming(relationship, person, needs) if relationship else ()
    return OwnSupport(
        person=person,
        relationship=relationship,
        worker=relationship.worker if relationship else None,
        profile=workforce.profile_of(relationship.worker_id) if relationship else None,
        needs=names.needs_shown(person, needs),
        next_meeting=meetings[0] if meetings else None,
        meetings=meetings,
        agreement=agreements_of(relationship).first() if relationship else None,
        contacts=tuple(contact_rows(current_contacts(relationship)[:SHOWN])) if relationship else (),
        goals=tuple(goal for goal in goals if goal.status == Goal.Status.WORKING),
        past_goals=tuple(goal for goal in goals if goal.status != Goal.Status.WORKING),
    )


def agreements_of(relationship: Relationship) -> QuerySet[Agreement]:
    """The newest first: it is the one that counts."""
    return relationship.agreements.order_by("-written_at", "-pk")


def _with_people(found: QuerySet[Relationship]) -> QuerySet[Relationship]:
    return found.select_related("referral__person", "referral__pathway", "referral__host_team", "worker__user")


def _facts(relationship: Relationship) -> tuple[str | tuple[str, str], ...]:
    """What stands under the name: what they like to be called, with whom since when, and where."""
    person, referral = relationship.referral.person, relationship.referral
    since = relationship.first_met_at or relationship.introduced_at
    facts: list[str | tuple[str, str]] = [("Likes", person.known_as)] if person.known_as else []
    facts.append(("With", relationship.worker.full_name))
    facts.append(("Since" if relationship.first_met_at else "Introduced", day(since)))
    facts.extend(place.name for place in (referral.pathway, referral.host_team) if place)
    return tuple(facts)


def _owed(relationship: Relationship) -> str:
    """The meeting that recording most likely is about: the first planned one that has begun."""
    begun = relationship.meetings.filter(status=Meeting.Status.PLANNED, starts_at__lte=clock.now())
    return begun.order_by("starts_at").values_list("pk", flat=True).first() or ""


def _coming(relationship: Relationship, person: Any, needs: dict) -> tuple[MeetingRow, ...]:
    found = relationship.meetings.filter(status=Meeting.Status.PLANNED, starts_at__gte=clock.now() - timedelta(hours=1))
    found = found.select_related("relationship__referral__person", "relationship__worker").prefetch_related("contacts")
    short = names.short_names([person])
    return tuple(meeting_row(meeting, short, needs) for meeting in found.order_by("starts_at", "pk"))
