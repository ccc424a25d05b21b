"""My goals: mine to add, change, reach or let go, with small steps and my own number."""

from django.http import Http404, HttpResponse
from django.urls import reverse

from alongside.pages import forms
from alongside.pages.queries import own as queries
from alongside.support import commands
from alongside.support import queries as support
from alongside.ui.pages import Request, do_now, form_page

MOVES = {
    "reach": (commands.reach_goal, "You are there. Well done you."),
    "drop": (commands.drop_goal, "Let go. You can take it up again any day."),
    "take-up": (commands.take_up_goal, "Back on your list."),
}
STEPS = {
    "take": (commands.take_step, "Done. One step further."),
    "untake": (commands.untake_step, "Not ticked any more."),
    "remove": (commands.remove_step, "Taken away."),
}


def my_goals(request: Request) -> HttpResponse:
    """My goals, and a new one."""
    person = queries.own_person(request.actor)
    own = support.own_support(request.actor)
    return form_page(
        request,
        "pages/my_goals.jinja",
        form=forms.Goal,
        do=commands.add_goal,
        to=person,
        then=reverse("pages:my_goals"),
        done="Your goal is saved.",
        own=own,
    )


def my_goal(request: Request, goal: str) -> HttpResponse:
    """Other words for one goal."""
    found = support.own_goal(request.actor, goal)
    return form_page(
        request,
        "pages/my_goal.jinja",
        form=forms.Goal,
        do=commands.change_goal,
        to=found,
        then=reverse("pages:my_goals"),
        done="Changed.",
        initial={"words": found.words},
    )


def move_my_goal(request: Request, goal: str, step: str) -> HttpResponse:
    """I am there; I let it go; I take it up again."""
    if step not in MOVES:
        raise Http404
    do, done = MOVES[step]
    return do_now(request, do, support.own_goal(request.actor, goal), then=reverse("pages:my_goals"), done=done)


def my_steps(request: Request, goal: str) -> HttpResponse:
    """The small steps of one goal, and one more."""
    found = support.own_goal(request.actor, goal)
    return form_page(
        request,
        "pages/my_steps.jinja",
        form=forms.Step,
        do=commands.add_step,
        to=found,
        then=reverse("pages:my_steps", args=[found.pk]),
        done="Your step is saved.",
        goal=support.goal_row(found),
    )


def my_number(request: Request, goal: str) -> HttpResponse:
    """Where I put myself. Nobody compares it."""
    found = support.own_goal(request.actor, goal)
    return form_page(
        request,
        "pages/my_number.jinja",
        form=forms.MyNumber,
        do=commands.say_number,
        to=found,
        then=reverse("pages:my_goals"),
        done="Your number is saved.",
        goal=support.goal_row(found),
    )


def move_my_step(request: Request, step: str, move: str) -> HttpResponse:
    """I took it; not yet after all; I take it away."""
    if move not in STEPS:
        raise Http404
    do, done = STEPS[move]
    found = support.own_step(request.actor, step)
    return do_now(request, do, found, then=reverse("pages:my_steps", args=[found.goal_id]), done=done)
