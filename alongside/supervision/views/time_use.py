"""What a worker's time goes on: two taps to log it, and the weeks for the worker, who supervises them and the lead."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alongside.supervision import commands, forms, queries
from alongside.ui.pages import Request, do_now, form_page, page_of

MINE = "supervision:my_time"


def my_time(request: Request) -> HttpResponse:
    """The first tap: a kind of work."""
    spent = queries.my_time(request.actor)
    trend, kinds = queries.my_trend(request.actor), queries.work_kinds()
    return render(request, "supervision/my_time.jinja", {"spent": spent, "trend": trend, "kinds": kinds})


def log_time(request: Request, kind_id: str) -> HttpResponse:
    """The second tap: how long."""
    kind = queries.get_work_kind(kind_id)
    return form_page(
        request,
        "supervision/log_time.jinja",
        form=forms.LogTime,
        do=commands.log_time,
        to=queries.own_at_work(request.actor),
        details={"kind": kind},
        then=reverse(MINE),
        done="Logged.",
        undo=lambda spent: reverse("supervision:take_back_time", args=[spent.pk]),
        kind=kind,
        chips=queries.CHIPS,
    )


def take_back_time(request: Request, spent_id: str) -> HttpResponse:
    spent = queries.own_time_spent(request.actor, spent_id)
    return do_now(request, commands.take_back_time, spent, then=reverse(MINE), done="Taken back.")


def time_use(request: Request) -> HttpResponse:
    page = page_of(request, queries.who_logs(request.actor))
    page.object_list = queries.trends(page.object_list)
    return render(request, "supervision/time_use.jinja", {"page": page})


def time_of(request: Request, worker_id: str) -> HttpResponse:
    return render(request, "supervision/time_of.jinja", {"trend": queries.time_trend(request.actor, worker_id)})
