"""Messages about worries and visits: never a name, never a word of what it is about; a link to sign in to."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from alongside.core import notices
from alongside.core.commands import Act
from alongside.core.models import Notice
from alongside.support.models import Concern, Visit


def tell_told(act: Act, concern: Concern, user: Any) -> None:
    """To one person who is told, or asked again: by email, and by text when we have their number."""
    link = _page_of(concern)
    _both_ways(
        act,
        user,
        subject="Someone needs you now",
        text=(
            f"A colleague has told you something, and needs a person to answer. Read it here:\n{link}\n\n"
            "When you press “I have this”, they know that somebody does. If you cannot, you need do nothing: "
            "we do not stop until a person answers."
        ),
        short=f"Someone needs you now. Read it, and say if you have it: {link}",
    )


def tell_unanswered(act: Act, concern: Concern) -> None:
    """To the teller of a private worry: only they can choose somebody else."""
    _to_teller(
        act,
        concern,
        "Nobody has answered you yet",
        "Nobody has answered you yet. We ask again. You can choose somebody else",
    )


def tell_answered(act: Act, concern: Concern) -> None:
    """To the teller, and to the others who were told, so that they need not wonder."""
    _to_teller(act, concern, "Somebody has answered you", "Somebody has what you told in hand. See who")
    for row in concern.told.exclude(user=act.actor.user_id or None).select_related("user"):
        notices.write(
            act,
            to=row.user.email,
            subject="Somebody else has answered",
            text=f"Somebody else has it in hand. You need do nothing. See who:\n{_page_of(concern)}\n",
        )


def tell_closed(act: Act, concern: Concern) -> None:
    """To the teller, unless they closed it themself."""
    _to_teller(act, concern, "What you told has been seen to", "What you told has been seen to. Read what was done")


def tell_safe(act: Act, concern: Concern) -> None:
    """To everybody who was told of a visit with no word back."""
    for row in concern.told.select_related("user"):
        _both_ways(
            act,
            row.user,
            subject="They are safe",
            text=f"They have said that they are safe. You need do nothing more.\n\n{_page_of(concern)}\n",
            short="They have said that they are safe. You need do nothing more.",
        )


def ask_whether_safe(act: Act, visit: Visit) -> None:
    """To the worker and nobody else, at the time they gave."""
    link = _link("support:visit", visit.pk)
    _both_ways(
        act,
        visit.worker.user,
        subject="Are you safe?",
        text=f"It is the time you gave. Say that you are safe, or that you need longer:\n{link}\n",
        short=f"Are you safe? Say so here, or that you need longer: {link}",
    )


def _to_teller(act: Act, concern: Concern, subject: str, says: str) -> None:
    if concern.told_by_user_id != act.actor.user_id:
        text = f"{says}:\n{_page_of(concern)}\n"
        notices.write(act, to=concern.told_by_user.email, subject=subject, text=text)


def _both_ways(act: Act, user: Any, *, subject: str, text: str, short: str) -> None:
    notices.write(act, to=user.email, subject=subject, text=text)
    notices.write(act, to=user.phone, subject="", text=short, channel=Notice.Channel.TEXT, urgent=True)


def _page_of(concern: Concern) -> str:
    return _link("support:concern", concern.pk)


def _link(name: str, *args: str) -> str:
    return f"{settings.PUBLIC_ADDRESS}{reverse(name, args=args)}"
