"""News of jobs and training dates by email: asked here, said yes to from one's own mailbox, stopped by one press."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alongside.candidates import commands, forms, queries
from alongside.core.commands import Command
from alongside.core.errors import Refused
from alongside.core.limits import tried_too_often
from alongside.ui.pages import Request, form_page, public

FROM_ONE_PLACE = 30  # in an hour
ABOUT = {"jobs": "new jobs", "training": "new training dates"}


@public
def alert(request: Request, about: str) -> HttpResponse:
    """Your address, and nothing else."""
    if request.method == "POST" and tried_too_often(request, "alert", most=FROM_ONE_PLACE, minutes=60):
        raise Refused("Many addresses were given from where you are. Wait an hour, or ring us.")
    return form_page(
        request,
        "candidates/alert.jinja",
        form=forms.AskAlert,
        do=commands.ask_for_alert,
        then=reverse("candidates:alert_sent", args=[_known(about)]),
        details={"about": about},
        what=ABOUT[about],
    )


@public
def alert_sent(request: Request, about: str) -> HttpResponse:
    """Look in your mailbox."""
    return render(request, "candidates/alert_sent.jinja", {"what": ABOUT[_known(about)]})


@public
def confirm_alert(request: Request, token: str) -> HttpResponse:
    """Say yes once more: from the email."""
    return _press(request, token, "candidates/confirm_alert.jinja", commands.confirm_alert)


@public
def end_alert(request: Request, token: str) -> HttpResponse:
    """One press, and it stops."""
    return _press(request, token, "candidates/end_alert.jinja", commands.end_alert)


def _press(request: Request, token: str, template: str, do: Command) -> HttpResponse:
    """A page with one button: mailboxes open links by themselves, so that opening one changes nothing."""
    found = queries.get_alert(token)
    if request.method == "POST":
        do(request.actor, found)
    return render(request, template, {"alert": found, "what": ABOUT[found.about], "pressed": request.method == "POST"})


def _known(about: str) -> str:
    if about not in ABOUT:
        raise Http404
    return about
