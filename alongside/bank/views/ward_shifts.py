"""The ward's pages: asking for a shift, what became of it, and confirming hours."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alongside.bank import commands, forms, queries
from alongside.groups import queries as groups
from alongside.ui.pages import Request, do_now, form_page


def ward_shifts(request: Request) -> HttpResponse:
    return render(request, "bank/ward_shifts.jinja", {"page": queries.shifts_of_ward(request.actor)})


def ask_shift(request: Request) -> HttpResponse:
    """?date= is the date of a group that it serves: what can be known from it is filled in."""
    wanted = request.GET.get("date", "")
    group_date = groups.get_date(request.actor, wanted) if wanted else None
    wards = queries.wards_to_ask(request.actor)
    ward = group_date.group.ward_id if group_date else ""
    return form_page(
        request,
        "bank/ask_shift.jinja",
        form=_form(request, wards={ward: wards[ward]} if ward in wards else wards, group_date=group_date),
        initial=forms.asked_for(group_date),
        do=commands.ask_shift,
        then=reverse("bank:ward_shifts"),
        done="Asked. You hear when it is approved, and again when somebody has it.",
        group_date=group_date,
        shift=None,
    )


def change_shift(request: Request, shift_id: str) -> HttpResponse:
    found = queries.get_ward_shift(request.actor, shift_id)
    return form_page(
        request,
        "bank/ask_shift.jinja",
        form=_form(request, wards={found.ward_id: found.ward}, group_date=found.group_date, but=found.pk),
        initial=forms.asked_of(found),
        do=commands.change_shift,
        to=found,
        then=reverse("bank:ward_shifts"),
        done="Changed.",
        group_date=found.group_date,
        shift=found,
    )


def cancel_shift(request: Request, shift_id: str) -> HttpResponse:
    found = queries.get_ward_shift(request.actor, shift_id)
    return form_page(
        request,
        "bank/cancel_shift.jinja",
        form=partial(forms.CancelShift, ways=queries.ways_to_cancel(request.actor, found)),
        do=commands.cancel_shift,
        to=found,
        then=reverse("bank:ward_shifts"),
        done="Cancelled. Whoever had it has been told.",
        row=queries.row_of(request.actor, found),
        notice_hours=queries.the_rules().notice_hours,
    )


def confirm_hours(request: Request, shift_id: str) -> HttpResponse:
    found = queries.get_ward_shift(request.actor, shift_id)
    row = queries.row_of(request.actor, found)
    if found.confirmed_at and request.method == "GET":
        return render(request, "bank/confirmed_hours.jinja", {"row": row})
    return form_page(
        request,
        "bank/confirm_hours.jinja",
        form=partial(forms.HoursWorked, shift=found),
        initial=forms.hours_of(found),
        do=commands.confirm_hours,
        to=found,
        then=reverse("bank:ward_shifts"),
        done="Confirmed. The hours go to payroll with this week’s file.",
        row=row,
    )


def unconfirm_hours(request: Request, shift_id: str) -> HttpResponse:
    found = queries.get_ward_shift(request.actor, shift_id)
    return do_now(request, commands.unconfirm_hours, found, then=reverse("bank:confirm_hours", args=[shift_id]))


def say_not_worked(request: Request, shift_id: str) -> HttpResponse:
    found = queries.get_ward_shift(request.actor, shift_id)
    return form_page(
        request,
        "bank/say_not_worked.jinja",
        form=forms.NotWorked,
        do=commands.say_not_worked,
        to=found,
        then=reverse("bank:ward_shifts"),
        done="Written. They have been told.",
        row=queries.row_of(request.actor, found),
    )


def _form(request: Request, **more: Any) -> Any:
    """NotAllowed for whoever may not ask, before their choices are read."""
    return partial(
        forms.AskShift,
        workers=queries.workers_to_prefer(request.actor),
        skills=queries.skills_known(request.actor),
        **more,
    )
