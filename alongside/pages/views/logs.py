"""What governance reads: who changed what, and who opened what."""

from django.http import HttpResponse
from django.shortcuts import render

from alongside.pages import forms
from alongside.pages.queries import logs, opened
from alongside.pages.queries import openings as asking
from alongside.ui.pages import Request
from alongside.ui.sheets import Columns, list_page

CHANGES: Columns = {
    "When": "at",
    "What happened": "sentence",
    "Record": lambda row: f"{row.subject_type.split('.')[1]} {row.subject_id}",
}
OPENINGS: Columns = {
    "When": "at",
    "Who": "actor_name",
    "What": lambda row: f"{row.get_how_display()}: {row.words}" if row.words else row.get_how_display(),
    "Record": lambda row: f"{row.subject_type.split('.')[1]} {row.subject_id}" if row.subject_id else "",
}


def audit_trail(request: Request) -> HttpResponse:
    """The audit as sentences."""
    asked = forms.FilterAudit(request.GET or None)
    chosen = asked.cleaned_data if asked.is_valid() else {}
    rows, aloud = logs.audit_events(request.actor, **chosen), logs.as_sentences
    return list_page(request, "pages/audit.jinja", rows, CHANGES, called="What changed", aloud=aloud, filter_form=asked)


def openings(request: Request) -> HttpResponse:
    """Every record opened, printed, exported or searched for."""
    asked = forms.FilterOpenings(request.GET or None)
    chosen = asked.cleaned_data if asked.is_valid() else {}
    rows = logs.record_openings(request.actor, **chosen)
    return list_page(
        request,
        "pages/openings.jinja",
        rows,
        OPENINGS,
        called="Records opened",
        filter_form=asked,
        left=asking.questions_open(request.actor),
        of=chosen.get("subject", ""),
    )


def openings_of(request: Request, record: str) -> HttpResponse:
    """What one person would be told of who opened their record: to print, when somebody without an account asks."""
    rows = opened.openings_of(request.actor, record)
    return render(request, "pages/openings_of.jinja", {"rows": rows, "record": record})
