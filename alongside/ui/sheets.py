"""Any list as a spreadsheet: the rows the page shows, all of them, in its order and its own words, and logged."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify

from alongside.core import audit, clock
from alongside.core.models import Opening
from alongside.formats import tables
from alongside.ui import dates
from alongside.ui.pages import Request, page_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST = 20_000  # rows in one download: more is a report, not a list
KEEP_SAFE = "This holds what people trusted us with. Keep it where the trust keeps such files, and delete it after use."

Rows = Sequence[Any] | models.QuerySet[Any]
Columns = Mapping[str, str | Callable[[Any], Any]]


def list_page(
    request: Request,
    template: str,
    rows: Rows,
    columns: Columns,
    *,
    called: str,
    size: int = 50,
    about: models.Model | None = None,
    showing: Iterable[str] = (),
    aloud: Callable[[Any], Any] = list,
    **context: Any,
) -> HttpResponse:
    """A list in pages; with `?as=xlsx` the whole of it as a spreadsheet, under the same filter and in the same order.

    `columns` are headings in the page's words, each with the name of a row's attribute or a function of the row.
    `called` names the list, `showing` says what of it is left when pills and filters in `context` do not, `about` is
    the record whose list it is. `aloud` turns the rows found into rows to show.
    """
    if wanted(request):
        left = [*_chosen(context), *showing]
        return as_spreadsheet(request, rows, columns, called=called, about=about, showing=left, aloud=aloud)
    page = page_of(request, rows, size)
    page.object_list = aloud(page.object_list)
    return render(request, template, {"page": page, "can_download": True, **context})


def wanted(request: HttpRequest) -> bool:
    """Whether this list is asked for as a spreadsheet."""
    return request.GET.get("as") == "xlsx"


def as_spreadsheet(
    request: Request,
    rows: Rows,
    columns: Columns,
    *,
    called: str,
    about: models.Model | None = None,
    showing: Iterable[str] = (),
    aloud: Callable[[Any], Any] = list,
) -> HttpResponse:
    """The list as a workbook, a first sheet saying what it is. Written to the log of records opened."""
    found = aloud(rows[: MOST + 1])
    more, found = len(found) > MOST, found[:MOST]
    left = ", ".join(showing) or "Everything"
    audit.opened(
        request.actor,
        about,
        Opening.How.EXPORTED,
        at=clock.now(),
        words=f"{called} ({left.lower()}): {len(found)} rows"[:200],
    )
    says = (
        ("Downloaded", clock.now()),
        ("By", request.actor.name),
        ("Showing", left),
        ("Rows", f"The first {MOST}: choose a filter for the others" if more else len(found)),
        ("Please", KEEP_SAFE),
    )
    cells = ([_cell(row, find) for find in columns.values()] for row in found)
    book = tables.to_xlsx({"About this list": (("This is", called), says), called: (tuple(columns), cells)})
    return workbook(book, f"{slugify(called)}-{clock.today():%Y-%m-%d}.xlsx")


def workbook(content: bytes, name: str) -> HttpResponse:
    """A workbook to keep. HttpResponse quotes nothing, so `name` may hold only letters, digits, hyphens and dots."""
    safe = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=XLSX, headers=safe)


def _cell(row: Any, find: str | Callable[[Any], Any]) -> tables.Cell:
    value = find(row) if callable(find) else getattr(row, find)
    return ", ".join(map(str, value)) if isinstance(value, tuple | list) else value


def _chosen(context: Mapping[str, Any]) -> Iterable[str]:
    """What the pills and the filter leave, in the words that the page uses for it."""
    for pill in (pill for pill in context.get("pill_links") or () if pill.get("current")):
        if pill["text"] != "All":
            yield pill["text"]
    form = context.get("filter_form")
    if form is None or not form.is_valid():
        return
    for field in form.visible_fields():
        value = form.cleaned_data.get(field.name)
        if value not in ("", None, []):
            words = dict(getattr(field.field, "choices", ())).get(value, value)
            yield f"{field.label}: {dates.full_date(words) if isinstance(words, date) else words}"
