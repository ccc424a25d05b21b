"""What is held about a person, said to them: how to reach them, what they need, who can know what, who has looked."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alongside.pages import forms
from alongside.pages.queries import own as queries
from alongside.referrals import commands
from alongside.support.queries import about_person as spoken
from alongside.ui.pages import Request, do_now, form_page, page_of

ASKED_HERE = ("contact_by", "phone", "email", "address", "contact_safely", "reminders")
KEPT_AS_IT_IS = (
    *("first_name", "last_name", "known_as", "birth_date", "nhs_number"),
    *("area", "language", "interpreter"),
)


def my_record(request: Request) -> HttpResponse:
    """All of it, on one page."""
    record = queries.own_record(request.actor)
    about_me = spoken.own_about_rows(spoken.own_about(request.actor)[:2])
    return render(request, "pages/my_record.jinja", {"record": record, "about_me": about_me})


def my_openings(request: Request) -> HttpResponse:
    """Who has opened my record, all of it, the latest first."""
    found, said = queries.own_openings_aloud(request.actor)
    page = page_of(request, found, 50)
    page.object_list = said(page.object_list)
    return render(request, "pages/my_openings.jinja", {"page": page})


def reach_me(request: Request) -> HttpResponse:
    """How to get in touch with me, safely."""
    person = queries.own_person(request.actor)
    return form_page(
        request,
        "pages/reach_me.jinja",
        form=forms.HowToReachMe,
        do=commands.change_person,
        to=person,
        then=_record(),
        done="Changed. We will use this from now on.",
        initial={name: getattr(person, name) for name in ASKED_HERE},
        details={name: getattr(person, name) for name in KEPT_AS_IT_IS},
    )


def i_need(request: Request) -> HttpResponse:
    """Something that helps me."""
    return form_page(
        request,
        "pages/i_need.jinja",
        form=forms.INeed,
        do=commands.add_need,
        to=queries.own_person(request.actor),
        then=f"{_record()}#needs",
        done="Written down. Everyone who meets you or writes to you will see it.",
    )


def need_no_more(request: Request, need: str) -> HttpResponse:
    found = queries.own_need(request.actor, need)
    return do_now(request, commands.end_need, found, then=f"{_record()}#needs", done="Taken off.")


def who_can_know(request: Request) -> HttpResponse:
    """Who can know what about me."""
    person = queries.own_person(request.actor)
    return form_page(
        request,
        "pages/who_can_know.jinja",
        form=forms.WhoCanKnow,
        do=commands.add_sharing,
        to=person,
        then=f"{_record()}#who-can-know",
        done="Saved. It counts from now on.",
        details={"said_by": person.called},
    )


def take_back(request: Request, sharing: str) -> HttpResponse:
    found = queries.own_sharing(request.actor, sharing)
    then = f"{_record()}#who-can-know"
    return do_now(request, commands.withdraw_sharing, found, then=then, done="Taken back. It counts from now on.")


def _record() -> str:
    return reverse("pages:my_record")
