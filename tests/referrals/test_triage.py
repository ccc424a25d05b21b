"""Triage: read, ask, accept, decline, hold, open again; and the moves matching and support make."""

from datetime import timedelta

import pytest

from alongside.core import clock
from alongside.core.actors import process
from alongside.core.errors import NotAllowed, Refused
from alongside.core.models import Notice
from alongside.referrals import commands
from tests.referrals.people import actions, question
from tests.world import make_referral

SOON = timedelta(days=7)


def test_read_request_when_first_keeps_who_and_when(world):
    referral = make_referral(world)
    commands.read_request(world.coordinator, referral)
    assert referral.read_by == "Ines Okafor"
    assert actions() == ["referral.read"]
    with pytest.raises(Refused, match="Ines Okafor is reading this already"):
        commands.read_request(world.lead, referral)


@pytest.mark.parametrize("who", ["other_coordinator", "referrer", "peer_worker", "person", "governance", "nobody"])
def test_triage_commands_when_not_theirs_are_refused(world, who):
    actor, referral = world.actor(who), make_referral(world)
    asks = question(referral)
    for do, to, details in (
        (commands.read_request, referral, {}),
        (commands.accept_referral, referral, {"pathway": world.community}),
        (commands.ask_referrer, referral, {"words": "Which?"}),
        (commands.decline_referral, referral, {"words": "Sorry"}),
        (commands.reopen_referral, referral, {}),
        (commands.mark_matched, referral, {}),
        (commands.return_to_waiting, referral, {}),
        (commands.close_referral, referral, {"closure_code": "07"}),
        (commands.raise_unread, referral, {}),
        (commands.answer_question, asks, {"answer": "This"}),
    ):
        if who == "referrer" and do is commands.answer_question:
            continue
        with pytest.raises(NotAllowed):
            do(actor, to, **details)
    assert actions() == []


def test_accept_referral_when_new_begins_the_wait_and_tells_the_referrer(world):
    referral = make_referral(world)
    by = clock.today() + SOON
    commands.accept_referral(
        world.coordinator,
        referral,
        pathway=world.community,
        host_team=world.thanet,
        urgent_reason="Leaves",
        urgent_by=by,
    )
    referral.refresh_from_db()
    assert (referral.status, referral.read_by, referral.urgent_by) == ("accepted", "Ines Okafor", by)
    (notice,) = Notice.objects.all()
    assert (notice.to, notice.subject) == ("nia@example.org", "About your request")


def test_accept_referral_when_team_is_of_another_pathway_is_refused(world):
    with pytest.raises(Refused, match="Willow Ward is not a team of Community"):
        commands.accept_referral(world.lead, make_referral(world), pathway=world.community, host_team=world.willow)


def test_ask_referrer_when_new_waits_and_the_answer_brings_it_back(world):
    referral = make_referral(world)
    first = commands.ask_referrer(world.coordinator, referral, words="Which number?")
    second = commands.ask_referrer(world.coordinator, referral, words="Which day?")
    assert referral.status == "asked"
    assert {notice.to for notice in Notice.objects.all()} == {"nia@example.org"}
    commands.answer_question(world.referrer, first, answer="07700 900333")
    referral.refresh_from_db()
    assert referral.status == "asked"
    commands.answer_question(world.coordinator, second, answer="Monday, she rang")
    referral.refresh_from_db()
    assert (referral.status, second.answered_by) == ("received", "Ines Okafor")
    assert actions() == ["question.asked"] * 2 + ["question.answered"] * 2
    with pytest.raises(Refused, match="answered already"):
        commands.answer_question(world.referrer, first, answer="Again")
    with pytest.raises(NotAllowed):
        commands.answer_question(world.other_referrer, first, answer="Not mine")


def test_ask_referrer_when_accepted_keeps_the_place_in_the_list(world):
    referral = make_referral(world, status="accepted")
    commands.ask_referrer(world.coordinator, referral, words="Which number?")
    assert referral.status == "accepted"


