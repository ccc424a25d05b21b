"""The first months of somebody new: their own page, the list of whoever looks after them, and the steps; a career."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alongside.core.commands import Command
from alongside.supervision import commands, forms, queries
from alongside.ui.pages import Request, do_now, form_page, page_of


def my_first_months(request: Request) -> HttpResponse:
    return render(request, "supervision/my_first_months.jinja", {"row": queries.my_first_months(request.actor)})


def first_months(request: Request) -> HttpResponse:
    rows = queries.first_months(request.actor)
    return render(request, "supervision/first_months.jinja", {"page": page_of(request, rows)})


def first_months_of(request: Request, worker_id: str) -> HttpResponse:
    row = queries.first_months_of(request.actor, worker_id)
    strands = queries.supervision_of(request.actor, worker_id)
    return render(request, "supervision/first_months_of.jinja", {"row": row, "strands": strands})


def career(request: Request) -> HttpResponse:
    return render(request, "supervision/career.jinja", {"steps": queries.career_steps(request.actor)})


def tick_step(request: Request, step_id: str) -> HttpResponse:
    return _now(request, step_id, commands.tick_step, "Done.")


def untick_step(request: Request, step_id: str) -> HttpResponse:
    return _now(request, step_id, commands.untick_step, "Not done after all.")


def put_back_step(request: Request, step_id: str) -> HttpResponse:
    return _now(request, step_id, commands.put_back_step, "Put back.")


def leave_out_step(request: Request, step_id: str) -> HttpResponse:
    step = queries.get_step(request.actor, step_id)
    return form_page(
        request,
        "supervision/leave_out_step.jinja",
        form=forms.LeaveOutStep,
        do=commands.leave_out_step,
        to=step,
        then=_page(request, step),
        done="Left out. They see why.",
        step=step,
    )


def _page(request: Request, step: Any) -> str:
    if step.worker.user_id == request.actor.user_id:
        return reverse("supervision:my_first_months")
    return reverse("supervision:first_months_of", args=[step.worker_id])


def _now(request: Request, step_id: str, do: Command, done: str) -> HttpResponse:
    step = queries.get_step(request.actor, step_id)
    return do_now(request, do, step, then=_page(request, step), done=done)
