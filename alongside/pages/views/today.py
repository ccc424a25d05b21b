"""Today, for whoever signs in to work; and words thrown away unfinished."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from alongside.accounts.roles import COORDINATOR, LEAD, PEER_WORKER, TEAM_MANAGER
from alongside.core.errors import NotAllowed
from alongside.outreach import queries as outreach
from alongside.pages import policies
from alongside.pages.queries import openings
from alongside.pages.queries import today as queries
from alongside.recruitment import queries as recruitment
from alongside.supervision import queries as supervision
from alongside.support import queries as support
from alongside.support.queries import about_person as spoken
from alongside.ui import drafts
from alongside.ui.pages import Request

RECORDING = "record:"  # the keys of drafts kept while a contact is being recorded


def today(request: Request) -> HttpResponse:
    """One page, with a part for each role held: the day of a peer worker, what needs a lead, a manager's workers."""
    actor = request.actor
    if not policies.may_see_today(actor):
        raise NotAllowed("have a day here")
    parts: dict[str, Any] = {
        "greeting": queries.greeting(actor.name),
        "open_concerns": support.open_concerns(actor),
        "my_concerns": support.my_concerns(actor),
        "starts": recruitment.starts_near(actor),
        "supervision": supervision.supervision_day(actor),
        "talks": outreach.outreach_day(actor),
        "openings_asked": openings.openings_asked_now(actor),
    }
    if actor.has(PEER_WORKER, LEAD, COORDINATOR):
        parts["to_see"] = support.messages_to_see(actor)
        parts["speak_to"], parts["to_tell"] = support.news_to_hear(actor), support.news_to_tell(actor)
    if actor.has(PEER_WORKER):
        parts["visit"], parts["meetings_to_start"] = support.own_visit(actor), support.meetings_to_start(actor)
        parts["day"] = queries.workers_day(actor)
        parts["about_to_tell"], parts["about_to_copy"] = spoken.to_tell(actor), spoken.number_about_to_copy(actor)
        parts["unfinished"] = queries.unfinished_words(drafts.unfinished(request, RECORDING), parts["day"].names)
    if actor.has(LEAD, COORDINATOR):
        parts["needed"] = queries.needed_today(actor)
    if actor.has(TEAM_MANAGER):
        parts["workers"] = queries.managers_places(actor)
    return render(request, "pages/today.jinja", parts)


def throw_away(request: Request, draft: str) -> HttpResponse:
    """Words nobody else has seen go for good."""
    kept = next((kept for kept in drafts.unfinished(request, RECORDING) if kept.pk == draft), None)
    if request.method != "POST" or kept is None:
        raise Http404
    drafts.forget(request, kept.key)
    messages.success(request, "Thrown away. Nobody else saw it.")
    return redirect("pages:today")
