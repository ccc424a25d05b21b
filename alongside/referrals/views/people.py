"""A person's record: how to reach them, what they need, what may be shared; and finding people."""

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alongside.core import audit, clock
from alongside.core.commands import Command
from alongside.referrals import commands, queries
from alongside.referrals.forms import people as forms
from alongside.ui.pages import Request, do_now, form_page

DETAILS = (
    "first_name",
    "last_name",
    "known_as",
    "birth_date",
    "nhs_number",
    "contact_by",
    "reminders",
    "phone",
    "email",
    "address",
    "contact_safely",
    "area",
    "language",
    "interpreter",
)


def person(request: Request, person: str) -> HttpResponse:
    """The whole record."""
    found = queries.person_page(request.actor, person)
    how = "printed" if "print" in request.GET else "opened"
    audit.opened(request.actor, found.person, how, at=clock.now())
    may = {
        "numbers": commands.add_identifier.allowed(request.actor, found.person),
        "account": not found.person.user_id and commands.open_person_account.allowed(request.actor, found.person),
        "triage": queries.may_list(request.actor),
        "seal": queries.may_search(request.actor),
    }
    return render(request, "referrals/person.jinja", {"found": found, "person": found.person, "may": may})


def _address(person: str) -> str:
    return reverse("referrals:person", args=[person])


def _change(
    request: Request,
    person: str,
    template: str,
    form: Callable[..., django_forms.Form],
    do: Command,
    *,
    to: Any = None,
    done: str,
    initial: dict[str, Any] | None = None,
    **context: Any,
) -> HttpResponse:
    """A page that asks about one person and goes back to their record."""
    found = queries.get_person(request.actor, person)
    return form_page(
        request,
        f"referrals/{template}.jinja",
        form=form,
        do=do,
        to=to or found,
        then=_address(person),
        done=done,
        initial=initial,
        person=found,
        **context,
    )


def change_person(request: Request, person: str) -> HttpResponse:
    found = queries.get_person(request.actor, person)
    initial = {name: getattr(found, name) for name in DETAILS}
    return _change(
        request, person, "change_person", forms.Details, commands.change_person, done="Changed.", initial=initial
    )


def add_need(request: Request, person: str) -> HttpResponse:
    """Ask, and write down one need; or that there are none."""
    needs = queries.needs_of([person]).get(person, ())
    return _change(
        request,
        person,
        "add_need",
        forms.AddNeed,
        commands.add_need,
        done="Written down. Everyone who books, messages or meets them sees it.",
        needs=needs,
    )


def say_no_needs(request: Request, person: str) -> HttpResponse:
    found = queries.get_person(request.actor, person)
    done = "Written down: asked, and there is nothing they need."
    return do_now(request, commands.say_no_needs, found, then=_address(person), done=done)


def review_need(request: Request, need: str) -> HttpResponse:
    """Does it still stand?"""
    found = queries.get_need(request.actor, need)
    return _change(
        request,
        found.person_id,
        "review_need",
        forms.ReviewNeed,
        commands.review_need,
        to=found,
        need=found,
        initial={"words": found.words},
        done="Looked at again.",
    )


def end_need(request: Request, need: str) -> HttpResponse:
    found = queries.get_need(request.actor, need)
    return do_now(request, commands.end_need, found, then=_address(found.person_id), done="It no longer stands.")


def add_identifier(request: Request, person: str) -> HttpResponse:
    return _change(
        request, person, "add_identifier", forms.AddIdentifier, commands.add_identifier, done="Written down."
    )


def end_identifier(request: Request, identifier: str) -> HttpResponse:
    found = queries.get_identifier(request.actor, identifier)
    return do_now(request, commands.end_identifier, found, then=_address(found.person_id), done="Taken away.")


def add_other_contact(request: Request, person: str) -> HttpResponse:
    return _change(
        request, person, "add_other_contact", forms.OtherContact, commands.add_other_contact, done="Written down."
    )


def remove_other_contact(request: Request, contact: str) -> HttpResponse:
    found = queries.get_other_contact(request.actor, contact)
    return do_now(request, commands.remove_other_contact, found, then=_address(found.person_id), done="Taken away.")


def add_sharing(request: Request, person: str) -> HttpResponse:
    found = queries.get_person(request.actor, person)
    return _change(
        request,
        person,
        "add_sharing",
        forms.AddSharing,
        commands.add_sharing,
        done="Written down.",
        initial={"said_by": found.full_name},
    )


def withdraw_sharing(request: Request, sharing: str) -> HttpResponse:
    found = queries.get_sharing(request.actor, sharing)
    return do_now(request, commands.withdraw_sharing, found, then=_address(found.person_id), done="Taken back.")


def open_person_account(request: Request, person: str) -> HttpResponse:
    """Their own sign-in, which shows them only their own pages."""
    found = queries.get_person(request.actor, person)
    return _change(
        request,
        person,
        "open_person_account",
        forms.OpenAccount,
        commands.open_person_account,
        initial={"email": found.email},
        done="Opened. They can sign in with their email address.",
    )
