"""What governance reads: who changed what, and who opened what."""

from django.http import HttpResponse
from django.shortcuts import render

from alongside.pages import forms
from alongside.pages.queries import logs
from alongside.ui.pages import Request, page_of


def audit_trail(request: Request) -> HttpResponse:
    """The audit as sentences."""
    asked = forms.FilterAudit(request.GET or None)
    chosen = asked.cleaned_data if asked.is_valid() else {}
    page = page_of(request, logs.audit_events(request.actor, **chosen))
    page.object_list = logs.as_sentences(page.object_list)
    return render(request, "pages/audit.jinja", {"page": page, "filter_form": asked})


def openings(request: Request) -> HttpResponse:
    """Every record opened, printed, exported or searched for."""
    asked = forms.FilterOpenings(request.GET or None)
    chosen = asked.cleaned_data if asked.is_valid() else {}
    page = page_of(request, logs.record_openings(request.actor, **chosen))
    return render(request, "pages/openings.jinja", {"page": page, "filter_form": asked})
