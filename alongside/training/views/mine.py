"""A trainee’s own pages, and the page of a course that anybody may read."""

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alongside.candidates.queries import own_candidate
from alongside.core.commands import Command
from alongside.training import commands, forms, queries
from alongside.ui.pages import Request, do_now, form_page, public


@public
def course(request: Request, cohort_id: str) -> HttpResponse:
    """Dates, who it is for, how people are chosen, and how to ask. No joining links."""
    page = queries.course_page(request.actor, cohort_id)
    if not request.user.is_authenticated:
        request.audience = "public"
    return render(request, "training/course.jinja", {"page": page, "is_candidate": request.actor.has("candidate")})


def my_training(request: Request) -> HttpResponse:
    if not request.actor.has("candidate"):
        raise Http404
    return render(request, "training/my_training.jinja", {"mine": queries.my_training(request.actor)})


def my_dates(request: Request) -> HttpResponse:
    """All my dates as a file for a calendar."""
    if not request.actor.has("candidate"):
        raise Http404
    headers = {"Content-Disposition": 'attachment; filename="training.ics"', "Cache-Control": "private, no-store"}
    file = queries.own_calendar(request.actor)
    return HttpResponse(file, content_type="text/calendar; charset=utf-8", headers=headers)


def my_place(request: Request, place_id: str) -> HttpResponse:
    return render(request, "training/my_place.jinja", {"mine": queries.my_place(request.actor, place_id)})


def ask_for_place(request: Request, cohort_id: str) -> HttpResponse:
    candidate = own_candidate(request.actor)
    cohort = queries.open_course(request.actor, cohort_id)
    return form_page(
        request,
        "training/ask_for_place.jinja",
        form=forms.AskForPlace,
        do=commands.ask_for_place,
        to=candidate,
        details={"cohort": cohort},
        then=lambda place: reverse("training:my_place", args=[place.pk]),
        done="Thank you. We have it.",
        draft=f"place:{cohort.pk}",
        page=queries.course_page(request.actor, cohort_id),
    )


def take_place(request: Request, place_id: str) -> HttpResponse:
    return _answer(request, place_id, commands.take_place, "You have a place. The dates are on this page.")


def turn_down_place(request: Request, place_id: str) -> HttpResponse:
    return _answer(request, place_id, commands.turn_down_place, "Thank you for saying. You can ask again any day.")


def wait_again(request: Request, place_id: str) -> HttpResponse:
    return _answer(request, place_id, commands.wait_again, "You are on the waiting list.")


def withdraw_place(request: Request, place_id: str) -> HttpResponse:
    """Asked once on a page of its own, because a place that is given up goes to somebody else at once."""
    if request.method == "POST":
        return _answer(request, place_id, commands.withdraw_place, "You have stopped. You can come back any day.")
    return render(request, "training/withdraw_place.jinja", {"mine": queries.my_place(request.actor, place_id)})


def defer_my_place(request: Request, place_id: str) -> HttpResponse:
    place = queries.own_place(request.actor, place_id)
    return form_page(
        request,
        "training/defer_my_place.jinja",
        form=partial(forms.Defer, courses=queries.course_choices(place.cohort)),
        do=commands.defer_place,
        to=place,
        then=lambda new: reverse("training:my_place", args=[new.pk]),
        done="You are moved to this course.",
        place=place,
    )


def _answer(request: Request, place_id: str, do: Command, done: str) -> HttpResponse:
    place = queries.own_place(request.actor, place_id)
    return do_now(request, do, place, then=reverse("training:my_place", args=[place.pk]), done=done)


# Pieces thought over -------------------------------------------------------------------------------------------------


def my_reflection(request: Request, place_id: str, module_id: str) -> HttpResponse:
    """Kept as it is typed, for its writer alone."""
    place = queries.own_place(request.actor, place_id)
    module = queries.own_module(request.actor, place, module_id)
    piece = queries.own_piece(request.actor, place, module)
    return form_page(
        request,
        "training/my_reflection.jinja",
        form=partial(forms.Piece, shared=bool(piece and piece.shared_at)),
        initial={"words": piece.words if piece else ""},
        do=commands.write_reflection,
        to=place,
        details={"module": module},
        then=reverse("training:my_reflection", args=[place.pk, module.pk]),
        done="Kept.",
        draft=f"piece:{place.pk}:{module.pk}",
        place=place,
        module=module,
        piece=piece,
    )


def keep_reflection(request: Request, piece_id: str) -> HttpResponse:
    piece = queries.get_own_piece(request.actor, piece_id)
    then = reverse("training:my_reflection", args=[piece.place_id, piece.module_id])
    return do_now(request, commands.keep_reflection, piece, then=then, done="Only you see it now.")


def reflection(request: Request, piece_id: str) -> HttpResponse:
    """A piece shared with this trainer, and their answer."""
    piece = queries.get_piece(request.actor, piece_id)
    return form_page(
        request,
        "training/reflection.jinja",
        form=forms.Reply,
        initial={"reply": piece.reply},
        do=commands.reply_reflection,
        to=piece,
        then=reverse("training:cohort", args=[piece.place.cohort_id]) + "#pieces",
        done="Sent. They find it beside their piece.",
        piece=piece,
        name=queries.called(piece.place),
    )
