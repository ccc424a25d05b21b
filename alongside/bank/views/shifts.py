"""One shift for those who look after the bank: approve it or not, offer it on, stop looking."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alongside.bank import commands, forms, queries
from alongside.core.commands import Command
from alongside.ui.pages import Request, do_now, form_page


def shift(request: Request, shift_id: str) -> HttpResponse:
    page = queries.shift_page(request.actor, shift_id)
    why = queries.why_empty(request.actor, shift_id)
    return render(request, "bank/shift.jinja", {"page": page, "why": why, "may_offer": page.may_offer})


def approve_shift(request: Request, shift_id: str) -> HttpResponse:
    return _now(request, shift_id, commands.approve_shift, "Approved. It is offered as soon as it is near enough.")


def offer_next(request: Request, shift_id: str) -> HttpResponse:
    return _now(request, shift_id, commands.offer_next, "Offered to the next in order.")


def give_up_on(request: Request, shift_id: str) -> HttpResponse:
    return _now(request, shift_id, commands.give_up_on, "Written as empty. The ward has been told.")


def hand_back_for(request: Request, shift_id: str) -> HttpResponse:
    return _now(request, shift_id, commands.hand_back, "It is offered again.")


def refuse_shift(request: Request, shift_id: str) -> HttpResponse:
    found = queries.get_shift(request.actor, shift_id)
    return form_page(
        request,
        "bank/refuse_shift.jinja",
        form=forms.NotApproved,
        do=commands.refuse_shift,
        to=found,
        then=reverse("bank:shift", args=[found.pk]),
        done="The ward has been told.",
        shift=found,
    )


def _now(request: Request, shift_id: str, do: Command, done: str) -> HttpResponse:
    found = queries.get_shift(request.actor, shift_id)
    return do_now(request, do, found, then=reverse("bank:shift", args=[shift_id]), done=done)
