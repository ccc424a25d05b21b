"""A worker's own page, a supervisor's page of their people, asking one person for support, and what was raised."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alongside.core.commands import Command
from alongside.supervision import commands, forms, queries
from alongside.ui.pages import Request, do_now, form_page, page_of

MINE = "supervision:my_supervision"
THANKS = {"new_starter": "A word now and then still helps: these months are the hardest for many."}


def my_supervision(request: Request) -> HttpResponse:
    return render(request, "supervision/my_supervision.jinja", {"mine": queries.my_supervision(request.actor)})


def people_i_supervise(request: Request) -> HttpResponse:
    rows = queries.people_i_supervise(request.actor)
    asked = queries.asked_of(request.actor)
    return render(
        request,
        "supervision/people_i_supervise.jinja",
        {"page": page_of(request, rows, 40), "asked_of_me": asked, "raised": queries.open_raised(request.actor)},
    )


# Asking one person for support ---------------------------------------------------------------------------------------


def ask_for_support(request: Request) -> HttpResponse:
    return form_page(
        request,
        "supervision/ask_for_support.jinja",
        form=partial(forms.AskForSupport, people=queries.whom_to_ask(request.actor)),
        do=commands.ask_for_support,
        to=queries.own_user(request.actor),
        then=lambda ask: reverse("supervision:support_ask", args=[ask]),
        done="Asked. Only the two of you know.",
    )


def support_ask(request: Request, ask_id: str) -> HttpResponse:
    ask = queries.get_ask(request.actor, ask_id)
    mine = ask.worker.user_id == request.actor.user_id
    return render(request, "supervision/support_ask.jinja", {"ask": ask, "mine": mine})


def see_ask(request: Request, ask_id: str) -> HttpResponse:
    return _ask(request, ask_id, commands.see_ask, "They are told that you have read it.")


def take_back_ask(request: Request, ask_id: str) -> HttpResponse:
    return _ask(request, ask_id, commands.take_back_ask, "Taken back.")


def _ask(request: Request, ask_id: str, do: Command, done: str) -> HttpResponse:
    ask, user = queries.get_ask(request.actor, ask_id), queries.own_user(request.actor)
    then = reverse("supervision:support_ask", args=[ask_id])
    return do_now(request, do, user, then=then, done=done, ask=ask)


def answer_ask(request: Request, ask_id: str) -> HttpResponse:
    ask = queries.asked_me(request.actor, ask_id)
    return form_page(
        request,
        "supervision/answer_ask.jinja",
        form=forms.AnswerAsk,
        do=commands.answer_ask,
        to=queries.own_user(request.actor),
        details={"ask": ask},
        then=reverse("supervision:support_ask", args=[ask_id]),
        done="They are told. Only the two of you know.",
        ask=ask,
    )


def ask_another(request: Request, ask_id: str) -> HttpResponse:
    ask = queries.asked_by_me(request.actor, ask_id)
    people = [row for row in queries.whom_to_ask(request.actor) if row[0].pk != ask.to_id]
    return form_page(
        request,
        "supervision/ask_another.jinja",
        form=partial(forms.AskAnother, people=people),
        do=commands.ask_another,
        to=queries.own_user(request.actor),
        details={"ask": ask},
        then=lambda made: reverse("supervision:support_ask", args=[made]),
        done="Asked. Only the two of you know.",
        ask=ask,
    )


# What was raised -----------------------------------------------------------------------------------------------------


def raised(request: Request) -> HttpResponse:
    show = request.GET.get("show", "mine")
    rows = queries.raised(request.actor, show=show)
    pills = [
        {"text": words, "url": f"{request.path}?show={value}", "current": value == show}
        for value, words in (("mine", "For you to act"), ("all", "Everything open"), ("closed", "Closed"))
    ]
    return render(
        request, "supervision/raised.jinja", {"page": page_of(request, rows), "pill_links": pills, "show": show}
    )


def say_done(request: Request, raised_id: str) -> HttpResponse:
    found = queries.get_raised(request.actor, raised_id)
    return form_page(
        request,
        "supervision/say_done.jinja",
        form=forms.SayDone,
        do=commands.say_done,
        to=found,
        then=reverse("supervision:raised"),
        done=f"Thank you. {THANKS.get(found.what, 'If it still holds in two weeks, it is raised once more.')}",
        raised=found,
    )
