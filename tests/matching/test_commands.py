"""An offer from asking the worker to the introduction, one place at a time."""

from datetime import timedelta

import pytest

from alongside.core import clock
from alongside.core.actors import process
from alongside.core.commands import COMMANDS
from alongside.core.errors import NotAllowed, Refused
from alongside.core.models import AuditEvent, Notice
from alongside.matching import commands
from alongside.matching.models import Offer
from alongside.referrals.models import Choice
from alongside.support.models import Relationship
from tests.matching.offers import keep_away, make_offer, make_peer, make_ready, set_fields
from tests.world import make_referral, make_relationship, say_yes, worker_of

JOB = process("matching.jobs")


def actions():
    return list(AuditEvent.objects.order_by("id").values_list("action", flat=True))


def sent(to):
    return list(Notice.objects.filter(to=to).values_list("subject", flat=True))


# Offering ------------------------------------------------------------------------------------------------------------


def test_offer_when_ready_holds_a_place_and_asks_the_worker(world):
    referral, imani = make_ready(world), worker_of(world)
    offer = commands.offer_profile(world.coordinator, referral, worker=imani, because=["Both enjoy Gardening"])
    assert (offer.status, offer.offered_by, offer.because) == ("asked_worker", "Ines Okafor", ["Both enjoy Gardening"])
    assert offer.offered_by_user == world.users["coordinator"]
    assert offer.reply_by == clock.today() + timedelta(days=world.service.offer_reply_days)
    assert actions() == ["offer.made"]
    (notice,) = Notice.objects.all()
    assert notice.to == "imani@example.org"
    assert "/offers/" in notice.text
    assert "Leona" not in notice.subject + notice.text


@pytest.mark.parametrize("who", ["other_coordinator", "peer_worker", "person", "referrer", "administrator", "nobody"])
def test_offer_when_wrong_person_is_not_allowed(world, who):
    with pytest.raises(NotAllowed):
        commands.offer_profile(world.actor(who), make_ready(world), worker=worker_of(world))
    assert not Offer.objects.exists()
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize(
    ("status", "yes", "fields", "words"),
    [
        ("received", True, {}, "Leona is not waiting for a peer worker now."),
        ("matched", True, {}, "Leona is not waiting for a peer worker now."),
        ("accepted", False, {}, "Leona has not said yes to peer support yet. Write down their own yes first."),
        ("accepted", True, {"on_hold": 30}, "Leona asked to wait until"),
    ],
)
def test_offer_when_not_ready_is_refused_in_words(world, status, yes, fields, words):
    held = {"on_hold_until": clock.today() + timedelta(days=fields["on_hold"])} if fields else {}
    referral = make_referral(world, status=status, **held)
    if yes:
        say_yes(referral)
    with pytest.raises(Refused, match=words):
        commands.offer_profile(world.lead, referral, worker=worker_of(world))
    assert not AuditEvent.objects.exists()


def test_offer_when_the_newest_answer_is_no_is_refused(world):
    referral = make_ready(world)
    with clock.at(clock.now() + timedelta(hours=1)):
        say_yes(referral, "no")
    with pytest.raises(Refused, match="has not said yes"):
        commands.offer_profile(world.lead, referral, worker=worker_of(world))


def test_offer_when_one_is_open_is_refused(world):
    offer = make_offer(world, status="asked_person")
    with pytest.raises(Refused, match="Imani’s profile is on offer already"):
        commands.offer_profile(world.lead, offer.referral, worker=make_peer(world, "Bethan Vale"))


NOT_AVAILABLE = "Imani is not available for Leona."


@pytest.mark.parametrize(
    "change",
    [
        {"taking_on": False},
        {"profile_shown_at": None},
        {"leaves_on": -1},
        {"kind": "clinician"},
    ],
)
def test_offer_when_the_worker_is_not_there_says_not_available(world, change):
    if "leaves_on" in change:
        change = {"leaves_on": clock.today() - timedelta(days=1)}
    with pytest.raises(Refused) as refused:
        commands.offer_profile(world.lead, make_ready(world), worker=set_fields(worker_of(world), **change))
    assert str(refused.value) == NOT_AVAILABLE


