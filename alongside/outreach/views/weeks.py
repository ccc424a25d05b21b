"""Awareness weeks, with what is planned for each."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from alongside.outreach import commands, policies, queries
from alongside.outreach.forms import talks as forms
from alongside.outreach.queries.weeks import SHOWN
from alongside.outreach.views.asks import pills_of
from alongside.ui.pages import Request, do_now, form_page
from alongside.ui.sheets import Columns, list_page

COLUMNS: Columns = {
    "Week or day": lambda row: row.week.name,
    "From": lambda row: row.week.starts_on,
    "To": lambda row: row.week.ends_on,
    "About": lambda row: row.week.about,
    "Planned": lambda row: [talk.title for talk in row.talks],
}


def weeks(request: Request) -> HttpResponse:
    show = request.GET.get("show", "")
    return list_page(
        request,
        "outreach/weeks.jinja",
        queries.weeks(request.actor, show),
        COLUMNS,
        called="Awareness weeks",
        aloud=queries.week_rows,
        size=25,
        pill_links=pills_of(request, SHOWN, show, {}),
        may_plan=policies.may_plan_talk(request.actor),
    )


def add_week(request: Request) -> HttpResponse:
    return form_page(
        request,
        "outreach/add_week.jinja",
        form=forms.Week,
        do=commands.add_week,
        then=reverse("outreach:weeks"),
        done="Added.",
    )


def change_week(request: Request, week_id: str) -> HttpResponse:
    found = queries.get_week(request.actor, week_id)
    said: dict[str, Any] = {name: getattr(found, name) for name in ("name", "starts_on", "ends_on", "about")}
    return form_page(
        request,
        "outreach/change_week.jinja",
        form=forms.Week,
        do=commands.change_week,
        to=found,
        then=reverse("outreach:weeks"),
        done="Saved.",
        initial=said,
        week=found,
    )


def end_week(request: Request, week_id: str) -> HttpResponse:
    found = queries.get_week(request.actor, week_id)
    return do_now(request, commands.end_week, found, then=reverse("outreach:weeks"), done="It is off the list.")
