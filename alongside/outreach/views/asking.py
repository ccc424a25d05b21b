"""Asking for a peer's voice: in public and as a colleague, and the asker's own page with its way to take it back."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from alongside.accounts import queries as accounts
from alongside.core import clock
from alongside.core.errors import NotAllowed, Refused
from alongside.core.limits import tried_too_often
from alongside.outreach import commands, policies, queries
from alongside.outreach.forms import asks as forms
from alongside.ui.journeys import Answers, Journey, Step, journey_page
from alongside.ui.pages import Request, do_now, public

FROM_ONE_PLACE, MINUTES = 40, 60  # tries; a university is one place to us
TOO_MANY = (
    "Many have asked from where you are in the last hour. What you wrote is kept: try again in an hour, or ring us."
)
TEMPLATE = "outreach/ask_step.jinja"
FIRST = "hope"


@public
def ask_for_voice(request: Request) -> HttpResponse:
    """What one may ask for, and what becomes of it."""
    request.audience = "public"
    told: dict[str, Any] = {"reply_by": commands.answer_by(clock.today()), "year": queries.newest_public_year()}
    told["inside"] = not request.user.is_authenticated or policies.may_ask_inside(request.actor)
    return render(request, "outreach/ask_for_voice.jinja", told)


@public
def ask_for_voice_step(request: Request, step: str) -> HttpResponse:
    """One page of questions, or the answers to check."""
    request.audience = "public"
    journey = _journey("ask-voice", "outreach:ask_for_voice_step", forms.WhatYouHope)
    return journey_page(request, journey, step, start=reverse("outreach:ask_for_voice"))


def ask_inside(request: Request) -> HttpResponse:
    return ask_inside_step(request, FIRST)


def ask_inside_step(request: Request, step: str) -> HttpResponse:
    """The same for whoever works here: for a team, and to get a team ready for its first peer worker."""
    if not policies.may_ask_inside(request.actor):
        raise NotAllowed("ask.received")
    hope = partial(forms.WhatYourTeamHopes, teams=accounts.open_teams())
    own = {"asked_by": request.actor.name, "email": getattr(request.user, "email", "")}
    journey = _journey("ask-inside", "outreach:ask_inside_step", hope, own)
    return journey_page(request, journey, step, start=reverse("pages:home"))


def _journey(name: str, url: str, hope: Any, own: dict[str, str] | None = None) -> Journey:
    who = partial(forms.WhoAsks, initial=own) if own else forms.WhoAsks
    return Journey(
        name=name,
        url=url,
        steps=(
            Step(FIRST, hope, "What you hope for", TEMPLATE),
            Step("when", forms.WhenAndWhere, "When and where?", TEMPLATE),
            Step("who", who, "Who asks?", TEMPLATE),
        ),
        finish=_finish,
        button="Ask",
        check_heading="Check what you said, then send it",
    )


def _finish(request: Request, answers: Answers) -> str:
    if tried_too_often(request, "ask for a voice", most=FROM_ONE_PLACE, minutes=MINUTES):
        raise Refused(TOO_MANY)
    team = answers.pop("team", None)
    answers["team"] = accounts.get_team(request.actor, team) if team else None
    return _mine(commands.ask_for_voice(request.actor, **answers))


@public
def my_ask(request: Request, ask_id: str, key: str) -> HttpResponse:
    """What becomes of it, for whoever holds the address that came with it."""
    request.audience = "public"
    ask = queries.ask_by_key(ask_id, key)
    context = {"ask": ask, "key": key, "talks": queries.planned_from(ask), "may_take_back": queries.is_open(ask)}
    return render(request, "outreach/my_ask.jinja", context)


@public
def take_back_ask(request: Request, ask_id: str, key: str) -> HttpResponse:
    """A page with one button: mailboxes open links by themselves, so that opening one changes nothing."""
    request.audience = "public"
    ask = queries.ask_by_key(ask_id, key)
    if request.method == "POST":
        return do_now(
            request, commands.take_back_ask, ask, then=_mine(ask), done="Taken back. Thank you for saying so."
        )
    if not queries.is_open(ask):
        return redirect(_mine(ask))
    return render(request, "outreach/take_back_ask.jinja", {"ask": ask, "key": key})


def _mine(ask: Any) -> str:
    return reverse("outreach:my_ask", args=[ask.pk, queries.key_of(ask)])
