"""The pages of who runs a date: looking for cover, answering, the day's own part, and how somebody is after it."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from alongside.groups import commands, queries
from alongside.groups.forms import running as forms
from alongside.ui.pages import Request, do_now, form_page

MY_COVER = "groups:my_cover"
LIKELIEST = 12  # shown at first of those who could cover


# Those who keep the group --------------------------------------------------------------------------------------------


def cover(request: Request, date_id: str) -> HttpResponse:
    """Who runs a date, who cannot come, who is asked, and who else could be. `?kind=clinician` for a colleague."""
    date = queries.get_date(request.actor, date_id)
    page = queries.cover_page(request.actor, date)
    kinds, here = queries.kind_choices(date), reverse("groups:cover", args=[date_id])
    kind = request.GET.get("kind", "")
    kind = kind if kind in dict(kinds) else kinds[0][0]
    free = [row for row in queries.who_could_cover(date, kind) if row.id not in page.asked]
    could = free if "all" in request.GET else free[:LIKELIEST]
    return form_page(
        request,
        "groups/cover.jinja",
        form=partial(forms.AskCover, could=could, cannot=page.uncovered),
        initial={"instead_of": page.uncovered[0].pk if len(page.uncovered) == 1 else ""},
        do=commands.ask_cover,
        to=date,
        details={"kind": kind},
        then=here,
        done="Asked. The first yes gets it, and you are told.",
        shown=page,
        could=could,
        more=len(free) - len(could),
        everybody=f"{here}?kind={kind}&all=1",
        pills=[{"text": words, "url": f"{here}?kind={value}", "current": value == kind} for value, words in kinds],
    )


def stop_cover(request: Request, cover_id: str) -> HttpResponse:
    row = queries.get_cover(request.actor, cover_id)
    here = reverse("groups:cover", args=[row.date_id])
    return do_now(request, commands.stop_cover, row, then=here, done="Stopped. Those who were asked are told.")


def put_on_date(request: Request, date_id: str) -> HttpResponse:
    """Somebody said yes in a talk or a call."""
    date = queries.get_date(request.actor, date_id)
    return form_page(
        request,
        "groups/put_on_date.jinja",
        form=partial(forms.PutOn, workers=queries.who_may_run(request.actor, date)),
        do=commands.put_on_date,
        to=date,
        then=reverse("groups:cover", args=[date_id]),
        done="They run it. They have been told.",
        date=date,
    )


def take_off_date(request: Request, row_id: str) -> HttpResponse:
    row = queries.get_date_worker(request.actor, row_id)
    here = reverse("groups:cover", args=[row.date_id])
    return do_now(request, commands.take_off_date, row, then=here, done="Taken off. They have been told.")


# Whoever runs it -----------------------------------------------------------------------------------------------------


def cannot_come(request: Request, row_id: str) -> HttpResponse:
    row = queries.get_date_worker(request.actor, row_id)
    done = "Said. Those who keep the group look for somebody. No reason is needed."
    return do_now(request, commands.say_cannot_come, row, then=_date(request, row.date_id), done=done)


def can_come(request: Request, row_id: str) -> HttpResponse:
    row = queries.get_date_worker(request.actor, row_id)
    return do_now(request, commands.can_come_after_all, row, then=_date(request, row.date_id), done="Good. It is kept.")


def _date(request: Request, date_id: str) -> str:
    """Back to the page they said it on: looking for cover, or the date."""
    asks = request.POST.get("back") == "cover"
    return reverse("groups:cover" if asks else "groups:date", args=[date_id])


def prepared(request: Request, date_id: str) -> HttpResponse:
    date = queries.get_date(request.actor, date_id)
    here = reverse("groups:date", args=[date_id])
    return do_now(request, commands.say_prepared, date, then=here, done="Good. You are prepared.")


def say_after(request: Request, date_id: str) -> HttpResponse:
    """How are you after it? Their own words are there again; nobody else can open them."""
    date = queries.get_date(request.actor, date_id)
    said = queries.after_of(request.actor, [date]).get(date_id)
    return form_page(
        request,
        "groups/say_after.jinja",
        form=partial(forms.SayAfter, people=queries.may_talk_with(request.actor, date)),
        initial={"words": said.words if said else "", "talk_with": ""},
        do=commands.say_after,
        to=date,
        then=reverse("groups:date", args=[date_id]),
        done="Kept for you. Look after yourself.",
        date=date,
        said=said,
    )


# Whoever is asked ----------------------------------------------------------------------------------------------------


def my_cover(request: Request, ask_id: str) -> HttpResponse:
    ask, row = queries.my_ask(request.actor, ask_id)
    return render(request, "groups/my_cover.jinja", {"ask": ask, "row": row})


def say_yes_to_cover(request: Request, ask_id: str) -> HttpResponse:
    """Too late, their page says kindly that it is taken."""
    ask, row = queries.my_ask(request.actor, ask_id)
    then = reverse(MY_COVER, args=[ask_id])
    if row.state not in ("asked", "said_no"):
        return redirect(then)
    return do_now(request, commands.say_yes_to_cover, ask, then=then, done="It is yours. Thank you.")


def say_no_to_cover(request: Request, ask_id: str) -> HttpResponse:
    ask, _ = queries.my_ask(request.actor, ask_id)
    then = reverse(MY_COVER, args=[ask_id])
    return do_now(request, commands.say_no_to_cover, ask, then=then, done="Thank you for saying. It never counts.")
