"""Saying hello, in public: one small page after another, and what comes next."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from alongside.candidates import commands, forms, policies, queries
from alongside.core import clock
from alongside.core.errors import Refused
from alongside.core.limits import tried_too_often
from alongside.ui.journeys import Answers, Journey, Step, journey_page
from alongside.ui.pages import Request, public

DRAFT = "hello"
FROM_ONE_PLACE = 30  # in an hour: a library or a drop-in, not a machine
TEMPLATE = "candidates/interested_step.jinja"


@public
def interested(request: Request) -> HttpResponse:
    """To the first question; a candidate who is signed in goes to their own page."""
    if policies.may_be_candidate(request.actor):
        return redirect(reverse("pages:my_journey"))
    return redirect(reverse("candidates:interested_step", args=["name"]))


@public
def interested_step(request: Request, step: str) -> HttpResponse:
    """One page of questions, or the answers to check."""
    return journey_page(
        request, _journey(), step, start=reverse("pages:home"), examples=forms.EXAMPLES if step == "helps" else ()
    )


@public
def interest_sent(request: Request) -> HttpResponse:
    """What comes next, and by when. The same page whatever the address was."""
    days = request.service.interest_days if request.service else 5
    by = queries.working_days_after(clock.today(), days)
    return render(request, "candidates/interest_sent.jinja", {"by": by})


def _journey() -> Journey:
    kinds = queries.public_routes()
    asks = {kind.slug for kind in kinds if kind.asks_cmht}

    def step(name: str, form: Any, heading: str, **rest: Any) -> Step:
        return Step(name, form, heading, template=TEMPLATE, **rest)

    return Journey(
        name=DRAFT,
        url="candidates:interested_step",
        steps=(
            step("name", forms.Name, "What is your name?"),
            step("reach", forms.ReachYou, "How can we reach you?"),
            step("ways", forms.ways([(k.slug, k.name, k.about) for k in kinds]), "Ways to get ready"),
            step(
                "team",
                forms.WithTeam,
                "Are you seeing a community mental health team at the moment?",
                when=lambda answers: bool(asks.intersection(answers.get("routes") or ())),
            ),
            step("helps", forms.Helps, "What would help you?"),
            step("words", forms.Words, "Anything else?"),
        ),
        finish=_finish,
        button="Say hello",
        check_heading="Check what you said, then send it",
    )


def _finish(request: Request, answers: Answers) -> str:
    if tried_too_often(request, "hello", most=FROM_ONE_PLACE, minutes=60):
        raise Refused("Many people have said hello from where you are. Wait an hour, or ring us.")
    commands.express_interest(request.actor, **answers)
    return reverse("candidates:interest_sent")
