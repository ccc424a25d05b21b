"""What a person does about a break, someone else to walk with, the ending, and coming back."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alongside.core.errors import NotAllowed
from alongside.pages import forms
from alongside.pages.queries import own as queries
from alongside.referrals import commands as referrals
from alongside.support import commands
from alongside.support import queries as support
from alongside.ui.pages import Request, do_now, form_page


def my_break(request: Request) -> HttpResponse:
    """A break, until a day or until I say."""
    found = queries.own_walk(request.actor)
    return form_page(
        request,
        "pages/my_break.jinja",
        form=forms.MyBreak,
        do=commands.take_break,
        to=found,
        then=_home(),
        done="You are on a break. Your place is kept.",
        worker=found.worker.first_name,
    )


def end_my_break(request: Request) -> HttpResponse:
    """I am back."""
    found = queries.own_walk(request.actor)
    done = f"Welcome back. {found.worker.first_name} knows, and will be in touch."
    return do_now(request, commands.end_break, found, then=_home(), done=done)


def my_change_of_worker(request: Request) -> HttpResponse:
    """Someone else, please: now, or once there is someone. No reason."""
    found = queries.own_walk(request.actor)
    if request.method != "POST":
        return render(request, "pages/my_change_of_worker.jinja", {"relationship": found})
    done = "Thank you for saying. We look for someone else for you. You choose."
    stop_now = request.POST.get("stop_now") == "yes"
    return do_now(request, commands.ask_for_another, found, then=_home(), done=done, stop_now=stop_now)


def take_back_my_change(request: Request) -> HttpResponse:
    """I have thought again."""
    found = support.own_relationship(request.actor)
    if found is None:
        raise NotAllowed("have a peer worker")
    done = f"That is fine. You carry on with {found.worker.first_name}."
    return do_now(request, commands.take_back_change, found, then=_home(), done=done)


def my_handover(request: Request) -> HttpResponse:
    """Someone else who could walk with me: yes or no."""
    asked = support.own_handover(request.actor)
    if asked is None:
        raise NotAllowed("be asked about another peer worker")
    said_no = request.POST.get("answer") == "no"
    return form_page(
        request,
        "pages/my_handover.jinja",
        form=partial(forms.MyHandover, worker=asked.worker, meetings=asked.meetings),
        do=commands.decline_handover if said_no else commands.accept_handover,
        to=asked.handover,
        then=_home(),
        done="That is fine. Nothing changes." if said_no else f"You said yes. {asked.worker} will be in touch.",
        asked=asked,
    )


def my_before(request: Request) -> HttpResponse:
    """What my peer worker can read of before."""
    found = queries.own_walk(request.actor)
    if found.follows is None:
        raise NotAllowed("have had another peer worker before")
    return form_page(
        request,
        "pages/my_before.jinja",
        form=partial(forms.MayRead, worker=found.worker.first_name),
        do=commands.let_read,
        to=found,
        then=_home(),
        done="Saved. It counts from now on.",
        initial={"may_read": found.may_read},
        relationship=found,
    )


def my_ending(request: Request) -> HttpResponse:
    """What we did together, and what I keep."""
    kept = queries.own_keepsake(request.actor, request.GET.get("time", ""))
    others = [time for time in support.own_times(request.actor) if time != kept.relationship]
    return render(request, "pages/my_ending.jinja", {"kept": kept, "others": others})


def my_keepsake(request: Request) -> HttpResponse:
    """The same as a file, to keep."""
    kept = queries.own_keepsake(request.actor, request.GET.get("time", ""))
    return HttpResponse(
        kept.as_text(),
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="what-we-did.txt"'},
    )


def my_part(request: Request) -> HttpResponse:
    """My own part of the ending: my thanks, what I am good at, what it was like."""
    kept = queries.own_keepsake(request.actor)
    if kept.ending is None:
        raise NotAllowed("be getting ready to end")
    names = ("strengths", "thanks_from_person", "feedback")
    return form_page(
        request,
        "pages/my_part.jinja",
        form=forms.MyPart,
        do=commands.say_at_ending,
        to=kept.ending,
        then=reverse("pages:my_ending"),
        done="Saved.",
        initial={name: getattr(kept.ending, name) for name in names},
        draft=f"my-part:{kept.ending.pk}",
        worker=kept.worker,
    )


def come_back(request: Request) -> HttpResponse:
    """I would like peer support again."""
    mine = queries.own_page(request.actor)
    if mine.state not in ("ended", "finished"):
        raise NotAllowed("come back just now")
    last = mine.relationship
    worker = last.worker.first_name if last and last.ended_as == "well" else ""
    return form_page(
        request,
        "pages/come_back.jinja",
        form=partial(forms.ComeBack, worker=worker),
        do=referrals.ask_again,
        to=mine.person,
        then=_home(),
        done="Welcome back. We have your request.",
    )


def _home() -> str:
    return reverse("pages:my_peer_support")
