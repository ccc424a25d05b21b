"""Pages of places for those who run a course: reading what people wrote, choosing, and answering for somebody."""

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alongside.training import commands, forms, queries
from alongside.ui.pages import Request, do_now, form_page

ANSWERS = {
    "yes": commands.take_place,
    "no": commands.turn_down_place,
    "stop": commands.withdraw_place,
    "wait": commands.wait_again,
}


def read_place(request: Request, place_id: str) -> HttpResponse:
    """What they wrote, beside the criteria that they read before they asked."""
    place = queries.get_place(request.actor, place_id)
    criteria = place.cohort.programme.criteria
    now = {f"point_{n}": str(place.meets[row["name"]]) for n, row in enumerate(criteria) if row["name"] in place.meets}
    following = queries.next_to_read(place)
    return form_page(
        request,
        "training/read_place.jinja",
        form=partial(forms.ReadPlace, criteria=criteria),
        initial=now,
        do=commands.read_place,
        to=place,
        then=reverse("training:read_place", args=[following]) if following else _course(place.cohort_id),
        done="Read. Here is the next person." if following else "Read.",
        place=place,
        name=queries.called(place),
    )


def choose_places(request: Request, cohort_id: str) -> HttpResponse:
    """Everyone who asked in the order of what was read. Lots are drawn at the moment of choosing, not before."""
    cohort = queries.get_cohort(request.actor, cohort_id)
    if request.method == "POST":
        done = "Done. Everyone has an answer on their page."
        return do_now(request, commands.choose_places, cohort, then=_course(cohort.pk), done=done)
    shown = {"cohort": cohort, "rows": queries.to_choose(cohort), "free": queries.free_places(cohort)}
    return render(request, "training/choose_places.jinja", shown | {"unread": queries.unread(cohort)})


def say_not_this_time(request: Request, place_id: str) -> HttpResponse:
    place = queries.get_place(request.actor, place_id)
    return form_page(
        request,
        "training/say_not_this_time.jinja",
        form=forms.NotThisTime,
        do=commands.say_not_this_time,
        to=place,
        then=_course(place.cohort_id),
        done="Said. They can read why, and what they can do next.",
        place=place,
        name=queries.called(place),
    )


def place(request: Request, place_id: str) -> HttpResponse:
    """One person on a course, with what can be written down on their word."""
    found = queries.get_place(request.actor, place_id)
    shown = {"place": found, "name": queries.called(found), "row": queries.place_row(found)}
    shown |= {"later": queries.later_courses(found.cohort)}
    return render(request, "training/place.jinja", shown)


def write_answer(request: Request, place_id: str, answer: str) -> HttpResponse:
    """Somebody rang: their yes, their no, that they stop, or that they still want to wait."""
    found = queries.get_place(request.actor, place_id)
    if answer not in ANSWERS:
        raise Http404
    return do_now(
        request, ANSWERS[answer], found, then=reverse("training:place", args=[found.pk]), done="Written down."
    )


def defer_place(request: Request, place_id: str) -> HttpResponse:
    found = queries.get_place(request.actor, place_id)
    return form_page(
        request,
        "training/defer_place.jinja",
        form=partial(forms.Defer, courses=queries.course_choices(found.cohort)),
        do=commands.defer_place,
        to=found,
        then=_course(found.cohort_id),
        done="Moved. They have been told.",
        place=found,
        name=queries.called(found),
    )


def _place(place_id: str) -> str:
    return reverse("training:place", args=[place_id])


def _course(cohort_id: str) -> str:
    return reverse("training:cohort", args=[cohort_id])
