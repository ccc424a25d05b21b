"""Visits made alone: said in one tap, asked at the time they gave, raised to a person, kindly closed."""

from datetime import timedelta

import pytest

from alongside.core import clock
from alongside.core.actors import process
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent, Notice
from alongside.support import commands, jobs, queries
from alongside.support.models import Concern, Visit
from tests.support.moments import make_meeting
from tests.support.worries import moment, on_duty, told
from tests.world import make_relationship, worker_of

WORK = process("support.jobs.mind_visits")


@pytest.fixture(autouse=True)
def _noon():
    with clock.at(moment(12)):
        yield


def start(world, **said) -> Visit:
    details = {"where": "12 Sea View, Margate", "due_at": moment(14), **said}
    return commands.start_visit(world.peer_worker, worker_of(world), **details)


def later(visit: Visit, *at: int) -> Visit:
    """What the job does at that time."""
    with clock.at(moment(*at)):
        jobs.mind_visits(WORK)
    visit.refresh_from_db()
    return visit


def actions() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))


def test_start_visit_says_where_and_until_when_and_leaves_its_audit_row(world):
    relationship = make_relationship(world)
    visit = start(world, relationship=relationship)
    assert (visit.status, visit.started_at, visit.due_at) == ("out", moment(12), moment(14))
    assert actions() == ["visit.started"]
    assert not Notice.objects.exists()


def test_start_visit_when_not_theirs_is_not_allowed(world):
    worker, relationship = worker_of(world), make_relationship(world)
    for name in ("other_peer_worker", "lead", "coordinator", "team_manager", "person"):
        with pytest.raises(NotAllowed):
            commands.start_visit(world.actor(name), worker, where="Here", due_at=moment(14))
    with pytest.raises(NotAllowed):
        commands.start_visit(
            world.other_peer_worker,
            worker_of(world, "other_peer_worker"),
            where="Here",
            due_at=moment(14),
            relationship=relationship,
        )


def test_start_visit_when_out_already_or_the_time_makes_no_sense_refuses(world):
    for due_at in (moment(12), moment(11), moment(0, 1, day=18)):
        with pytest.raises(Refused, match="within 12 hours"):
            start(world, due_at=due_at)
    start(world)
    with pytest.raises(Refused, match="on a visit already"):
        start(world)


def test_say_safe_in_time_tells_nobody(world):
    visit = start(world)
    with clock.at(moment(13, 50)):
        commands.say_safe(world.peer_worker, visit)
        commands.say_safe(world.peer_worker, visit)
    assert (visit.status, visit.safe_at) == ("safe", moment(13, 50))
    assert later(visit, 15).status == "safe"
    assert not Notice.objects.exists()
    assert "visit.safe" in actions()


@pytest.mark.parametrize("who", ["other_peer_worker", "lead", "coordinator", "person"])
def test_say_safe_and_extend_when_not_theirs_are_not_allowed(world, who):
    visit = start(world)
    for do in (commands.say_safe, commands.extend_visit):
        with pytest.raises(NotAllowed):
            do(world.actor(who), visit)
    for do in (commands.remind_visit, commands.raise_visit):
        with pytest.raises(NotAllowed):
            do(world.peer_worker, visit)


def test_extend_visit_gives_thirty_minutes_more_from_when_they_were_expected_or_from_now(world):
    visit = start(world)
    commands.extend_visit(world.peer_worker, visit)
    assert visit.due_at == moment(14, 30)
    assert later(visit, 14, 30).reminded_at == moment(14, 30)
    with clock.at(moment(14, 40)):
        commands.extend_visit(world.peer_worker, visit)
    assert (visit.due_at, visit.reminded_at) == (moment(15, 10), None)
    assert later(visit, 14, 50).status == "out"
    assert later(visit, 15, 10).reminded_at == moment(15, 10)
    assert "visit.extended" in actions()


def test_mind_visits_asks_the_worker_and_nobody_else_at_the_time_they_gave_once(world):
    visit = start(world)
    assert later(visit, 13, 59).reminded_at is None
    later(visit, 14)
    later(visit, 14, 5)
    notice = Notice.objects.get()
    assert (notice.to, notice.subject) == ("imani@example.org", "Are you safe?")
    assert f"/visits/{visit.pk}/" in notice.text
    assert "visit.reminded" in actions()


def test_mind_visits_when_there_is_no_word_tells_whoever_is_on_duty_where_they_went(world):
    on_duty(world, "coordinator", "team_manager")
    visit = start(world, relationship=make_relationship(world))
    assert later(visit, 14, 14).status == "out"
    later(visit, 14, 15)
    concern = visit.concern
    assert (visit.status, visit.raised_at) == ("raised", moment(14, 15))
    assert (concern.about, concern.told_by, concern.pathway) == ("visit", "Imani Calder", world.community)
    assert told(concern) == ["Ines Okafor"]
    assert not any("Margate" in n.text or "Imani" in n.text for n in Notice.objects.all())
    with clock.at(moment(14, 30)):
        jobs.tell_next(WORK)
    assert told(concern) == ["Ines Okafor", "Owen Sallis"]
    later(visit, 14, 31)
    assert Concern.objects.count() == 1
    assert [a for a in actions() if a.startswith("visit.")] == ["visit.started", "visit.reminded", "visit.raised"]


