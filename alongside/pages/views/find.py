"""One box for people, workers and teams."""

from django.http import HttpResponse
from django.shortcuts import render

from alongside.pages import forms
from alongside.pages.queries import find as queries
from alongside.ui.pages import Request


def find(request: Request) -> HttpResponse:
    """What fits the words, by kind. Each search is kept in the log of records opened."""
    queries.may_be_found(request.actor)
    asked = forms.Find(request.GET if "q" in request.GET else None)
    groups = None
    if asked.is_valid():
        groups = queries.find(request.actor, asked.cleaned_data["q"], wide=request.GET.get("more", ""))
    return render(request, "pages/find.jinja", {"form": asked, "groups": groups, "asked": request.GET.get("q", "")})
