"""Who I walk with, the story so far, what we agreed, goals, and stopping."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alongside.support import commands, forms, queries
from alongside.ui.pages import Request, do_now, form_page, page_of


def my_people(request: Request) -> HttpResponse:
    """Those I walk with; for the lead and coordinators, everyone in reach who walks with somebody."""
    queries.needs_to_walk(request.actor)
    whole_team = queries.sees_team(request.actor) and request.GET.get("whose") != "mine"
    rows = queries.my_people(request.actor, whole_team=whole_team)
    return render(request, "support/my_people.jinja", {"page": page_of(request, rows), "whole_team": whole_team})


def relationship(request: Request, relationship_id: str) -> HttpResponse:
    """The story so far. Opening it is logged, and the person can see that it was opened."""
    page = queries.open_relationship(request.actor, relationship_id, printed="print" in request.GET)
    return render(request, "support/relationship.jinja", {"page": page})


def contacts(request: Request, relationship_id: str) -> HttpResponse:
    """Every contact, the newest first."""
    found = queries.get_relationship(request.actor, relationship_id)
    page = page_of(request, queries.contacts_of(found), size=50)
    context = {"relationship": found, "person": found.referral.person, "page": page}
    return render(request, "support/contacts.jinja", context)


def agreement(request: Request, relationship_id: str) -> HttpResponse:
    """What was agreed now, and what was agreed before."""
    found = queries.get_relationship(request.actor, relationship_id)
    context = {
        "relationship": found,
        "person": found.referral.person,
        "agreements": queries.agreements_of(found),
        "may_change": queries.may_change(request.actor, found),
    }
    return render(request, "support/agreement.jinja", context)


def agree(request: Request, relationship_id: str) -> HttpResponse:
    """Write down what the two agreed, the limits of confidentiality first."""
    found = queries.get_relationship(request.actor, relationship_id)
    person = found.referral.person
    return form_page(
        request,
        "support/agree.jinja",
        form=partial(forms.Agreement, called=person.called, lengths=queries.lengths()),
        do=commands.agree,
        to=found,
        then=reverse("support:relationship", args=[found.pk]),
        done="What you agreed is saved.",
        initial=queries.last_agreement(found),
        draft=f"agree:{found.pk}",
        relationship=found,
        person=person,
    )


def stop_support(request: Request, relationship_id: str) -> HttpResponse:
    """On the person's word. No reason is asked."""
    found = queries.get_relationship(request.actor, relationship_id)
    person = found.referral.person
    return form_page(
        request,
        "support/stop_support.jinja",
        form=partial(forms.Stop, called=person.called),
        do=commands.stop_support,
        to=found,
        then=reverse("support:relationship", args=[found.pk]),
        done=f"Stopped. {person.called} can come back at any time.",
        relationship=found,
        person=person,
    )


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
