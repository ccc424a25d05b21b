"""The board of a week's need and supply, the table behind it, and an offer from it."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from alongside.bank import commands, forms, policies, queries
from alongside.core import clock
from alongside.ui.pages import Request, do_now
from alongside.ui.sheets import Columns, list_page

COLUMNS: Columns = {
    "Ward": "ward",
    "Pathway": "pathway",
    "Day": "day",
    "Starts": "starts_at",
    "Ends": "ends_at",
    "What for": "what",
    "State": "said",
    "In words": "words",
}

FAR = timedelta(days=3650)


def board(request: Request) -> HttpResponse:
    """A week from ?week=; of one ?state=; with why ?shift= is empty, or the next one that is."""
    week, state = _week(request), _state(request)
    found = queries.board(request.actor, week, state=state)
    shown: dict[str, Any] = {
        "board": found,
        "state": state,
        "states": queries.STATES,
        "before": week - timedelta(weeks=1),
        "after": week + timedelta(weeks=1),
        "this_week": queries.week_of(clock.today()),
        "may_ask": policies.may_ask_shift(request.actor),
        "may_see_why": policies.may_see_bank(request.actor),
        "may_offer": policies.may_offer(request.actor),
        "why": None,
    }
    if policies.may_see_bank(request.actor):
        chosen = request.GET.get("shift", "")
        looked_for = chosen or queries.most_pressing(found)
        shown["why"] = queries.why_empty(request.actor, looked_for) if looked_for else None
    return render(request, "bank/board.jinja", shown)


def board_table(request: Request) -> HttpResponse:
    """The same week, and the three after it, as rows."""
    week = _week(request)
    rows = queries.board_cards(request.actor, week, weeks=4, sort=request.GET.get("sort", ""))
    places = {"pathways": sorted({row.pathway for row in rows}), "wards": sorted({row.ward for row in rows})}
    narrow = forms.NarrowBoard(request.GET, **places)
    chosen = narrow.cleaned_data if narrow.is_valid() else {}
    kept = [row for row in rows if all(getattr(row, name) == chosen.get(name) for name in _asked(chosen))]
    return list_page(
        request,
        "bank/board_table.jinja",
        kept,
        COLUMNS,
        called="Shifts and gaps",
        showing=[f"Four weeks from {week:%d %B %Y}"],
        filter_form=narrow,
        may_see_why=policies.may_see_bank(request.actor),
        week=week,
        before=week - timedelta(weeks=4),
        after=week + timedelta(weeks=4),
    )


def offer_to(request: Request, shift_id: str) -> HttpResponse:
    """Offer a shift to those whose ?worker= is posted, and back to its week."""
    shift = queries.shift_to_offer(request.actor, shift_id)
    workers = queries.workers_to_ask(request.actor, request.POST.getlist("worker"))
    week = timezone.localdate(shift.starts_at)
    then = f"{reverse('bank:board')}?week={week}&shift={shift_id}#why"
    return do_now(request, commands.offer_to, shift, then=then, done="Offered. The first yes gets it.", workers=workers)


def _asked(chosen: dict[str, Any]) -> list[str]:
    return [name for name in ("pathway", "ward", "state") if chosen.get(name)]


def _week(request: Request) -> date:
    """The Monday of the week that ?week= lies in; this week's for anything that is no day of these years."""
    today = clock.today()
    try:
        day = date.fromisoformat(request.GET.get("week", ""))
    except ValueError:
        day = today
    return queries.week_of(day if abs(day - today) < FAR else today)


def _state(request: Request) -> str:
    state = request.GET.get("state", "")
    return state if state in queries.STATES else ""
