"""How the sign-in library behaves here: no sign-up, no way in after a last day, and every attempt written down."""

from typing import Any, ClassVar

from allauth.account import signals as account
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.stagekit import clear_login
from allauth.mfa import signals as mfa
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.usersessions.models import UserSession
from django.contrib.auth import signals as auth
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

from alongside.accounts import queries, sessions
from alongside.accounts.models import SignIn, User
from alongside.core import clock

WORDS = {
    "password": "password",
    "code": "emailed code",
    "socialaccount": "the trust’s sign-in",
    Authenticator.Type.TOTP: "authenticator app",
    Authenticator.Type.WEBAUTHN: "passkey",
    Authenticator.Type.RECOVERY_CODES: "recovery codes",
}

WRONG_CODE = "That is not the code. Check it, and type it again."


class Accounts(DefaultAccountAdapter):
    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "The email address or the password is not right.",
        "incorrect_code": WRONG_CODE,
        "incorrect_password": "That is not your password.",
        "enter_current_password": "That is not the password you have now.",
        "too_many_login_attempts": "Too many tries. Wait a few minutes, or use another way to sign in.",
        "rate_limited": "Too many tries. Wait a few minutes.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(self, request: HttpRequest, user: User, **rest: Any) -> HttpResponse | None:
        if not queries.may_sign_in(user):
            write_down(request, user.email, user, worked=False, how="account closed")
            clear_login(request)
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **rest)

    def set_password(self, user: User, password: str) -> None:
        """Only the password is written: the guard lets nothing else of an account change outside a command."""
        user.set_password(password)
        user.save(update_fields=["password"])


class SecondFactors(DefaultMFAAdapter):
    error_messages: ClassVar = {**DefaultMFAAdapter.error_messages, "incorrect_code": WRONG_CODE}


class TrustAccounts(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False


def write_down(request: HttpRequest | None, email: str, user: User | None, *, worked: bool, how: str) -> None:
    """One line of the sign-in history."""
    address = Accounts(request).get_client_ip(request) if request and "REMOTE_ADDR" in request.META else None
    user_id = user.pk if user else ""
    SignIn.objects.create(
        at=clock.now(), email=email[:254], user_id=user_id, worked=worked, how=how[:40], address=address
    )


@receiver(auth.user_logged_in, dispatch_uid="sign-in worked")
def signed_in(sender: Any, request: Any, user: User, **rest: Any) -> None:
    sessions.begin(request)
    if "REMOTE_ADDR" in request.META:
        UserSession.objects.create_from_request(request)  # however they came, so that they can see where they are
    shown = get_authentication_records(request, user)
    how = ", ".join(WORDS.get(step.get("type") or step["method"], "") for step in shown)
    write_down(request, user.email, user, worked=True, how=how)


@receiver(auth.user_login_failed, dispatch_uid="sign-in failed")
def failed(sender: Any, credentials: dict, request: HttpRequest | None = None, **rest: Any) -> None:
    write_down(request, credentials.get("email") or "", None, worked=False, how="password")


@receiver(account.login_code_rejected, dispatch_uid="code rejected")
def code_rejected(sender: Any, request: HttpRequest, user: User, **rest: Any) -> None:
    write_down(request, user.email, user, worked=False, how=WORDS["code"])


@receiver(mfa.authentication_failed, dispatch_uid="second factor failed")
def second_factor_failed(sender: Any, request: HttpRequest, user: User, **rest: Any) -> None:
    write_down(request, user.email, user, worked=False, how="second factor")


@receiver(mfa.authenticator_added, dispatch_uid="second factor added")
def second_factor_added(
    sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **rest: Any
) -> None:
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:  # whoever set it up has just shown it
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type, reauthenticated=True)
    write_down(request, user.email, user, worked=True, how=f"added: {WORDS[authenticator.type]}")


@receiver(mfa.authenticator_removed, dispatch_uid="second factor removed")
def second_factor_removed(
    sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **rest: Any
) -> None:
    write_down(request, user.email, user, worked=True, how=f"removed: {WORDS[authenticator.type]}")


@receiver([account.password_set, account.password_changed, account.password_reset], dispatch_uid="password changed")
def password_changed(sender: Any, request: HttpRequest, user: User, **rest: Any) -> None:
    write_down(request, user.email, user, worked=True, how="changed: password")
