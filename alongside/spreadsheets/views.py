"""A service's own spreadsheet on its way in: send it, see what was found, correct how it is read, bring it in."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alongside.core import audit, clock, progress
from alongside.core.errors import Refused
from alongside.spreadsheets import commands, forms, queries
from alongside.ui.pages import Request, do_now, form_page, page_of
from alongside.ui.sheets import workbook as as_file

A_PAGE = 25  # slips
MOST_TICKS = 300  # a browser's form has an end
TEMPLATES = {
    "waiting": "spreadsheets/under_way.jinja",
    "bringing_in": "spreadsheets/under_way.jinja",
    "checked": "spreadsheets/checked.jinja",
    "brought_in": "spreadsheets/brought_in.jinja",
}


def bring_in(request: Request) -> HttpResponse:
    """Choose a file; below, those sent before."""
    queries.needs_to_send(request.actor)
    return form_page(
        request,
        "spreadsheets/bring_in.jinja",
        form=forms.Send,
        do=commands.send_workbook,
        then=_page,
        earlier=queries.workbooks(request.actor),
    )


def workbook(request: Request, workbook: str) -> HttpResponse:
    """Where one file is: being read, checked, being brought in, in, or why not."""
    found = queries.get_workbook(request.actor, workbook)
    context: dict[str, Any] = {"workbook": found, "progress": progress.read(found.pk)}
    if found.status == "checked":
        context |= _found(request, found)
    return render(request, TEMPLATES.get(found.status, "spreadsheets/stopped.jinja"), context)


def _found(request: Request, workbook: Any) -> dict[str, Any]:
    """What the check found, and the slips of one sheet or of all, in pages."""
    found = queries.checked_page(workbook)
    only = request.GET.get("only", "")
    slips = [slip for slip in found.slips if only in ("", slip.sheet)]
    here = _page(workbook)
    pills = [{"text": "All", "url": f"{here}#look", "count": found.need, "current": not only}]
    pills += [
        {
            "text": sheet.name,
            "url": f"{here}?only={sheet.name}#look",
            "count": sheet.need,
            "current": only == sheet.name,
        }
        for sheet in found.sheets
        if sheet.need
    ]
    return {
        "found": found,
        "page": page_of(request, slips, A_PAGE),
        "pill_links": pills if len(pills) > 2 else [],
        "is_stale": queries.is_stale(workbook),
    }


def check_again(request: Request, workbook: str) -> HttpResponse:
    found = queries.get_workbook(request.actor, workbook)
    return do_now(request, commands.check_again, found, then=_page(found))


def rows_in(request: Request, workbook: str) -> HttpResponse:
    """The one green button."""
    found = queries.get_workbook(request.actor, workbook)
    return do_now(request, commands.bring_in, found, then=_page(found))


def leave_out(request: Request, workbook: str) -> HttpResponse:
    found = queries.get_workbook(request.actor, workbook)
    words = "Left out, and the file is deleted. Nothing was changed."
    return do_now(request, commands.leave_out, found, then=reverse("spreadsheets:bring_in"), done=words)


def different(request: Request, workbook: str) -> HttpResponse:
    """Rows that are here and say something else, side by side: what is here stays unless it is ticked."""
    found = queries.get_workbook(request.actor, workbook)
    rows = _changed(found)[:MOST_TICKS]
    return form_page(
        request,
        "spreadsheets/different.jinja",
        form=partial(forms.ChooseRows, rows=rows),
        do=commands.choose_rows,
        to=found,
        then=_page,
        done="Kept. Nothing is changed until you bring it in.",
        initial={"taken": [row.key for row in rows if row.is_taken]},
        workbook=found,
        rows=rows,
        most=MOST_TICKS,
    )


def columns(request: Request, workbook: str, sheet: int) -> HttpResponse:
    """How one sheet is read. What is said here is remembered for the next file with the same headers."""
    found = queries.get_workbook(request.actor, workbook)
    told, choices = queries.sheet_to_explain(found, sheet)
    return form_page(
        request,
        "spreadsheets/columns.jinja",
        form=partial(forms.ExplainSheet, sheet=told, choices=choices),
        do=commands.explain_sheet,
        to=found,
        then=_page,
        workbook=found,
        sheet=told,
    )


def value(request: Request, workbook: str, slip: str) -> HttpResponse:
    """Say what a cell means, for every cell of that column that says the same."""
    found = queries.get_workbook(request.actor, workbook)
    told = queries.slip_of(found, slip)
    return form_page(
        request,
        "spreadsheets/value.jinja",
        form=forms.ExplainValue,
        do=commands.explain_value,
        to=found,
        details={"sheet": told.sheet, "header": told.header, "value": told.value},
        then=_page,
        initial={"instead": told.suggestion or told.value},
        workbook=found,
        slip=told,
    )


def problems(request: Request, workbook: str) -> HttpResponse:
    """The rows that need a look as a workbook: each with its reason, ready to correct and to check again."""
    found = queries.get_workbook(request.actor, workbook)
    content = queries.not_taken(found)
    if not content:
        raise Refused("No row of this spreadsheet needs a look any more, or they were deleted after seven days.")
    audit.opened(request.actor, None, "exported", at=clock.now(), words="Rows of a spreadsheet that need a look")
    return as_file(content, f"need-a-look-{clock.today():%Y-%m-%d}.xlsx")


def _changed(workbook: Any) -> Any:
    return queries.changed_rows(workbook) if workbook.report else ()


def _page(workbook: Any) -> str:
    return reverse("spreadsheets:workbook", args=[workbook.pk])
