"""Well at work: how am I, my plan, not this week; and what one person is shown."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alongside.core.commands import Command
from alongside.supervision import commands, forms, queries
from alongside.ui.pages import Request, do_now, form_page, page_of
from alongside.workforce import commands as workforce

WELL, PLAN, SHOWN = "supervision:well_at_work", "supervision:my_plan", "supervision:shown_to_me"


def well_at_work(request: Request) -> HttpResponse:
    """The page begins with the check-in itself: two taps."""
    mine = queries.well_at_work(request.actor)
    return form_page(
        request,
        "supervision/well_at_work.jinja",
        form=partial(forms.CheckIn, people=queries.whom_to_ask(request.actor)),
        do=commands.check_in,
        to=queries.own_user(request.actor),
        then=reverse(WELL),
        done="Kept.",
        mine=mine,
        load=queries.my_load(request.actor),
    )


def my_check_ins(request: Request) -> HttpResponse:
    page = page_of(request, queries.own_check_ins(request.actor))
    page.object_list = queries.check_in_rows(page.object_list)
    return render(request, "supervision/my_check_ins.jinja", {"page": page})


def send_check_in(request: Request, check_in_id: str) -> HttpResponse:
    found = queries.own_check_in(request.actor, check_in_id)
    return form_page(
        request,
        "supervision/send_check_in.jinja",
        form=partial(forms.ShowTo, people=queries.whom_to_ask(request.actor)),
        do=commands.send_check_in,
        to=queries.own_user(request.actor),
        details={"check_in": found},
        then=reverse(WELL),
        done="Sent. Only the two of you read it.",
        check_in=found,
    )


def unsend_check_in(request: Request, check_in_id: str) -> HttpResponse:
    found = queries.own_check_in(request.actor, check_in_id)
    return _mine(request, commands.unsend_check_in, WELL, "Taken back.", check_in=found)


def remove_check_in(request: Request, check_in_id: str) -> HttpResponse:
    found = queries.own_check_in(request.actor, check_in_id)
    return _mine(request, commands.remove_check_in, WELL, "Gone.", check_in=found)


def see_check_in(request: Request, check_in_id: str) -> HttpResponse:
    found = queries.sent_check_in(request.actor, check_in_id)
    return _mine(request, commands.see_check_in, SHOWN, "They are told that you have read it.", check_in=found)


def _mine(request: Request, do: Command, then: str, done: str, **details: Any) -> HttpResponse:
    return do_now(request, do, queries.own_user(request.actor), then=reverse(then), done=done, **details)


def not_this_week(request: Request) -> HttpResponse:
    done = "Nothing new is put to you this week. Nobody is told why."
    return do_now(request, workforce.not_this_week, queries.own_at_work(request.actor), then=reverse(WELL), done=done)


def this_week_after_all(request: Request) -> HttpResponse:
    worker = queries.own_at_work(request.actor)
    return do_now(request, workforce.this_week_after_all, worker, then=reverse(WELL), done="You can be asked again.")


# The plan ------------------------------------------------------------------------------------------------------------


def my_plan(request: Request) -> HttpResponse:
    sections, suggested = queries.my_plan(request.actor), queries.headings(request.actor)
    return render(request, "supervision/my_plan.jinja", {"sections": sections, "suggested": suggested})


def add_section(request: Request) -> HttpResponse:
    """`?heading=` begins with one that is suggested."""
    return form_page(
        request,
        "supervision/keep_section.jinja",
        form=forms.KeepSection,
        initial={"heading": request.GET.get("heading", "")},
        do=commands.keep_section,
        to=queries.own_user(request.actor),
        then=reverse(PLAN),
        done="Kept. Only you see it.",
        section=None,
    )


def keep_section(request: Request, section_id: str) -> HttpResponse:
    found = queries.own_section(request.actor, section_id)
    return form_page(
        request,
        "supervision/keep_section.jinja",
        form=forms.KeepSection,
        initial={"heading": found.heading, "words": found.words},
        do=commands.keep_section,
        to=queries.own_user(request.actor),
        details={"section": found},
        then=reverse(PLAN),
        done="Kept.",
        section=found,
    )


def remove_section(request: Request, section_id: str) -> HttpResponse:
    found = queries.own_section(request.actor, section_id)
    return _mine(request, commands.remove_section, PLAN, "Gone, for everybody.", section=found)


def show_section(request: Request, section_id: str) -> HttpResponse:
    found = queries.own_section(request.actor, section_id)
    return form_page(
        request,
        "supervision/show_section.jinja",
        form=partial(forms.ShowTo, people=queries.whom_to_ask(request.actor)),
        do=commands.show_section,
        to=queries.own_user(request.actor),
        details={"section": found},
        then=reverse(PLAN),
        done="They see this part, until you say otherwise.",
        section=found,
    )


def unshow_section(request: Request, share_id: str) -> HttpResponse:
    found = queries.own_share(request.actor, share_id)
    return _mine(request, commands.unshow_section, PLAN, "They do not see it any longer.", share=found)


def shown_to_me(request: Request) -> HttpResponse:
    return render(request, "supervision/shown_to_me.jinja", {"shown": queries.shown_to_me(request.actor)})
