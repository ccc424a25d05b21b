"""The sign-in library's own forms, in our words."""

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django.conf import settings
from django.urls import reverse

LENGTH = "At least 10 characters. Three ordinary words together are easy to keep in mind."

# field: (label, hint, the error when it is left empty)
WORDS = {
    "login": ("Email address", "", "Enter your email address"),
    "email": ("Email address", "", "Enter your email address"),
    "password": ("Password", "", "Enter your password"),
    "oldpassword": ("Your password now", "", "Enter the password you have now"),
    "password1": ("New password", LENGTH, "Enter a new password"),
    "password2": ("The new password again", "", "Enter the new password again"),
    "code": ("Code from your app", "6 digits. A recovery code works too.", "Enter the code"),
    "name": ("What would you like to call it?", "Like: my phone", "Enter a name"),
    "passwordless": (
        "Let it sign me in by itself, with no password",
        "Your phone or computer asks for your finger, your face or its own code.",
        "",
    ),
}


class Worded:
    """Labels, hints and errors from WORDS, and from the form's own `words`."""

    words: ClassVar[dict[str, tuple[str, str, str]]] = {}
    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name in (known := WORDS | self.words):
                field.label, field.help_text, field.error_messages["required"] = known[name]
            field.widget.attrs.pop("placeholder", None)


class SignIn(Worded, account.LoginForm):
    @property
    def trust(self) -> list[dict[str, str]]:
        """The trust's own sign-in, if the settings name one: {name, url}."""
        known: Any = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
        return [
            {"name": app["name"], "url": reverse("openid_connect_login", args=[app["provider_id"]])} for app in known
        ]


class AskForCode(Worded, account.RequestLoginCodeForm):
    pass


class GiveCode(Worded, account.ConfirmLoginCodeForm):
    words: ClassVar = {"code": ("The code we sent", "Letters or numbers, from the email.", "Enter the code we sent")}


class ChangePassword(Worded, account.ChangePasswordForm):
    pass


class SetPassword(Worded, account.SetPasswordForm):
    pass


class ResetPassword(Worded, account.ResetPasswordForm):
    pass


class NewPassword(Worded, account.ResetPasswordKeyForm):
    pass


class PasswordAgain(Worded, account.ReauthenticateForm):
    pass


class AppCode(Worded, mfa.AuthenticateForm):
    pass


class AppCodeAgain(Worded, mfa.ReauthenticateForm):
    pass


class FirstAppCode(Worded, totp.ActivateTOTPForm):
    words: ClassVar = {"code": ("The 6 digits your app shows now", "", "Enter the 6 digits your app shows")}


class AddPasskey(Worded, webauthn.AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["name"] = "My passkey"
        self.fields["passwordless"].initial = True


class RenamePasskey(Worded, webauthn.EditWebAuthnForm):
    pass
