"""A death: everything stops, a person tells the peer worker, no message does; and a mistake can be taken back."""

from datetime import timedelta

import pytest

from alongside.accounts.models import User
from alongside.accounts.queries import may_sign_in
from alongside.core import clock
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent, Notice
from alongside.matching import commands as matching
from alongside.matching.models import Offer
from alongside.referrals import commands as referrals
from alongside.support import commands, queries
from alongside.support.models import Handover, News
from tests.support.moments import in_days, make_meeting, make_need
from tests.support.passages import change, make_handover, make_next_worker
from tests.world import make_person, make_referral, make_relationship, say_yes, worker_of


def die(world, person, who="lead", **details):
    return commands.record_death(
        world.actor(who), person, **{"died_on": clock.today(), "teller": world.users["lead"], **details}
    )


@pytest.fixture
def walked(world):
    """Leona and Imani, with a meeting to come, one to record, a hand-over being asked and a break taken before."""
    relationship = make_relationship(world)
    change(relationship.referral.person, contact_by="text", email="leona.marsh@example.org")
    make_meeting(relationship, in_days(2)), make_meeting(relationship, in_days(-1))
    make_handover(relationship, make_next_worker(world))
    return relationship


@pytest.mark.parametrize("who", ["lead", "coordinator"])
def test_a_death_stops_everything_at_once(world, walked, who):
    person = walked.referral.person
    die(world, person, who)
    walked.refresh_from_db()
    referral = walked.referral
    assert (walked.status, walked.ended_as, walked.ended_by) == ("ended", "died", "service")
    assert (referral.status, referral.closure_code) == ("closed", "06")
    assert set(walked.meetings.values_list("status", flat=True)) == {"cancelled"}
    assert Handover.objects.get().status == "withdrawn"
    assert not may_sign_in(User.objects.get(pk=person.user_id))
    assert queries.open_counts([walked.worker_id]) == {walked.worker_id: 0}
    actions = set(AuditEvent.objects.values_list("action", flat=True))
    assert {"person.died", "referral.closed", "meeting.cancelled", "handover.withdrawn", "account.closed"} <= actions


def test_no_message_goes_to_anyone_about_it(world, walked):
    die(world, walked.referral.person)
    assert not Notice.objects.exists()


def test_what_was_waiting_to_be_sent_to_them_is_stopped(world, walked):
    person = walked.referral.person
    for to, about in (("07700 900123", ""), ("leona.marsh@example.org", ""), ("elsewhere", person.pk), ("nia@x", "")):
        moments = {"written_at": clock.now(), "next_try_at": clock.now()}
        with unguarded():
            Notice.objects.create(act_id="x", channel="text", to=to, text="t", about_id=about, **moments)
    die(world, person)
    assert list(Notice.objects.filter(stopped_at=None).values_list("to", flat=True)) == ["nia@x"]


def test_an_offer_is_taken_back_and_nothing_is_suggested_any_more(world):
    referral = make_referral(world, status="accepted")
    say_yes(referral)
    offer = matching.offer_profile(world.lead, referral, worker=worker_of(world))
    die(world, referral.person, teller=None)
    offer.refresh_from_db()
    assert (offer.status, Offer.objects.filter(status__in=("asked_worker", "asked_person")).count()) == ("withdrawn", 0)
    with pytest.raises(Refused):
        matching.offer_profile(world.lead, referral, worker=worker_of(world))
    assert not Notice.objects.filter(to="leona@example.org").exists()


def test_afterwards_nothing_can_be_booked_written_or_asked(world, walked):
    person = walked.referral.person
    die(world, person)
    walked.refresh_from_db()
    for do, to, details in (
        (commands.book_meeting, walked, {"starts_at": in_days(1), "minutes": 30, "mechanism": "02"}),
        (commands.take_break, walked, {}),
        (commands.end_well, walked, {}),
        (commands.propose_handover, walked, {"worker": worker_of(world), "because": "other"}),
        (commands.take_back_change, walked, {}),
        (referrals.ask_again, person, {}),
        (commands.record_death, person, {"died_on": clock.today()}),
    ):
        with pytest.raises(Refused):
            do(world.lead, to, **details)
    again = make_referral(world, make_person(world, user=None))
    with pytest.raises(Refused, match="this person has died"):
        referrals.same_person(world.lead, again, existing=person)


