"""Questions about one relationship: its page for the peer worker, and the same facts for the person."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.nhs import codes
from alongside.referrals import queries as referrals
from alongside.support import policies
from alongside.support.models import (
    ATTENDED,
    COULD_NOT,
    DID_NOT_COME,
    RHYTHMS,
    TOO_LATE,
    WE_CANCELLED,
    Agreement,
    Contact,
    Goal,
    Meeting,
    Relationship,
)
from alongside.support.queries import names
from alongside.support.queries.meetings import MeetingRow, meeting_row
from alongside.support.queries.people import status_words
from alongside.support.queries.story import Week, weeks
from alongside.workforce import queries as workforce

NOT_MET = {
    COULD_NOT: "{person} could not make it",
    DID_NOT_COME: "{person} did not come",
    TOO_LATE: "{person} came too late to meet",
    WE_CANCELLED: "{worker} had to cancel",
}
KINDS = ("social", "emotional", "practical")
WHOSE = {
    Contact.Words.TOGETHER: "{person} and {worker}, together",
    Contact.Words.READ_BACK: "{by}, read back to {person}",
    Contact.Words.NOT_SEEN: "{by}, not yet seen by {person}",
}


@dataclass(frozen=True)
class TheirSide:
    words: str
    said_by: str
    written_by: str
    written_at: datetime


@dataclass(frozen=True)
class ContactRow:
    """One contact in words. `what` is "Riverside Park" or why it did not happen; `whose` whose words they are."""

    id: str
    starts_at: datetime
    attended: bool
    how: str
    what: str
    minutes: int | None
    words: str
    words_are: str
    whose: str
    theirs: tuple[TheirSide, ...]
    kinds: tuple[str, ...]
    with_workers: tuple[str, ...]
    others: tuple[str, ...]
    needs_not_met: tuple[str, ...]
    interpreter: str
    recorded_by: str
    recorded_at: datetime
    corrects: bool
    is_current: bool
    copied_at: datetime | None


@dataclass(frozen=True)
class GoalRow:
    """A goal in the person's words. `status` is working, reached or dropped."""

    id: str
    words: str
    said_by: str
    written_by: str
    written_at: datetime
    changed_at: datetime
    status: str


@dataclass(frozen=True)
class RelationshipPage:
    """Everything on a relationship's page."""

    relationship: Relationship
    person: Any
    worker: Any
    status_words: str
    needs: tuple[str, ...]
    next_meeting: MeetingRow | None
    meetings: tuple[MeetingRow, ...]
    agreement: Agreement | None
    goals: tuple[GoalRow, ...]
    past_goals: tuple[GoalRow, ...]
    contacts: tuple[ContactRow, ...]
    weeks: tuple[Week, ...]
    this_week: int
    story: str
    sharings: tuple[Any, ...]
    may_change: bool


@dataclass(frozen=True)
class OwnSupport:
    """A person's own peer support: who walks with them, when they meet, what was agreed and written, their goals.

    `relationship` and what follows from it are None or empty before a peer worker is chosen. `profile` is None while
    the worker shows none.
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
    return _with_people(policies.visible_relationships(actor)).get(pk=id)


def own_relationship(actor: Actor) -> Relationship | None:
    """A person's own: the open one, else the latest."""
    found = _with_people(policies.own_relationships(actor)).order_by("-introduced_at", "-pk")
    return min(found, key=lambda row: row.status == Relationship.Status.ENDED, default=None)


def get_contact(actor: Actor, id: str) -> Contact:  # noqa: A002
    return _contacts(policies.visible_contacts(actor)).get(pk=id)


def own_contact(actor: Actor, id: str) -> Contact:  # noqa: A002
    mine = policies.own_relationships(actor)
    return _contacts(Contact.objects.filter(relationship__in=mine)).get(pk=id)


def get_goal(actor: Actor, id: str) -> Goal:  # noqa: A002
    """A goal of someone the actor walks with or looks after."""
    people = policies.visible_relationships(actor).values("referral__person")
    return Goal.objects.select_related("person").get(pk=id, person__in=people)


def own_goal(actor: Actor, id: str) -> Goal:  # noqa: A002
    return policies.own_goals(actor).get(pk=id)


