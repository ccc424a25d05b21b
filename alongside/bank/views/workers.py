"""Who is on the bank, for those who run it; and a worker's own page of their bank work."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alongside.bank import commands, forms, queries
from alongside.bank.commands import NOTICE_DAYS
from alongside.core import clock
from alongside.core.commands import Command
from alongside.ui.pages import Request, do_now, form_page
from alongside.ui.sheets import Columns, list_page
from alongside.workforce.queries import ward_choices

MINE = "bank:my_bank"
COLUMNS: Columns = {
    "Name": "name",
    "Band": "band",
    "Good at": "skills",
    "Hours this week, all posts": "this_week",
    "Stands in the way": "lacking",
    "Opted out of 48 hours": "opted_out",
    "Joined on": "joined_on",
    "Last day": "ended_on",
}

# A worker's own ------------------------------------------------------------------------------------------------------


def my_bank(request: Request) -> HttpResponse:
    return render(request, "bank/my_bank.jinja", {"mine": queries.my_bank(request.actor), "notice_days": NOTICE_DAYS})


def say_when_free(request: Request) -> HttpResponse:
    member = queries.own_member(request.actor)
    return form_page(
        request,
        "bank/say_when_free.jinja",
        form=forms.WhenFree,
        initial={"free": member.free},
        do=commands.say_when_free,
        to=member,
        then=reverse(MINE),
        done="Saved. Offers follow it from now on.",
    )


def say_own_limit(request: Request) -> HttpResponse:
    member = queries.own_member(request.actor)
    now = None if member.own_limit_hours is None else int(member.own_limit_hours)
    return form_page(
        request,
        "bank/say_own_limit.jinja",
        form=forms.OwnLimit,
        initial={"own_limit_hours": now},
        do=commands.say_own_limit,
        to=member,
        then=reverse(MINE),
        done="Saved. It is yours to change at any moment.",
    )


def say_likes(request: Request) -> HttpResponse:
    member = queries.own_member(request.actor)
    return form_page(
        request,
        "bank/say_likes.jinja",
        form=partial(forms.Likes, wards=ward_choices()),
        initial={"likes": member.likes},
        do=commands.say_likes,
        to=member,
        then=reverse(MINE),
        done="Saved.",
    )


def sign_opt_out(request: Request) -> HttpResponse:
    """Explained fairly first: a page of its own, and one button."""
    member = queries.own_member(request.actor)
    if request.method == "POST":
        return do_now(
            request, commands.sign_opt_out, member, then=reverse(MINE), done="Written down. It is your choice."
        )
    return render(request, "bank/sign_opt_out.jinja", {"notice_days": NOTICE_DAYS})


def end_opt_out(request: Request) -> HttpResponse:
    opt_out = queries.own_opt_out(request.actor)
    return do_now(request, commands.end_opt_out, opt_out, then=reverse(MINE), done="Taken back. Nobody asks why.")


# Those who run the bank ----------------------------------------------------------------------------------------------


def bank_workers(request: Request) -> HttpResponse:
    left = request.GET.get("show") == "left"
    return list_page(
        request,
        "bank/bank_workers.jinja",
        queries.bank_workers(request.actor, left=left),
        COLUMNS,
        called="Staff bank",
        showing=["Those who left"] if left else ["On the bank"],
        left=left,
    )


def bank_worker(request: Request, member_id: str) -> HttpResponse:
    return render(request, "bank/bank_worker.jinja", {"page": queries.member_page(request.actor, member_id)})


def join_bank(request: Request) -> HttpResponse:
    return form_page(
        request,
        "bank/join_bank.jinja",
        form=partial(forms.JoinBank, workers=queries.could_join(request.actor)),
        initial={"band": "3", "joined_on": clock.today()},
        do=commands.join_bank,
        then=lambda member: reverse("bank:bank_worker", args=[member.pk]),
        done="They are on the bank.",
    )


def change_bank_worker(request: Request, member_id: str) -> HttpResponse:
    member = queries.get_member(request.actor, member_id)
    return _change(
        request,
        member_id,
        commands.change_bank_worker,
        forms.ChangeMember,
        {"band": member.band, "skills": ", ".join(member.skills)},
    )


def leave_bank(request: Request, member_id: str) -> HttpResponse:
    return _change(request, member_id, commands.leave_bank, forms.LeaveBank, {"ended_on": clock.today()})


def _change(
    request: Request,
    member_id: str,
    do: Command,
    form: type[forms.ChangeMember | forms.LeaveBank],
    now: dict[str, object],
) -> HttpResponse:
    member = queries.get_member(request.actor, member_id)
    return form_page(
        request,
        "bank/leave_bank.jinja" if form is forms.LeaveBank else "bank/change_bank_worker.jinja",
        form=form,
        initial=now,
        do=do,
        to=member,
        then=reverse("bank:bank_worker", args=[member.pk]),
        done="Saved.",
        member=member,
    )
