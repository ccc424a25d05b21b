"""The shape of a page: a form that leads to one command, a list in pages, and refusals said in words."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.core.paginator import Page, Paginator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from alongside.core.actors import Actor
from alongside.core.commands import Command
from alongside.core.errors import NotAllowed, Refused
from alongside.ui import drafts

Then = str | Callable[[Any], str]


class Request(HttpRequest):
    """What a view is given: middleware has put on it who is acting, and the service's settings."""

    actor: Actor
    service: Any
    look: Any  # how this service's public pages look, from its profile
    audience: str
    csp_nonce: str


def public(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a page that needs no sign-in. The middleware asks everybody else to sign in first."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


def for_partners(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a page that an account of a partner organisation opens too. For such an account no other is found."""
    view.is_for_partners = True  # type: ignore[attr-defined]
    return view


def form_page(
    request: Request,
    template: str,
    *,
    form: Callable[..., forms.Form],
    do: Command,
    to: models.Model | None = None,
    then: Then,
    done: str = "",
    undo: Then = "",
    initial: dict[str, Any] | None = None,
    details: dict[str, Any] | None = None,
    draft: str = "",
    **context: Any,
) -> HttpResponse:
    """Ask `form`; when it is answered, `do` the command `to` the record, say `done`, and go `then`.

    The cleaned answers are the command's keywords, with `details` beside them. `draft` is a key under which what
    is typed is kept until it is sent. `undo` is an address that takes it back. A refusal is shown on the form in the
    command's own words, nothing lost.
    """
    if not do.allowed(request.actor, to):
        raise NotAllowed(do.action)
    if request.method == "POST":
        if draft and drafts.LATER in request.POST:
            drafts.keep(request, draft, drafts.answers_of(request.POST))
            messages.success(request, "Kept for you. Come back when you like.")
            return redirect(reverse("pages:home"))
        asked = form(request.POST, request.FILES) if request.FILES else form(request.POST)
        if asked.is_valid():
            try:
                result = do(request.actor, to, **asked.cleaned_data, **(details or {}))
            except NotAllowed:
                raise
            except Refused as refusal:
                asked.add_error(None, str(refusal))
            else:
                return _done(request, result, then, done, undo, draft)
    else:
        kept = drafts.load(request, draft) if draft else {}
        asked = drafts.filled(form, kept) if kept else form(initial=initial)
    shown = {"form": asked, "draft": {"url": drafts.address(draft)} if draft else {}, **context}
    return render(request, template, shown, status=422 if asked.errors else 200)


def _done(request: Request, result: Any, then: Then, done: str, undo: Then, draft: str) -> HttpResponse:
    """Say so, forget what was kept, and go on."""
    if draft:
        drafts.forget(request, draft)
    if done:
        messages.success(request, done, extra_tags=undo(result) if callable(undo) else undo)
    return redirect(then(result) if callable(then) else then)


def do_now(
    request: Request, do: Command, to: models.Model | None = None, /, *, then: str, done: str = "", **details: Any
) -> HttpResponse:
    """A button that does one command: only by POST; a refusal becomes a page in words."""
    if request.method != "POST":
        raise Http404
    do(request.actor, to, **details)
    if done:
        messages.success(request, done)
    return redirect(then)


def page_of(request: HttpRequest, rows: Sequence[Any] | models.QuerySet[Any], size: int = 50) -> Page[Any]:
    """The page of `rows` that ?page= asks for; a page that does not exist is the nearest one that does."""
    return Paginator(rows, size).get_page(request.GET.get("page"))


def refusals(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: what an actor may not see is not found; what they may not do now is a page in words (409)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_exception(request: Request, problem: Exception) -> HttpResponse | None:
        if isinstance(problem, NotAllowed | ObjectDoesNotExist):
            return not_found(request, problem)
        if isinstance(problem, Refused):
            return render(request, "409.jinja", {"reason": str(problem)}, status=409)
        return None

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.jinja", status=404)


def went_wrong(request: HttpRequest) -> HttpResponse:
    return render(request, "500.jinja", status=500)
