"""How much one worker carries, for whoever supervises, manages or leads them."""

from django.http import HttpResponse
from django.shortcuts import render

from alongside.supervision import queries
from alongside.ui.pages import Request


def load(request: Request, worker_id: str) -> HttpResponse:
    return render(request, "supervision/load.jinja", {"load": queries.load_of(request.actor, worker_id)})
