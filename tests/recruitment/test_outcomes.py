"""Notes of a meeting, and the answer: with a peer or not at all."""

from datetime import timedelta

import pytest

from alongside.core import clock
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.recruitment import commands, jobs
from alongside.recruitment.models import InterviewNote, PanelMember, Slot
from alongside.recruitment.queries import criteria_to_meet
from tests.recruitment.choosing import JOB, make_asked, make_met, make_slot, note, told, was_done


def said(application, score=2):
    return {row.pk: (score, "Let him talk.") for row in criteria_to_meet(application.vacancy)}


def without_a_peer(application):
    with unguarded():
        PanelMember.objects.filter(vacancy=application.vacancy, is_peer=True).update(ended_at=clock.now())


def test_write_notes_says_that_they_met(world):
    application = make_asked(world)
    make_slot(application.vacancy, -1, application=application)
    commands.write_notes(world.panel, application, notes=said(application))
    assert application.status == "met"
    assert InterviewNote.objects.filter(member__user=world.users["panel"], score=2).count() == 2
    assert was_done("interview.noted")


def test_write_notes_again_changes_them_and_an_empty_line_goes(world):
    application = make_met(world)
    first, second = criteria_to_meet(application.vacancy)
    commands.write_notes(world.panel, application, notes={first.pk: (3, "Better."), second.pk: (None, " ")})
    (left,) = InterviewNote.objects.filter(member__user=world.users["panel"])
    assert (left.criterion_id, left.score) == (first.pk, 3)


def test_write_notes_is_for_who_meets_them(world):
    application = make_met(world)
    for who in ("recruiter", "lead", "other_peer_worker", "candidate"):
        with pytest.raises(NotAllowed):
            commands.write_notes(world.actor(who), application, notes={})


def test_write_notes_before_meeting_or_without_a_peer_or_after_the_answer_is_refused(world):
    application = make_asked(world)
    with pytest.raises(Refused, match="when they pick a time"):
        commands.write_notes(world.panel, application, notes=said(application))
    make_slot(application.vacancy, 3, application=application)
    with pytest.raises(Refused, match="Write your notes then"):
        commands.write_notes(world.panel, application, notes=said(application))
    without_a_peer(application)
    with pytest.raises(Refused, match="Nobody on this panel"):
        commands.write_notes(world.panel, application, notes=said(application))
    with unguarded():
        application.status = "reserve"
        application.save()
    with pytest.raises(Refused, match="on the reserve list"):
        commands.write_notes(world.panel, application, notes=said(application))


def test_write_notes_on_a_line_that_is_not_asked_is_refused(world):
    application = make_met(world)
    with pytest.raises(Refused, match="no longer asked"):
        commands.write_notes(world.panel, application, notes={"nothing": (1, "")})


def test_not_this_time_tells_why_and_frees_the_time(world):
    application = make_asked(world)
    slot = make_slot(application.vacancy, application=application)
    commands.say_not_this_time(world.recruiter, application, words="Two others had done this before. Try again in May.")
    assert application.status == "not_this_time"
    assert "Try again in May." in told(application)
    assert Slot.objects.get(pk=slot.pk).application is None
    assert was_done("application.not_this_time")


def test_not_this_time_is_refused_without_words_and_by_the_panel(world):
    application = make_met(world)
    with pytest.raises(Refused, match="Say why"):
        commands.say_not_this_time(world.recruiter, application, words=" ")
    with pytest.raises(NotAllowed):
        commands.say_not_this_time(world.panel, application, words="No.")
    commands.say_not_this_time(world.recruiter, application, words="Try again.")
    with pytest.raises(Refused, match="no answer to give"):
        commands.say_not_this_time(world.recruiter, application, words="Again.")


def test_nothing_is_decided_before_the_peer_has_noted(world):
    application = make_asked(world, status="met")
    note(application, world.users["panel"])
    for decide in (
        lambda: commands.say_not_this_time(world.recruiter, application, words="No."),
        lambda: commands.make_offer(world.recruiter, application, by=clock.today() + timedelta(days=5)),
        lambda: commands.put_in_reserve(
            world.recruiter, application, until=clock.today() + timedelta(days=5), words="x"
        ),
    ):
        with pytest.raises(Refused, match="Imani Calder, who brings lived experience"):
            decide()
    without_a_peer(application)
    with pytest.raises(Refused, match="Nobody on this panel"):
        commands.make_offer(world.recruiter, application, by=clock.today() + timedelta(days=5))


def test_reserve_has_an_end_that_they_know(world):
    application = make_met(world)
    until = clock.today() + timedelta(days=30)
    commands.put_in_reserve(world.recruiter, application, until=until, words="You listened well.")
    assert (application.status, application.reserve_until) == ("reserve", until)
    assert "You are on the reserve list until" in told(application)
    assert was_done("application.in_reserve")
    jobs.end_reserves(JOB)
    application.refresh_from_db()
    assert application.status == "reserve"
    with clock.at(clock.now() + timedelta(days=31)):
        jobs.end_reserves(JOB)
    application.refresh_from_db()
    assert application.status == "not_this_time"
    assert "No place became free" in told(application)
    assert was_done("application.reserve_ended")


def test_reserve_is_refused_for_a_day_past_by_the_panel_and_twice(world):
    application = make_met(world)
    with pytest.raises(Refused, match="a day to come"):
        commands.put_in_reserve(world.recruiter, application, until=clock.today(), words="x")
    with pytest.raises(NotAllowed):
        commands.put_in_reserve(world.panel, application, until=clock.today(), words="x")
    with pytest.raises(Refused, match="not on the reserve list"):
        commands.end_reserve(world.recruiter, application)
    with pytest.raises(NotAllowed):
        commands.end_reserve(world.panel, application)
