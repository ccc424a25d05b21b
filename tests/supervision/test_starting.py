"""The first months: laid out from the first day, ticked by who sees to each, left out with words, raised when late."""

from datetime import date, datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from alongside.accounts.profiles import read_profile
from alongside.core import clock
from alongside.core.actors import process
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.supervision import commands, imports, jobs, queries
from alongside.supervision.models import Raised, StarterStep, StarterStepKind
from alongside.workforce.models import Assignment
from tests.supervision.setting_up import actions, make_rhythms, make_supervision
from tests.world import worker_of

JOB = process("the job")


@pytest.fixture
def new(world):
    """Imani began ten days ago; a step for each who may see to one, due five days after."""
    with unguarded():
        Assignment.objects.filter(worker=worker_of(world)).update(starts_on=clock.today() - timedelta(days=10))
        for who in ("worker", "line", "peer", "lead"):
            StarterStepKind.objects.create(slug=who, name=f"Step {who}", phase="induction", who=who, due_days=5)
    jobs.lay_out_first_months(JOB)
    return world


def step(who):
    return StarterStep.objects.select_related("worker", "kind").get(kind__who=who)


def url(name, *args):
    return reverse(f"supervision:{name}", args=args)


def test_steps_are_laid_out_once_from_the_first_day(new):
    jobs.lay_out_first_months(JOB)
    commands.lay_out_first_months(JOB, worker_of(new))
    assert set(StarterStep.objects.values_list("worker__first_name", "due_on")) == {
        ("Imani", clock.today() - timedelta(days=5))
    }
    assert StarterStep.objects.count() == 4
    assert "first_months.laid_out" in actions()
    with pytest.raises(NotAllowed):
        commands.lay_out_first_months(new.lead, worker_of(new))


def test_whoever_has_no_first_day_has_no_steps(new):
    with unguarded():
        Assignment.objects.filter(worker=worker_of(new, "other_peer_worker")).delete()
    with pytest.raises(Refused):
        commands.lay_out_first_months(JOB, worker_of(new, "other_peer_worker"))


@pytest.mark.parametrize(
    ("who", "name", "others"),
    [
        ("worker", "peer_worker", ("team_manager", "supervisor")),
        ("line", "team_manager", ("peer_worker", "supervisor")),
        ("peer", "supervisor", ("peer_worker", "team_manager")),
        ("lead", "lead", ("peer_worker", "team_manager", "supervisor")),
    ],
)
def test_a_step_is_ticked_by_who_sees_to_it_or_the_lead(new, who, name, others):
    make_supervision(new)
    for other in (*others, "coordinator"):
        with pytest.raises(NotAllowed):
            commands.tick_step(new.actor(other), step(who))
    made = step(who)
    commands.tick_step(new.actor(name), made)
    assert made.done_by == new.users[name].name
    with pytest.raises(Refused):
        commands.tick_step(new.lead, made)
    commands.untick_step(new.lead, made)
    assert made.done_on is None
    assert {"starter_step.done", "starter_step.not_done"} <= set(actions())
    with pytest.raises(Refused):
        commands.untick_step(new.lead, made)
    with pytest.raises(Refused):
        commands.tick_step(new.lead, made, done_on=clock.today() + timedelta(days=1))


def test_a_step_is_left_out_with_words_and_put_back(new):
    made = step("worker")
    with pytest.raises(NotAllowed):
        commands.leave_out_step(new.peer_worker, made, words="x")
    commands.leave_out_step(new.team_manager, made, words="Was here before")
    row = next(one for one in queries.my_first_months(new.peer_worker).steps if one.left_out)
    assert row.words == "Was here before"
    for do, details in ((commands.leave_out_step, {"words": "x"}), (commands.tick_step, {})):
        with pytest.raises(Refused):
            do(new.lead, made, **details)
    commands.put_back_step(new.team_manager, made)
    assert {"starter_step.left_out", "starter_step.put_back"} <= set(actions())
    with pytest.raises(Refused):
        commands.put_back_step(new.team_manager, made)


def test_a_step_late_by_more_than_a_week_is_raised_and_closes_when_done(new):
    made = step("worker")
    jobs.raise_late_steps(JOB)
    assert not Raised.objects.exists()
    with unguarded():
        StarterStep.objects.filter(pk=made.pk).update(due_on=clock.today() - timedelta(days=8))
    jobs.raise_late_steps(JOB)
    jobs.raise_late_steps(JOB)
    assert [(row.what, row.about, row.to.name) for row in Raised.objects.all()] == [
        ("step_late", made.pk, "Owen Sallis")
    ]
    made.refresh_from_db()
    commands.tick_step(new.peer_worker, made)
    assert Raised.objects.get().closed_at is not None


@pytest.mark.parametrize(
    ("today", "month"),
    [(date(2026, 8, 31), 1), (date(2026, 9, 29), 1), (date(2026, 11, 30), 4), (date(2027, 1, 30), 5)],
)
def test_the_month_they_are_in_is_counted_from_their_first_day(world, today, month):
    with unguarded():
        Assignment.objects.filter(worker=worker_of(world)).update(starts_on=date(2026, 8, 31))
        StarterStepKind.objects.create(slug="x", name="Step", phase="induction", who="worker", due_days=5)
    commands.lay_out_first_months(JOB, worker_of(world))
    with clock.at(timezone.make_aware(datetime.combine(today, time(9)))):
        mine = queries.my_first_months(world.peer_worker)
        assert (mine.began_on, mine.month) == (date(2026, 8, 31), month)
        assert queries.my_first_months(world.other_peer_worker).month == 0


