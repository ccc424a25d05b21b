"""The timetable: for a screen, a phone, and a ward's wall."""

from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render

from alongside.core import clock
from alongside.groups import queries
from alongside.groups.forms.timetable import ChooseTimetable
from alongside.ui.pages import Request


def timetable(request: Request) -> HttpResponse:
    """`?of=ward:…&start=2026-11-23&weeks=2`; `?print` is for the wall: nobody is named, so nothing is logged."""
    choose = ChooseTimetable(request.GET, places=queries.timetable_choices(request.actor))
    said = choose.cleaned_data if choose.is_valid() else {}
    weeks = int(said.get("weeks") or 1)
    found = queries.timetable(request.actor, of=said.get("of") or "", start=_day(said.get("start")), weeks=weeks)
    shown = {
        "timetable": found,
        "filter_form": choose,
        "printing": "print" in request.GET,
        "before": found.first - timedelta(days=7 * weeks),
        "after": found.last + timedelta(days=1),
    }
    return render(request, "groups/timetable.jinja", shown)


def _day(said: str | None) -> date:
    """The day asked for, or today: an address that was typed wrongly still shows something."""
    try:
        return date.fromisoformat(said or "")
    except ValueError:
        return clock.today()