def test_offer_when_the_assignment_has_ended_says_not_available(world):
    imani = worker_of(world)
    yesterday = clock.today() - timedelta(days=1)
    set_fields(imani.assignments.get(), starts_on=yesterday, ends_on=yesterday)
    with pytest.raises(Refused) as refused:
        commands.offer_profile(world.lead, make_ready(world), worker=imani)
    assert str(refused.value) == NOT_AVAILABLE


@pytest.mark.parametrize("kept", ["team", "name", "other name", "declined"])
def test_offer_when_kept_apart_says_the_same_words(world, kept):
    referral, imani = make_ready(world), worker_of(world)
    if kept == "declined":
        make_offer(world, referral, status="person_declined")
    elif kept == "other name":
        set_fields(referral.person, known_as="Lee")
        keep_away(imani, name="Lee Marsh")
    else:
        keep_away(imani, **({"team": world.thanet} if kept == "team" else {"name": "Leona Marsh"}))
    with pytest.raises(Refused) as refused:
        commands.offer_profile(world.lead, referral, worker=imani)
    assert str(refused.value) == NOT_AVAILABLE.replace("Leona", referral.person.called)


def test_offer_when_all_places_are_taken_is_refused(world):
    imani = set_fields(worker_of(world), agreed_caseload=1)
    make_relationship(world, worker=imani)
    with pytest.raises(Refused, match=r"^Imani has no place free now\.$"):
        commands.offer_profile(world.lead, make_ready(world, "Kit Sorrel"), worker=imani)


def test_offer_when_the_last_place_is_held_says_it_was_offered_a_moment_ago(world):
    imani = set_fields(worker_of(world), agreed_caseload=2)
    make_relationship(world, worker=imani)
    commands.offer_profile(world.coordinator, make_ready(world, "Dara Quill"), worker=imani)
    with pytest.raises(Refused, match=r"^Imani’s last place was offered to someone else a moment ago\.$"):
        commands.offer_profile(world.lead, make_ready(world, "Kit Sorrel"), worker=imani)
    assert Offer.objects.count() == 1


def test_offer_when_an_earlier_one_closed_uses_its_place_again(world):
    imani = set_fields(worker_of(world), agreed_caseload=1)
    make_offer(world, make_ready(world, "Dara Quill"), worker=imani, status="withdrawn")
    commands.offer_profile(world.lead, make_ready(world, "Kit Sorrel"), worker=imani)
    assert actions() == ["offer.made"]


# The worker ----------------------------------------------------------------------------------------------------------


def test_worker_yes_puts_it_to_the_person(world):
    offer = make_offer(world, reply_by=clock.today(), reminded_at=clock.now())
    commands.worker_says_yes(world.peer_worker, offer)
    offer.refresh_from_db()
    assert offer.status == "asked_person"
    assert offer.worker_answered_at
    assert offer.reply_by > clock.today()
    assert offer.reminded_at is None
    assert actions() == ["offer.worker_agreed"]
    assert len(sent("leona@example.org")) == len(sent("coordinator@example.org")) == 1


def test_worker_yes_when_they_no_longer_wait_is_refused(world):
    offer = make_offer(world)
    set_fields(offer.referral, status="closed", closed_at=clock.now(), closure_code="07")
    with pytest.raises(Refused, match="Leona is not waiting"):
        commands.worker_says_yes(world.peer_worker, offer)


def test_worker_no_frees_the_place_and_never_reaches_the_person(world):
    offer = make_offer(world)
    commands.worker_says_no(world.peer_worker, offer)
    offer.refresh_from_db()
    assert (offer.status, offer.because, bool(offer.closed_at)) == ("worker_declined", [], True)
    assert actions() == ["offer.worker_declined"]
    assert sent("leona@example.org") == []
    assert len(sent("coordinator@example.org")) == 1