def test_what_is_next_is_the_first_that_is_open(new):
    first = queries.my_first_months(new.peer_worker).next
    commands.tick_step(new.lead, StarterStep.objects.get(pk=first.id))
    second = queries.my_first_months(new.peer_worker).next
    assert second.id != first.id
    for one in StarterStep.objects.filter(done_on=None):
        commands.tick_step(new.lead, one)
    assert queries.my_first_months(new.peer_worker).next is None
    assert queries.first_months(new.lead) == []


def test_whoever_looks_after_them_sees_the_dates_of_their_supervision_beside_the_steps(new, sign_in):
    make_rhythms()
    make_supervision(new, days_ago=9)
    make_supervision(new, worker_of(new, "other_peer_worker"), by="other_supervisor", days_ago=9)
    for name in ("team_manager", "lead", "supervisor"):
        assert [row.supervisor for row in queries.supervision_of(new.actor(name), worker_of(new).pk)] == [
            "Sefa Lindqvist"
        ]
        page = sign_in(name).get(url("first_months_of", worker_of(new).pk)).content.decode()
        assert all(words in page for words in ("In month 1", "Sefa Lindqvist", "Not met yet"))
    assert queries.supervision_of(new.other_supervisor, worker_of(new).pk) == []


def test_whoever_is_told_of_a_new_starter_finds_their_first_months(new, sign_in):
    commands.raise_slip(JOB, worker_of(new), what="new_starter")
    commands.raise_slip(JOB, worker_of(new), what="step_late", about=step("peer").pk)
    owen = sign_in("team_manager")
    assert owen.get(url("raised")).content.decode().count(url("first_months_of", worker_of(new).pk)) == 2
    made = Raised.objects.get(what="new_starter")
    said = owen.post(url("say_done", made.pk), {"words": "We had lunch"}, follow=True).content.decode()
    assert "A word now and then still helps" in said
    assert "raised once more" not in said
    with unguarded():
        StarterStep.objects.all().delete()
        made.closed_at = None
        made.save()
    assert url("first_months_of", worker_of(new).pk) not in owen.get(url("raised")).content.decode()


@pytest.mark.parametrize("how_many", [1, 3])
def test_first_months_ask_the_same_number_of_queries(world, django_assert_num_queries, how_many):
    with unguarded():
        Assignment.objects.update(starts_on=clock.today() - timedelta(days=10))
        for n in range(how_many):
            StarterStepKind.objects.create(slug=f"s{n}", name=f"Step {n}", phase="induction", who="lead", due_days=n)
    jobs.lay_out_first_months(JOB)
    actor = world.lead
    with django_assert_num_queries(1):
        assert [len(row.steps) for row in queries.first_months(actor)] == [how_many, how_many]


def test_pages_for_the_worker_and_whoever_looks_after_them(new, sign_in):
    imani, owen = sign_in("peer_worker"), sign_in("team_manager")
    assert "Step peer" in imani.get(url("my_first_months")).content.decode()
    assert imani.post(url("tick_step", step("worker").pk)).status_code == 302
    assert imani.post(url("untick_step", step("worker").pk)).status_code == 302
    assert "Imani Calder" in owen.get(url("first_months")).content.decode()
    assert owen.get(url("first_months_of", worker_of(new).pk)).status_code == 200
    page = url("leave_out_step", step("worker").pk)
    assert owen.get(page).status_code == 200
    assert owen.post(page, {"words": ""}).status_code == 422
    assert owen.post(page, {"words": "Was here before"}).status_code == 302
    assert owen.post(url("put_back_step", step("worker").pk)).status_code == 302
    assert owen.get(url("career")).status_code == 200
    assert sign_in("coordinator").get(url("first_months_of", worker_of(new).pk)).status_code == 404
    for name, page in (("governance", "first_months"), ("governance", "career"), ("lead", "my_first_months")):
        assert sign_in(name).get(url(page)).status_code == 404
    assert sign_in("other_peer_worker").get(url("my_first_months")).status_code == 200


@pytest.mark.parametrize("name", ["kmpt", "lpt"])
def test_the_profile_describes_first_months_and_a_career_once(world, name):
    said = read_profile(name)
    for _ in range(2):
        imports.describe_steps(JOB, said["starter_steps"])
        imports.describe_career(JOB, said["career_steps"])
    kinds = StarterStepKind.objects.all()
    assert len(kinds) == len(said["starter_steps"])
    assert {kind.phase for kind in kinds} == set(StarterStepKind.Phase.values)
    assert [one.slug for one in queries.career_steps(world.lead)] == ["peer-worker", "senior", "supervisor", "lead"]
    for do, details in (
        (commands.describe_starter_step, {"phase": "induction", "who": "line", "due_days": 1}),
        (commands.describe_career_step, {"about": "x"}),
    ):
        with pytest.raises(NotAllowed):
            do(world.lead, slug="x", name="x", **details)
