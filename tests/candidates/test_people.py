"""A candidate as such: in touch, passed on, resting, back, stopped, working, looking again; and late."""

from datetime import timedelta

import pytest

from alongside.candidates import commands, jobs, queries
from alongside.core import clock
from alongside.core.actors import process
from alongside.core.models import Notice
from tests.candidates.asserting import audited, refused_to, refuses, set_up
from tests.candidates.routes import arrange, ask_route, make_kind
from tests.world import make_candidate

STRANGERS = ("trainer", "route_lead", "panel", "other_candidate", "peer_worker")


def test_in_touch_keeps_the_promise_and_takes_them(world, grace):
    set_up(grace, status="new", owner=None)
    refused_to(world, (*STRANGERS, "candidate"), commands.say_in_touch, grace)
    commands.say_in_touch(world.recruiter, grace)
    assert (grace.status, grace.owner_id) == ("in_touch", world.users["recruiter"].pk)
    assert "already" in refuses(world.recruiter, commands.say_in_touch, grace)
    assert audited("candidate.in_touch")


def test_passing_on_tells_the_next(world, grace):
    refused_to(world, (*STRANGERS, "candidate"), commands.pass_candidate, grace, owner=world.users["lead"])
    commands.pass_candidate(world.coordinator, grace, owner=world.users["lead"])
    assert Notice.objects.get(to="lead@example.org").subject == "A candidate is in your hands"
    assert "already" in refuses(world.coordinator, commands.pass_candidate, grace, owner=world.users["lead"])
    assert audited("candidate.passed")


def test_how_to_reach_them_changes_by_them_or_for_them(world, grace):
    said = {"first_name": "Zoë", "last_name": "Ashby"}
    refused_to(world, STRANGERS, commands.change_candidate, grace, **said)
    commands.change_candidate(world.candidate, grace, **said)
    assert grace.search_name == "zoe ashby"
    assert audited("candidate.changed")


@pytest.mark.parametrize(
    ("command", "before", "after", "action", "wrong"),
    [
        (commands.rest, "in_touch", "resting", "candidate.rested", "in_post"),
        (commands.come_back, "resting", "in_touch", "candidate.came_back", "in_touch"),
        (commands.leave, "in_touch", "left", "candidate.left", "in_post"),
        (commands.mark_looking_again, "in_post", "in_touch", "candidate.looks_again", "new"),
    ],
)
def test_each_passage_of_their_own(world, grace, command, before, after, action, wrong):
    moment = clock.now()
    set_up(grace, status=before, resting_at=moment, in_post_at=moment, left_at=moment)
    refused_to(world, STRANGERS, command, grace)
    command(world.candidate, grace)
    assert grace.status == after
    assert audited(action)
    set_up(grace, status=wrong)
    refuses(world.candidate, command, grace)


def test_stopping_stops_routes_and_news_and_keeps_what_was_reached(world, grace):
    route = arrange(world, ask_route(world, grace, make_kind(world)))
    commands.want_alerts(world.candidate, grace)
    details = {"kind": "training", "title": "x", "reached_on": clock.today(), "source_id": "a"}
    commands.qualify(world.lead, grace, **details)
    commands.leave(world.candidate, grace)
    route.refresh_from_db()
    assert (route.status, grace.alerts_since) == ("stopped", None)
    assert queries.qualification_of(grace)
    assert "come back first" in refuses(world.candidate, commands.want_alerts, grace)


@pytest.mark.parametrize("before", ["new", "in_touch", "resting"])
def test_starting_work_takes_them_out_of_the_pool(world, grace, before):
    set_up(grace, status=before, resting_at=clock.now())
    refused_to(world, ("coordinator", "candidate", "trainer", "panel"), commands.mark_in_post, grace)
    commands.mark_in_post(process("First day"), grace)
    assert grace.status == "in_post"
    refuses(world.lead, commands.mark_in_post, grace)
    assert audited("candidate.started_work")


def test_news_of_jobs_is_wanted_and_not(world, grace):
    refused_to(world, STRANGERS, commands.want_alerts, grace)
    commands.want_alerts(world.candidate, grace)
    assert queries.candidates_to_alert() == [grace]
    commands.rest(world.candidate, grace)
    assert queries.candidates_to_alert() == []
    refused_to(world, STRANGERS, commands.no_alerts, grace)
    commands.no_alerts(world.candidate, grace)
    assert audited("alerts.wanted")
    assert audited("alerts.not_wanted")


def test_a_late_answer_is_raised_once(world, grace):
    set_up(grace, status="new", reply_by=clock.today() - timedelta(days=1))
    refused_to(world, ("lead", "candidate"), commands.raise_candidate, grace)
    for _ in range(2):
        jobs.raise_late_answers(process("A job"))
    late = Notice.objects.filter(subject="We are late with an answer to a candidate")
    assert {notice.to for notice in late} == {"lead@example.org", "coordinator@example.org"}
    assert late.count() == 2
    assert "already" in refuses(process("x"), commands.raise_candidate, grace)


def test_what_helps_and_is_late_is_raised_once_for_each_day(world, grace):
    adjustment = commands.ask_adjustment(world.candidate, grace, stage="training", words="A lift")
    by = clock.today() + timedelta(days=1)
    commands.agree_adjustment(world.coordinator, adjustment, with_whom=world.users["recruiter"], by=by)
    jobs.raise_late_adjustments(process("A job"))
    late = Notice.objects.filter(subject="Something that helps a candidate is late")
    assert not late.exists()
    with clock.at(clock.now() + timedelta(days=2)):
        for _ in range(2):
            jobs.raise_late_adjustments(process("A job"))
        assert {notice.to for notice in late} == {"lead@example.org", "recruiter@example.org"}
        assert late.count() == 2
        commands.rest(world.candidate, grace)
        assert not queries.adjustments_to_raise().exists()
    refused_to(world, ("lead", "candidate"), commands.raise_adjustment, adjustment)


def test_lists_ask_as_much_of_the_database_for_three_as_for_one(world, grace, django_assert_num_queries):
    def ready(candidate, source):
        details = {"kind": "training", "title": "x", "reached_on": clock.today(), "source_id": source}
        commands.qualify(world.lead, candidate, **details)
        commands.ask_adjustment(world.lead, candidate, stage="training", words="A lift")
        ask_route(world, candidate, kind) if candidate.user_id else None

    kind = make_kind(world)
    ready(grace, "a")
    actor = world.lead

    def count():
        with django_assert_num_queries(3):
            queries.candidate_rows(queries.candidates(actor))
        with django_assert_num_queries(2):
            queries.ready_rows(queries.pool(actor))
        with django_assert_num_queries(1):
            queries.owed_rows(queries.owed(actor))
        with django_assert_num_queries(1):
            queries.on_routes(queries.routes(actor))

    count()
    for n in ("b", "c"):
        ready(make_candidate(world, None, email=f"{n}@example.net"), n)
    count()
    assert [row.weeks for row in queries.ready_rows(queries.pool(actor))] == [0, 0, 0]
