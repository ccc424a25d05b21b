"""Who walks with whom, and contacts, brought in from rows of a spreadsheet."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from alongside.core import clock
from alongside.core.actors import process
from alongside.core.errors import NotAllowed, Refused
from alongside.core.models import AuditEvent
from alongside.support import commands, queries
from alongside.support.imports import known_contacts, known_relationships
from alongside.support.models import Relationship
from tests.support.moments import make_contact
from tests.world import make_referral, make_relationship, worker_of

IMPORT = process("The import")
ORIGIN = "Row 2 of Log in tracker.xlsx"
WALK = {"origin": ORIGIN, "introduced_on": date(2025, 3, 1)}
CONTACT = {"origin": ORIGIN, "on": date(2025, 6, 1), "attendance": "5", "mechanism": "01", "minutes": 45}


@pytest.fixture
def walk(world):
    referral = make_referral(world, status="matched")
    return commands.bring_in_relationship(world.lead, referral=referral, worker=worker_of(world), **WALK)


def test_bring_in_relationship_when_open_begins_on_the_day_of_the_request(world, walk):
    assert (walk.status, walk.first_met_at, walk.origin) == ("introduced", None, ORIGIN)
    assert timezone.localdate(walk.introduced_at) == date(2025, 3, 1)
    assert AuditEvent.objects.get(action="relationship.brought_in").subject_id == walk.pk


@pytest.mark.parametrize(
    ("code", "ended_as", "by"),
    [("02", "well", ""), ("07", "stopped", "person"), ("06", "died", ""), ("03", "closed", "")],
)
def test_bring_in_relationship_when_over_says_how_by_the_national_reason(world, code, ended_as, by):
    referral = make_referral(world, status="closed")
    walk = commands.bring_in_relationship(
        IMPORT, referral=referral, worker=worker_of(world), ended_on=date(2025, 5, 1), closure_code=code, **WALK
    )
    assert (walk.status, walk.ended_as, walk.ended_by) == ("ended", ended_as, by)


def test_bring_in_relationship_when_it_is_here_is_ended_or_handed_over(world, walk):
    commands.bring_in_relationship(
        IMPORT, referral=walk.referral, worker=walk.worker, relationship=walk, ended_on=date(2025, 5, 1), **WALK
    )
    assert (walk.status, walk.ended_as) == ("ended", "closed")
    other = worker_of(world, "other_peer_worker")
    second = commands.bring_in_relationship(IMPORT, referral=walk.referral, worker=other, relationship=walk, **WALK)
    assert (second.follows, timezone.localdate(second.introduced_at)) == (None, date(2025, 3, 1))
    third = commands.bring_in_relationship(
        IMPORT, referral=walk.referral, worker=walk.worker, relationship=second, **WALK
    )
    second.refresh_from_db()
    assert (second.ended_as, third.follows, timezone.localdate(third.introduced_at)) == (
        "handed_over",
        second,
        clock.today(),
    )


def test_bring_in_relationship_when_the_dates_are_crossed_is_refused(world, walk):
    with pytest.raises(Refused, match="before it began"):
        commands.bring_in_relationship(
            IMPORT, referral=walk.referral, worker=walk.worker, relationship=walk, ended_on=date(2025, 1, 1), **WALK
        )


def bring_in(actor, walk, **changed):
    return commands.bring_in_contact(
        actor,
        referral=walk.referral,
        relationship=walk,
        workers=[walk.worker_id],
        reason=ORIGIN,
        **{**CONTACT, **changed},
    )


def test_bring_in_contact_when_they_met_keeps_first_and_last(world, walk):
    contact = bring_in(world.lead, walk)
    bring_in(world.lead, walk, on=date(2025, 5, 1))
    bring_in(world.lead, walk, on=date(2025, 5, 9))
    bring_in(world.lead, walk, on=date(2025, 7, 1), attendance="3", minutes=None)
    walk.refresh_from_db()
    met = [timezone.localdate(moment) for moment in (walk.first_met_at, walk.last_met_at)]
    assert (walk.status, met) == ("meeting", [date(2025, 5, 1), date(2025, 6, 1)])
    assert (contact.time_known, contact.words, contact.planned, contact.origin) == (False, "", "", ORIGIN)
    assert contact.staff.get().worker == walk.worker
    event = AuditEvent.objects.get(subject_id=contact.pk)
    assert (event.action, event.reason) == ("contact.brought_in", ORIGIN)


def test_bring_in_contact_when_today_is_not_in_the_future(world, walk):
    contact = bring_in(IMPORT, walk, on=clock.today())
    assert contact.starts_at <= clock.now()
    with pytest.raises(Refused, match="in the future"):
        bring_in(IMPORT, walk, on=clock.today() + timedelta(days=1))


def test_bring_in_contact_when_it_is_here_replaces_it_and_is_to_be_copied_again(world):
    walk = make_relationship(world)
    old = make_contact(walk)
    new = bring_in(IMPORT, walk, contact=old, on=timezone.localdate(old.starts_at), attendance="3")
    old.refresh_from_db()
    walk.refresh_from_db()
    assert (old.is_current, new.replaces, new.starts_at, new.copied_at) == (False, old, old.starts_at, None)
    assert (walk.last_met_at, walk.status) == (None, "introduced")
    with pytest.raises(Refused, match="corrected or taken back"):
        bring_in(IMPORT, walk, contact=old)


def test_bring_in_contact_when_history_is_not_on_the_list_to_copy(world, walk):
    bring_in(IMPORT, walk)
    assert queries.to_copy(world.lead) == [] or not list(queries.to_copy(world.lead))


@pytest.mark.parametrize("who", ["coordinator", "peer_worker", "referrer", "person"])
def test_bring_in_when_not_the_lead_is_not_allowed(world, walk, who):
    with pytest.raises(NotAllowed):
        bring_in(world.actor(who), walk)
    with pytest.raises(NotAllowed):
        commands.bring_in_relationship(world.actor(who), referral=walk.referral, worker=walk.worker, **WALK)


def test_known_when_asked_tells_those_who_may_bring_in(world):
    walk = make_relationship(world)
    contact = make_contact(walk)
    person, day = walk.referral.person_id, timezone.localdate(contact.starts_at)
    assert known_relationships(world.lead) == {walk.referral_id: (walk,)}
    known = known_contacts(world.lead, [person], day, day)
    assert [(each.contact, each.on, each.person) for each in known] == [(contact, day, person)]
    assert known_contacts(world.lead, [person], day - timedelta(days=9), day - timedelta(days=1)) == []
    assert (known_relationships(world.coordinator), known_contacts(world.coordinator, [person], day, day)) == ({}, [])
    assert Relationship.objects.count() == 1
