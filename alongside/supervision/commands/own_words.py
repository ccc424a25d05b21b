"""What somebody writes for themself or for one other: all of it leaves the same trace.

Governance reads the audit. A row that says "asked for support" would tell what nobody else is to know, so that what is
prepared for a session, asked of one person, answered and kept of one's own days is audited alike, as `own_words.kept`
of whoever wrote it, with no values (see docs/adr/0006).
"""

import functools
from collections.abc import Callable
from typing import Any

from alongside.accounts.models import User
from alongside.core.commands import Act, Command, command
from alongside.core.errors import NotAllowed, Refused
from alongside.supervision import policies, queries
from alongside.supervision.models import Preparation, Session


@command("own_words.kept", "kept words of their own", allow=policies.may_keep_own_words)
def save_preparation(act: Act, user: User, *, session: Session, words: str, shown: bool = False) -> None:
    """What somebody wants to bring to a session. Theirs alone, until with `shown` they show it to the others of it."""
    worker = queries.own_record(act.actor, session) if policies.is_in_session(act.actor, session) else None
    if worker is None:
        raise NotAllowed("Only those of the session prepare it")
    if session.status == Session.Status.CANCELLED:
        raise Refused("This session was cancelled. What you wrote for another one is there.")
    kept, _ = Preparation.objects.get_or_create(session=session, worker=worker)
    kept.words = words.strip()
    kept.shown_at = (kept.shown_at or act.at) if shown and kept.words else None
    kept.save()


def own_words(change: Callable[..., Any]) -> Command:
    """A command on one's own User, audited as `own_words.kept` and nothing more. It returns no record."""
    made = Command(save_preparation.action, save_preparation.says, policies.may_keep_own_words, (), change)
    functools.update_wrapper(made, change, updated=())
    return made