@pytest.mark.parametrize("command", [commands.worker_says_yes, commands.worker_says_no])
@pytest.mark.parametrize("who", ["other_peer_worker", "lead", "coordinator", "person"])
def test_worker_answer_by_anyone_else_is_not_allowed(world, command, who):
    with pytest.raises(NotAllowed):
        command(world.actor(who), make_offer(world))


@pytest.mark.parametrize("command", [commands.worker_says_yes, commands.worker_says_no])
@pytest.mark.parametrize("status", ["accepted", "withdrawn", "person_declined"])
def test_worker_answer_when_closed_is_refused(world, command, status):
    with pytest.raises(Refused, match="nothing to answer now"):
        command(world.peer_worker, make_offer(world, status=status))


@pytest.mark.parametrize("command", [commands.worker_says_yes, commands.worker_says_no])
def test_worker_answer_when_it_is_with_the_person_is_refused(world, command):
    with pytest.raises(Refused, match="Imani said yes already"):
        command(world.peer_worker, make_offer(world, status="asked_person"))


# The person ----------------------------------------------------------------------------------------------------------


def test_person_yes_writes_the_choice_and_introduces_in_one_act(world):
    offer = make_offer(world, status="asked_person")
    commands.person_says_yes(world.person, offer)
    offer.refresh_from_db()
    assert (offer.status, offer.because) == ("accepted", [])
    relationship = Relationship.objects.get()
    assert (relationship.worker, relationship.referral) == (offer.worker, offer.referral)
    assert relationship.referral.status == "matched"
    choice = Choice.objects.get(about="first_meeting")
    assert (choice.answer, choice.how, choice.said_by, choice.written_by) == ("yes", "online", "Leona", "Leona Marsh")
    events = AuditEvent.objects.all()
    assert {"choice.written", "relationship.introduced", "offer.person_said_yes"} <= {e.action for e in events}
    assert len({event.act_id for event in events}) == 1
    assert sent("imani@example.org") == ["They would like to meet you"]


def test_person_yes_on_their_word_says_who_said_it_and_who_wrote_it(world):
    offer = make_offer(world, status="asked_person")
    yesterday = clock.today() - timedelta(days=1)
    commands.person_says_yes(world.coordinator, offer, how="phone", said_by="Leona’s sister", said_on=yesterday)
    choice = Choice.objects.get(about="first_meeting")
    assert (choice.how, choice.said_by, choice.said_on) == ("phone", "Leona’s sister", yesterday)
    assert choice.written_by == "Ines Okafor"
    assert sent("coordinator@example.org") == []  # they know


def test_person_no_goes_back_to_choosing_and_the_worker_hears_only_that(world):
    offer = make_offer(world, status="asked_person")
    commands.person_says_no(world.person, offer)
    offer.refresh_from_db()
    assert offer.status == "person_declined"
    assert Choice.objects.get(about="first_meeting").answer == "no"
    assert offer.referral.status == "accepted"
    assert not Relationship.objects.exists()
    person_declined = Notice.objects.get(to="imani@example.org")
    again = make_offer(world, worker=worker_of(world), referral=make_ready(world, "Kit Sorrel"))
    commands.withdraw_offer(world.lead, again)
    withdrawn = Notice.objects.exclude(pk=person_declined.pk).get(to="imani@example.org")
    assert (person_declined.subject, person_declined.text) == (withdrawn.subject, withdrawn.text)


def test_person_not_yet_keeps_the_place_and_gives_more_time(world):
    offer = make_offer(world, status="asked_person", reply_by=clock.today(), reminded_at=clock.now())
    commands.person_says_not_yet(world.person, offer)
    offer.refresh_from_db()
    assert (offer.status, offer.reminded_at) == ("asked_person", None)
    assert offer.reply_by > clock.today()
    assert Choice.objects.get(about="first_meeting").answer == "not_yet"
    assert "offer.person_said_not_yet" in actions()


