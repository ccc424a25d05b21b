"""Places that could help: shown from a relationship's page; and the person's own page of them."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alongside.partners import queries as partners
from alongside.support import commands, forms
from alongside.support.queries import get_relationship
from alongside.support.queries import signposts as queries
from alongside.ui.pages import Request, do_now, form_page


def signposts(request: Request, relationship_id: str) -> HttpResponse:
    """What was shown and what came of it; and another to find."""
    found = get_relationship(request.actor, relationship_id)
    asked = forms.FindPlace(request.GET)
    words = (asked.cleaned_data.get("words") or "") if asked.is_valid() else ""
    may_change = commands.show_signpost.allowed(request.actor, found) and found.status != "ended"
    context = {
        "relationship": found,
        "person": found.referral.person,
        "rows": queries.signposts_of(found),
        "words": words,
        "places": queries.places_to_show(request.actor, found, words) if may_change else [],
        "may_change": may_change,
    }
    return render(request, "support/signposts.jinja", context)


def show_signpost(request: Request, relationship_id: str, entry_id: str) -> HttpResponse:
    """One place of the directory, and the person's yes to its being kept."""
    found = get_relationship(request.actor, relationship_id)
    entry = partners.get_entry(request.actor, entry_id)
    person = found.referral.person
    return form_page(
        request,
        "support/show_signpost.jinja",
        form=partial(forms.ShowPlace, called=person.called),
        do=commands.show_signpost,
        to=found,
        details={"entry": entry},
        then=reverse("support:signposts", args=[found.pk]),
        done=f"Kept. {person.called} sees it too.",
        relationship=found,
        person=person,
        entry=partners.entry_row(entry),
    )


def say_signpost(request: Request, signpost_id: str) -> HttpResponse:
    """What came of it, on the person's word."""
    found, relationship = queries.get_signpost(request.actor, signpost_id)
    person = relationship.referral.person
    return form_page(
        request,
        "support/say_signpost.jinja",
        form=partial(forms.SayPlace, offered=_offered(found), called=person.called),
        do=commands.say_signpost,
        to=found,
        then=reverse("support:signposts", args=[relationship.pk]),
        done="Written down.",
        initial=_said(found),
        signpost=found,
        relationship=relationship,
        person=person,
    )


def remove_signpost(request: Request, signpost_id: str) -> HttpResponse:
    found, relationship = queries.get_signpost(request.actor, signpost_id)
    then = reverse("support:signposts", args=[relationship.pk])
    return do_now(request, commands.remove_signpost, found, then=then, done="Taken away. Nothing of it is kept.")


def my_signposts(request: Request) -> HttpResponse:
    """Places I was shown."""
    queries.needs_own_pages(request.actor)
    return render(request, "support/my_signposts.jinja", {"rows": queries.own_signposts(request.actor)})


def say_my_signpost(request: Request, signpost_id: str) -> HttpResponse:
    found = queries.get_own_signpost(request.actor, signpost_id)
    return form_page(
        request,
        "support/say_my_signpost.jinja",
        form=partial(forms.SayPlace, offered=_offered(found)),
        do=commands.say_signpost,
        to=found,
        then=reverse("support:my_signposts"),
        done="Thank you. It is in your words.",
        initial=_said(found),
        signpost=found,
    )


def remove_my_signpost(request: Request, signpost_id: str) -> HttpResponse:
    found = queries.get_own_signpost(request.actor, signpost_id)
    done = "Taken away. Nothing of it is kept."
    return do_now(request, commands.remove_signpost, found, then=reverse("support:my_signposts"), done=done)


def _offered(signpost: Any) -> list[tuple[str, str]]:
    """How it stands, and where it may go from there."""
    return [
        (value, words)
        for value, words in signpost.Status.choices
        if value == signpost.status or signpost.can_move_to(signpost.Status(value))
    ]


def _said(signpost: Any) -> dict[str, Any]:
    return {name: getattr(signpost, name) for name in ("status", "went_on", "useful", "words", "may_tell")}
