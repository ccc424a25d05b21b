"""A candidate's own pages: messages, what helps, ways in, how to reach me, a rest, stopping."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from alongside.candidates import commands, forms, queries
from alongside.core.commands import Command
from alongside.core.errors import NotAllowed, Refused
from alongside.ui.pages import Request, do_now, form_page

# What a candidate may say about the whole of it, by the word in the address: the command, and what is said afterwards.
TO_JOURNEY: dict[str, tuple[Command, str]] = {
    "rest": (commands.rest, "Rest as long as you like. We will not remind you. Everything stays as it is."),
    "come-back": (commands.come_back, "Welcome back. We carry on from where you were."),
    "stop": (commands.leave, "You have stopped. Nobody asks why. Your certificate stays yours. Come back any day."),
    "news": (commands.want_alerts, "We will tell you of new jobs."),
    "no-news": (commands.no_alerts, "We will not write to you about jobs."),
    "looking": (commands.mark_looking_again, "Good. You see jobs here again."),
}
TO_ADJUSTMENT: dict[str, tuple[Command, dict[str, Any], str]] = {
    "there": (commands.say_it_is_there, {"there": True}, "Good to hear. Thank you."),
    "not-there": (commands.say_it_is_there, {"there": False}, "Thank you for telling us. It is our turn again."),
    "take-back": (commands.withdraw_adjustment, {}, "Taken back. You can ask again any day."),
    "pass-on": (commands.say_carry, {"carry": True}, "We pass it on to the next stage."),
    "keep": (commands.say_carry, {"carry": False}, "It stays at this stage."),
}


def my_messages(request: Request) -> HttpResponse:
    """What was said, both ways, and the next thing to say. Opening it is reading it."""
    mine = queries.own_candidate(request.actor)
    said = queries.messages_of(mine, as_candidate=True)
    if request.method == "GET" and any(message.is_new for message in said):
        commands.read_messages(request.actor, mine)
    return form_page(
        request,
        "candidates/my_messages.jinja",
        form=forms.WriteMessage,
        do=commands.write_message,
        to=mine,
        then=reverse("candidates:my_messages"),
        done="Sent. You see the answer here, and we email you that there is one.",
        draft=f"my-message:{mine.pk}",
        candidate=mine,
        said=said,
    )


def my_adjustments(request: Request) -> HttpResponse:
    """What helps me, with its state, and another thing that would."""
    mine = queries.own_candidate(request.actor)
    return form_page(
        request,
        "candidates/my_adjustments.jinja",
        form=forms.AskAdjustment,
        do=commands.ask_adjustment,
        to=mine,
        then=reverse("candidates:my_adjustments"),
        done="Thank you. Somebody talks with you about it.",
        initial={"stage": request.GET.get("stage")},  # the page they come from may know what it is for
        candidate=mine,
        helps=queries.adjustments_for(mine),
        examples=forms.EXAMPLES,
    )


def answer_adjustment(request: Request, adjustment_id: str, answer: str) -> HttpResponse:
    """It really is there, or not; take it back; pass it on, or keep it here."""
    if answer not in TO_ADJUSTMENT:
        raise Http404
    do, details, done = TO_ADJUSTMENT[answer]
    found = queries.own_adjustment(request.actor, adjustment_id)
    return do_now(request, do, found, then=reverse("candidates:my_adjustments"), done=done, **details)


def my_routes(request: Request) -> HttpResponse:
    """Ways to get ready: those I am on, and others to choose from."""
    mine = queries.own_candidate(request.actor)
    shown = {"candidate": mine, "on": queries.routes_of(mine), "kinds": queries.kinds_to_ask(mine)}
    return render(request, "candidates/my_routes.jinja", shown)


def ask_for_route(request: Request, kind: str) -> HttpResponse:
    """I would like this way."""
    mine, found = queries.own_candidate(request.actor), queries.open_kind(kind)
    return form_page(
        request,
        "candidates/ask_for_route.jinja",
        form=forms.AskRouteWithTeam if found.asks_cmht else forms.AskRoute,
        do=commands.ask_route,
        to=mine,
        then=reverse("candidates:my_routes"),
        done="Thank you. We see what is possible, and tell you by the day you see here.",
        details={"kind": found},
        kind=found,
    )


def my_route(request: Request, route_id: str) -> HttpResponse:
    """One way I am on: where, when, what was agreed, my days, and what came of it."""
    mine = queries.own_route(request.actor, route_id)
    return form_page(
        request,
        "candidates/my_route.jinja",
        form=forms.RouteDayForm,
        do=commands.add_route_day,
        to=mine,
        then=reverse("candidates:my_route", args=[mine.pk]),
        done="Written down.",
        route=mine,
        days=queries.days_of(mine),
    )


def stop_my_route(request: Request, route_id: str) -> HttpResponse:
    mine = queries.own_route(request.actor, route_id)
    done = "Stopped. You do not have to say why. You can ask again any day."
    return do_now(request, commands.stop_route, mine, then=reverse("candidates:my_routes"), done=done)


def my_details(request: Request) -> HttpResponse:
    """My name, my number, and how I like to hear from you."""
    mine = queries.own_candidate(request.actor)
    names = ("first_name", "last_name", "phone", "contact_by", "contact_words")
    return form_page(
        request,
        "candidates/my_details.jinja",
        form=partial(forms.ChangeCandidate, own=True),
        do=commands.change_candidate,
        to=mine,
        then=reverse("pages:my_journey"),
        done="Changed.",
        initial={name: getattr(mine, name) for name in names},
        candidate=mine,
    )


def my_rest(request: Request) -> HttpResponse:
    """Rest, or stop: two plain choices, and no reason asked."""
    mine = queries.own_candidate(request.actor)
    ready = queries.qualification_of(mine)
    return render(request, "candidates/my_rest.jinja", {"candidate": mine, "ready": ready})


def answer_journey(request: Request, answer: str) -> HttpResponse:
    """Rest, come back, stop, be told of jobs or not: one press."""
    if answer not in TO_JOURNEY or request.method != "POST":
        raise Http404
    do, done = TO_JOURNEY[answer]
    mine = queries.own_candidate(request.actor)
    try:
        do(request.actor, mine)
    except NotAllowed:
        raise
    except Refused as why:  # pressed twice, or in another window
        messages.info(request, str(why))
    else:
        messages.success(request, done)
    return redirect(reverse("pages:my_journey"))
