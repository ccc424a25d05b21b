"""Visits made alone: begin, stay longer, safe."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from alongside.core.errors import NotAllowed
from alongside.support import commands, forms, queries
from alongside.ui import dates
from alongside.ui.pages import Request, do_now, form_page
from alongside.workforce import queries as workforce


def start_visit(request: Request) -> HttpResponse:
    """Where, and until when. `?relationship=` says whom they meet."""
    actor, worker = request.actor, _own_worker(request)
    chosen = request.GET.get("relationship", "")
    relationship = queries.get_relationship(actor, chosen) if chosen else None
    return form_page(
        request,
        "support/start_visit.jinja",
        form=partial(
            forms.StartVisit,
            people=queries.whom_it_is_about(actor, relationship),
            relationships=lambda key: queries.get_relationship(actor, key),
        ),
        do=commands.start_visit,
        to=worker,
        then=lambda visit: reverse("support:visit", args=[visit.pk]),
        initial={"whom": chosen},
        meetings=queries.meetings_to_start(actor),
        out=queries.own_visit(actor),
    )


def start_from_meeting(request: Request, meeting_id: str) -> HttpResponse:
    """One tap: to where the meeting is, back soon after its end."""
    worker, meeting = _own_worker(request), queries.get_meeting(request.actor, meeting_id)
    if request.method != "POST":
        raise Http404
    visit = commands.start_visit(request.actor, worker, **queries.usual_visit(meeting))
    return redirect("support:visit", visit.pk)


def _own_worker(request: Request) -> Any:
    worker = workforce.own_worker(request.actor)
    if worker is None:
        raise NotAllowed("go on visits")
    return worker


def visit(request: Request, visit_id: str) -> HttpResponse:
    """For the worker: "I am safe", as large as can be. For whoever may see it: where they are."""
    found = queries.get_visit(request.actor, visit_id)
    mine = commands.say_safe.allowed(request.actor, found)
    shown = {"visit": queries.visit_row(found), "is_mine": mine, "safe_at": found.safe_at}
    return render(request, "support/visit.jinja", shown)


def visit_safe(request: Request, visit_id: str) -> HttpResponse:
    found = queries.get_visit(request.actor, visit_id)
    late = found.status == "raised"
    done = "Good to hear. Everybody who was told knows that you are safe." if late else "Good. Nobody was told."
    return do_now(request, commands.say_safe, found, then=reverse("pages:today"), done=done)


def extend_visit(request: Request, visit_id: str) -> HttpResponse:
    found = queries.get_visit(request.actor, visit_id)
    if request.method != "POST":
        raise Http404
    commands.extend_visit(request.actor, found)
    messages.success(request, f"We expect to hear from you by {dates.time(found.due_at)} now.")
    return redirect("support:visit", found.pk)
