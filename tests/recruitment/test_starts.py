"""The first day: nobody begins until every check is done, and then everything is there."""

from datetime import timedelta

import icalendar
import pytest

from alongside.accounts.models import User
from alongside.accounts.queries import actor_for
from alongside.candidates.models import Adjustment
from alongside.core import clock
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import Notice
from alongside.recruitment import commands, queries
from alongside.recruitment.models import Check, FirstDay, InductionItem
from alongside.workforce import queries as workforce
from alongside.workforce.models import Assignment, Post, Worker
from tests.recruitment.choosing import (
    check_of,
    make_accepted,
    make_closed_vacancy,
    make_met,
    make_offered,
    make_planned,
    make_ready,
    told,
    was_done,
)
from tests.workforce.readiness import make_kinds


def plan(world, application, **fields):
    return commands.plan_first_day(
        world.recruiter,
        application,
        **{
            "starts_on": clock.today() + timedelta(days=14),
            "where": "Willow Ward",
            "manager": world.users["team_manager"],
            "supervisor": world.users["other_peer_worker"],
            **fields,
        },
    )


def make_post(world):
    with unguarded():
        return Post.objects.create(
            title="Peer support worker, Willow", pathway=world.acute, team=world.willow, status="advertised",
            since_on=clock.today(), wte="0.6",
        )  # fmt: skip


def ask_at_work(application):
    with unguarded():
        return Adjustment.objects.create(
            candidate=application.candidate, stage="work", words="A quiet place for lunch", asked_at=clock.now()
        )


def test_plan_first_day_tells_the_day_and_again_only_when_it_changes(world):
    application = make_accepted(world)
    plan(world, application)
    assert told(application).startswith("Your first day is")
    before = Notice.objects.count()
    plan(world, application, work_email="Grace.Ashby@example.org")
    assert Notice.objects.count() == before
    assert FirstDay.objects.get().work_email == "grace.ashby@example.org"
    plan(world, application, where="Fern House")
    assert "Fern House" in told(application)
    assert was_done("start.planned")


def test_plan_first_day_before_a_yes_or_for_a_day_past_or_by_the_panel_is_refused(world):
    offered = make_offered(world)
    with pytest.raises(Refused, match="once they have said yes"):
        plan(world, offered)
    with pytest.raises(NotAllowed):
        commands.plan_first_day(world.panel, offered, starts_on=clock.today(), where="", manager=None, supervisor=None)
    commands.accept_offer(world.candidate, offered)
    with pytest.raises(Refused, match="a day to come"):
        plan(world, offered, starts_on=clock.today() - timedelta(days=1))


def test_what_helps_at_work_is_agreed_before_day_one(world):
    application = make_ready(world)
    asked = ask_at_work(application)
    first_day = plan(world, application, starts_on=clock.today(), work_email="grace@work.example.org")
    with pytest.raises(NotAllowed):
        commands.agree_adjustments(world.panel, first_day)
    with pytest.raises(Refused, match="A quiet place for lunch"):
        commands.agree_adjustments(world.recruiter, first_day)
    with pytest.raises(Refused, match="Agree with them what helps"):
        commands.start_work(world.lead, application)
    with unguarded():
        asked.status, asked.with_whom = "agreed", world.users["team_manager"]
        asked.save()
    commands.agree_adjustments(world.recruiter, first_day)
    assert was_done("start.adjustments_agreed")
    ask_at_work(application)
    with pytest.raises(Refused, match="Agree with them what helps"):
        commands.start_work(world.lead, application)


def test_start_work_opens_the_account_the_record_the_post_and_the_first_weeks(world):
    post = make_post(world)
    application = make_ready(world, make_closed_vacancy(world, post=post))
    make_planned(world, application)
    commands.start_work(world.lead, application)
    user = User.objects.get(email="grace.ashby@example.org")
    assert user.kind == User.Kind.STAFF
    assert actor_for(user).reach("peer_worker").teams == {world.willow.pk}
    worker = Worker.objects.get(user=user)
    assignment = Assignment.objects.get(worker=worker)
    assert (assignment.team, assignment.post, str(assignment.hours)) == (world.willow, post, "22.5")
    post.refresh_from_db()
    application.candidate.refresh_from_db()
    assert (post.status, application.status, application.candidate.status) == ("filled", "in_post", "in_post")
    assert application.candidate.user == world.users["candidate"]  # their own account stays theirs
    whats = set(InductionItem.objects.values_list("what", flat=True))
    assert {"Shown round Willow Ward", "How Acute works", "Supervision: the first week"} <= whats
    assert all(item.at.weekday() < 5 for item in InductionItem.objects.filter(kind="meeting"))
    assert told(application).startswith("Welcome to the team.")
    assert was_done("start.begun")


def test_first_month_meetings_go_into_both_calendars(world):
    application = make_ready(world)
    make_planned(world, application)
    commands.start_work(world.lead, application)
    sent = Notice.objects.filter(subject="A meeting of the first month")
    assert set(sent.values_list("to", flat=True)) == {
        *("grace.ashby@example.org", "manager@example.org", "bethan@example.org")
    }
    item = InductionItem.objects.filter(kind="meeting", with_whom="Bethan Osei").first()
    event = icalendar.Calendar.from_ical(sent.get(once=f"induction:{item.pk}:own").calendar).events[0]
    assert (event.start, str(event["UID"])) == (item.at, f"{item.pk}@alongside")