def test_the_worker_is_asked_to_speak_to_a_person_until_they_have_heard(world, walked):
    die(world, walked.referral.person)
    imani = world.peer_worker
    assert queries.my_people(imani) == []
    assert queries.owed(imani) == []
    assert queries.news_to_hear(imani) == ["Marcia Thornby"]
    with pytest.raises(Refused) as refusal:
        queries.get_relationship(imani, walked.pk)
    assert str(refusal.value) == "Please speak to Marcia Thornby before you do anything more here."
    (row,) = queries.news_to_tell(world.lead)
    assert (row.worker, row.called, row.mine) == ("Imani", "Leona", True)
    commands.say_worker_told(world.lead, News.objects.get())
    assert queries.news_to_hear(imani) == []
    assert queries.passage(imani, queries.get_relationship(imani, walked.pk)).news.told_at
    assert queries.news_to_tell(world.lead) == []
    assert not Notice.objects.exists()
    with pytest.raises(Refused, match="has told them already"):
        commands.say_worker_told(world.lead, News.objects.get())
    assert AuditEvent.objects.filter(action="news.told").count() == 1


def test_news_nobody_has_told_for_a_day_is_seen_by_everyone_who_could(world, walked):
    die(world, walked.referral.person)
    assert queries.news_to_tell(world.coordinator) == []
    with clock.at(clock.now() + timedelta(days=1, minutes=1)):
        assert [row.teller for row in queries.news_to_tell(world.coordinator)] == ["Marcia Thornby"]


@pytest.mark.parametrize("who", ["peer_worker", "other_coordinator", "person", "referrer", "governance"])
def test_a_death_when_it_is_not_theirs_to_write_is_not_allowed(world, walked, who):
    person = walked.referral.person
    with pytest.raises(NotAllowed):
        die(world, person, who)
    die(world, person)
    with pytest.raises(NotAllowed):
        commands.say_worker_told(world.actor(who), News.objects.get())
    with pytest.raises(NotAllowed):
        commands.take_back_death(world.actor(who), person)


def test_a_death_that_makes_no_sense_is_refused(world, walked):
    person = walked.referral.person
    with pytest.raises(Refused, match="today or in the past"):
        die(world, person, died_on=clock.today() + timedelta(days=1))
    with pytest.raises(Refused, match="Choose who tells Imani"):
        die(world, person, teller=None)
    person.refresh_from_db()
    assert person.died_on is None
    with pytest.raises(Refused, match="No death is written down"):
        commands.take_back_death(world.lead, person)


def test_a_mistake_is_taken_back_and_what_can_be_is_opened_again(world, walked):
    person = walked.referral.person
    waiting = make_referral(world, person, status="accepted")
    new = make_referral(world, person)
    earlier = make_referral(world, person, status="closed", closure_code="02")
    die(world, person)
    commands.take_back_death(world.lead, person)
    for record in (walked, walked.referral, waiting, new, earlier):
        record.refresh_from_db()
    assert (walked.status, walked.ended_at, walked.ended_as) == ("meeting", None, "")
    assert (walked.referral.status, waiting.status, new.status) == ("matched", "accepted", "received")
    assert (walked.referral.closure_code, earlier.status) == ("", "closed")
    assert (person.died_on, News.objects.count()) == (None, 0)
    assert may_sign_in(User.objects.get(pk=person.user_id))
    assert queries.get_relationship(world.peer_worker, walked.pk) == walked
    assert AuditEvent.objects.filter(action="person.death_taken_back").count() == 1
    die(world, person)
    assert News.objects.count() == 1


def test_an_account_that_was_closed_before_stays_closed(world, walked):
    person = walked.referral.person
    change(world.users["person"], is_active=False, last_day=clock.today() - timedelta(days=40))
    person.user.refresh_from_db()
    die(world, person)
    commands.take_back_death(world.lead, person)
    assert not may_sign_in(User.objects.get(pk=person.user_id))


def test_the_tellers_are_the_lead_and_coordinators_whoever_writes_first(world, walked):
    make_need(walked.referral.person)
    names = [user.name for user in queries.tellers(world.coordinator)]
    assert names == ["Ines Okafor", "Cy Marlowe", "Marcia Thornby"]
    assert queries.walked_until(walked.referral.person) == [walked]
