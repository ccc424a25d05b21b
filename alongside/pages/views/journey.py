"""A candidate's own page: the whole of their journey, from hello to the first day."""

from django.http import HttpResponse
from django.shortcuts import render

from alongside.pages.queries import journey as queries
from alongside.ui.pages import Request


def my_journey(request: Request) -> HttpResponse:
    """What is done, where I am, whose turn it is, and by when."""
    return render(request, "pages/my_journey.jinja", {"mine": queries.my_journey(request.actor)})
