"""What helps a worker at work: their own page, the page of those who agree it, and the steps between."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alongside.core.commands import Command
from alongside.supervision import commands, forms, queries
from alongside.ui.pages import Request, do_now, form_page, page_of


def _one(adjustment_id: str) -> str:
    return reverse("supervision:adjustment", args=[adjustment_id])


def my_adjustments(request: Request) -> HttpResponse:
    rows, before = queries.my_adjustments(request.actor), queries.said_before(request.actor)
    seen_by = queries.sees_what_helps(request.actor)
    return render(request, "supervision/my_adjustments.jinja", {"found": rows, "before": before, "seen_by": seen_by})


def adjustments(request: Request) -> HttpResponse:
    rows = queries.adjustments(request.actor)
    return render(request, "supervision/adjustments.jinja", {"page": page_of(request, rows)})


def adjustment(request: Request, adjustment_id: str) -> HttpResponse:
    return render(request, "supervision/adjustment.jinja", {"one": queries.adjustment(request.actor, adjustment_id)})


def ask_adjustment(request: Request) -> HttpResponse:
    """`?words=` brings over what helped before they began."""
    return form_page(
        request,
        "supervision/ask_adjustment.jinja",
        form=forms.AskAdjustment,
        initial={"words": request.GET.get("words", "")},
        do=commands.ask_adjustment,
        to=queries.own_at_work(request.actor),
        then=lambda made: _one(made.pk),
        done="Asked. Your line manager is told, and sees what would help and not why.",
    )


def write_why(request: Request, adjustment_id: str) -> HttpResponse:
    found = queries.own_adjustment(request.actor, adjustment_id)
    return form_page(
        request,
        "supervision/write_why.jinja",
        form=forms.WriteWhy,
        initial={"why": found.why},
        do=commands.write_why,
        to=queries.own_user(request.actor),
        details={"adjustment": found},
        then=_one(adjustment_id),
        done="Kept. Only you see it.",
        adjustment=found,
    )


def agree_adjustment(request: Request, adjustment_id: str) -> HttpResponse:
    found = queries.given_adjustment(request.actor, adjustment_id)
    return form_page(
        request,
        "supervision/agree_adjustment.jinja",
        form=partial(forms.AgreeAdjustment, people=queries.who_could_see_to(found)),
        initial={
            "agreed_words": found.agreed_words or found.words,
            "in_place_by": found.in_place_by,
            "owner": found.owner_id or request.actor.user_id,
        },
        do=commands.agree_adjustment,
        to=found,
        then=_one(adjustment_id),
        done="Agreed. They are told, and so is whoever sees to it.",
        adjustment=found,
    )


def say_instead(request: Request, adjustment_id: str) -> HttpResponse:
    found = queries.given_adjustment(request.actor, adjustment_id)
    return form_page(
        request,
        "supervision/say_instead.jinja",
        form=forms.SayInstead,
        do=commands.say_instead,
        to=found,
        then=_one(adjustment_id),
        done="They are told.",
        adjustment=found,
    )


def put_in_place(request: Request, adjustment_id: str) -> HttpResponse:
    return _now(request, adjustment_id, commands.put_in_place, "It is in place.")


def confirm_there(request: Request, adjustment_id: str) -> HttpResponse:
    return _now(request, adjustment_id, commands.confirm_there, "Thank you. It is looked at again in a year.")


def not_there_after_all(request: Request, adjustment_id: str) -> HttpResponse:
    done = "Whoever sees to it is told now. If it is not there tomorrow, somebody else is asked to act."
    return _now(request, adjustment_id, commands.not_there_after_all, done)


def look_again(request: Request, adjustment_id: str) -> HttpResponse:
    return _now(request, adjustment_id, commands.look_again, "Still right. It is looked at again in a year.")


def end_adjustment(request: Request, adjustment_id: str) -> HttpResponse:
    return _now(request, adjustment_id, commands.end_adjustment, "Ended. You can ask again at any time.")


def ask_again(request: Request, adjustment_id: str) -> HttpResponse:
    return _now(request, adjustment_id, commands.ask_again, "Asked again.")


def _now(request: Request, adjustment_id: str, do: Command, done: str) -> HttpResponse:
    found = queries.get_adjustment(request.actor, adjustment_id)
    return do_now(request, do, found, then=_one(adjustment_id), done=done)
