"""Signing in as anybody with a click, and reading what was sent. Only ever in a demonstration."""

import email
import email.message
import email.policy
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from alongside.accounts.middleware import SECOND_FACTOR
from alongside.demo import personas as cast
from alongside.ui.pages import page_of, public

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@public
def personas(request: HttpRequest) -> HttpResponse:
    """Who you can be."""
    return render(request, "demo/personas.jinja", {"personas": cast.personas()})


@public
def sign_in(request: HttpRequest, persona: str) -> HttpResponse:
    """Sign in as one of the cast, second factor and all."""
    if request.method != "POST":
        raise Http404
    try:
        part = cast.persona(persona)
    except KeyError:
        raise Http404 from None
    user = get_user_model().objects.get(email=part.email)
    login(request, user, backend=BACKEND)
    request.session[SECOND_FACTOR] = "demonstration"
    return redirect(reverse("pages:home"))


@dataclass(frozen=True)
class Sent:
    at: datetime
    to: str
    subject: str
    text: str
    invitation: bool


@public
def outbox(request: HttpRequest) -> HttpResponse:
    """Every message the service has sent, newest first."""
    return render(request, "demo/outbox.jinja", {"page": page_of(request, _sent(), 20)})


def _sent() -> list[Sent]:
    files = Path(settings.EMAIL_FILE_PATH).glob("*.log")
    return sorted((message for file in files for message in _messages(file)), key=lambda sent: sent.at, reverse=True)


def _messages(file: Path) -> list[Sent]:
    """The messages in one file of Django's file-based backend, which ends each with a line of dashes."""
    parts = [part.strip() for part in file.read_bytes().split(b"\n" + b"-" * 79 + b"\n")]
    read = [email.message_from_bytes(part, policy=email.policy.default) for part in parts if part]
    return [_sent_as(message) for message in read]


def _sent_as(message: email.message.EmailMessage) -> Sent:
    """A message may bring an invitation for a calendar beside its words."""
    words = message.get_body(("plain",))
    return Sent(
        at=_moment(message["Date"]),
        to=str(message["To"]).strip('"'),
        subject=str(message["Subject"] or ""),
        text=words.get_content() if words else "",
        invitation=any(part.get_content_type() == "text/calendar" for part in message.walk()),
    )


def _moment(date: str) -> datetime:
    """A message's own date; Django writes its own as UTC of nowhere in particular (-0000)."""
    at = parsedate_to_datetime(str(date))
    return at if at.tzinfo else at.replace(tzinfo=UTC)
