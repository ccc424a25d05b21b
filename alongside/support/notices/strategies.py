"""What whoever wrote what helped them is told of it."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from alongside.core import notices
from alongside.core.commands import Act
from alongside.support.models import Strategy
from alongside.ui import dates


def tell_ending(act: Act, strategy: Strategy) -> None:
    """A fortnight before: it goes by itself, or stays with a new yes."""
    until = dates.day(strategy.shown_until)
    text = (
        f"What you wrote for the library of what helped us is in it until {until}. You need do nothing: then "
        f"nobody finds it there any more. If you would like it to stay, say yes again here: {_page(strategy)}\n"
    )
    _email(act, strategy, "Something of yours soon leaves the library", text)


def tell_ended(act: Act, strategy: Strategy) -> None:
    """Its last day was yesterday: asked again, and what a yes for those who keep it means."""
    text = (
        "The last day of what you wrote for the library of what helped us has passed, so nobody finds it there now. "
        "Whoever kept it can still read it. If you would like it to be found again, say yes again; if nobody should "
        f"read it any more, take it back. Either is fine, here: {_page(strategy)}\n"
    )
    _email(act, strategy, "Something of yours left the library", text)


def tell_taken_out(act: Act, strategy: Strategy) -> None:
    """That the lead took it out. Why is on its page, which only they can open."""
    text = (
        f"{act.actor.name} took something you wrote out of the library of what helped us, and said why. "
        f"It is still yours. Read why here, and talk with them if you like: {_page(strategy)}\n"
    )
    _email(act, strategy, "Something of yours was taken out of the library", text)


def _email(act: Act, strategy: Strategy, subject: str, text: str) -> None:
    user: Any = strategy.worker.user
    if user is not None and user.is_active:
        notices.write(act, to=user.email, subject=subject, text=text)


def _page(strategy: Strategy) -> str:
    return f"{settings.PUBLIC_ADDRESS}{reverse('support:strategy', args=[strategy.pk])}"
