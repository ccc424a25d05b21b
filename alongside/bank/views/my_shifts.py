"""A worker's own pages: what they are offered, what is theirs, swaps, and the hours they worked."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from alongside.bank import commands, forms, queries
from alongside.core.commands import Command
from alongside.core.errors import NotAllowed, Refused
from alongside.ui.pages import Request, do_now, form_page


def my_shifts(request: Request) -> HttpResponse:
    return render(
        request, "bank/my_shifts.jinja", {"page": queries.my_shifts(request.actor), "hours_of": queries.hours_of}
    )


def my_offer(request: Request, offer_id: str) -> HttpResponse:
    """One offer. A yes that comes too late is said in words on this page."""
    offer, shown = queries.my_offer(request.actor, offer_id)
    said, status = "", 200
    if request.method == "POST":
        try:
            commands.claim_shift(request.actor, offer.shift)
        except NotAllowed:
            raise
        except Refused as refusal:
            said, status = str(refusal), 409
            offer, shown = queries.my_offer(request.actor, offer_id)
        else:
            return redirect(reverse("bank:my_shift", args=[offer.shift_id]) + "?taken")
    said = said or ("" if shown else queries.words_when_gone(offer.shift))
    mine = offer.shift.worker_id == offer.worker_id
    shown_with = {"offer": offer, "shown": shown, "said": said, "mine": mine, "hours_of": queries.hours_of}
    return render(request, "bank/my_offer.jinja", shown_with, status=status)


def say_no(request: Request, offer_id: str) -> HttpResponse:
    offer, _ = queries.my_offer(request.actor, offer_id)
    done = "That is fine. It never counts against you. You can still think again while it is there."
    return do_now(request, commands.say_no, offer, then=reverse("bank:my_shifts"), done=done)


def my_shift(request: Request, shift_id: str) -> HttpResponse:
    row = queries.my_shift(request.actor, shift_id)
    return render(request, "bank/my_shift.jinja", {"row": row, "taken": "taken" in request.GET})


def keep_shift(request: Request, shift_id: str) -> HttpResponse:
    row = queries.my_shift(request.actor, shift_id)
    then = reverse("bank:my_shift", args=[shift_id])
    return do_now(request, commands.keep_shift, row.shift, then=then, done="It is yours at the new time. Thank you.")


def hand_back(request: Request, shift_id: str) -> HttpResponse:
    """Asked once more on a page that says what happens next; no reason."""
    row = queries.my_shift(request.actor, shift_id)
    if request.method == "POST":
        done = "It is no longer yours. Nobody on the ward sees why. We are offering it to others now."
        return do_now(request, commands.hand_back, row.shift, then=reverse("bank:my_shifts"), done=done)
    return render(request, "bank/hand_back.jinja", {"row": row})


def say_worked(request: Request, shift_id: str) -> HttpResponse:
    row = queries.my_shift(request.actor, shift_id)
    return form_page(
        request,
        "bank/say_worked.jinja",
        form=partial(forms.HoursWorked, shift=row.shift),
        initial=forms.hours_of(row.shift),
        do=commands.say_worked,
        to=row.shift,
        then=reverse("bank:my_shift", args=[shift_id]),
        done="Thank you. The ward confirms the hours next.",
        row=row,
    )


def ask_swap(request: Request, shift_id: str) -> HttpResponse:
    row = queries.my_shift(request.actor, shift_id)
    return form_page(
        request,
        "bank/ask_swap.jinja",
        form=partial(
            forms.AskSwap,
            workers=queries.colleagues(request.actor, row.shift),
            shifts=queries.shifts_to_change_for(request.actor, row.shift),
        ),
        do=commands.ask_swap,
        to=row.shift,
        then=reverse("bank:my_shift", args=[shift_id]),
        done="Asked. It is still yours until they say yes.",
        row=row,
    )


def my_swap(request: Request, swap_id: str) -> HttpResponse:
    swap = queries.my_swap(request.actor, swap_id)
    asked_of_me = swap.to.user_id == request.actor.user_id
    checked = queries.swap_checked(request.actor, swap) if asked_of_me and swap.status == "asked" else None
    shown = {"swap": swap, "asked_of_me": asked_of_me, "checked": checked, "hours_of": queries.hours_of}
    return render(request, "bank/my_swap.jinja", shown)


def agree_swap(request: Request, swap_id: str) -> HttpResponse:
    return _answer(request, swap_id, commands.agree_swap, "Swapped. Both calendars have changed.")


def decline_swap(request: Request, swap_id: str) -> HttpResponse:
    return _answer(request, swap_id, commands.decline_swap, "That is fine. It never counts against you.")


def stop_swap(request: Request, swap_id: str) -> HttpResponse:
    return _answer(request, swap_id, commands.stop_swap, "Taken back. It is yours, as before.")


def _answer(request: Request, swap_id: str, do: Command, done: str) -> HttpResponse:
    found = queries.my_swap(request.actor, swap_id)
    return do_now(request, do, found, then=reverse("bank:my_shifts"), done=done)
