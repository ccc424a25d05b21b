"""What is told of something that helps at work: that there is news, and neither what it is nor whose."""

from typing import Any

from alongside.accounts.models import User
from alongside.core.commands import Act
from alongside.supervision import queries
from alongside.supervision.models import Adjustment
from alongside.supervision.notices.strands import tell

PAGE = "supervision:adjustment"


def tell_adjustment_asked(act: Act, adjustment: Adjustment) -> None:
    """Whoever manages the worker today; where nobody does, a lead."""
    text = "A worker asks for something that helps at work. Please agree it with them."
    managers: list[User | None] = [*queries.line_managers(adjustment.worker_id)]
    for user in managers or [queries.who_acts_on(adjustment)]:
        named = queries.knows_what_helps(adjustment.worker_id, user.pk) if user else ""
        told_before = queries.was_said(named)
        _tell(act, user, adjustment, "Something is asked of you", text, once="" if told_before else named)


def tell_carried(act: Act, worker: Any, to: User) -> None:
    """The new manager, once for all of it; and the worker, who did not have to ask again."""
    text = "What helps a worker you manage has come with them. See what it is, and by when."
    named = queries.knows_what_helps(worker.pk, to.pk)
    tell(act, to, "What helps somebody you manage", text, "supervision:adjustments", once=named)
    text = f"{to.name} manages you now, and sees what helps you at work, and not why. You need not ask again."
    tell(act, worker.user, "What helps has come with you", text, "supervision:my_adjustments")


def tell_adjustment_agreed(act: Act, adjustment: Adjustment) -> None:
    _tell(act, adjustment.worker.user, adjustment, "There is an answer", "There is an answer to what you asked for.")
    if adjustment.status == Adjustment.Status.AGREED:
        _tell(act, adjustment.owner, adjustment, "Something is asked of you", "Please see to something by a day.")


def tell_in_place(act: Act, adjustment: Adjustment) -> None:
    text = "Something you asked for is said to be in place. Please say whether it really is there."
    _tell(act, adjustment.worker.user, adjustment, "Is it there?", text)


def tell_not_there(act: Act, adjustment: Adjustment) -> None:
    text = "Something that was said to be in place is not there. Please see to it today."
    for user in {adjustment.owner, *queries.line_managers(adjustment.worker_id)}:
        _tell(act, user, adjustment, "Something is asked of you", text)


def _tell(act: Act, user: User | None, adjustment: Adjustment, subject: str, text: str, *, once: str = "") -> None:
    tell(act, user, subject, text, PAGE, adjustment.pk, once=once)
