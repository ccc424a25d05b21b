"""The steps of training on somebody's journey: what is done, where they are, whose turn, and by when."""

from datetime import timedelta

import pytest

from alongside.core import clock
from alongside.core.guard import unguarded
from alongside.core.ids import new_id
from alongside.training.models import Assessment, Claim
from alongside.training.queries import steps_of
from tests.training.courses import change, make_cohort, make_place, make_programme, make_somebody
from tests.world import make_candidate


def told(steps):
    return [(step.key, step.state, step.whose) for step in steps]


def qualify(candidate):
    with unguarded():
        candidate.qualifications.create(
            kind="training", title="Training", reached_on=clock.today(), told_at=clock.now(), source_id=new_id()
        )


def test_steps_when_nothing_is_asked_are_all_to_come(world):
    steps = steps_of(make_candidate(world))
    assert [step.state for step in steps] == ["coming"] * 3
    assert steps[0].title == "You ask for a place on the training"


@pytest.mark.parametrize(
    ("status", "state", "whose", "words"),
    [
        ("asked", "now", "us", "We read what everyone wrote"),
        ("offered", "now", "you", "is kept for you"),
        ("waiting", "now", "us", "number 1 on the waiting list"),
        ("taken", "done", "", "Course 1"),
        ("turned_down", "not_this_time", "", "another course"),
        ("lapsed", "not_this_time", "", "another course"),
        ("withdrawn", "not_this_time", "", "another course"),
    ],
)
def test_steps_say_where_a_place_stands_and_whose_turn_it_is(world, status, state, whose, words):
    candidate = make_candidate(world)
    place = make_place(make_cohort(world), candidate, status)
    step = steps_of(candidate)[0]
    assert (step.key, step.state, step.whose) == ("training-place", state, whose)
    assert words in step.note
    assert step.url == f"/my-training/{place.pk}/"


def test_steps_when_we_are_late_say_so(world):
    candidate = make_candidate(world)
    cohort = make_cohort(world, "choosing")
    make_place(cohort, candidate)
    assert steps_of(candidate)[0].late is False
    change(cohort, answered_by=clock.today() - timedelta(days=1))
    assert steps_of(candidate)[0].late is True


def test_steps_when_not_this_time_give_the_reason(world):
    candidate = make_candidate(world)
    make_place(make_cohort(world), candidate, "not_this_time", because="You cannot come to most days.")
    [step] = steps_of(candidate)
    assert (step.state, step.note) == ("not_this_time", "You cannot come to most days.")


def test_steps_follow_the_course_and_the_understanding(world):
    candidate = make_candidate(world)
    cohort = make_cohort(world, "running")
    place = make_place(cohort, candidate, "taken")
    assert told(steps_of(candidate))[1:] == [("training", "coming", ""), ("understanding", "coming", "")]
    change(cohort, starts_on=clock.today() - timedelta(days=1))
    assert told(steps_of(candidate))[1] == ("training", "now", "shared")
    change(place, status="finished", finished_at=clock.now())
    assert told(steps_of(candidate))[1:] == [("training", "done", ""), ("understanding", "now", "you")]
    with unguarded():
        go = Assessment.objects.create(place=place, words="Here", sent_at=clock.now())
    assert told(steps_of(candidate))[2] == ("understanding", "now", "us")
    change(go, status="told", result="not_yet", agreed_at=clock.now(), told_at=clock.now())
    step = steps_of(candidate)[2]
    assert (step.whose, step.note) == ("you", "Not yet, and here is what to try")
    change(go, result="met")
    qualify(candidate)
    assert told(steps_of(candidate))[2:] == [("understanding", "done", ""), ("qualified", "done", "")]


@pytest.mark.parametrize(
    ("status", "state", "whose"),
    [
        ("started", "now", "you"),
        ("more_asked", "now", "you"),
        ("gap", "now", "you"),
        ("sent", "now", "us"),
        ("appealed", "now", "us"),
        ("accepted", "done", ""),
        ("declined", "not_this_time", ""),
    ],
)
def test_steps_show_training_elsewhere(world, status, state, whose):
    candidate = make_candidate(world)
    with unguarded():
        Claim.objects.create(
            candidate=candidate, programme=make_programme(), status=status, provider="Elsewhere", course="Peer support",
            started_at=clock.now(), decide_by=clock.today() - timedelta(days=1), decided_at=clock.now(),
            decided_by=world.users["trainer"],
        )  # fmt: skip
    step = steps_of(candidate)[0]
    assert (step.key, step.state, step.whose) == ("claim", state, whose)
    assert step.late is (whose == "us")
    if status == "accepted":
        qualify(candidate)
        assert told(steps_of(candidate)) == [("claim", "done", ""), ("qualified", "done", "")]


def test_steps_when_deferred_follow_the_new_place(world):
    candidate = make_somebody("Ada")
    make_place(make_cohort(world), candidate, "deferred")
    make_place(make_cohort(world), candidate, "taken")
    assert steps_of(candidate)[0].note.startswith("Course 2")