@pytest.mark.parametrize("command", commands.ANSWERS.values(), ids=commands.ANSWERS)
@pytest.mark.parametrize("who", ["other_person", "other_coordinator", "peer_worker", "referrer"])
def test_person_answer_by_anyone_else_is_not_allowed(world, command, who):
    with pytest.raises(NotAllowed):
        command(world.actor(who), make_offer(world, status="asked_person"))
    assert not Choice.objects.filter(about="first_meeting").exists()


@pytest.mark.parametrize("command", commands.ANSWERS.values(), ids=commands.ANSWERS)
@pytest.mark.parametrize("status", ["asked_worker", "withdrawn", "person_declined"])
def test_person_answer_when_not_asked_is_refused(world, command, status):
    with pytest.raises(Refused, match=r"nothing to answer now|has not answered yet"):
        command(world.person, make_offer(world, status=status))
    assert not Choice.objects.filter(about="first_meeting").exists()


def test_person_yes_when_no_longer_waiting_is_refused(world):
    offer = make_offer(world, status="asked_person")
    set_fields(offer.referral, status="closed", closed_at=clock.now(), closure_code="07")
    with pytest.raises(Refused, match="Leona is not waiting"):
        commands.person_says_yes(world.coordinator, offer, how="phone")
    assert not AuditEvent.objects.exists()


# Taking back, reminding ----------------------------------------------------------------------------------------------


def test_withdraw_before_the_worker_answers_tells_nobody_but_the_worker(world):
    offer = make_offer(world)
    commands.withdraw_offer(world.coordinator, offer)
    offer.refresh_from_db()
    assert (offer.status, offer.because) == ("withdrawn", [])
    assert actions() == ["offer.withdrawn"]
    assert len(sent("imani@example.org")) == 1
    assert sent("leona@example.org") == []


def test_withdraw_from_the_person_tells_them_kindly(world):
    commands.withdraw_offer(world.lead, make_offer(world, status="asked_person"))
    assert sent("leona@example.org") == ["A change to what we offered you"]


@pytest.mark.parametrize("who", ["other_coordinator", "peer_worker", "person"])
def test_withdraw_by_anyone_else_is_not_allowed(world, who):
    with pytest.raises(NotAllowed):
        commands.withdraw_offer(world.actor(who), make_offer(world))


def test_withdraw_when_closed_is_refused(world):
    with pytest.raises(Refused, match="so it cannot become taken back"):
        commands.withdraw_offer(world.lead, make_offer(world, status="worker_declined"))


@pytest.mark.parametrize(
    ("status", "to"), [("asked_worker", "imani@example.org"), ("asked_person", "leona@example.org")]
)
def test_remind_writes_once_to_whoever_has_the_turn(world, status, to):
    offer = make_offer(world, status=status)
    commands.remind_of_offer(JOB, offer)
    assert actions() == ["offer.reminded"]
    assert len(sent(to)) == len(sent("coordinator@example.org")) == 1
    with pytest.raises(Refused, match="reminded of"):
        commands.remind_of_offer(JOB, offer)


def test_remind_by_a_person_is_not_allowed(world):
    with pytest.raises(NotAllowed):
        commands.remind_of_offer(world.lead, make_offer(world))


# The whole list ------------------------------------------------------------------------------------------------------


def test_offer_many_makes_what_it_can_and_says_why_not_for_the_rest(world):
    imani = set_fields(worker_of(world), agreed_caseload=1)
    first, second = make_ready(world, "Dara Quill"), make_ready(world, "Kit Sorrel")
    refused = commands.offer_many(world.lead, [(first, imani, ("Why",)), (second, imani, ())])
    assert refused == {second.pk: "Imani’s last place was offered to someone else a moment ago."}
    assert [offer.referral for offer in Offer.objects.all()] == [first]


def test_every_command_of_matching_says_what_was_done():
    ours = [c for c in COMMANDS.values() if c.change.__module__ == "alongside.matching.commands"]
    assert len(ours) == 8
    assert all(command.says and command.says[0].islower() for command in ours)