def relationship_page(actor: Actor, id: str) -> RelationshipPage:  # noqa: A002
    """The story so far on one page."""
    relationship = get_relationship(actor, id)
    person = relationship.referral.person
    needs = referrals.needs_of([person.pk])
    meetings = _coming(relationship, person, needs)
    agreement = agreements_of(relationship).first()
    contacts = tuple(contacts_of(relationship))
    goals = _goals(Goal.objects.filter(person=person))
    line, this_week, story = weeks(relationship, agreement, contacts, meetings)
    return RelationshipPage(
        relationship=relationship,
        person=person,
        worker=relationship.worker,
        status_words=status_words(relationship, agreement.how_often if agreement else None),
        needs=names.needs_shown(person, needs),
        next_meeting=meetings[0] if meetings else None,
        meetings=meetings,
        agreement=agreement,
        goals=tuple(goal for goal in goals if goal.status == Goal.Status.WORKING),
        past_goals=tuple(goal for goal in goals if goal.status != Goal.Status.WORKING),
        contacts=contacts,
        weeks=line,
        this_week=this_week,
        story=story,
        sharings=tuple(referrals.sharing_of(person.pk)),
        may_change=policies.may_record(actor, relationship) and relationship.status != Relationship.Status.ENDED,
    )


def own_support(actor: Actor) -> OwnSupport | None:
    """Everything of a person's own peer support; None for an actor who is nobody's own account."""
    relationship = own_relationship(actor)
    referral = relationship.referral if relationship else referrals.own_referral(actor)
    if referral is None:
        return None
    person = referral.person
    needs = referrals.needs_of([person.pk])
    goals = _goals(policies.own_goals(actor))
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
        contacts=tuple(contacts_of(relationship)) if relationship else (),
        goals=tuple(goal for goal in goals if goal.status == Goal.Status.WORKING),
        past_goals=tuple(goal for goal in goals if goal.status != Goal.Status.WORKING),
    )


def agreements_of(relationship: Relationship) -> QuerySet[Agreement]:
    """The newest first: it is the one that counts."""
    return relationship.agreements.order_by("-written_at", "-pk")


def contacts_of(relationship: Relationship) -> list[ContactRow]:
    """The contacts that count, the newest first. Four queries."""
    found = _contacts(relationship.contacts.filter(is_current=True)).order_by("-starts_at", "-pk")
    return [contact_row(contact) for contact in found]


def contact_page(actor: Actor, id: str) -> tuple[Contact, list[ContactRow]]:  # noqa: A002
    """A contact, and every version of it: the newest first, the original last. Four queries for each version."""
    contact = get_contact(actor, id)
    versions = [contact]
    while newer := _contacts(Contact.objects.filter(replaces=versions[0])).first():
        versions.insert(0, newer)
    while versions[-1].replaces_id:
        versions.append(_contacts(Contact.objects).get(pk=versions[-1].replaces_id))
    return contact, [contact_row(version) for version in versions]


def record_page(actor: Actor, relationship: Relationship, meeting: Meeting | None) -> dict[str, Any]:
    """What the recording page fills in: needs with their ids, when they last met, the next time if none is booked."""
    person = relationship.referral.person
    needs = referrals.needs_of([person.pk]).get(person.pk, ())
    last = (
        _contacts(relationship.contacts.filter(is_current=True, attendance__in=ATTENDED)).order_by("-starts_at").first()
    )
    now = clock.now()
    booked = relationship.meetings.filter(status=Meeting.Status.PLANNED, starts_at__gt=now)
    booked = booked.exclude(pk=meeting.pk if meeting else None).order_by("starts_at").first()
    agreement = agreements_of(relationship).first()
    days = (RHYTHMS.get(agreement.how_often) if agreement else None) or 7
    again = None
    if meeting and not booked:
        again = meeting.starts_at
        while again <= now:
            again = _same_time(again, days)
    return {
        "person": person,
        "needs": [(need.id, need.words) for need in needs],
        "last": contact_row(last) if last else None,
        "booked": booked,
        "again": again,
        "again_where": names.how_and_where(meeting) if meeting else "",
        "colleagues": colleagues(relationship),
    }


def colleagues(relationship: Relationship) -> list[tuple[str, str]]:
    """(id, name) of the other workers in the peer worker's teams, or in the host team: who else may have been there."""
    worker, today = relationship.worker, clock.today()
    in_date = Q(starts_on__lte=today) & (Q(ends_on=None) | Q(ends_on__gte=today))
    teams = [*worker.assignments.filter(in_date).values_list("team", flat=True), relationship.referral.host_team_id]
    there = Q(assignments__team__in=teams, assignments__starts_on__lte=today)
    others = type(worker)._default_manager.filter(
        there, Q(assignments__ends_on=None) | Q(assignments__ends_on__gte=today)
    )
    found = others.exclude(pk=worker.pk).distinct().order_by("first_name", "last_name", "pk")
    return [(other.pk, other.full_name) for other in found]


def contact_row(contact: Contact) -> ContactRow:
    """`contact` must come from `_contacts`, so that nothing is asked row by row."""
    person, worker = contact.referral.person, contact.relationship.worker
    met = contact.attendance in ATTENDED
    name = {"person": person.called, "worker": worker.first_name, "by": contact.recorded_by.split(" ")[0]}
    needs = [need for need in person.needs.all() if need.ended_on is None]
    what = names.how_and_where(contact)
    not_met = NOT_MET.get(contact.attendance, "").format(**name)
    return ContactRow(
        id=contact.pk,
        starts_at=contact.starts_at,
        attended=met,
        how=names.how(contact.mechanism),
        what=what if met else not_met,
        minutes=contact.minutes,
        words=contact.words,
        words_are=contact.words_are,
        whose=WHOSE.get(Contact.Words(contact.words_are), "").format(**name),
        theirs=tuple(TheirSide(t.words, t.said_by, t.written_by, t.written_at) for t in contact.their_words.all()),
        kinds=tuple(kind.title() for kind in KINDS if getattr(contact, kind)),
        with_workers=tuple(s.worker.full_name for s in contact.staff.all() if s.worker_id != worker.pk),
        others=tuple(codes.OTHER_PRESENT[other.kind].plain for other in contact.others.all()),
        needs_not_met=tuple(n.words for n in needs if n.pk not in contact.needs_met)
        if met and contact.adjustment_made
        else (),
        interpreter=codes.INTERPRETER[contact.interpreter].plain if contact.interpreter not in ("", "4") else "",
        recorded_by=contact.recorded_by,
        recorded_at=contact.recorded_at,
        corrects=bool(contact.replaces_id),
        is_current=contact.is_current,
        copied_at=contact.copied_at,
    )


def _same_time(moment: datetime, days: int) -> datetime:
    """That many days later at the same time by the clock on the wall, whatever summer time does."""
    from django.utils import timezone

    local = timezone.localtime(moment)
    return timezone.make_aware(datetime.combine(local.date() + timedelta(days=days), local.time()))


def _with_people(found: QuerySet[Relationship]) -> QuerySet[Relationship]:
    return found.select_related("referral__person", "referral__pathway", "referral__host_team", "worker__user")


def _contacts(found: Any) -> QuerySet[Contact]:
    """Contacts with all that a row says of them: six queries, however many."""
    return found.select_related("referral__person", "relationship__worker", "relationship__referral").prefetch_related(
        "staff__worker", "others", "referral__person__needs", Prefetch("their_words", queryset=_in_order())
    )


def _in_order() -> QuerySet:
    from alongside.support.models import TheirWords

    return TheirWords.objects.order_by("written_at", "pk")


def _coming(relationship: Relationship, person: Any, needs: dict) -> tuple[MeetingRow, ...]:
    found = relationship.meetings.filter(status=Meeting.Status.PLANNED, starts_at__gte=clock.now() - timedelta(hours=1))
    found = found.select_related("relationship__referral__person", "relationship__worker").prefetch_related("contacts")
    short = names.short_names([person])
    return tuple(meeting_row(meeting, short, needs) for meeting in found.order_by("starts_at", "pk"))


def _goals(found: QuerySet[Goal]) -> list[GoalRow]:
    return [
        GoalRow(g.pk, g.words, g.said_by, g.written_by, g.written_at, g.changed_at, g.status)
        for g in found.order_by("written_at", "pk")
    ]
