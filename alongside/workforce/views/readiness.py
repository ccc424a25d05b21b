"""The pages of what workers hold and lack, what is asked for, and the days they are away."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alongside.core.errors import NotAllowed
from alongside.ui.pages import Request, do_now, form_page
from alongside.ui.sheets import Columns, list_page
from alongside.workforce import commands, forms, policies, queries

KINDS, MY_AWAY = "workforce:credential_kinds", "workforce:my_away"
COLUMNS: Columns = {
    "Name": "name",
    "Team": "teams",
    "Lacks": "lacking",
    "Ends within 30 days": lambda row: tuple(name for name, _ in row.ends),
    "First of them ends on": "ends_on",
    "Shown round": "wards",
}

# What workers hold ---------------------------------------------------------------------------------------------------


def who_lacks_what(request: Request) -> HttpResponse:
    if not policies.may_see_readiness(request.actor):
        raise NotAllowed("who lacks what")
    kinds = [(kind.slug, kind.name) for kind, _ in queries.kind_choices() if not kind.for_ward]
    narrow = forms.NarrowReadiness(request.GET, kinds=kinds)
    lacking = narrow.cleaned_data["lacking"] if narrow.is_valid() else ""
    rows = queries.who_lacks_what(request.actor, lacking=lacking or "")
    return list_page(
        request,
        "workforce/who_lacks_what.jinja",
        rows,
        COLUMNS,
        called="Who lacks what",
        filter_form=narrow,
        may_keep_kinds=policies.may_keep_kinds(request.actor),
        complete=len([row for row in rows if not row.lacking]),
        everybody=len(rows),
    )


def readiness(request: Request, worker: str) -> HttpResponse:
    return render(request, "workforce/readiness.jinja", {"ready": queries.readiness(request.actor, worker)})


def my_readiness(request: Request) -> HttpResponse:
    """The worker's own, from their profile."""
    own = queries.own_profile(request.actor).worker
    return render(request, "workforce/readiness.jinja", {"ready": queries.readiness(request.actor, own.pk)})


def write_credential(request: Request, worker: str) -> HttpResponse:
    row = queries.get_ready_worker(request.actor, worker)
    return form_page(
        request,
        "workforce/write_credential.jinja",
        form=partial(forms.WriteCredential, kinds=queries.kind_choices(), wards=queries.ward_choices()),
        initial={"kind": request.GET.get("kind", "")},
        do=commands.write_credential,
        to=row,
        then=reverse("workforce:readiness", args=[worker]),
        done="Written down.",
        undo=lambda made: reverse("workforce:take_back_credential", args=[made.pk]),
        worker=row,
    )


def take_back_credential(request: Request, credential: str) -> HttpResponse:
    row = queries.get_credential(request.actor, credential)
    then = reverse("workforce:readiness", args=[row.worker_id])
    return do_now(request, commands.take_back_credential, row, then=then, done="Taken back. It was not so after all.")


# What is asked for ---------------------------------------------------------------------------------------------------


def credential_kinds(request: Request) -> HttpResponse:
    if not policies.may_keep_kinds(request.actor):
        raise NotAllowed("what workers hold")
    return render(request, "workforce/credential_kinds.jinja", {"rows": queries.credential_kinds(request.actor)})


def add_credential_kind(request: Request) -> HttpResponse:
    return form_page(
        request,
        "workforce/add_credential_kind.jinja",
        form=forms.AddCredentialKind,
        do=commands.add_credential_kind,
        then=reverse(KINDS),
        done="Added. From now on whoever has not got it lacks it.",
    )


def change_credential_kind(request: Request, kind: str) -> HttpResponse:
    row = queries.get_credential_kind(request.actor, kind)
    now = {name: getattr(row, name) for name in ("name", "lacking", "months", "bank_needs")}
    return form_page(
        request,
        "workforce/change_credential_kind.jinja",
        form=forms.ChangeCredentialKind,
        initial={**now, "is_asked": row.ended_on is None},
        do=commands.change_credential_kind,
        to=row,
        then=reverse(KINDS),
        done="Saved. What is written down already keeps its last day.",
        kind=row,
    )


# Days away -----------------------------------------------------------------------------------------------------------


def my_away(request: Request) -> HttpResponse:
    return form_page(
        request,
        "workforce/my_away.jinja",
        form=forms.SayAway,
        do=commands.say_away,
        to=queries.own_profile(request.actor).worker,
        then=reverse(MY_AWAY),
        done="Kept. You are not offered anything on those days.",
        rows=queries.my_away(request.actor),
    )


def say_away(request: Request, worker: str) -> HttpResponse:
    """By somebody they told."""
    row = queries.get_ready_worker(request.actor, worker)
    return form_page(
        request,
        "workforce/say_away.jinja",
        form=forms.SayAway,
        do=commands.say_away,
        to=row,
        then=reverse("workforce:readiness", args=[worker]),
        done="Written down. They see it too.",
        worker=row,
    )


def take_back_away(request: Request, away: str) -> HttpResponse:
    row = queries.get_away(request.actor, away)
    is_own = policies.is_theirs(request.actor, row.worker)
    then = reverse(MY_AWAY) if is_own else reverse("workforce:readiness", args=[row.worker_id])
    return do_now(request, commands.take_back_away, row, then=then, done="Taken off.")
