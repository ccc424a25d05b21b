"""What was asked of us: the list with whose turn it is, one ask, and answering it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alongside.outreach import commands, queries
from alongside.outreach.forms import asks as forms
from alongside.outreach.queries.asks import SHOWN
from alongside.ui.pages import Request, do_now, form_page
from alongside.ui.sheets import Columns, list_page

COLUMNS: Columns = {
    "Who asks": "who",
    "What": "kind",
    "For": "audience",
    "Asked": "asked_at",
    "To answer by": "reply_by",
    "Late": lambda row: "Yes" if row.late else "No",
    "In the hands of": "owner",
    "Now": "status_words",
    "Whose turn": "turn",
    "Next talk": "next_at",
}


def asks(request: Request) -> HttpResponse:
    show = request.GET.get("show", "")
    narrow = forms.FilterAsks(request.GET or None)
    chosen = {name: said or "" for name, said in narrow.cleaned_data.items()} if narrow.is_valid() else {}
    rows = queries.asks(request.actor, show, **chosen)
    counts = queries.ask_counts(request.actor)
    return list_page(
        request,
        "outreach/asks.jinja",
        rows,
        COLUMNS,
        called="Asks for a peer worker’s voice",
        aloud=queries.ask_rows,
        pill_links=pills_of(request, SHOWN, show, counts),
        filter_form=narrow,
    )


def pills_of(request: Request, shown: dict[str, str], show: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    """The pills of a list: one for each key of `shown`."""
    return [
        {
            "text": words,
            "url": f"?show={key}" if key else request.path,
            "count": counts.get(key),
            "current": key == show,
        }
        for key, words in shown.items()
    ]


def ask(request: Request, ask_id: str) -> HttpResponse:
    page = queries.ask_page(request.actor, ask_id)
    own = reverse("outreach:my_ask", args=[ask_id, queries.key_of(page.ask)])
    return render(request, "outreach/ask.jinja", {"page": page, "own_address": own})


def take_ask(request: Request, ask_id: str) -> HttpResponse:
    found = queries.get_ask(request.actor, ask_id)
    return do_now(request, commands.take_ask, found, then=_page(found), done="It is in your hands. They are told.")


def talk_it_through(request: Request, ask_id: str) -> HttpResponse:
    found = queries.get_ask(request.actor, ask_id)
    return form_page(
        request,
        "outreach/talk_it_through.jinja",
        form=forms.TalkItThrough,
        do=commands.talk_it_through,
        to=found,
        then=_page(found),
        done="Sent.",
        draft=f"ask-talk:{found.pk}",
        ask=found,
    )


def agree_ask(request: Request, ask_id: str) -> HttpResponse:
    found = queries.get_ask(request.actor, ask_id)
    return form_page(
        request,
        "outreach/agree_ask.jinja",
        form=forms.AgreeAsk,
        do=commands.agree_ask,
        to=found,
        then=_page(found),
        done="Agreed. They are told. Now plan the talk.",
        draft=f"ask-agree:{found.pk}",
        ask=found,
    )


def not_this_time(request: Request, ask_id: str) -> HttpResponse:
    found = queries.get_ask(request.actor, ask_id)
    return form_page(
        request,
        "outreach/not_this_time.jinja",
        form=forms.NotThisTime,
        do=commands.say_not_this_time,
        to=found,
        then=reverse("outreach:asks"),
        done="They are told.",
        draft=f"ask-not:{found.pk}",
        ask=found,
    )


def finish_ask(request: Request, ask_id: str) -> HttpResponse:
    found = queries.get_ask(request.actor, ask_id)
    return do_now(request, commands.finish_ask, found, then=_page(found), done="Done.")


def _page(found: Any) -> str:
    return reverse("outreach:ask", args=[found.pk])
