"""Staff pages about candidates: the list, and one candidate's page."""

from django.http import HttpResponse
from django.shortcuts import render

from alongside.candidates import queries
from alongside.ui.pages import Request


def candidate(request: Request, candidate_id: str) -> HttpResponse:
    """One candidate: where they are, what is said, what helps them, their routes."""
    found = queries.get_candidate(request.actor, candidate_id)
    return render(request, "candidates/candidate.jinja", {"candidate": found})
