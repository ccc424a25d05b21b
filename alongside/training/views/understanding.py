"""Showing understanding: the trainee sends a piece; two trainers look, agree, and tell."""

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alongside.core import files
from alongside.training import commands, forms, queries
from alongside.ui.pages import Request, do_now, form_page


def understanding(request: Request, place: str) -> HttpResponse:
    """The trainee's page: what was sent, what came of it, and another go."""
    found = queries.own_place(request.actor, place)
    waits = queries.may_send(found)
    context: dict[str, Any] = {
        "place": found,
        "goes": queries.own_goes(found),
        "principles": queries.principles_of(found.cohort.programme),
        "waits": waits,
    }
    if waits and request.method == "GET":
        return render(request, "training/understanding.jinja", context)
    return form_page(
        request,
        "training/understanding.jinja",
        form=forms.SendUnderstanding,
        do=commands.send_understanding,
        to=found,
        then=reverse("training:understanding", args=[place]),
        done="Thank you. Two trainers will look at it. You hear here.",
        draft=f"understanding:{place}",
        **context,
    )


def my_piece_file(request: Request, assessment: str) -> HttpResponse:
    return _file(queries.own_assessment(request.actor, assessment).file)


def piece_file(request: Request, assessment: str) -> HttpResponse:
    return _file(queries.get_assessment(request.actor, assessment).file)


def _file(file: object | None) -> HttpResponse:
    if file is None:
        raise Http404
    return files.answer(file)


def assess(request: Request, assessment: str) -> HttpResponse:
    """A piece as one trainer sees it: their own look first; then both, and where they differ."""
    found = queries.get_assessment(request.actor, assessment)
    page = queries.assessment_page(request.actor, found)
    wanted = [row for row in page.rows if not page.may_settle or row.differs]
    if not (page.may_read or page.may_settle) and request.method == "GET":
        return render(request, "training/assess.jinja", {"piece": page, "agree": forms.AgreeResult()})
    return form_page(
        request,
        "training/assess.jinja",
        form=partial(forms.Judge, principles=wanted),
        do=commands.judge,
        to=found,
        then=reverse("training:assess", args=[assessment]),
        done="Kept.",
        piece=page,
        agree=forms.AgreeResult(),
    )


def agree_result(request: Request, assessment: str) -> HttpResponse:
    found = queries.get_assessment(request.actor, assessment)
    return form_page(
        request,
        "training/agree_result.jinja",
        form=forms.AgreeResult,
        do=commands.agree_result,
        to=found,
        then=reverse("training:assess", args=[assessment]),
        done="Agreed. Nothing is told until you tell them.",
        piece=queries.assessment_page(request.actor, found),
    )


def look_again(request: Request, assessment: str) -> HttpResponse:
    found = queries.get_assessment(request.actor, assessment)
    return do_now(
        request, commands.look_again, found, then=reverse("training:assess", args=[assessment]), done="Open again."
    )


def tell_result(request: Request, assessment: str) -> HttpResponse:
    found = queries.get_assessment(request.actor, assessment)
    there = reverse("training:cohort_grid", args=[found.place.cohort_id])
    done = f"{found.place.candidate.first_name} is told."
    return do_now(request, commands.tell_result, found, then=there, done=done)
