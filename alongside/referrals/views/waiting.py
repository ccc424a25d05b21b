"""The waiting list: nobody is forgotten, and why each person waits is readable in one line."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from alongside.accounts.queries import current_service, open_pathways
from alongside.core import audit, clock
from alongside.core.errors import NotAllowed
from alongside.referrals import queries
from alongside.referrals.forms.lists import WaitingFilter
from alongside.ui.pages import Request
from alongside.ui.sheets import Columns, list_page

Row = queries.WaitingRow
LONG = 28
PILLS: dict[str, tuple[str, Callable[[Row], bool]]] = {
    "": ("All", lambda row: True),
    "urgent": ("Urgent", lambda row: bool(row.urgent)),
    "ours": ("Our turn", lambda row: row.turn[0] == "your_turn"),
    "ready": ("Ready to match", lambda row: row.do == "match"),
    "missing": ("Missing something", lambda row: bool(row.missing)),
    "long": (f"Over {LONG} days", lambda row: row.days > LONG),
    "hold": ("On hold", lambda row: row.on_hold),
}
SORTS: dict[str, Callable[[Row], Any]] = {
    "name": lambda row: row.name.casefold(),
    "days": lambda row: row.days,
    "pathway": lambda row: (row.pathway, -row.days),
    "turn": lambda row: (row.turn[1], -row.days),
}
COLUMNS: Columns = {
    "Person": "name",
    "Needs": lambda row: [need.words for need in row.needs],
    "Waiting, days": "days",
    "Pathway": "pathway",
    "Team": "team",
    "Urgent": "urgent",
    "By": "urgent_by",
    "Whose turn": lambda row: row.turn[1],
    "What is happening": "happening",
    "Missing": "missing",
}


def waiting(request: Request) -> HttpResponse:
    """Accepted and not yet matched: urgent first, then the longest wait."""
    if not queries.may_list(request.actor):
        raise NotAllowed("waiting list")
    everybody = queries.waiting(request.actor)
    only = request.GET.get("only", "")
    form = WaitingFilter(request.GET or None, pathways=open_pathways())
    rows = _chosen(request, everybody, form)
    if name := (request.GET.get("name") or "").strip():
        audit.opened(request.actor, None, "searched", at=clock.now(), words=name[:200])
    if "print" in request.GET:
        audit.opened(request.actor, None, "printed", at=clock.now(), words="The waiting list")
    here, service = reverse("referrals:waiting"), current_service()
    size = max(len(rows), 1) if "print" in request.GET else 15
    return list_page(
        request,
        "referrals/waiting.jinja",
        rows,
        COLUMNS,
        called="Waiting list",
        size=size,
        filter_form=form,
        pages_note="Urgent first, then the longest wait." if not request.GET.get("sort") else "",
        total=len(everybody),
        longest=max((row.days for row in everybody), default=0),
        long=service.long_wait_weeks * 7 if service else 56,
        printing="print" in request.GET,
        pill_links=[
            {
                "text": words,
                "url": f"{here}?only={key}" if key else here,
                "count": sum(map(fits, everybody)),
                "current": key == only,
            }
            for key, (words, fits) in PILLS.items()
        ],
    )


def _chosen(request: Request, rows: list[Row], form: WaitingFilter) -> list[Row]:
    """The rows that the pill and the filters leave, in the order asked for."""
    asked = form.cleaned_data if form.is_valid() else {}
    fits = PILLS.get(request.GET.get("only", ""), PILLS[""])[1]
    words = queries.searchable(asked.get("name") or "")
    found = [
        row
        for row in rows
        if fits(row)
        and words in queries.searchable(row.name)
        and asked.get("pathway") in (None, "", row.pathway)
        and (not asked.get("missing") or asked["missing"] in row.missing)
        and (asked.get("needs") != "some" or row.needs)
        and (asked.get("needs") != "due" or any(need.overdue for need in row.needs))
    ]
    sort = request.GET.get("sort", "")
    if key := SORTS.get(sort.removeprefix("-")):
        found.sort(key=key, reverse=sort.startswith("-"))
    return found
