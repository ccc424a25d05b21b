"""Whoever is shown something for them alone hears that there is something to read; the same words for all of it."""

from alongside.accounts.models import User
from alongside.core.commands import Act
from alongside.supervision.models import CheckIn
from alongside.supervision.notices.asking import SUBJECT, TEXT
from alongside.supervision.notices.strands import tell

PAGE = "supervision:shown_to_me"


def tell_shown(act: Act, user: User) -> None:
    tell(act, user, SUBJECT, TEXT, PAGE)


def tell_seen(act: Act, made: CheckIn) -> None:
    tell(act, made.worker.user, SUBJECT, TEXT, "supervision:well_at_work")
