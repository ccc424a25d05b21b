"""A private calendar: its owner's page, and the address that calendar programs ask."""

import hashlib
import secrets

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response

from alongside.support import commands, queries
from alongside.ui.pages import Request, do_now, public

COOKIE, SHOWN_FOR = "calendar", 300  # seconds for which whoever made it can read its address again


def my_calendar(request: Request) -> HttpResponse:
    """Whether there is one, and for five minutes after it was made, its address. Nobody can read it later: a new one
    takes its place."""
    feed, is_staff = queries.calendar_page(request.actor)
    token, address = request.COOKIES.get(COOKIE, ""), ""
    if token and queries.is_of(feed, token):
        address = settings.PUBLIC_ADDRESS + reverse("support:calendar_feed", args=[token])
    shown = {"feed": feed, "is_staff": is_staff, "address": address}
    answer = render(request, "support/my_calendar.jinja", shown)
    if address:
        answer["Cache-Control"] = "no-store"
    return answer


def make_feed(request: Request) -> HttpResponse:
    """A new address. It goes into a cookie that only this page is sent, and nowhere else."""
    token, page = secrets.token_urlsafe(32), reverse("support:my_calendar")
    done = "Your calendar is made. Copy its address now."
    answer = do_now(request, commands.make_feed, then=page, done=done, token=token)
    answer.set_cookie(
        COOKIE, token, max_age=SHOWN_FOR, path=page, httponly=True, samesite="Strict", secure=request.is_secure()
    )
    return answer


def end_feed(request: Request) -> HttpResponse:
    feed = queries.own_feed(request.actor)
    if feed is None:
        raise Http404
    page = reverse("support:my_calendar")
    answer = do_now(request, commands.end_feed, feed, then=page, done="Taken back. The old address says nothing now.")
    answer.delete_cookie(COOKIE, path=page)
    return answer


@public
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """For a calendar program, which has nothing but the address."""
    if request.method not in ("GET", "HEAD"):
        raise Http404
    file = queries.calendar_feed(token)
    seal = f'"{hashlib.sha256(file).hexdigest()}"'
    headers = {"ETag": seal, "Cache-Control": "private, no-cache", "X-Robots-Tag": "noindex"}
    answer = HttpResponse(file, content_type="text/calendar; charset=utf-8", headers=headers)
    return get_conditional_response(request, etag=seal, response=answer) or answer
