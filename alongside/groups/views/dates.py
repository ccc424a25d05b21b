"""Pages of the dates of a group: all of them, a series, one date, moving it, leaving it out, putting it back."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from alongside.groups import commands, queries
from alongside.groups.forms import dates as forms
from alongside.ui.pages import Request, do_now, form_page
from alongside.ui.sheets import Columns, list_page

COLUMNS: Columns = {
    "Starts": "starts_at", "Ends": "ends_at", "Where": "place", "State": "state_words", "Why": "why", "Came": "came",
    "Who runs it": lambda row: tuple(one.name for one in row.runners if not one.cannot), "To know": "words",
}  # fmt: skip


def date(request: Request, date_id: str) -> HttpResponse:
    page = queries.date_page(request.actor, date_id)
    return render(request, "groups/date.jinja", {"page": page, "mine": queries.my_part(request.actor, page.date)})


def dates(request: Request, group_id: str) -> HttpResponse:
    """Every date of a group, in pages and as a spreadsheet."""
    found = queries.get_group(request.actor, group_id)
    rows = queries.all_dates(request.actor, found)
    return list_page(request, "groups/dates.jinja", rows, COLUMNS, called="Dates", about=found, group=found)


def add_dates(request: Request, group_id: str) -> HttpResponse:
    found = queries.get_group(request.actor, group_id)
    latest = queries.usual_times(found)
    return form_page(
        request,
        "groups/add_dates.jinja",
        form=partial(forms.Series, days_of=queries.series_days, clashes=partial(queries.clashes, found)),
        initial={"every": "1", **latest},
        do=commands.add_dates,
        to=found,
        then=_group(found.pk),
        done="Planned. Bank holidays are left out: you see them in the list, and can put one back.",
        group=found,
    )


def add_date(request: Request, group_id: str) -> HttpResponse:
    found = queries.get_group(request.actor, group_id)
    return form_page(
        request,
        "groups/add_date.jinja",
        form=partial(forms.OneDate, clashes=partial(queries.clashes, found)),
        initial=queries.usual_times(found),
        do=commands.add_date,
        to=found,
        then=_group(found.pk),
        done="Added.",
        group=found,
    )


def move_date(request: Request, date_id: str) -> HttpResponse:
    found = queries.get_date(request.actor, date_id)
    starts, ends = timezone.localtime(found.starts_at), timezone.localtime(found.ends_at)
    return form_page(
        request,
        "groups/move_date.jinja",
        form=partial(forms.OneDate, clashes=partial(queries.clashes, found.group, but=found.pk)),
        initial={
            "day": starts.date(),
            "starts": starts.time(),
            "ends": ends.time(),
            "place": found.place,
            "words": found.words,
        },
        do=commands.move_date,
        to=found,
        then=_date(found.pk),
        done="Saved. Those it concerns have been told.",
        date=found,
    )


def skip_date(request: Request, date_id: str) -> HttpResponse:
    found = queries.get_date(request.actor, date_id)
    return form_page(
        request,
        "groups/skip_date.jinja",
        form=forms.LeaveOut,
        do=commands.skip_date,
        to=found,
        then=_date(found.pk),
        done="It does not go ahead. Those it concerns have been told.",
        undo=reverse("groups:put_back_date", args=[found.pk]),
        date=found,
    )


def put_back_date(request: Request, date_id: str) -> HttpResponse:
    found = queries.get_date(request.actor, date_id)
    done = "It goes ahead after all. Those it concerns have been told."
    return do_now(request, commands.put_back_date, found, then=_date(found.pk), done=done)


def _group(group_id: str) -> str:
    return reverse("groups:group", args=[group_id])


def _date(date_id: str) -> str:
    return reverse("groups:date", args=[date_id])