def test_mind_visits_when_the_worker_is_on_duty_themself_tells_the_next(world):
    on_duty(world, "peer_worker", "coordinator")
    visit = later(start(world), 14, 15)
    assert told(visit.concern) == ["Ines Okafor"]


def test_mind_visits_when_the_job_was_lost_asks_and_raises_at_once(world):
    visit = later(start(world), 18)
    assert (visit.status, visit.reminded_at) == ("raised", moment(18))


def test_say_safe_late_closes_what_was_raised_and_tells_those_who_were_told(world):
    on_duty(world, "coordinator")
    visit = later(start(world), 14, 15)
    with clock.at(moment(14, 20)):
        commands.say_safe(world.peer_worker, visit)
    concern = Concern.objects.get()
    assert (visit.status, concern.status, concern.answered_by) == ("safe", "closed", "Imani Calder")
    assert concern.what_was_done == "Imani Calder said that they are safe."
    assert Notice.objects.filter(to="coordinator@example.org", subject="They are safe").exists()
    assert start(world, due_at=moment(15)).status == "out"


def test_say_safe_when_somebody_has_it_in_hand_closes_it_too(world):
    on_duty(world, "coordinator")
    visit = later(start(world), 14, 15)
    commands.answer_concern(world.coordinator, visit.concern)
    commands.say_safe(world.peer_worker, visit)
    assert Concern.objects.get().answered_by == "Ines Okafor"
    assert Concern.objects.get().status == "closed"


def test_close_concern_of_a_visit_says_that_they_are_safe(world):
    on_duty(world, "coordinator")
    visit = later(start(world), 14, 15)
    commands.answer_concern(world.coordinator, visit.concern)
    commands.close_concern(world.coordinator, visit.concern, what_was_done="Rang Imani. Her phone was flat.")
    visit.refresh_from_db()
    assert visit.status == "safe"
    commands.reopen_concern(world.coordinator, visit.concern)
    commands.close_concern(world.coordinator, visit.concern, what_was_done="Rang again.")


def test_extend_and_raise_when_over_say_why_not(world):
    visit = start(world)
    with pytest.raises(Refused, match="not time"):
        commands.raise_visit(WORK, visit)
    with pytest.raises(Refused, match="not time"):
        commands.remind_visit(WORK, visit)
    later(visit, 14, 15)
    with pytest.raises(Refused, match="somebody was told"):
        commands.extend_visit(world.peer_worker, visit)
    commands.say_safe(world.peer_worker, visit)
    with pytest.raises(Refused, match="already"):
        commands.extend_visit(world.peer_worker, visit)


def test_visits_are_seen_by_the_worker_those_told_and_the_lead_and_coordinators_in_reach(world):
    on_duty(world, "governance")
    visit = start(world)
    before = {n for n in world.users if queries.visits_out(world.actor(n)) or queries.own_visit(world.actor(n))}
    assert before == {"peer_worker", "lead", "coordinator"}
    later(visit, 14, 15)
    after = {n for n in world.users if queries.visits_out(world.actor(n)) or queries.own_visit(world.actor(n))}
    assert after == {"peer_worker", "lead", "coordinator", "governance"}


@pytest.mark.parametrize("times", [1, 3])
def test_visits_when_there_are_more_ask_as_often(world, times, django_assert_num_queries):
    relationship = make_relationship(world)
    with unguarded():
        for number in range(times):
            make_meeting(relationship, moment(13 + number))
            Visit.objects.create(
                worker=worker_of(world) if number == 0 else _another(world, number),
                where="Here",
                started_at=moment(11),
                due_at=moment(13),
                relationship=relationship,
            )
    coordinator, worker = world.coordinator, world.peer_worker
    with django_assert_num_queries(1):
        assert len(queries.visits_out(coordinator)) == times
    with django_assert_num_queries(1):
        assert queries.own_visit(worker).whom == "Leona M"
    with django_assert_num_queries(1):
        assert len(queries.meetings_to_start(worker)) == times


def _another(world, number):
    from tests.world import make_user, make_worker

    world.users[f"w{number}"] = make_user(f"w{number}@example.org", f"Wynn {number}", "peer_worker", team=world.thanet)
    return make_worker(world, f"w{number}", world.thanet)


def test_meetings_to_start_are_todays_in_person_and_not_over(world):
    relationship = make_relationship(world)
    make_meeting(relationship, moment(10))
    make_meeting(relationship, moment(15), mechanism="02", location="")
    make_meeting(relationship, moment(13, day=18))
    soon = make_meeting(relationship, moment(13))
    (row,) = queries.meetings_to_start(world.peer_worker)
    assert (row.id, row.name, row.where) == (soon.pk, "Leona M", "Riverside Park")
    said = queries.usual_visit(soon)
    assert (said["where"], said["due_at"]) == ("Riverside Park", moment(14))
    with clock.at(moment(13, 50)):
        assert queries.usual_visit(soon)["due_at"] == moment(13, 50) + timedelta(minutes=15)
