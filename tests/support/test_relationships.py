"""The relationship: only with a yes, one at a time; what was agreed; stopped without a reason; goals."""

from datetime import date, timedelta

import pytest

from alongside.core import clock
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent, Notice
from alongside.support import commands
from alongside.support.commands.relationships import months_after
from alongside.support.models import Goal, Relationship
from tests.support.moments import in_days, make_meeting
from tests.world import make_person, make_referral, make_relationship, say_yes, worker_of


def agreed(**changes):
    return {
        "agreed_on": clock.today(),
        "purpose": "To order in a café on my own",
        "limits_told": True,
        "how_often": "Every week",
        "where": "Outside if it is dry",
        "length_name": "4 months",
        **changes,
    }


def test_introduce_when_they_said_yes_starts_the_relationship(world):
    referral = make_referral(world, status="accepted")
    say_yes(referral)
    relationship = commands.introduce(world.coordinator, referral, worker=worker_of(world))
    referral.refresh_from_db()
    assert (relationship.status, referral.status) == ("introduced", "matched")
    assert set(AuditEvent.objects.values_list("action", flat=True)) == {"referral.matched", "relationship.introduced"}


@pytest.mark.parametrize("answer", ["no", "not_yet", None])
def test_introduce_when_there_is_no_yes_refuses(world, answer):
    referral = make_referral(world, status="accepted")
    if answer:
        say_yes(referral)
        say_yes(referral, answer)
    with pytest.raises(Refused, match="Leona has not said yes yet"):
        commands.introduce(world.lead, referral, worker=worker_of(world))
    referral.refresh_from_db()
    assert referral.status == "accepted"


def test_introduce_when_they_have_a_peer_worker_refuses(world):
    referral = make_relationship(world).referral
    with pytest.raises(Refused, match="already has a peer worker"):
        commands.introduce(world.lead, referral, worker=worker_of(world, "other_peer_worker"))


def test_introduce_when_the_worker_has_left_refuses(world):
    referral = make_referral(world, status="accepted")
    say_yes(referral)
    worker = worker_of(world)
    worker.leaves_on = clock.today() - timedelta(days=1)
    with unguarded():
        worker.save()
    with pytest.raises(Refused, match="Imani has left"):
        commands.introduce(world.lead, referral, worker=worker)


def test_introduce_when_wrong_person_is_not_allowed(world):
    referral = make_referral(world, status="accepted")
    say_yes(referral)
    for name in ("other_coordinator", "peer_worker", "referrer", "person"):
        with pytest.raises(NotAllowed):
            commands.introduce(world.actor(name), referral, worker=worker_of(world))
    assert not Relationship.objects.exists()


def test_agree_when_months_plans_the_ending_from_the_first_meeting(world):
    relationship = make_relationship(world)
    made = commands.agree(world.peer_worker, relationship, **agreed())
    ends_on = months_after(relationship.first_met_at.date(), 4)
    assert (made.planned_contacts, made.planned_end_on) == (None, ends_on)
    assert made.ending_talk_on == ends_on - timedelta(weeks=4)
    assert (made.said_by, made.written_by) == ("Leona", "Imani Calder")
    assert AuditEvent.objects.get().action == "agreement.made"


def test_agree_when_a_number_of_contacts_plans_by_the_rhythm(world):
    relationship = make_relationship(world, status="introduced")
    made = commands.agree(world.peer_worker, relationship, **agreed(length_name="10 contacts"))
    assert (made.planned_contacts, made.planned_end_on) == (10, clock.today() + timedelta(weeks=9))
    free = commands.agree(
        world.peer_worker, relationship, **agreed(length_name="10 contacts", how_often="When we both want to")
    )
    assert (free.planned_contacts, free.planned_end_on, free.ending_talk_on) == (10, None, None)


def test_agree_when_open_has_no_ending_but_may_have_a_talk(world):
    talk = clock.today() + timedelta(days=90)
    made = commands.agree(
        world.peer_worker, make_relationship(world), **agreed(length_name="Open", ending_talk_on=talk)
    )
    assert (made.planned_end_on, made.ending_talk_on) == (None, talk)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"limits_told": False}, "Tell Leona first"),
        ({"agreed_on": date(2099, 1, 1)}, "today or in the past"),
        ({"length_name": "For ever"}, "planned lengths"),
        ({"ending_talk_on": date(2099, 1, 1)}, "before it comes"),
    ],
)
def test_agree_when_it_makes_no_sense_refuses_in_words(world, changes, words):
    with pytest.raises(Refused, match=words):
        commands.agree(world.peer_worker, make_relationship(world), **agreed(**changes))


def test_agree_when_ended_or_wrong_person_is_refused(world):
    ended = make_relationship(world, status="ended")
    with pytest.raises(Refused, match="has ended"):
        commands.agree(world.peer_worker, ended, **agreed())
    with pytest.raises(NotAllowed):
        commands.agree(world.other_peer_worker, ended, **agreed())
    with pytest.raises(NotAllowed):
        commands.agree(world.person, ended, **agreed())


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 6, 9), 9, date(2027, 3, 9)),
        (date(2027, 10, 31), 4, date(2028, 2, 29)),
    ],
)
def test_months_after_is_the_same_day_or_the_last(day, months, later):
    assert months_after(day, months) == later


