"""The whole service in numbers, and the rows behind each."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render

from alongside.accounts.queries import open_pathways
from alongside.pages.queries import overview as queries
from alongside.pages.queries.voice import said_beside
from alongside.ui.pages import Request
from alongside.ui.sheets import Columns, list_page

ROWS: Columns = {
    "Name": "name",
    "What we know": "note",
    "Pathway": "pathways",
    "How much": lambda row: row.tag[1] if row.tag else row.says,
}


def overview(request: Request) -> HttpResponse:
    """Every number beside its definition; with ?pathway= of one pathway alone."""
    page = queries.overview(request.actor, request.GET.get("pathway", ""))
    choices = [(row.id, row.name) for row in page.pathways] or queries.pathways_of(request.actor)
    beside = () if page.pathway else said_beside(request.actor)
    return render(request, "pages/overview.jinja", {"page": page, "choices": choices, "beside": beside})


def behind(request: Request, number: str) -> HttpResponse:
    """The rows that add up to one number, of all pathways or of one."""
    pathway = request.GET.get("pathway", "")
    found = queries.number(request.actor, number, pathway)
    named = dict(open_pathways()).get(pathway, "")
    return list_page(
        request,
        "pages/behind.jinja",
        found.found,
        ROWS,
        called=found.name.capitalize(),
        aloud=partial(found.rows, request.actor),
        showing=[f"{named} only"] if named else [],
        found=found,
        pathway=pathway,
        named=named,
    )
