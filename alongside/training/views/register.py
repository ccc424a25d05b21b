"""The register on a phone, the code on the screen, catching up, and one course at a glance with its kind calls."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alongside.core import clock
from alongside.core.limits import tried_too_often
from alongside.training import commands, forms, queries
from alongside.ui import dates, drafts, sheets
from alongside.ui.pages import Request, do_now, form_page

TRIES, MINUTES = 8, 15
SLOW_DOWN = "That was many tries. Wait a quarter of an hour, or ask your trainer to mark you."


def register(request: Request, session: str) -> HttpResponse:
    """Everyone is here; then change the few who are not."""
    found = queries.get_session(request.actor, session)
    page = queries.register(request.actor, found)
    asked = partial(forms.Register, rows=page.rows)
    counted = queries.marks_in_words(page.rows)
    if request.method == "POST" and "everyone" in request.POST:
        return render(
            request, "training/register.jinja", {"form": _all_here(request, asked), "page": page, "counted": counted}
        )
    until = "" if page.closed else f" You can change it until {dates.day(page.until)}."
    return form_page(
        request,
        "training/register.jinja",
        form=asked,
        do=commands.save_register,
        to=found,
        then=partial(_say_overruled, request, reverse("training:register", args=[session])),
        done=f"Saved at {dates.time(clock.now())}.{until}",
        page=page,
        counted=counted,
    )


def _all_here(request: Request, form: Any) -> Any:
    """Without JavaScript: the same page with everybody here who is not marked otherwise; nothing is saved yet."""
    said = drafts.answers_of(request.POST)
    for row in form().rows:
        if not said.get(f"mark_{row.id}"):
            said[f"mark_{row.id}"] = ["here"]
    return drafts.filled(form, said)


def _say_overruled(request: Request, address: str, overruled: tuple[commands.Overruled, ...]) -> str:
    """Somebody else marked the same people meanwhile: say so, and whose mark stands."""
    for each in overruled:
        messages.warning(request, str(each))
    return address


def session_code(request: Request, session: str) -> HttpResponse:
    """The code for the screen, large; trainees type it on their own phone."""
    found = queries.get_session(request.actor, session)
    if request.method == "POST":
        return do_now(request, commands.show_code, found, then=reverse("training:session_code", args=[session]))
    context = {"session": found, "code": queries.code_now(found), "until": found.code_until}
    return render(request, "training/session_code.jinja", context)


def add_catch_up(request: Request, session: str) -> HttpResponse:
    """Somebody who is not on this list came to catch up."""
    found = queries.get_session(request.actor, session)
    missed = queries.to_catch_up(request.actor, found)
    return form_page(
        request,
        "training/add_catch_up.jinja",
        form=partial(forms.CameToCatchUp, missed=missed),
        do=commands.add_catch_up,
        to=found,
        then=reverse("training:register", args=[session]),
        done="Added. That session now counts for them.",
        session=found,
        missed=missed,
    )


def check_in(request: Request) -> HttpResponse:
    """The trainee: I am here."""
    sessions = queries.own_sessions_on(request.actor)
    typed = request.POST.get("code", "").replace(" ", "").replace("-", "").upper()
    session = next((each for each in sessions if each.code and each.code == typed), sessions[0] if sessions else None)
    mark = queries.own_mark(request.actor, session) if session else None
    if session is None or (mark is not None and mark.mark != "away"):
        return render(request, "training/checked_in.jinja", {"session": session, "mark": mark})
    if request.method == "POST" and _too_often(request):
        form = forms.CheckIn(request.POST)
        form.add_error(None, SLOW_DOWN)
        return render(request, "training/check_in.jinja", {"form": form, "session": session}, status=422)
    return form_page(
        request,
        "training/check_in.jinja",
        form=forms.CheckIn,
        do=commands.check_in,
        to=session,
        then=reverse("training:check_in"),
        done="Thank you. You are on the register.",
        session=session,
    )


def _too_often(request: Request) -> bool:
    return tried_too_often(request, f"check-in {request.actor.user_id}", most=TRIES, minutes=MINUTES)


def cohort_grid(request: Request, cohort: str) -> HttpResponse:
    """Who may need a kind call, who came, and what each has shown."""
    found = queries.get_taught(request.actor, cohort)
    grid = queries.cohort_grid(request.actor, found)
    if sheets.wanted(request):
        return sheets.as_spreadsheet(request, grid.rows, _columns(grid), called=f"Course {grid.name}", about=found)
    return render(
        request, "training/cohort_grid.jinja", {"grid": grid, "to_read": queries.to_read(request.actor, cohort)}
    )


def _columns(grid: Any) -> sheets.Columns:
    marks = {
        f"{head.number}. {head.title}": partial(lambda row, at: row.marks[at][1], at=at)
        for at, head in enumerate(grid.sessions)
    }
    return {
        "Trainee": "name",
        **marks,
        "Counted": "counted",
        "Understanding": "understanding",
        "How it is going": "going",
        "Why": "why",
    }


def catch_up(request: Request, place: str) -> HttpResponse:
    """A missed session was made good, however it was."""
    found = queries.get_place(request.actor, place)
    return form_page(
        request,
        "training/catch_up.jinja",
        form=partial(forms.CatchUp, sessions=queries.missed_by(found)),
        do=commands.catch_up,
        to=found,
        then=reverse("training:cohort_grid", args=[found.cohort_id]),
        done=f"Written down. It counts for {found.candidate.first_name} now.",
        place=found,
    )


def make_call(request: Request, call: str) -> HttpResponse:
    found = queries.get_call(request.actor, call)
    return form_page(
        request,
        "training/make_call.jinja",
        form=forms.MakeCall,
        do=commands.make_call,
        to=found,
        then=reverse("training:cohort_grid", args=[found.place.cohort_id]),
        done="Thank you for calling.",
        call=found,
    )


def pass_call(request: Request, call: str) -> HttpResponse:
    found = queries.get_call(request.actor, call)
    return form_page(
        request,
        "training/pass_call.jinja",
        form=partial(forms.PassCall, callers=queries.callers(found.place.cohort)),
        do=commands.pass_call,
        to=found,
        then=reverse("training:cohort_grid", args=[found.place.cohort_id]),
        done="They are asked to call.",
        call=found,
    )


def let_call_go(request: Request, call: str) -> HttpResponse:
    found = queries.get_call(request.actor, call)
    there = reverse("training:cohort_grid", args=[found.place.cohort_id])
    return do_now(request, commands.let_call_go, found, then=there, done="No call is needed now.")


def letter(request: Request, place: str) -> HttpResponse:
    """What somebody has done so far and what to try, on one page to send or print."""
    found = queries.get_place(request.actor, place)
    context = {"letter": queries.letter(found), "back": reverse("training:cohort_grid", args=[found.cohort_id])}
    return render(request, "training/letter.jinja", context)


def my_letter(request: Request, place: str) -> HttpResponse:
    """The trainee's own."""
    found = queries.own_place(request.actor, place)
    context = {"letter": queries.letter(found), "back": reverse("training:understanding", args=[found.pk])}
    return render(request, "training/letter.jinja", context)
