"""Kept answers: what someone has typed but not sent, bound to them, so that nothing typed is ever lost."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.auth import logout
from django.core import signing
from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from alongside.core import clock
from alongside.core.models import Draft

SIGNED_IN_KEEPS = timedelta(days=14)
VISITOR_KEEPS = timedelta(hours=24)
LEAVE_TO = "https://www.bbc.co.uk/weather"
LATER = "save"  # the button "Save and come back later"
OWN = ("csrfmiddlewaretoken", LATER)  # the form's plumbing, not anybody's answers
SALT = "draft"


def owner(request: HttpRequest, *, make: bool = False) -> str:
    """Whose draft this is: the user's, or the browser session's. Empty for a visitor with no session yet."""
    if request.user.is_authenticated:
        return f"user:{request.user.pk}"
    if not request.session.session_key and make:
        request.session.set_expiry(VISITOR_KEEPS)
        request.session.create()
    return f"visit:{request.session.session_key}" if request.session.session_key else ""


def address(key: str) -> str:
    """Where the page sends what is being typed. Signed, so that only keys we drew can be kept."""
    return reverse("ui:keep_draft", args=[signing.dumps(key, salt=SALT)])


def load(request: HttpRequest, key: str) -> dict[str, Any]:
    """The kept answers, or an empty dict."""
    row = Draft.objects.filter(owner=owner(request), key=key, expires_at__gt=clock.now()).first()
    return row.answers if row else {}


def keep(request: HttpRequest, key: str, answers: dict[str, Any]) -> None:
    """Keep these answers in place of any kept before under this key."""
    now = clock.now()
    lasts = SIGNED_IN_KEEPS if request.user.is_authenticated else VISITOR_KEEPS
    Draft.objects.update_or_create(
        owner=owner(request, make=True),
        key=key,
        defaults={"answers": answers, "kept_at": now, "expires_at": now + lasts},
    )


def keep_on(prefix: str) -> int:
    """What is kept under keys that begin so is kept for as long again: for a form with a closing day of its own."""
    now = clock.now()
    kept = Draft.objects.filter(key__startswith=prefix, expires_at__gt=now)
    return kept.update(expires_at=now + SIGNED_IN_KEEPS)


def forget(request: HttpRequest, key: str) -> None:
    Draft.objects.filter(owner=owner(request), key=key).delete()


def unfinished(request: HttpRequest, prefix: str) -> list[Draft]:
    """This user's kept answers whose key begins with `prefix`, newest first."""
    rows = Draft.objects.filter(owner=owner(request), key__startswith=prefix, expires_at__gt=clock.now())
    return list(rows.order_by("-kept_at"))


def answers_of(data: QueryDict) -> dict[str, list[str]]:
    """What was typed, without the form's own plumbing."""
    return {name: values for name, values in data.lists() if name not in OWN}


def filled(form: Any, answers: dict[str, list[str]]) -> forms.Form:
    """The form showing kept answers as they were typed, before anything is checked."""
    data = QueryDict(mutable=True)
    for name, values in answers.items():
        data.setlist(name, values)
    shown: forms.Form = form(data)
    shown._errors = ErrorDict()  # type: ignore[attr-defined]  # nothing is checked yet
    return shown


@require_POST
def keep_draft(request: HttpRequest, signed: str) -> HttpResponse:
    """Called by the page itself while someone types."""
    try:
        key = signing.loads(signed, salt=SALT, max_age=SIGNED_IN_KEEPS)
    except signing.BadSignature:
        return JsonResponse({"kept": False}, status=404)
    keep(request, key, answers_of(request.POST))
    return JsonResponse({"kept": True})


def leave(request: HttpRequest) -> HttpResponse:
    """Leave this page quickly: forget what a visitor typed, sign out, and go somewhere ordinary. Never asks."""
    if whose := owner(request):
        if not request.user.is_authenticated:
            Draft.objects.filter(owner=whose).delete()
        logout(request)
        request.session.flush()
    return redirect(LEAVE_TO)