def test_nobody_starts_until_every_check_is_done_whatever_else_is_said(world):
    application = make_ready(world)
    make_planned(world, application)
    with unguarded():  # somebody wrote in the tables: the state says ready, and one check does not
        Check.objects.filter(pk=check_of(application, "work_health").pk).update(status="others")
    with pytest.raises(Refused, match="Still open: Work health assessment"):
        commands.start_work(world.lead, application)
    with unguarded():
        Check.objects.filter(application=application).delete()
    with pytest.raises(Refused, match="Nobody starts until every check is done"):
        commands.start_work(world.lead, application)
    assert not was_done("start.begun")


def test_start_work_is_the_leads_alone_and_of_where_they_lead(world):
    application = make_ready(world)
    make_planned(world, application)
    for who in ("recruiter", "coordinator", "panel", "candidate"):
        with pytest.raises(NotAllowed):
            commands.start_work(world.actor(who), application)


def test_start_work_without_a_plan_or_an_address_or_too_early_or_twice_is_refused(world):
    application = make_ready(world)
    with pytest.raises(Refused, match="Plan the first day first"):
        commands.start_work(world.lead, application)
    first_day = make_planned(world, application, days=3, work_email="")
    with pytest.raises(Refused, match="a work email address"):
        commands.start_work(world.lead, application)
    make_planned(world, application, days=3)
    with pytest.raises(Refused, match="You can begin it then"):
        commands.start_work(world.lead, application)
    with clock.at(clock.now() + timedelta(days=3)):
        commands.start_work(world.lead, application)
        with pytest.raises(Refused, match="Nobody starts"):
            commands.start_work(world.lead, application)
        with pytest.raises(Refused, match="once they have said yes"):
            plan(world, application)
    first_day.refresh_from_db()
    assert first_day.started_at is not None


def test_where_the_vacancy_names_no_team_one_is_chosen(world):
    application = make_ready(world, make_closed_vacancy(world, team=None, contract="bank"))
    make_planned(world, application)
    assert queries.teams_to_choose(application) == {world.willow.pk: world.willow}
    with pytest.raises(Refused, match="Choose the team"):
        commands.start_work(world.lead, application)
    commands.start_work(world.lead, application, team=world.ashford)
    assert InductionItem.objects.filter(what="Shown round where Ashford CMHT works").exists()
    assert Assignment.objects.get(worker__first_name="Grace").kind == "bank"


def test_when_the_last_place_is_taken_those_on_the_reserve_list_hear(world):
    vacancy = make_closed_vacancy(world, places=1)
    other = make_met(world, vacancy, "other_candidate")
    commands.put_in_reserve(
        world.recruiter, other, until=clock.today() + timedelta(days=60), words="You listened well."
    )
    application = make_ready(world, vacancy)
    make_planned(world, application)
    commands.start_work(world.lead, application)
    assert told(other).startswith("The place is taken. You stay on the reserve list until")
    vacancy.refresh_from_db()
    assert vacancy.status == "finished"


def test_while_somebody_waits_for_an_answer_the_vacancy_is_not_finished(world):
    vacancy = make_closed_vacancy(world, places=1)
    make_met(world, vacancy, "other_candidate")
    application = make_ready(world, vacancy)
    make_planned(world, application)
    commands.start_work(world.lead, application)
    vacancy.refresh_from_db()
    assert vacancy.status == "closed"


def test_ticking_off_is_for_the_worker_and_those_beside_them(world):
    application = make_ready(world)
    make_planned(world, application)
    commands.start_work(world.lead, application)
    world.users["grace"] = User.objects.get(email="grace.ashby@example.org")
    item = InductionItem.objects.first()
    for who in ("peer_worker", "candidate", "coordinator"):
        with pytest.raises(NotAllowed):
            commands.tick_item(world.actor(who), item)
    commands.tick_item(world.grace, item)
    assert (item.done_on, item.done_by) == (clock.today(), "Grace Ashby")
    with pytest.raises(Refused, match="ticked this off already"):
        commands.tick_item(world.team_manager, item)
    with pytest.raises(NotAllowed):
        commands.untick_item(world.peer_worker, item)
    commands.untick_item(world.team_manager, item)
    with pytest.raises(Refused, match="not ticked off"):
        commands.untick_item(world.team_manager, item)
    assert was_done("induction.done")
    assert was_done("induction.not_done")
    assert queries.my_first_weeks(world.grace).done == 0
    assert queries.my_first_weeks(world.peer_worker) is None
    assert not queries.my_first_weeks(world.candidate).may_tick  # by their own account, to look at
    with pytest.raises(NotAllowed):
        queries.my_first_weeks(world.recruiter)


def test_whoever_starts_holds_their_training_their_checks_and_the_wards_they_were_shown(world):
    make_kinds()
    application = make_ready(world)
    make_planned(world, application)
    commands.start_work(world.lead, application)
    worker = Worker.objects.get(user__email="grace.ashby@example.org")
    assert workforce.held([worker.pk], clock.today())[worker.pk].slugs == {"trained", "checks"}
    world.users["grace"] = worker.user
    item = InductionItem.objects.get(ward=world.willow_ward)
    for who, wards in (("grace", set()), ("team_manager", {world.willow_ward.pk})):
        commands.tick_item(world.actor(who), item)
        assert workforce.held([worker.pk], clock.today())[worker.pk].wards == wards
        commands.untick_item(world.actor(who), item)
        assert workforce.held([worker.pk], clock.today())[worker.pk].wards == set()
