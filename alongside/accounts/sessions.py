"""What a signed-in session remembers: when it began, when it was last used, and whether a second factor was shown."""

from datetime import timedelta
from typing import Any

from allauth.account.authentication import get_authentication_records

from alongside.accounts import queries
from alongside.accounts.models import User
from alongside.accounts.roles import ONE_FACTOR_IS_ENOUGH
from alongside.core import clock
from alongside.ui.pages import Request

SECOND_FACTOR = "second_factor"  # how a second factor was shown when the sign-in library did not ask
BEGAN, SEEN = "began_at", "seen_at"

LONGEST = timedelta(hours=12)
IDLE: dict[str, timedelta] = {User.Kind.STAFF: timedelta(minutes=30), User.Kind.OWN: timedelta(minutes=15)}
NOTE_EVERY = timedelta(minutes=1)  # not on each page: a write for every read would be a queue

ENOUGH = (
    "mfa",
    "socialaccount",
)  # an app, a passkey or a recovery code; or the trust's own sign-in, which asks for both


def begin(request: Request) -> None:
    request.session[BEGAN] = request.session[SEEN] = clock.now().timestamp()


def why_over(request: Request) -> str:
    """Why this session may not go on, in words for its user; empty when it may."""
    user: Any = request.user
    now = clock.now().timestamp()
    idle = IDLE[user.kind]
    if not queries.may_sign_in(user):
        return "Your account is closed."
    if now - request.session.get(SEEN, now) > idle.total_seconds():
        minutes = int(idle.total_seconds() // 60)
        return f"You were signed out after {minutes} minutes without doing anything. Words the page had kept are safe."
    if now - request.session.get(BEGAN, now) > LONGEST.total_seconds():
        return "You were signed out because it is 12 hours since you signed in. Words the page had kept are safe."
    return ""


def note_use(request: Request) -> None:
    now = clock.now().timestamp()
    if now - request.session.get(SEEN, 0) >= NOTE_EVERY.total_seconds():
        request.session[SEEN] = now


def needs_second_factor(request: Request) -> bool:
    """True for whoever sees other people's records and has not shown a second factor in this session."""
    if not request.actor.roles - ONE_FACTOR_IS_ENOUGH or SECOND_FACTOR in request.session:
        return False
    return not any(shown["method"] in ENOUGH for shown in get_authentication_records(request, request.user))
