"""Endings: begun at the notice, prepared together, closed with the national reason, and the door left open."""

from datetime import timedelta

import pytest

from alongside.core import clock
from alongside.core.actors import process
from alongside.core.errors import NotAllowed, Refused
from alongside.core.models import AuditEvent, Notice
from alongside.core.nhs import codes
from alongside.matching import queries as matching
from alongside.support import commands, queries
from alongside.support.jobs import get_ready_to_end
from alongside.support.models import CLOSED_BY_SERVICE, ENDED_TOGETHER, Ending
from tests.support.moments import in_days, make_agreement, make_meeting
from tests.support.passages import change
from tests.world import make_relationship

WRONG = ["other_peer_worker", "other_coordinator", "other_person", "referrer", "governance"]


def get_ready():
    get_ready_to_end(process("support.jobs.get_ready_to_end"))


def test_getting_ready_begins_by_itself_at_the_notice_and_not_before(world):
    relationship = make_relationship(world)
    make_agreement(relationship, planned_end_on=clock.today() + timedelta(days=30))
    get_ready()
    assert not Ending.objects.exists()
    with clock.at(clock.now() + timedelta(days=3)):
        get_ready()
        get_ready()
        assert queries.passage(world.peer_worker, relationship).getting_ready
    assert Ending.objects.get().started_by == "support.jobs.get_ready_to_end"


def test_getting_ready_begins_when_the_two_said_they_would_talk_about_it(world):
    make_agreement(make_relationship(world), planned_end_on=None, ending_talk_on=clock.today())
    get_ready()
    assert Ending.objects.count() == 1


def test_only_the_newest_agreement_counts_so_a_planned_end_can_be_moved(world):
    relationship = make_relationship(world)
    make_agreement(
        relationship,
        planned_end_on=clock.today() + timedelta(days=10),
        written_at=clock.now() - timedelta(days=50),
    )
    get_ready()
    assert queries.passage(world.peer_worker, relationship).getting_ready
    make_agreement(relationship, planned_end_on=clock.today() + timedelta(days=90))
    assert not queries.passage(world.peer_worker, relationship).getting_ready


@pytest.mark.parametrize("who", ["peer_worker", "lead", "coordinator"])
def test_getting_ready_by_hand_is_for_either_any_day(world, who):
    relationship = make_relationship(world)
    commands.start_ending(world.actor(who), relationship)
    assert queries.passage(world.peer_worker, relationship).getting_ready
    assert AuditEvent.objects.filter(action="ending.started").count() == 1
    with pytest.raises(Refused, match="begun already"):
        commands.start_ending(world.actor(who), relationship)


@pytest.mark.parametrize("who", WRONG)
def test_an_ending_when_it_is_not_theirs_is_not_allowed(world, who):
    relationship = make_relationship(world)
    ending = commands.start_ending(world.lead, relationship)
    for do, to, details in (
        (commands.start_ending, relationship, {}),
        (commands.change_ending, relationship, {}),
        (commands.say_at_ending, ending, {}),
        (commands.end_well, relationship, {}),
        (commands.close_support, relationship, {"closure_code": "05"}),
    ):
        with pytest.raises(NotAllowed):
            do(world.actor(who), to, **details)


def test_nothing_is_forced_and_each_step_says_whether_it_is_done(world):
    relationship = make_relationship(world)
    commands.change_ending(world.peer_worker, relationship, told_on=clock.today(), strengths="Patient with herons")
    steps = queries.passage(world.peer_worker, relationship).steps
    assert [step.done for step in steps] == [True, False, False, True, False, False, False, False]
    assert [step.words for step in steps if step.done][1] == "Patient with herons"
    commands.change_ending(
        world.peer_worker, relationship, strengths="Patient", feedback="It was good", last_meeting_on=clock.today()
    )
    ending = Ending.objects.get()
    assert (ending.told_on, ending.strengths, ending.feedback_by) == (None, "Patient", "Leona")
    assert AuditEvent.objects.filter(action="ending.changed").count() == 2
    with pytest.raises(Refused, match="today or in the past"):
        commands.change_ending(world.lead, relationship, told_on=clock.today() + timedelta(days=1))


