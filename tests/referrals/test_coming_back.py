"""Somebody known asks again; and a request that was closed by mistake is where it was."""

import pytest

from alongside.core.errors import NotAllowed, Refused
from alongside.core.models import AuditEvent
from alongside.referrals import commands
from alongside.referrals.models import Choice, Referral
from tests.support.passages import change
from tests.world import make_person, make_referral


@pytest.mark.parametrize(("who", "how"), [("person", "online"), ("lead", "phone")])
def test_asking_again_is_a_new_request_and_a_yes_on_their_own_record(world, who, how):
    first = make_referral(world, status="closed", wants=[{"theme": "Gardening", "must": False}], days=["mon-am"])
    again = commands.ask_again(world.actor(who), first.person, hopes="To walk again")
    assert (again.person, again.status, again.asked_by, again.source) == (first.person, "received", "self", "B1")
    assert (again.hopes, again.hopes_by, again.wants, again.days) == ("To walk again", "Leona", first.wants, ["mon-am"])
    choice = Choice.objects.get(referral=again)
    assert (choice.answer, choice.how, choice.said_by, choice.written_by) == (
        "yes",
        how,
        "Leona",
        world.users[who].name,
    )
    assert AuditEvent.objects.filter(action="request.asked_again").count() == 1


@pytest.mark.parametrize("who", ["other_person", "peer_worker", "referrer", "other_coordinator", "governance"])
def test_asking_again_for_somebody_else_is_not_allowed(world, who):
    person = make_referral(world, status="closed").person
    with pytest.raises(NotAllowed):
        commands.ask_again(world.actor(who), person)


@pytest.mark.parametrize("status", ["received", "accepted", "matched"])
def test_asking_again_while_a_request_is_open_is_refused(world, status):
    person = make_referral(world, status=status).person
    with pytest.raises(Refused, match="There is a request already"):
        commands.ask_again(world.person, person)


def test_nobody_asks_again_for_someone_who_died(world):
    person = make_referral(world, status="closed").person
    change(person, died_on=person.referrals.get().received_at.date())
    with pytest.raises(Refused, match="Leona has died"):
        commands.ask_again(world.lead, person)


def test_a_first_request_may_be_written_this_way_too(world):
    person = make_person(world)
    make_referral(world, person, status="declined")
    assert commands.ask_again(world.person, person).hopes_by == ""


def test_a_closing_by_mistake_goes_back_to_where_it_was(world):
    matched = make_referral(world, status="matched")
    person = matched.person
    waiting, new = make_referral(world, person, status="accepted"), make_referral(world, person)
    for referral in (matched, waiting, new):
        commands.close_referral(world.lead, referral, closure_code="06")
        commands.take_back_closing(world.lead, referral, matched=referral is matched)
    assert [r.status for r in (matched, waiting, new)] == ["matched", "accepted", "received"]
    assert (matched.closed_at, matched.closure_code, waiting.matched_at) == (None, "", None)
    assert Referral.objects.filter(status="closed").count() == 0
    assert AuditEvent.objects.filter(action="referral.closing_taken_back").count() == 3


def test_taking_a_closing_back_when_it_is_not_closed_or_not_theirs_is_refused(world):
    referral = make_referral(world, status="accepted")
    with pytest.raises(Refused):
        commands.take_back_closing(world.lead, referral, matched=False)
    commands.close_referral(world.lead, referral, closure_code="07")
    with pytest.raises(NotAllowed):
        commands.take_back_closing(world.peer_worker, referral, matched=False)
    with pytest.raises(Refused, match="This request is finished"):
        commands.reopen_referral(world.lead, referral)
