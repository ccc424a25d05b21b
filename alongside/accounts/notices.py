"""Messages about accounts."""

from django.conf import settings
from django.urls import reverse

from alongside.accounts.models import User
from alongside.core import notices
from alongside.core.commands import Act

# Said in an email to whoever asks the service something, never in a text (NHS England's own words).
FOR_NOW = "If you need help now, call 111 and choose the mental health option. If a life is at risk, call 999."


def tell_account_opened(act: Act, user: User, about_id: str = "") -> None:
    """Where to sign in, and how the first time. Says nothing of what the account is for. `about_id` is the
    person whose own it is."""
    notices.write(
        act,
        to=user.email,
        about_id=about_id,
        subject="Your account is open",
        text=(
            f"Hello {user.name}\n\n"
            f"You can now sign in at {settings.PUBLIC_ADDRESS}{reverse('account_login')}\n\n"
            "The first time, choose “Send me a code” and type this email address. We send you a code to sign in with. "
            "After that you can set a password or a passkey of your own.\n\n"
            "If you did not expect this, you can ignore it."
        ),
    )
