"""A course from plan to end: opened, closed, begun, finished, called off; its trainers; the days it keeps itself."""

from datetime import timedelta

import pytest

from alongside.candidates.models import Alert
from alongside.core import clock
from alongside.core.actors import process
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import Notice
from alongside.training import commands, jobs
from alongside.training.models import Cohort, CohortTrainer
from tests.training.courses import (
    actions,
    change,
    invitations,
    make_cohort,
    make_place,
    make_programme,
    make_session,
    make_somebody,
    said_to,
    states,
)

JOB = process("a job")


def a_plan(**said):
    today = clock.today()
    return {
        "name": "Spring",
        "mode": "online",
        "where": "Microsoft Teams",
        "size": 15,
        "opens_on": today,
        "closes_on": today + timedelta(days=20),
        "answered_by": today + timedelta(days=30),
        "starts_on": today + timedelta(days=40),
        "finishes_on": today + timedelta(days=90),
        "access_words": "Captions are on.",
        **said,
    }


def later_than(cohort, status="planned", **fields):
    return make_cohort(
        None, status, programme=cohort.programme, trainer="", starts_on=cohort.starts_on + timedelta(days=60),
        finishes_on=cohort.finishes_on + timedelta(days=60), **fields,
    )  # fmt: skip


def test_add_cohort_by_a_trainer_is_theirs_to_lead(world):
    cohort = commands.add_cohort(world.trainer, programme=make_programme(), **a_plan())
    assert (cohort.status, cohort.size) == ("planned", 15)
    assert CohortTrainer.objects.get(cohort=cohort, leads=True).user == world.users["trainer"]
    assert actions() == ["cohort.added"]
    lead = commands.add_cohort(world.lead, programme=cohort.programme, **a_plan(name="Summer"))
    assert not lead.trainers.exists()
    for name in ("recruiter", "candidate", "coordinator", "nobody"):
        with pytest.raises(NotAllowed):
            commands.add_cohort(world.actor(name), programme=cohort.programme, **a_plan(name="Autumn"))


def test_add_cohort_when_its_days_are_out_of_order_or_its_name_is_taken_is_refused(world):
    programme = make_programme()
    with pytest.raises(Refused, match="Put the days in order"):
        commands.add_cohort(world.lead, programme=programme, **a_plan(finishes_on=clock.today()))
    commands.add_cohort(world.lead, programme=programme, **a_plan())
    with pytest.raises(Refused, match="already a course called"):
        commands.add_cohort(world.lead, programme=programme, **a_plan(name="spring"))


def test_change_cohort_with_more_places_moves_the_waiting_list_at_once(world):
    cohort = make_cohort(world, "offering", size=1)
    make_place(cohort, make_somebody("Ada"), "taken")
    make_place(cohort, make_somebody("Ben"), "waiting")
    with pytest.raises(NotAllowed):
        commands.change_cohort(world.other_trainer, cohort, **a_plan())
    commands.change_cohort(world.trainer, cohort, **a_plan(size=2))
    assert states(cohort) == ["taken", "offered"]
    assert "cohort.changed" in actions()
    with pytest.raises(Refused, match="2 people have a place"):
        commands.change_cohort(world.trainer, cohort, **a_plan(size=1))
    change(cohort, status="finished")
    with pytest.raises(Refused, match="over"):
        commands.change_cohort(world.trainer, cohort, **a_plan(size=5))


def test_open_cohort_tells_those_who_asked_to_hear_of_dates_once(world):
    cohort = make_cohort(world, "planned", opens_on=None)
    with unguarded():
        Alert.objects.create(
            email="wants@example.net", about="training", status="on", token="t", asked_at=clock.now(),
            confirmed_at=clock.now(),
        )  # fmt: skip
    with pytest.raises(NotAllowed):
        commands.open_cohort(world.other_trainer, cohort)
    commands.open_cohort(world.trainer, cohort)
    assert (cohort.status, cohort.opens_on) == ("open", clock.today())
    assert Notice.objects.filter(to="wants@example.net").count() == 1
    commands.close_interest(world.trainer, cohort)
    commands.open_cohort(world.trainer, cohort)
    assert Notice.objects.filter(to="wants@example.net").count() == 1
    assert actions() == ["cohort.opened", "cohort.closed", "cohort.opened"]
    with pytest.raises(Refused):
        commands.open_cohort(world.trainer, cohort)
    change(cohort, status="choosing", closes_on=clock.today() - timedelta(days=1))
    with pytest.raises(Refused, match="last day to ask"):
        commands.open_cohort(world.trainer, cohort)


def test_close_interest_when_not_open_or_not_theirs_is_refused(world):
    cohort = make_cohort(world, "planned")
    with pytest.raises(NotAllowed):
        commands.close_interest(world.candidate, cohort)
    with pytest.raises(Refused):
        commands.close_interest(world.trainer, cohort)


def test_a_course_keeps_its_own_days(world):
    today = clock.today()
    cohort = make_cohort(world, "planned", opens_on=today + timedelta(days=1), closes_on=today + timedelta(days=5))
    jobs.keep_days_of_courses(JOB)
    assert Cohort.objects.get().status == "planned"
    with clock.at(clock.now() + timedelta(days=1)):
        jobs.keep_days_of_courses(JOB)
        assert Cohort.objects.get().status == "open"
    with clock.at(clock.now() + timedelta(days=6)):
        jobs.keep_days_of_courses(JOB)
        assert Cohort.objects.get().status == "choosing"
        assert Notice.objects.filter(to="trainer@example.org", subject="Time to read who asked").exists()
    make_place(cohort, make_somebody("Ada"), "taken")
    change(cohort, status="offering")
    with clock.at(clock.now() + timedelta(days=28)):
        jobs.keep_days_of_courses(JOB)
        assert Cohort.objects.get().status == "running"


