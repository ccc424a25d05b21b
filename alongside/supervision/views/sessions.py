"""A session of supervision: planned, moved, cancelled, prepared, written down; and what was agreed to do."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from alongside.core.commands import Command
from alongside.supervision import commands, forms, queries
from alongside.ui.pages import Request, do_now, form_page


def _session(session_id: str) -> str:
    return reverse("supervision:session", args=[session_id])


def session(request: Request, session_id: str) -> HttpResponse:
    return render(request, "supervision/session.jinja", {"page": queries.session_page(request.actor, session_id)})


def plan_session(request: Request, supervision_id: str) -> HttpResponse:
    found = queries.own_supervision(request.actor, supervision_id)
    last = queries.last_read(request.actor, found)
    rhythm = queries.rhythms().get(found.strand)
    initial: dict[str, Any] = {"minutes": str(rhythm.minutes if rhythm else 60)}
    if last is not None:
        local = timezone.localtime(last.starts_at)
        initial |= {"at": local.time(), "minutes": str(last.minutes), "where": last.where}
        initial |= {"on": queries.usual_next(found, local.date())}
    return form_page(
        request,
        "supervision/plan_session.jinja",
        form=forms.PlanSession,
        initial=initial,
        do=commands.plan_session,
        to=found,
        then=reverse("supervision:supervision", args=[supervision_id]),
        done="Planned. It is in both calendars.",
        title_of=queries.title_of(found),
        supervision=found,
        weeks=queries.weeks_of(found),
    )


def move_session(request: Request, session_id: str) -> HttpResponse:
    found = queries.get_session(request.actor, session_id)
    local = timezone.localtime(found.starts_at)
    return form_page(
        request,
        "supervision/move_session.jinja",
        form=forms.MoveSession,
        initial={"on": local.date(), "at": local.time(), "minutes": str(found.minutes), "where": found.where},
        do=commands.move_session,
        to=found,
        then=_session(session_id),
        done="Moved. The calendars have changed.",
        session=found,
    )


def cancel_session(request: Request, session_id: str) -> HttpResponse:
    found = queries.get_session(request.actor, session_id)
    return form_page(
        request,
        "supervision/cancel_session.jinja",
        form=forms.CancelSession,
        initial={"next_time": timezone.localtime(found.starts_at).time()},
        do=commands.cancel_session,
        to=found,
        then=reverse("supervision:supervision", args=[found.supervision_id]),
        done="Cancelled. Everybody in it is told.",
        session=found,
    )


def put_back_on(request: Request, session_id: str) -> HttpResponse:
    return _do(request, session_id, commands.put_back_on, "It is on again. Everybody in it is told.")


def not_held(request: Request, session_id: str) -> HttpResponse:
    return _do(request, session_id, commands.not_held, "It is planned again, as before.")


def _do(request: Request, session_id: str, do: Command, done: str) -> HttpResponse:
    found = queries.get_session(request.actor, session_id)
    return do_now(request, do, found, then=_session(session_id), done=done)


def hold_session(request: Request, session_id: str) -> HttpResponse:
    """What was said, who does what, and the next date, in one form."""
    found = queries.get_session(request.actor, session_id)
    standing = queries.next_planned(found.supervision, but=found.pk)
    local = timezone.localtime(found.starts_at)
    initial: dict[str, Any] = {"note": found.note, "here": [worker.pk for worker, _ in queries.group_of(found)]}
    if standing is None:
        initial |= {"next_on": queries.usual_next(found.supervision, local.date()), "next_time": local.time()}
    return form_page(
        request,
        "supervision/hold_session.jinja",
        form=partial(
            forms.HoldSession,
            people=queries.group_of(found),
            doers=queries.who_could_do(found),
            needs_date=standing is None and found.supervision.status == "running",
        ),
        initial=initial,
        do=commands.hold_session,
        to=found,
        then=_session(session_id),
        done="Kept. Only those in it read the words.",
        draft=f"supervision-session:{session_id}",
        session=found,
        standing=standing,
    )


def correct_session(request: Request, session_id: str) -> HttpResponse:
    found = queries.get_session(request.actor, session_id)
    return form_page(
        request,
        "supervision/correct_session.jinja",
        form=partial(forms.CorrectSession, people=queries.group_of(found)),
        initial={"note": found.note, "here": [row.worker_id for row in found.here.all()]},
        do=commands.correct_session,
        to=found,
        then=_session(session_id),
        done="Corrected.",
        session=found,
    )


def save_preparation(request: Request, session_id: str) -> HttpResponse:
    found = queries.get_session(request.actor, session_id)
    mine = queries.own_words_for(request.actor, found)
    return form_page(
        request,
        "supervision/save_preparation.jinja",
        form=forms.SavePreparation,
        initial={"words": mine.words, "shown": mine.shown_at is not None} if mine else None,
        do=commands.save_preparation,
        to=queries.own_user(request.actor),
        details={"session": found},
        then=_session(session_id),
        done="Kept.",
        draft=f"supervision-preparation:{session_id}",
        session=found,
    )


def agree_to_do(request: Request, session_id: str) -> HttpResponse:
    found = queries.get_session(request.actor, session_id)
    return form_page(
        request,
        "supervision/agree_to_do.jinja",
        form=partial(forms.AgreeToDo, doers=queries.who_could_do(found)),
        do=commands.agree_to_do,
        to=found,
        then=_session(session_id),
        done="Added.",
        session=found,
    )


def tick_to_do(request: Request, to_do_id: str) -> HttpResponse:
    return _to_do(request, to_do_id, commands.tick_to_do, "Done. Well done.")


def untick_to_do(request: Request, to_do_id: str) -> HttpResponse:
    return _to_do(request, to_do_id, commands.untick_to_do, "It is to do again.")


def take_back_to_do(request: Request, to_do_id: str) -> HttpResponse:
    return _to_do(request, to_do_id, commands.take_back_to_do, "Taken off.")


def _to_do(request: Request, to_do_id: str, do: Command, done: str) -> HttpResponse:
    found = queries.get_to_do(request.actor, to_do_id)
    mine = reverse("supervision:my_supervision")
    then = mine if request.POST.get("back") == "mine" else _session(found.session_id)
    return do_now(request, do, found, then=then, done=done)
