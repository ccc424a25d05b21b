"""Who is acting in this request, and the rule that every page asks for sign-in unless it says it is public."""

from collections.abc import Callable
from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from alongside.accounts import profiles, queries, sessions
from alongside.accounts.roles import PARTNER
from alongside.accounts.sessions import SECOND_FACTOR
from alongside.core import kept
from alongside.ui.pages import Request

__all__ = ["SECOND_FACTOR", "actor", "session_ends", "sign_in_required"]

Handler = Callable[[Request], HttpResponse]

# Pages of the sign-in library that are not for here: accounts and addresses are opened and changed by the service.
CLOSED = {
    "account_signup",
    "account_email",
    "account_confirm_email",
    "account_email_verification_sent",
    "socialaccount_signup",
    "socialaccount_connections",
}


def session_ends(get_response: Handler) -> Handler:
    """Sign out whoever has been still too long, was signed in too long ago, or has left."""

    def middleware(request: Request) -> HttpResponse:
        if request.user.is_authenticated:
            if why := sessions.why_over(request):
                logout(request)
                messages.info(request, why)
            else:
                sessions.note_use(request)
        signed_in = request.user.is_authenticated
        answer = get_response(request)
        if signed_in and not request.user.is_authenticated:
            answer["Clear-Site-Data"] = '"storage"'  # they signed out or left: a register's marks leave the device too
        return answer

    return middleware


def actor(get_response: Handler) -> Handler:
    """Put the actor and the service on the request, and read the service's settings once in it."""

    def middleware(request: Request) -> HttpResponse:
        request.actor = queries.actor_for(request.user)
        request.service = SimpleLazyObject(queries.current_service)
        request.look = SimpleLazyObject(lambda: profiles.look_of(getattr(request.service, "profile", "")))
        with kept.keeping():
            return get_response(request)

    return middleware


def sign_in_required(get_response: Handler) -> Handler:
    """Sign-in first, and a second factor for anyone who sees other people's records. Somebody from a partner
    organisation finds only the pages that say they are for them."""

    def middleware(request: Request) -> HttpResponse:
        return get_response(request)

    def process_view(request: Request, view: Callable, args: tuple, kwargs: dict) -> HttpResponse | None:
        if getattr(request.resolver_match, "url_name", "") in CLOSED:
            raise Http404
        if getattr(view, "is_public", False) or view.__module__.startswith("allauth."):
            return None
        if not request.actor.user_id:
            return redirect(f"{reverse(settings.LOGIN_URL)}?next={quote(request.get_full_path())}")
        if sessions.needs_second_factor(request):
            return redirect("mfa_index")
        if request.actor.has(PARTNER) and not getattr(view, "is_for_partners", False):
            raise Http404
        return None

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware
