"""Questions the pages for recording, booking and agreeing ask, so that what was planned is filled in."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from alongside.accounts.queries import current_service
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.referrals import queries as referrals
from alongside.support import policies
from alongside.support.models import ATTENDED, RHYTHMS, Meeting, Relationship
from alongside.support.queries import names
from alongside.support.queries.contacts import contact_row, with_all_said
from alongside.support.queries.meetings import meetings_between, owed
from alongside.support.queries.people import everyone, my_people, people_rows
from alongside.support.queries.relationships import agreements_of

MOST = 50  # people to choose from on one page; the others are found on the list of everyone


def whom_to_record(actor: Actor) -> dict[str, Any]:
    """Who it may have been: today's meetings, what is owed from before, and whom the actor may record for; the first of
    them where they are a whole service."""
    start = timezone.localtime(clock.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    today = [row for row in meetings_between(actor, start, start + timedelta(days=1)) if row.status == "planned"]
    shown = {row.id for row in today}
    team = sees_team(actor)
    people = people_rows(actor, everyone(actor, sort="name")[:MOST]) if team else my_people(actor)
    due = [row for row in owed(actor) if row.id not in shown]
    return {"today": today, "owed": due, "people": people, "more": len(people) == MOST and team}


def usual_meeting(relationship: Relationship) -> dict[str, Any]:
    """How they met last, as the first answers for the next."""
    last = relationship.meetings.order_by("-starts_at").first()
    if last is None:
        return {}
    return {
        "minutes": str(last.minutes),
        "at": timezone.localtime(last.starts_at).time(),
        "mechanism": last.mechanism,
        "location": last.location,
        "place": last.place,
    }


def beside_meeting(relationship: Relationship) -> dict[str, Any]:
    """What whoever books must see first: what the person needs, and how to reach them safely."""
    person = relationship.referral.person
    return {
        "relationship": relationship,
        "person": person,
        "needs": names.needs_shown(person, referrals.needs_of([person.pk])),
    }


def lengths() -> list[str]:
    """The names of the planned lengths the service offers."""
    service = current_service()
    return [length["name"] for length in service.lengths] if service else []


def last_agreement(relationship: Relationship) -> dict[str, Any]:
    """What was agreed last, as the first answers for looking at it again."""
    last = agreements_of(relationship).first()
    if last is None:
        return {}
    kept = ("purpose", "boundaries", "may_share", "how_often", "where", "length_name")
    return {name: getattr(last, name) for name in kept}


def trust_record_name() -> str:
    service = current_service()
    return service.trust_record_name if service else "the trust's own record"


def needs_to_walk(actor: Actor) -> None:
    """These lists are for those who walk with people or look after those who do; for anyone else they do not exist."""
    if not policies.may_walk(actor):
        raise NotAllowed(f"{actor.name} has nobody to walk with")


def needs_team(actor: Actor) -> None:
    """NotAllowed unless the actor looks after other people's relationships: for everyone else there is no such list."""
    if not policies.sees_team(actor):
        raise NotAllowed(f"{actor.name} looks after no team")


def sees_team(actor: Actor) -> bool:
    """Whether the actor looks after other people's relationships too."""
    return policies.sees_team(actor)


def may_change(actor: Actor, relationship: Relationship) -> bool:
    return policies.may_record(actor, relationship) and relationship.status != Relationship.Status.ENDED


def record_page(actor: Actor, relationship: Relationship, meeting: Meeting | None) -> dict[str, Any]:
    """What the recording page fills in: needs with their ids, when they last met, the next time if none is booked."""
    person = relationship.referral.person
    needs = referrals.needs_of([person.pk]).get(person.pk, ())
    last = (
        with_all_said(relationship.contacts.filter(is_current=True, attendance__in=ATTENDED))
        .order_by("-starts_at")
        .first()
    )
    now = clock.now()
    coming = relationship.meetings.filter(status=Meeting.Status.PLANNED, starts_at__gt=now)
    booked = coming.exclude(pk=meeting.pk if meeting else "").order_by("starts_at").first()
    agreement = agreements_of(relationship).first()
    days = (RHYTHMS.get(agreement.how_often) if agreement else None) or 7
    again = None
    if meeting and not booked:
        again = _same_time(meeting.starts_at, days)
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


def _same_time(moment: datetime, days: int) -> datetime:
    """That many days later at the same time by the clock on the wall, whatever summer time does."""
    local = timezone.localtime(moment)
    return timezone.make_aware(datetime.combine(local.date() + timedelta(days=days), local.time()))
