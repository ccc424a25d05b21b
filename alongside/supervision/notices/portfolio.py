"""Something of a portfolio is shown to one person, who answers: the two hear that there is something to read."""

from alongside.core.commands import Act
from alongside.supervision.models import Portfolio
from alongside.supervision.notices.asking import SUBJECT, TEXT
from alongside.supervision.notices.strands import tell

PAGE = "supervision:portfolio_entry"


def tell_entry_shown(act: Act, entry: Portfolio) -> None:
    tell(act, entry.shown_to, SUBJECT, TEXT, PAGE, entry.pk)


def tell_entry_answered(act: Act, entry: Portfolio) -> None:
    tell(act, entry.worker.user, SUBJECT, TEXT, PAGE, entry.pk)
