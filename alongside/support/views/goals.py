"""Goals: a person's own, with small steps and their own number."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from alongside.support import commands, forms, queries
from alongside.ui.pages import Request, do_now, form_page


def add_goal(request: Request, relationship_id: str) -> HttpResponse:
    found = queries.get_relationship(request.actor, relationship_id)
    person = found.referral.person
    return form_page(
        request,
        "support/add_goal.jinja",
        form=partial(forms.GoalWords, called=person.called),
        do=commands.add_goal,
        to=person,
        then=reverse("support:relationship", args=[found.pk]) + "#goals",
        done="Goal saved.",
        back_to=found,
        person=person,
    )


def goal(request: Request, goal_id: str) -> HttpResponse:
    """One goal on a page: the steps, and one more."""
    found = queries.get_goal(request.actor, goal_id)
    return form_page(
        request,
        "support/goal.jinja",
        form=partial(forms.GoalStep, called=found.person.called),
        do=commands.add_step,
        to=found,
        then=reverse("support:goal", args=[found.pk]),
        done="Step saved.",
        goal=queries.goal_row(found, found.person.called),
        back_to=queries.walking_with(request.actor, found.person),
        person=found.person,
    )


def say_number(request: Request, goal_id: str) -> HttpResponse:
    """Where the person puts themself, on a day."""
    found = queries.get_goal(request.actor, goal_id)
    return form_page(
        request,
        "support/say_number.jinja",
        form=partial(forms.SayNumber, called=found.person.called),
        do=commands.say_number,
        to=found,
        then=reverse("support:goal", args=[found.pk]),
        done="Number saved.",
        goal=queries.goal_row(found, found.person.called),
        person=found.person,
    )


def take_step(request: Request, step_id: str) -> HttpResponse:
    step = queries.get_step(request.actor, step_id)
    return do_now(request, commands.take_step, step, then=_steps(step), done="Step taken.")


def untake_step(request: Request, step_id: str) -> HttpResponse:
    step = queries.get_step(request.actor, step_id)
    return do_now(request, commands.untake_step, step, then=_steps(step), done="Not ticked any more.")


def remove_step(request: Request, step_id: str) -> HttpResponse:
    step = queries.get_step(request.actor, step_id)
    return do_now(request, commands.remove_step, step, then=_steps(step), done="Step taken away.")


def change_goal(request: Request, goal_id: str) -> HttpResponse:
    goal = queries.get_goal(request.actor, goal_id)
    return form_page(
        request,
        "support/change_goal.jinja",
        form=partial(forms.GoalWords, called=goal.person.called),
        do=commands.change_goal,
        to=goal,
        then=_goals(request, goal),
        done="Goal changed.",
        initial={"words": goal.words},
        back_to=queries.walking_with(request.actor, goal.person),
        person=goal.person,
    )


def reach_goal(request: Request, goal_id: str) -> HttpResponse:
    goal = queries.get_goal(request.actor, goal_id)
    return do_now(request, commands.reach_goal, goal, then=_goals(request, goal), done="Reached.")


def drop_goal(request: Request, goal_id: str) -> HttpResponse:
    goal = queries.get_goal(request.actor, goal_id)
    return do_now(request, commands.drop_goal, goal, then=_goals(request, goal), done="Let go.")


def take_up_goal(request: Request, goal_id: str) -> HttpResponse:
    goal = queries.get_goal(request.actor, goal_id)
    return do_now(request, commands.take_up_goal, goal, then=_goals(request, goal), done="Taken up again.")


def _goals(request: Request, goal: Any) -> str:
    return reverse("support:relationship", args=[queries.walking_with(request.actor, goal.person).pk]) + "#goals"


def _steps(step: Any) -> str:
    return reverse("support:goal", args=[step.goal_id])
