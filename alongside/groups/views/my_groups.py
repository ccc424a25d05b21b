"""A person's own pages about groups: what there is, joining and leaving with one tap, and what they choose."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alongside.groups import commands
from alongside.groups.forms import members as forms
from alongside.groups.forms.feedback import GiveFeedback
from alongside.groups.queries import feedback as feedback_queries
from alongside.groups.queries import members
from alongside.groups.queries import my_groups as queries
from alongside.ui.pages import Request, do_now, form_page

JOINED = {
    "joined": "You are in. Come when you like.",
    "waiting": "You are on the waiting list. When a place comes free it is yours, and you will hear.",
    "asked": "Thank you for asking. Those who run it answer you soon.",
}


def my_groups(request: Request) -> HttpResponse:
    """What there is for me, and what I am in."""
    return render(request, "groups/my_groups.jinja", {"found": queries.my_groups(request.actor)})


def my_group(request: Request, group_id: str) -> HttpResponse:
    """One group: what it is, when, and what I can choose."""
    found = queries.my_group(request.actor, group_id)
    may_say = commands.say_what_i_think.allowed(request.actor, found.group)
    return render(request, "groups/my_group.jinja", {"mine": found, "group": found.group, "may_say": may_say})


def join_group(request: Request, group_id: str) -> HttpResponse:
    """One tap, and no reason."""
    group = queries.own_group(request.actor, group_id)
    person = queries.own_person(request.actor)
    as_ = members.joins_as_now(group, person)
    return do_now(
        request, commands.ask_to_join, person, group=group, then=_group(group_id), done=JOINED.get(as_, "Written down.")
    )


def leave_my_group(request: Request, group_id: str) -> HttpResponse:
    """One tap, and no reason."""
    mine = queries.own_membership(request.actor, group_id)
    done = "You have left. You can come back any day." if mine.status == "joined" else "Taken off the list."
    return do_now(request, commands.leave_group, mine, then=_group(group_id), done=done)


def agree_together(request: Request, group_id: str) -> HttpResponse:
    mine = queries.own_membership(request.actor, group_id)
    return do_now(request, commands.agree_together, mine, then=_group(group_id), done="Thank you. You said yes to it.")


def not_this_time(request: Request, group_id: str, date_id: str) -> HttpResponse:
    """I cannot come: one tap, and no reason."""
    mine, date = queries.own_membership(request.actor, group_id), queries.own_coming_date(request.actor, date_id)
    done = "That is fine, and thank you for saying. Your place stays yours."
    return do_now(request, commands.say_not_this_time, mine, then=_group(group_id), done=done, date=date)


def coming_after_all(request: Request, group_id: str) -> HttpResponse:
    mine = queries.own_membership(request.actor, group_id)
    return do_now(request, commands.say_coming_after_all, mine, then=_group(group_id), done="Good. See you there.")


def about_me(request: Request, group_id: str) -> HttpResponse:
    """What the list, the others and my record may say of me."""
    mine = queries.own_membership(request.actor, group_id)
    return form_page(
        request,
        "groups/about_me.jinja",
        form=partial(forms.AboutMe, group=mine.group),
        do=commands.say_about_me,
        to=mine,
        then=_group(group_id),
        done="Saved. It counts from now on.",
        initial=members.said_already(mine),
        mine=mine,
        group=mine.group,
    )


def give_feedback(request: Request, group_id: str) -> HttpResponse:
    """Say what I think, without my name. Nothing typed is kept until it is sent: a draft would be somebody's."""
    group = queries.own_group(request.actor, group_id)
    return form_page(
        request,
        "groups/give_feedback.jinja",
        form=partial(GiveFeedback, dates=feedback_queries.recent_dates(group)),
        do=commands.say_what_i_think,
        to=group,
        then=_group(group_id),
        done="Thank you. Those who run the group read it, and nothing says who wrote it.",
        group=group,
    )


def _group(group_id: str) -> str:
    return reverse("groups:my_group", args=[group_id])