def test_start_cohort_answers_everyone_who_still_waits(world):
    cohort = make_cohort(world, "offering")
    with pytest.raises(Refused, match="Nobody has taken"):
        commands.start_cohort(world.trainer, cohort)
    make_place(cohort, make_somebody("Ada"), "taken")
    make_place(cohort, make_somebody("Ben"), "offered")
    last = make_place(cohort, make_somebody("Chi"), "waiting")
    with pytest.raises(NotAllowed):
        commands.start_cohort(world.other_trainer, cohort)
    commands.start_cohort(world.trainer, cohort)
    assert states(cohort) == ["taken", "lapsed", "not_this_time"]
    assert "no place came free in time" in said_to(last.candidate)
    assert actions()[-1] == "cohort.started"


def test_finish_cohort_when_its_dates_are_over_finishes_everyone_on_it(world):
    cohort = make_cohort(world, "running")
    make_place(cohort, make_somebody("Ada"), "taken")
    make_place(cohort, make_somebody("Ben"), "withdrawn")
    session = make_session(cohort)
    with pytest.raises(Refused, match="dates to come"):
        commands.finish_cohort(world.trainer, cohort)
    with pytest.raises(NotAllowed):
        commands.finish_cohort(world.candidate, cohort)
    with clock.at(session.ends_at + timedelta(minutes=1)):
        commands.finish_cohort(world.trainer, cohort)
    assert states(cohort) == ["finished", "withdrawn"]
    assert actions()[-1] == "cohort.finished"


def test_cancel_cohort_tells_everyone_and_offers_the_next(world):
    cohort = make_cohort(world, "offering")
    session = make_session(cohort)
    later = later_than(cohort, size=1)
    taken = make_place(cohort, make_somebody("Ada"), "taken")
    offered = make_place(cohort, make_somebody("Ben"), "offered")
    waiting = make_place(cohort, make_somebody("Chi"), "waiting")
    with pytest.raises(NotAllowed):
        commands.cancel_cohort(world.other_trainer, cohort, because="Ill", to=later)
    with pytest.raises(Refused, match="why"):
        commands.cancel_cohort(world.trainer, cohort, because="", to=later)
    commands.cancel_cohort(world.trainer, cohort, because="Our trainer is away.", to=later)
    assert states(cohort) == ["deferred", "deferred", "deferred"]
    assert states(later) == ["offered", "asked", "asked"]
    for place in (taken, offered, waiting):
        assert "Our trainer is away." in said_to(place.candidate)
        assert "You are moved to" in said_to(place.candidate)
    [(method, event)] = invitations("ada@example.net")
    assert (method, str(event["UID"]), event["SEQUENCE"]) == ("CANCEL", f"{session.pk}@alongside", 1)
    assert invitations("trainer@example.org")[0][0] == "CANCEL"
    assert actions()[-1] == "cohort.cancelled"


def test_cancel_cohort_when_there_is_no_later_one_says_what_next(world):
    cohort = make_cohort(world, "running")
    place = make_place(cohort, make_somebody("Ada"), "taken")
    earlier = make_cohort(world, starts_on=cohort.starts_on - timedelta(days=5))
    with pytest.raises(Refused, match="later course"):
        commands.cancel_cohort(world.trainer, cohort, because="Fire", to=earlier)
    commands.cancel_cohort(world.trainer, cohort, because="The building is closed.")
    place.refresh_from_db()
    assert place.status == "not_this_time"
    assert "We will tell you when the next dates come out" in said_to(place.candidate)
    with pytest.raises(Refused):
        commands.cancel_cohort(world.trainer, cohort, because="Again")


def test_trainers_are_added_with_the_dates_in_their_calendar_and_taken_off(world):
    cohort = make_cohort(world)
    make_session(cohort)
    for name in ("other_trainer", "candidate"):
        with pytest.raises(NotAllowed):
            commands.add_trainer(world.actor(name), cohort, user=world.users["other_trainer"])
    row = commands.add_trainer(world.trainer, cohort, user=world.users["other_trainer"], leads=True)
    assert list(cohort.trainers.filter(leads=True)) == [row]
    assert [method for method, _ in invitations("lorna@example.org")] == ["REQUEST"]
    with pytest.raises(NotAllowed):
        commands.end_trainer(world.candidate, row)
    commands.end_trainer(world.trainer, row)
    assert [method for method, _ in invitations("lorna@example.org")] == ["REQUEST", "CANCEL"]
    again = commands.add_trainer(world.trainer, cohort, user=world.users["other_trainer"])
    assert (again.pk, again.ended_on) == (row.pk, None)
    assert actions() == ["trainer.added", "trainer.ended", "trainer.added"]
    commands.end_trainer(world.trainer, again)
    with pytest.raises(Refused, match="only trainer"):
        commands.end_trainer(world.trainer, cohort.trainers.get(user=world.users["trainer"]))
