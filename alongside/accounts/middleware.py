"""Who is acting in this request, and the rule that every page asks for sign-in unless it says it is public."""

from collections.abc import Callable
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from alongside.accounts import queries

Handler = Callable[[HttpRequest], HttpResponse]

SECOND_FACTOR = "second_factor"  # session key: how a second factor was shown when the sign-in library did not ask


def actor(get_response: Handler) -> Handler:
    """Put the actor and the service on the request."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.actor = queries.actor_for(request.user)
        request.service = SimpleLazyObject(queries.current_service)
        return get_response(request)

    return middleware


def sign_in_required(get_response: Handler) -> Handler:
    """Sign-in first, and a second factor for anyone who sees other people's records."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> HttpResponse | None:
        if getattr(view, "is_public", False) or view.__module__.startswith("allauth."):
            return None
        if not request.actor.user_id:
            return redirect(f"{reverse(settings.LOGIN_URL)}?next={quote(request.get_full_path())}")
        return None

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware
