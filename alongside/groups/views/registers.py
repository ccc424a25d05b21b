"""The register of a date on a phone or a ward's tablet, what is said once it is saved, and a date that was not held."""

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from alongside.core import audit, clock
from alongside.core.errors import NotAllowed
from alongside.groups import commands, forms, queries
from alongside.groups.queries.feedback import code_works
from alongside.ui.pages import Request, do_now, form_page

REGISTER = "groups/register.jinja"


@never_cache  # the keys in it are for this user and these hours
def register(request: Request, date_id: str) -> HttpResponse:
    """One page. Sent twice, it is saved once; `find` looks for somebody who is not on it, and saves nothing."""
    actor = request.actor
    date = queries.get_registered_date(actor, date_id)
    saved = reverse("groups:register_saved", args=[date_id])
    if not commands.save_register.allowed(actor, date):
        raise NotAllowed("fill in this register")
    if queries.sent_before(date, request.POST.get("once", "")):
        return redirect(saved)
    wanted = request.POST.get("who", "").strip() if "find" in request.POST else ""
    page = queries.register_page(actor, date, added=_added(request), find=wanted)
    shown: dict[str, Any] = {"page": page, "keys": queries.device_keys(actor, date_id), "wanted": wanted}
    if "find" in request.POST:
        if wanted:
            audit.opened(actor, None, "searched", at=clock.now(), words=wanted[:200])
        form = forms.Register(_as_it_stands(request, page), page=page)
        return render(request, REGISTER, {"form": form, "sought": True, **shown})
    return form_page(
        request,
        REGISTER,
        form=partial(forms.Register, page=page),
        do=commands.save_register,
        to=date,
        then=saved,
        **shown,
    )


def _added(request: Request) -> list[str]:
    """People put on this page by hand: those found before, and every tile that came marked."""
    return [*request.POST.getlist("added"), *request.POST.getlist("came")]


def _as_it_stands(request: Request, page: queries.RegisterPage) -> Any:
    """Everything marked so far; one person found and nobody else is marked too: it is why they were looked for."""
    said = request.POST.copy()
    if len(page.found) == 1:
        said.appendlist("came", page.found[0].id)
    return said


def register_saved(request: Request, date_id: str) -> HttpResponse:
    """What was saved, in one sentence; a few words to share; and how they are after it."""
    date = queries.get_registered_date(request.actor, date_id)
    saved = queries.saved_page(request.actor, date)
    if saved is None:
        raise Http404
    return form_page(
        request,
        "groups/register_saved.jinja",
        form=forms.Reflection,
        do=commands.share_reflection,
        to=queries.get_register(request.actor, saved.id),
        then=reverse("groups:register_saved", args=[date_id]),
        done="Shared with those who run it.",
        initial={"reflection": saved.reflection},
        date=date,
        saved=saved,
        code_works=code_works(date),
    )


def take_back_register(request: Request, register_id: str) -> HttpResponse:
    found = queries.get_register(request.actor, register_id)
    then = reverse("groups:register", args=[found.date_id])
    return do_now(request, commands.take_back_register, found, then=then, done="Taken back. Nothing is counted now.")


def did_not_go_ahead(request: Request, date_id: str) -> HttpResponse:
    """It counts as cancelled, not as a group to which nobody came."""
    date = queries.get_registered_date(request.actor, date_id)
    return form_page(
        request,
        "groups/did_not_go_ahead.jinja",
        form=forms.DidNotGoAhead,
        do=commands.say_did_not_go_ahead,
        to=date,
        then=reverse("groups:date", args=[date_id]),
        done="Written down as cancelled. It is not counted as a group to which nobody came.",
        date=date,
    )
