"""A worker's portfolio: written, shown to one person who answers, taken back. See own_words.py."""

from datetime import date

from alongside.accounts.models import User
from alongside.core import clock
from alongside.core.commands import Act
from alongside.core.errors import NotAllowed, Refused
from alongside.supervision import notices, queries
from alongside.supervision.commands.own_words import own_words
from alongside.supervision.models import Portfolio


@own_words
def keep_entry(
    act: Act,
    user: User,
    *,
    title: str,
    happened_on: date,
    competence_code: str | None = "",
    words: str = "",
    minutes: int | None = None,
    entry: Portfolio | None = None,
) -> str:
    """Write one thing, or change it. `minutes` of learning count in the learning record. Returns its id.

    Changed after it was shown: whoever answered sees it as it is now, and their answer stays.
    """
    worker = queries.worker_of(user)
    if worker is None:
        raise Refused("Your record as a worker is not made yet. Ask the lead to add you to the team.")
    if happened_on > clock.today():
        raise Refused("Enter today or a day before.")
    entry = entry or Portfolio(worker=worker)
    _theirs(user, entry)
    entry.title, entry.happened_on, entry.competence_code = title.strip(), happened_on, competence_code or ""
    entry.words, entry.minutes, entry.changed_at = words.strip(), minutes, act.at
    entry.save()
    return entry.pk


@own_words
def remove_entry(act: Act, user: User, *, entry: Portfolio) -> None:
    """Nothing of it is left."""
    _theirs(user, entry)
    Portfolio.objects.filter(pk=entry.pk).delete()


@own_words
def show_entry(act: Act, user: User, *, entry: Portfolio, to: User) -> None:
    """Show it to one person, who may answer. Shown to somebody before: to them no longer, and their answer goes."""
    _theirs(user, entry)
    if to.pk not in {one.pk for one, _ in queries.whom_to_ask(act.actor)}:
        raise Refused("It cannot be shown to them here. Choose somebody else.")
    if entry.shown_to_id == to.pk:
        raise Refused(f"{to.name} sees this already.")
    entry.shown_to, entry.shown_at, entry.answer, entry.answered_at = to, act.at, "", None
    entry.save()
    notices.tell_entry_shown(act, entry)


@own_words
def unshow_entry(act: Act, user: User, *, entry: Portfolio) -> None:
    """Theirs alone again. What was answered they keep."""
    _theirs(user, entry)
    entry.shown_to = entry.shown_at = None
    entry.save()


@own_words
def answer_entry(act: Act, user: User, *, entry: Portfolio, answer: str) -> None:
    """What the one it was shown to says of it."""
    if entry.shown_to_id != user.pk:
        raise NotAllowed("This was shown to somebody else")
    entry.answer, entry.answered_at = answer.strip(), act.at
    entry.save()
    notices.tell_entry_answered(act, entry)


def _theirs(user: User, entry: Portfolio) -> None:
    if entry.worker.user_id != user.pk:
        raise NotAllowed("This belongs to somebody else")
