"""Sealed records: sealed by the person or on their word, and opened by named roles with a reason."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from alongside.core.errors import Refused
from alongside.referrals import commands
from alongside.referrals.forms import seals as forms
from alongside.referrals.queries import get_person
from alongside.referrals.queries import seals as queries
from alongside.ui.pages import Request, do_now, form_page


def sealed_records(request: Request) -> HttpResponse:
    """Look for one by name and open it, with a reason; and who opened one. Whose are sealed is not listed."""
    opened = queries.seal_openings(request.actor)
    form: Any = forms.OpenSealed()
    if request.method == "POST":
        form = forms.OpenSealed(request.POST)
        if form.is_valid():
            said = dict(form.cleaned_data)
            reason = said.pop("reason_given")
            try:
                found = queries.find_sealed(request.actor, **said)
                commands.open_sealed(request.actor, found, reason_given=reason)
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, "Opened to you for some hours. The others are told.")
                return redirect("referrals:person", found.pk)
    status = 422 if form.errors else 200
    return render(request, "referrals/sealed_records.jinja", {"form": form, "opened": opened}, status=status)


def seal_record(request: Request, person: str) -> HttpResponse:
    """On the person's word, for any reason or none."""
    found = get_person(request.actor, person)
    return form_page(
        request,
        "referrals/seal_record.jinja",
        form=forms.Seal,
        do=commands.seal_record,
        to=found,
        then=reverse("pages:home"),
        done=f"Sealed. Only {found.called}, and whoever walks with {found.called}, sees it now.",
        person=found,
        since=queries.sealed_since(found),
    )


def unseal_record(request: Request, person: str) -> HttpResponse:
    """On the person's word: by whoever walks with them, or has it open."""
    found = get_person(request.actor, person)
    then = reverse("referrals:person", args=[found.pk])
    return do_now(request, commands.unseal_record, found, then=then, done="Unsealed, on their word.")


def my_seal(request: Request) -> HttpResponse:
    """The person: whether their record is sealed, and who opened it."""
    return render(request, "referrals/my_seal.jinja", {"mine": queries.own_seal(request.actor)})


def seal_my_record(request: Request) -> HttpResponse:
    person, then = queries.own_person(request.actor), reverse("referrals:my_seal")
    done = "Sealed. Only you, and whoever walks with you, see it now."
    return do_now(request, commands.seal_record, person, then=then, done=done)


def unseal_my_record(request: Request) -> HttpResponse:
    person, then = queries.own_person(request.actor), reverse("referrals:my_seal")
    return do_now(request, commands.unseal_record, person, then=then, done="Unsealed. It is as it was before.")