def test_stop_support_when_the_person_stops_cancels_closes_and_tells(world):
    relationship = make_relationship(world)
    meeting = make_meeting(relationship)
    past = make_meeting(relationship, in_days(-2), status="recorded")
    commands.stop_support(world.person, relationship)
    for row in (meeting, past, relationship.referral):
        row.refresh_from_db()
    assert (meeting.status, meeting.cancelled_by, past.status) == ("cancelled", "person", "recorded")
    assert (relationship.status, relationship.ended_by, relationship.ended_said_by) == ("ended", "person", "Leona")
    assert (relationship.referral.status, relationship.referral.closure_code) == ("closed", "07")
    assert set(Notice.objects.values_list("to", flat=True)) == {"imani@example.org", "peer@example.org"}
    assert not Notice.objects.filter(text__icontains="leona").exists()
    assert AuditEvent.objects.get(action="relationship.stopped").reason == ""


def test_stop_support_when_written_by_the_worker_keeps_whose_word_it_was(world):
    relationship = make_relationship(world)
    commands.stop_support(world.peer_worker, relationship, said_by="Leona, by text")
    assert (relationship.ended_said_by, relationship.ended_written_by) == ("Leona, by text", "Imani Calder")
    assert set(Notice.objects.values_list("to", flat=True)) == {"peer@example.org"}


def test_stop_support_when_wrong_person_or_ended_is_refused(world):
    relationship = make_relationship(world)
    for name in ("other_person", "other_peer_worker", "other_coordinator", "referrer"):
        with pytest.raises(NotAllowed):
            commands.stop_support(world.actor(name), relationship)
    commands.stop_support(world.lead, relationship)
    with pytest.raises(Refused, match="has ended"):
        commands.stop_support(world.lead, relationship)


def test_add_goal_when_said_to_the_worker_keeps_whose_words_they_are(world):
    person = make_relationship(world).referral.person
    mine = commands.add_goal(world.person, person, words="Order in a café on my own.")
    told = commands.add_goal(world.peer_worker, person, words="Something to do with my hands.")
    assert [(g.said_by, g.written_by) for g in (mine, told)] == [("Leona", "Leona Marsh"), ("Leona", "Imani Calder")]
    with pytest.raises(Refused, match="already there"):
        commands.add_goal(world.person, person, words="Order in a café on my own.")


def test_goals_when_changed_reached_dropped_and_taken_up_leave_audit_rows(world):
    goal = commands.add_goal(world.person, make_relationship(world).referral.person, words="A café")
    commands.change_goal(world.person, goal, words="The Thursday café")
    commands.reach_goal(world.peer_worker, goal)
    commands.take_up_goal(world.person, goal)
    commands.drop_goal(world.person, goal)
    assert (goal.words, goal.status) == ("The Thursday café", "dropped")
    assert list(AuditEvent.objects.order_by("pk").values_list("action", flat=True)) == [
        "goal.added", "goal.changed", "goal.reached", "goal.taken_up", "goal.dropped",
    ]  # fmt: skip


def test_goals_when_in_the_wrong_state_refuse(world):
    goal = commands.add_goal(world.person, make_relationship(world).referral.person, words="A café")
    with pytest.raises(Refused, match="cannot become"):
        commands.take_up_goal(world.person, goal)
    commands.reach_goal(world.person, goal)
    with pytest.raises(Refused, match="cannot become"):
        commands.drop_goal(world.person, goal)
    with pytest.raises(Refused, match="cannot become"):
        commands.reach_goal(world.person, goal)
    with pytest.raises(Refused, match="Take it up again first"):
        commands.change_goal(world.person, goal, words="Another")


def test_goals_when_wrong_person_are_not_allowed(world):
    person = make_relationship(world).referral.person
    goal = commands.add_goal(world.person, person, words="A café")
    make_relationship(world, make_referral(world, make_person(world, user="other_person"), status="matched"))
    for name in ("other_person", "other_peer_worker", "referrer", "governance"):
        actor = world.actor(name)
        with pytest.raises(NotAllowed):
            commands.add_goal(actor, person, words="Not mine")
        for command in (commands.reach_goal, commands.drop_goal, commands.take_up_goal):
            with pytest.raises(NotAllowed):
                command(actor, goal)
        with pytest.raises(NotAllowed):
            commands.change_goal(actor, goal, words="Not mine")
    assert Goal.objects.get().words == "A café"


def test_goals_when_the_peer_support_has_ended_are_no_longer_the_workers_to_write(world):
    person = make_relationship(world, status="ended").referral.person
    with pytest.raises(NotAllowed):
        commands.add_goal(world.peer_worker, person, words="A café")
    assert commands.add_goal(world.person, person, words="A café").pk
