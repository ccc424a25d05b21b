"""What the one person who was asked for support is told, and the worker of their answer. Nobody else hears of it.

The words say nothing that a glance over a shoulder, or a list of messages that failed, could tell.
"""

from datetime import timedelta

from alongside.core import notices
from alongside.core.commands import Act
from alongside.supervision.models import SupportAsk
from alongside.supervision.notices.strands import tell

SUBJECT = "Something for you alone"
TEXT = "There is something for you to read. It is for you alone: please sign in."
REMIND_AFTER, REMIND_SOON = timedelta(days=1), timedelta(hours=2)


def tell_ask(act: Act, ask: SupportAsk) -> None:
    """Now, and once more if it is not answered: after a day, or after two hours where today was asked for."""
    tell(act, ask.to, SUBJECT, TEXT, "supervision:support_ask", ask.pk)
    later = act.at + (REMIND_SOON if ask.soon else REMIND_AFTER)
    tell(act, ask.to, SUBJECT, TEXT, "supervision:support_ask", ask.pk, once=_again(ask), not_before=later)


def stop_reminding(act: Act, ask: SupportAsk) -> None:
    notices.stop(act, once=_again(ask))


def tell_ask_seen(act: Act, ask: SupportAsk) -> None:
    tell(act, ask.worker.user, SUBJECT, TEXT, "supervision:support_ask", ask.pk)


def _again(ask: SupportAsk) -> str:
    return f"own-words:{ask.pk}"
