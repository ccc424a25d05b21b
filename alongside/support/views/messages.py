"""What came back: answers and failures for staff to see to, and the two doors through which Notify tells us."""

import contextlib
import hmac
import json
from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from alongside.core import notices
from alongside.core.actors import process
from alongside.core.errors import Refused
from alongside.support import commands, forms, queries
from alongside.ui.pages import Request, do_now, public

NOTIFY = "GOV.UK Notify"
LARGEST = 20_000  # bytes: a text is a few hundred


def messages(request: Request) -> HttpResponse:
    """What people answered, and what did not reach them."""
    return render(request, "support/messages.jinja", {"to_see": queries.messages_page(request.actor)})


def see_reply(request: Request, reply_id: str) -> HttpResponse:
    reply = queries.get_reply(request.actor, reply_id)
    return do_now(request, commands.see_reply, reply, then=reverse("support:messages"), done="Thank you. Seen to.")


def see_failure(request: Request, notice_id: str) -> HttpResponse:
    notice = queries.get_failure(request.actor, notice_id)
    return do_now(request, commands.see_failure, notice, then=reverse("support:messages"), done="Thank you. Seen to.")


def send_again(request: Request, notice_id: str) -> HttpResponse:
    notice = queries.get_failure(request.actor, notice_id)
    done = "It goes again now. If it does not arrive, you see it here."
    return do_now(request, commands.send_again, notice, then=reverse("support:messages"), done=done)


@public
@csrf_exempt
def text_received(request: Request) -> HttpResponse:
    """A text that somebody sent to our number. Taken once, however often Notify says it."""
    return _take(request, forms.TextReceived, _receive)


@public
@csrf_exempt
def receipt_received(request: Request) -> HttpResponse:
    """What became of a message we sent."""
    return _take(request, forms.ReceiptReceived, notices.take_receipt)


def _receive(**said: Any) -> None:
    if not queries.was_received(said["received"]):
        commands.receive_reply(process(NOTIFY), **said)


def _take(
    request: Request, form: Callable[[dict[str, Any]], django_forms.Form], take: Callable[..., None]
) -> HttpResponse:
    """Only from whoever knows our token, only by POST, and only what is what it should be. 204 when it is taken."""
    if not settings.NOTIFY_CALLBACK_TOKEN or request.method != "POST" or not _knows_token(request):
        raise Http404
    if len(request.body) > LARGEST:
        return HttpResponse("Too long", status=413)
    try:
        said = json.loads(request.body)
    except ValueError:
        return HttpResponse("Not JSON", status=400)
    read = form(said if isinstance(said, dict) else {})
    if not read.is_valid():
        return HttpResponse("Not understood: " + ", ".join(read.errors), status=400)
    with contextlib.suppress(Refused):  # another of Notify's calls took it in this very moment
        take(**read.cleaned_data)
    return HttpResponse(status=204)


def _knows_token(request: Request) -> bool:
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return hmac.compare_digest(given.encode(), settings.NOTIFY_CALLBACK_TOKEN.encode())
