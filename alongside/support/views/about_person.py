"""Work about a person with others: from their page for whoever walks with them; and on the person's own pages."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alongside.support import commands, forms
from alongside.support.queries import about_person as queries
from alongside.support.queries import get_relationship
from alongside.ui.pages import Request, do_now, form_page, page_of
from alongside.ui.sheets import Columns, list_page

COLUMNS: Columns = {
    "When": "at",
    "With": "with_whom",
    "Minutes": "minutes",
    "Did they know": "knew",
    "Said for them, agreed first": "said_for_them",
    "What came of it": "words",
    "Their side": "their_words",
    "Written by": "written_by",
    "Corrected": lambda row: row.corrects or None,
}


def about_person(request: Request, relationship_id: str) -> HttpResponse:
    """All of it about one person, the newest first."""
    found = get_relationship(request.actor, relationship_id)
    person = found.referral.person
    return list_page(
        request,
        "support/about_person.jinja",
        queries.about_of(found),
        COLUMNS,
        called="Work about a person",
        aloud=queries.about_rows,
        about=person,
        showing=[f"About {person.full_name}"],
        size=20,
        relationship=found,
        person=person,
        may_write=commands.record_about_person.allowed(request.actor, found) and found.status != "ended",
    )


def record_about_person(request: Request, relationship_id: str) -> HttpResponse:
    """With whom, how long, whether they know, and what was said for them."""
    found = get_relationship(request.actor, relationship_id)
    person = found.referral.person
    return form_page(
        request,
        "support/record_about_person.jinja",
        form=partial(forms.RecordAboutPerson, called=person.called),
        do=commands.record_about_person,
        to=found,
        then=reverse("support:about_person", args=[found.pk]),
        done=f"Saved. {person.called} can read it.",
        undo=lambda about: reverse("support:undo_about_person", args=[about.pk]),
        initial=forms.half_an_hour_ago(),
        draft=f"about:{found.pk}",
        relationship=found,
        person=person,
    )


def about_person_one(request: Request, about_id: str) -> HttpResponse:
    """One of them, and what it said before."""
    about, versions = queries.about_page(request.actor, about_id)
    context = {
        "relationship": about.relationship,
        "person": about.referral.person,
        "versions": versions,
        "may_write": commands.correct_about_person.allowed(request.actor, about) and versions[0].is_current,
        "may_undo": queries.may_undo(request.actor, about, versions[0]),
    }
    return render(request, "support/about_person_one.jinja", context)


def correct_about_person(request: Request, about_id: str) -> HttpResponse:
    """Write it again as it was; the earlier one is kept."""
    about = queries.get_about(request.actor, about_id)
    person = about.referral.person
    return form_page(
        request,
        "support/correct_about_person.jinja",
        form=partial(forms.CorrectAboutPerson, called=person.called),
        do=commands.correct_about_person,
        to=about,
        then=lambda new: reverse("support:about_person_one", args=[new.pk]),
        done="Corrected. The original is kept.",
        initial=forms.from_about(about),
        about=about,
        person=person,
    )


def undo_about_person(request: Request, about_id: str) -> HttpResponse:
    about = queries.get_about(request.actor, about_id)
    then = reverse("support:about_person", args=[about.relationship_id])
    return do_now(request, commands.undo_about_person, about, then=then, done="Taken back. It counts nowhere.")


def say_told(request: Request, about_id: str) -> HttpResponse:
    """They know now."""
    about = queries.get_about(request.actor, about_id)
    called = about.referral.person.called
    return form_page(
        request,
        "support/say_told.jinja",
        form=partial(forms.SayTold, called=called),
        do=commands.say_told,
        to=about,
        then=reverse("support:about_person_one", args=[about.pk]),
        done=f"Written down. {called} knows.",
        about=about,
        person=about.referral.person,
    )


def about_me(request: Request) -> HttpResponse:
    """When people spoke about me, said to me."""
    page = page_of(request, queries.own_about(request.actor), 20)
    page.object_list = queries.own_about_rows(page.object_list)
    return render(request, "support/about_me.jinja", {"page": page})


def my_side_of_it(request: Request, about_id: str) -> HttpResponse:
    """My own words beside it."""
    about = queries.get_own_about(request.actor, about_id)
    return form_page(
        request,
        "support/my_side_of_it.jinja",
        form=forms.MySideOfIt,
        do=commands.add_side,
        to=about,
        then=reverse("support:about_me"),
        done="Your side is there now.",
        initial={"words": about.their_words},
        row=queries.own_about_rows([about])[0],
    )
