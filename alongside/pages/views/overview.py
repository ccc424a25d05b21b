"""The whole service in numbers, and the rows behind each."""

from django.http import HttpResponse
from django.shortcuts import render

from alongside.pages.queries import overview as queries
from alongside.ui.pages import Request, page_of


def overview(request: Request) -> HttpResponse:
    """Every number beside its definition."""
    return render(request, "pages/overview.jinja", {"page": queries.overview(request.actor)})


def behind(request: Request, number: str) -> HttpResponse:
    """The rows that add up to one number, of all pathways or of one."""
    pathway = request.GET.get("pathway", "")
    found = queries.number(request.actor, number, pathway)
    context = {"found": found, "pathway": pathway, "page": page_of(request, found.rows, 50)}
    return render(request, "pages/behind.jinja", context)
