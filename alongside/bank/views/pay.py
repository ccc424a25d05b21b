"""Weeks of pay and their files; a worker says that hours look wrong."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alongside.bank import commands, forms, queries
from alongside.formats import tables
from alongside.ui.pages import Request, do_now, form_page, page_of
from alongside.ui.sheets import workbook


def pay_weeks(request: Request) -> HttpResponse:
    found = queries.pay_weeks(request.actor)
    shown = {"page": page_of(request, found), "coming": queries.open_week(request.actor)}
    return render(request, "bank/pay_weeks.jinja", shown)


def close_pay_week(request: Request) -> HttpResponse:
    """The first week that has not gone."""
    return do_now(
        request,
        commands.close_pay_week,
        then=reverse("bank:pay_weeks"),
        done="Closed. Its file is ready.",
        starts_on=queries.next_week(),
    )


def pay_week(request: Request, week_id: str) -> HttpResponse:
    week = queries.get_pay_week(request.actor, week_id)
    lines = queries.pay_lines(request.actor, week_id)
    return render(request, "bank/pay_week.jinja", {"week": week, "lines": lines})


def pay_file(request: Request, week_id: str, kind: str) -> HttpResponse:
    """The week's file for payroll: csv or xlsx, the same rows in both, and the same whenever it is asked for."""
    week = queries.get_pay_week(request.actor, week_id)
    rows = queries.file_rows(request.actor, week_id, kind)
    name = f"bank-hours-{week.starts_on:%Y-%m-%d}.{kind}"
    if kind == "xlsx":
        return workbook(tables.to_xlsx({"Bank hours": (queries.FILE_COLUMNS, rows)}), name)
    safe = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(tables.to_csv(queries.FILE_COLUMNS, rows), content_type="text/csv; charset=utf-8", headers=safe)


def query_pay(request: Request, shift_id: str) -> HttpResponse:
    shift = queries.shift_to_query(request.actor, shift_id)
    return form_page(
        request,
        "bank/query_pay.jinja",
        form=forms.LooksWrong,
        do=commands.query_pay,
        to=shift,
        then=reverse("bank:my_bank"),
        done="Those who run the bank have been told. They look at it with you.",
        said=queries.when(shift),
    )
