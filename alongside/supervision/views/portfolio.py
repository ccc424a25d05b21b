"""A worker's portfolio and learning record; and one thing of it, for them and whoever they show it to."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alongside.core import clock
from alongside.formats import tables
from alongside.supervision import commands, forms, queries
from alongside.ui.pages import Request, do_now, form_page

MINE = "supervision:portfolio"


def _one(entry_id: str) -> str:
    return reverse("supervision:portfolio_entry", args=[entry_id])


def portfolio(request: Request) -> HttpResponse:
    return render(request, "supervision/portfolio.jinja", {"mine": queries.portfolio(request.actor)})


def portfolio_print(request: Request) -> HttpResponse:
    """All of it on one page."""
    shown = {"mine": queries.portfolio(request.actor), "name": request.actor.name}
    return render(request, "supervision/portfolio_print.jinja", shown)


def portfolio_file(request: Request) -> HttpResponse:
    rows = tables.to_csv(queries.PORTFOLIO_COLUMNS, queries.portfolio_rows(request.actor))
    safe = {"Content-Disposition": 'attachment; filename="my-portfolio.csv"', "Cache-Control": "no-store"}
    return HttpResponse(rows, content_type="text/csv; charset=utf-8", headers=safe)


def portfolio_entry(request: Request, entry_id: str) -> HttpResponse:
    entry, mine, heading = queries.entry_page(request.actor, entry_id)
    shown = {"entry": entry, "mine": mine, "heading": heading}
    return render(request, "supervision/portfolio_entry.jinja", shown)


def add_entry(request: Request) -> HttpResponse:
    """`?for=` begins with a heading of the framework."""
    return form_page(
        request,
        "supervision/keep_entry.jinja",
        form=partial(forms.KeepEntry, competences=queries.competences()),
        initial={"happened_on": clock.today(), "competence_code": request.GET.get("for", "")},
        do=commands.keep_entry,
        to=queries.own_user(request.actor),
        then=_one,
        done="Kept. Only you see it.",
        entry=None,
    )


def keep_entry(request: Request, entry_id: str) -> HttpResponse:
    found = queries.own_entry(request.actor, entry_id)
    names = ("title", "happened_on", "competence_code", "words", "minutes")
    return form_page(
        request,
        "supervision/keep_entry.jinja",
        form=partial(forms.KeepEntry, competences=queries.competences()),
        initial={name: getattr(found, name) for name in names},
        do=commands.keep_entry,
        to=queries.own_user(request.actor),
        details={"entry": found},
        then=_one(entry_id),
        done="Kept.",
        entry=found,
    )


def show_entry(request: Request, entry_id: str) -> HttpResponse:
    found = queries.own_entry(request.actor, entry_id)
    return form_page(
        request,
        "supervision/show_entry.jinja",
        form=partial(forms.ShowTo, people=queries.whom_to_ask(request.actor)),
        do=commands.show_entry,
        to=queries.own_user(request.actor),
        details={"entry": found},
        then=_one(entry_id),
        done="They see it, and may answer.",
        entry=found,
    )


def answer_entry(request: Request, entry_id: str) -> HttpResponse:
    found = queries.shown_entry(request.actor, entry_id)
    return form_page(
        request,
        "supervision/answer_entry.jinja",
        form=forms.AnswerEntry,
        initial={"answer": found.answer},
        do=commands.answer_entry,
        to=queries.own_user(request.actor),
        details={"entry": found},
        then=_one(entry_id),
        done="They are told. Only the two of you read it.",
        entry=found,
    )


def unshow_entry(request: Request, entry_id: str) -> HttpResponse:
    found, user = queries.own_entry(request.actor, entry_id), queries.own_user(request.actor)
    return do_now(request, commands.unshow_entry, user, then=_one(entry_id), done="Yours alone again.", entry=found)


def remove_entry(request: Request, entry_id: str) -> HttpResponse:
    found, user = queries.own_entry(request.actor, entry_id), queries.own_user(request.actor)
    return do_now(request, commands.remove_entry, user, then=reverse(MINE), done="Gone.", entry=found)
