"""The on-duty list: who answers when somebody is worried."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alongside.accounts import commands, queries
from alongside.accounts.forms import duty as forms
from alongside.core import clock
from alongside.ui.pages import Request, do_now, form_page


def duty(request: Request) -> HttpResponse:
    """The list, and the week as it comes round, with the times when nobody answers."""
    queries.the_service(request.actor)
    shown = {
        "rows": queries.duty_list(request.actor),
        "weeks": queries.duty_weeks(request.actor),
        "line": [
            (row.user.name, queries.until_in_words(row.until) if row.until else "")
            for row in queries.on_duty(clock.now())
        ],
        "may_change": commands.add_duty.allowed(request.actor),
    }
    return render(request, "accounts/duty.jinja", shown)


def add_duty(request: Request) -> HttpResponse:
    asked = partial(
        forms.AddTurn, users=queries.users_for_duty(request.actor), pathways=queries.rows_to_choose("pathways")
    )
    return _page(request, form=asked, do=commands.add_duty, done="On the list.", title="Put somebody on the list")


def change_duty(request: Request, duty: str) -> HttpResponse:
    found = queries.get_duty(request.actor, duty)
    return _page(
        request,
        form=partial(forms.ChangeTurn, pathways=queries.rows_to_choose("pathways", keeping=found.pathway_id)),
        do=commands.change_duty,
        to=found,
        done="Saved.",
        title="Change this turn",
        caption=found.user.name,
        initial={
            "days": found.days,
            "starts": found.starts,
            "ends": found.ends,
            "pathway": found.pathway_id,
            "position": found.position,
        },
    )


def _page(request: Request, **rest: Any) -> HttpResponse:
    there = reverse("accounts:duty")
    back = {"text": "On duty", "url": there}
    return form_page(request, "ui/question.jinja", then=there, back=back, submit_text="Save", **rest)


def end_duty(request: Request, duty: str) -> HttpResponse:
    found = queries.get_duty(request.actor, duty)
    done = f"{found.user.name} is off the list for this turn."
    return do_now(request, commands.end_duty, found, then=reverse("accounts:duty"), done=done)