def test_the_person_writes_their_own_thanks_also_afterwards(world):
    relationship = make_relationship(world)
    ending = commands.start_ending(world.peer_worker, relationship)
    commands.say_at_ending(world.person, ending, thanks_from_person="Thank you, Imani.")
    commands.end_well(world.peer_worker, relationship)
    commands.say_at_ending(world.person, ending, thanks_from_person="Thank you.", feedback="Ring first.")
    assert (ending.thanks_from_person, ending.feedback, ending.feedback_by) == ("Thank you.", "Ring first.", "Leona")
    assert AuditEvent.objects.filter(action="ending.said").count() == 2
    commands.say_at_ending(world.person, ending)
    assert ending.feedback_by == ""
    change(relationship, ended_as="died")
    ending.relationship.refresh_from_db()
    with pytest.raises(Refused, match="Nothing more"):
        commands.say_at_ending(world.lead, ending, feedback="x")


def test_ending_well_is_both_together_with_the_national_reason(world):
    relationship = make_relationship(world)
    meeting = make_meeting(relationship, in_days(3))
    commands.end_well(world.peer_worker, relationship, thanks_from_worker="It was a good walk.")
    relationship.refresh_from_db()
    meeting.refresh_from_db()
    referral = relationship.referral
    assert (relationship.status, relationship.ended_as, relationship.ended_by) == ("ended", "well", "both")
    assert (relationship.ended_said_by, relationship.ended_written_by) == ("Leona", "Imani Calder")
    assert (referral.status, referral.closure_code, meeting.status) == ("closed", "02", "cancelled")
    assert Ending.objects.get().thanks_from_worker == "It was a good walk."
    assert queries.reason_of(relationship) == "We did what we set out to do"
    assert queries.ended_words(relationship) == "Ended well"
    assert AuditEvent.objects.filter(action="relationship.ended_well").count() == 1
    for do, details in (
        (commands.end_well, {}),
        (commands.close_support, {"closure_code": "05"}),
        (commands.change_ending, {}),
        (commands.start_ending, {}),
    ):
        with pytest.raises(Refused, match="has ended"):
            do(world.peer_worker, relationship, **details)


def test_the_person_hears_by_the_way_they_chose_that_they_can_come_back(world):
    relationship = make_relationship(world)
    change(relationship.referral.person, contact_by="text")
    commands.end_well(world.peer_worker, relationship)
    (told,) = Notice.objects.filter(about_id=relationship.referral.person_id)
    assert told.to == "07700 900123"
    assert "You can come back any day." in told.text


@pytest.mark.parametrize("code", CLOSED_BY_SERVICE)
def test_closing_by_the_service_keeps_the_national_reason(world, code):
    relationship = make_relationship(world)
    commands.close_support(world.coordinator, relationship, closure_code=code)
    assert (relationship.ended_as, relationship.ended_by, relationship.ended_said_by) == ("closed", "service", "")
    assert relationship.referral.closure_code == code
    assert queries.reason_of(relationship) == CLOSED_BY_SERVICE[code]
    assert AuditEvent.objects.filter(action="relationship.closed").count() == 1


@pytest.mark.parametrize(
    ("do", "code"), [(commands.end_well, "06"), (commands.end_well, "05"), (commands.close_support, "06")]
)
def test_a_reason_that_is_not_on_the_page_is_refused(world, do, code):
    with pytest.raises(Refused, match="Choose one of the reasons"):
        do(world.lead, make_relationship(world), closure_code=code)


def test_each_plain_reason_has_a_national_code():
    assert set(ENDED_TOGETHER) | set(CLOSED_BY_SERVICE) <= {value for value, _ in codes.CLOSURE.choices()}


def test_a_meeting_that_is_over_stays_to_be_recorded_after_the_end(world):
    relationship = make_relationship(world)
    over = make_meeting(relationship, in_days(-1))
    commands.end_well(world.peer_worker, relationship)
    over.refresh_from_db()
    assert (over.status, [row.id for row in queries.owed(world.peer_worker)]) == ("planned", [over.pk])


def test_a_worker_they_ended_well_with_may_be_offered_again_when_they_come_back(world):
    from alongside.referrals import commands as referrals

    relationship = make_relationship(world)
    commands.end_well(world.peer_worker, relationship)
    again = referrals.ask_again(world.person, relationship.referral.person, hopes="To walk again")
    referrals.accept_referral(world.coordinator, again, pathway=world.community, host_team=world.thanet)
    assert matching.available(again, relationship.worker)
    new = commands.introduce(world.coordinator, again, worker=relationship.worker)
    (known,) = queries.before(new)
    assert (known.worker, known.how, known.may_read) == ("Imani", "They ended well", "nothing")
    assert AuditEvent.objects.filter(action="request.asked_again").count() == 1
    with pytest.raises(Refused, match="There is a request already"):
        referrals.ask_again(world.person, again.person)
    with pytest.raises(NotAllowed):
        referrals.ask_again(world.other_person, again.person)