def test_ask_referrer_when_closed_is_refused_and_without_account_tells_nobody(world):
    with pytest.raises(Refused, match="not waiting any more"):
        commands.ask_referrer(world.lead, make_referral(world, status="closed"), words="Which?")
    commands.ask_referrer(world.lead, make_referral(world, make_person(world), referrer=None), words="Which?")
    assert not Notice.objects.exists()


def make_person(world):
    from tests.referrals.people import somebody

    return somebody()


def test_decline_referral_when_read_says_why_kindly_and_can_be_opened_again(world):
    referral = make_referral(world, on_hold_until=clock.today() + SOON)
    commands.decline_referral(world.lead, referral, words="We are full.", elsewhere="The café", code="02")
    referral.refresh_from_db()
    assert (referral.status, referral.declined_code, referral.on_hold_until) == ("declined", "02", None)
    assert "We are full" not in Notice.objects.get().text
    commands.reopen_referral(world.lead, referral)
    assert (referral.status, referral.declined_words, referral.declined_at) == ("received", "", None)
    assert actions() == ["referral.declined", "referral.reopened"]
    with pytest.raises(Refused):
        commands.reopen_referral(world.lead, referral)


def test_decline_referral_when_asker_has_no_account_writes_the_words_to_them(world):
    referral = make_referral(world, referrer=None, asker_email="ruth@example.org")
    commands.decline_referral(world.lead, referral, words="We are full.", elsewhere="The café on Monday")
    text = Notice.objects.get().text
    assert "We are full." in text
    assert "The café on Monday" in text
    with pytest.raises(Refused):
        commands.decline_referral(world.lead, make_referral(world, make_person(world), status="closed"), words="No")


def test_hold_referral_when_asked_comes_off_by_hand_or_by_day(world):
    referral = make_referral(world, status="accepted")
    commands.hold_referral(world.person, referral, until=clock.today() + SOON)
    assert referral.on_hold_until == clock.today() + SOON
    commands.resume_referral(world.coordinator, referral)
    assert actions() == ["referral.held", "referral.resumed"]
    with pytest.raises(Refused, match="not on hold"):
        commands.resume_referral(world.coordinator, referral)
    with pytest.raises(Refused, match="has not come yet"):
        commands.hold_referral(world.coordinator, referral, until=clock.today())
    with pytest.raises(NotAllowed):
        commands.hold_referral(world.referrer, referral, until=clock.today() + SOON)
    with pytest.raises(NotAllowed):
        commands.resume_referral(world.other_person, referral)


def test_hold_referral_when_matched_is_refused(world):
    with pytest.raises(Refused, match="not waiting"):
        commands.hold_referral(world.lead, make_referral(world, status="matched"), until=clock.today() + SOON)


def test_matched_returned_and_closed_when_in_order_follow_the_table(world):
    referral = make_referral(world, status="accepted")
    commands.mark_matched(world.lead, referral)
    assert referral.matched_at is not None
    commands.return_to_waiting(world.lead, referral)
    assert (referral.status, referral.matched_at) == ("accepted", None)
    commands.close_referral(world.lead, referral, closure_code="07")
    assert (referral.status, referral.closure_code) == ("closed", "07")
    assert actions() == ["referral.matched", "referral.returned", "referral.closed"]
    for do, details in (
        (commands.mark_matched, {}),
        (commands.return_to_waiting, {}),
        (commands.close_referral, {"closure_code": "07"}),
    ):
        with pytest.raises(Refused):
            do(world.lead, referral, **details)


def test_raise_unread_when_nobody_read_it_tells_those_who_triage_it_once(world):
    job = process("raise unread")
    referral = make_referral(world)
    commands.raise_unread(job, referral)
    assert {notice.to for notice in Notice.objects.all()} == {"lead@example.org", "coordinator@example.org"}
    assert not any("Leona" in notice.text + notice.subject for notice in Notice.objects.all())
    assert actions() == ["request.raised"]
    with pytest.raises(Refused, match="read, or raised"):
        commands.raise_unread(job, referral)


def test_raise_unread_when_no_pathway_yet_tells_every_coordinator(world):
    commands.raise_unread(process("raise unread"), make_referral(world, pathway=None, host_team=None))
    assert Notice.objects.filter(to="other@example.org").exists()
