"""Whoever is told of what slipped can act on it: by their roles, their reach, and because they are there."""

from datetime import timedelta

import pytest

from alongside.accounts.models import RoleHolding
from alongside.core import clock
from alongside.core.actors import process
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import Notice
from alongside.supervision import commands, jobs, queries
from alongside.supervision.models import Raised
from alongside.workforce.models import Assignment
from tests.supervision.setting_up import actions, make_away, make_supervision, make_supervisor, subjects
from tests.world import worker_of

JOB = process("the job")
OF_SUPERVISION = ("overdue", "cancelled_twice", "no_cover", "no_supervisor")
OF_ONE_PERSON = ("step_late", "drift")


def told(world, what, **details):
    found = queries.who_can_act(worker_of(world).pk, what=what, **details)
    return found.name if found else ""


def no_longer(world, name):
    with unguarded():
        RoleHolding.objects.filter(user=world.users[name]).update(ends_on=clock.today() - timedelta(days=1))


@pytest.mark.parametrize("what", [*OF_SUPERVISION, "new_starter", *OF_ONE_PERSON])
def test_the_line_manager_is_told_first(world, what):
    assert told(world, what) == "Owen Sallis"


@pytest.mark.parametrize("what", OF_SUPERVISION)
def test_a_manager_whose_role_is_for_another_team_names_nobody_here_and_is_not_told(world, what):
    with unguarded():
        RoleHolding.objects.filter(user=world.users["team_manager"]).update(team=world.willow)
    assert told(world, what) == "Ines Okafor"


@pytest.mark.parametrize("what", ["new_starter", *OF_ONE_PERSON])
def test_a_manager_whose_role_is_for_another_team_still_looks_in_and_sees_to_steps(world, what):
    with unguarded():
        RoleHolding.objects.filter(user=world.users["team_manager"]).update(team=world.willow)
    assert told(world, what) == "Owen Sallis"


@pytest.mark.parametrize(
    ("what", "whom"),
    [
        *((what, "Ines Okafor") for what in (*OF_SUPERVISION, "new_starter")),
        *((w, "Marcia Thornby") for w in OF_ONE_PERSON),
    ],
)
def test_a_manager_without_a_role_is_never_told_nor_a_coordinator_of_what_they_do_not_see(world, what, whom):
    no_longer(world, "team_manager")
    assert told(world, what) == whom


def test_after_coordinators_the_lead_and_then_the_manager_of_their_team(world):
    with unguarded():
        Assignment.objects.update(manager=None)
    no_longer(world, "coordinator")
    assert told(world, "overdue") == "Marcia Thornby"
    no_longer(world, "lead")
    assert told(world, "overdue") == "Owen Sallis"
    assert told(world, "overdue", but=world.users["team_manager"].pk) == ""
    assert told(world, "step_late") == ""


@pytest.mark.parametrize("how", ["closed account", "last day"])
def test_whoever_cannot_sign_in_is_not_told(world, how):
    user = world.users["team_manager"]
    with unguarded():
        user.is_active = how != "closed account"
        user.last_day = clock.today() - timedelta(days=1) if how == "last day" else None
        user.save()
    assert told(world, "overdue") == "Ines Okafor"


@pytest.mark.parametrize(("last", "whom"), [(5, "Owen Sallis"), (6, "Ines Okafor")])
def test_a_manager_away_for_a_week_is_told_only_where_nobody_else_can_act(world, last, whom):
    make_away(make_supervisor(world, "team_manager"), -2, last)
    assert told(world, "overdue") == whom
    no_longer(world, "coordinator")
    no_longer(world, "lead")
    assert told(world, "overdue") == "Owen Sallis"


def test_what_is_before_somebody_who_can_act_no_longer_is_handed_on_once(world):
    make_supervision(world, days_ago=60)
    for what in ("overdue", "step_late"):
        commands.raise_slip(JOB, worker_of(world), what=what, about=what)
    jobs.hand_on_what_was_raised(JOB)
    assert {row.to.name for row in Raised.objects.all()} == {"Owen Sallis"}
    assert "slip.handed_on" not in actions()
    no_longer(world, "team_manager")
    jobs.hand_on_what_was_raised(JOB)
    jobs.hand_on_what_was_raised(JOB)
    assert {row.what: row.to.name for row in Raised.objects.all()} == {
        "overdue": "Ines Okafor",
        "step_late": "Marcia Thornby",
    }
    assert actions().count("slip.handed_on") == 2
    assert subjects("coordinator@example.org") == ["Something needs you to act"]
    with pytest.raises(NotAllowed):
        queries.raised(world.team_manager)


def test_whoever_became_the_supervisor_meanwhile_is_not_asked_about_themself(world):
    together = make_supervision(world, days_ago=60)
    commands.raise_slip(JOB, worker_of(world), what="overdue", about=together.pk)
    with unguarded():
        together.supervisor = make_supervisor(world, "team_manager")
        together.save()
    jobs.hand_on_what_was_raised(JOB)
    assert Raised.objects.get().to.name == "Ines Okafor"


def test_what_nobody_else_can_act_on_stays_where_it_is(world):
    make_away(make_supervisor(world, "team_manager"), 0, 20)
    no_longer(world, "coordinator")
    no_longer(world, "lead")
    commands.raise_slip(JOB, worker_of(world), what="overdue", about="x")
    jobs.hand_on_what_was_raised(JOB)
    assert Raised.objects.get().to.name == "Owen Sallis"
    assert Notice.objects.count() == 1


def test_hand_on_is_for_the_job_and_while_it_is_open(world):
    made = commands.raise_slip(JOB, worker_of(world), what="overdue", about="x")
    with pytest.raises(NotAllowed):
        commands.hand_on_raised(world.lead, made, to=world.users["lead"])
    commands.close_raised(JOB, made)
    with pytest.raises(Refused, match="closed already"):
        commands.hand_on_raised(JOB, made, to=world.users["lead"])
