"""Staff pages about routes: the list, one route, and the kinds there are."""

from django.http import HttpResponse
from django.shortcuts import render

from alongside.candidates import queries
from alongside.ui.pages import Request


def route(request: Request, route_id: str) -> HttpResponse:
    """One candidate on one route."""
    return render(request, "candidates/route.jinja", {"route": queries.get_route(request.actor, route_id)})
