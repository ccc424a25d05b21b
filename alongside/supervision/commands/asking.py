"""A worker asks one person for support. The two of them know, and nobody else: see own_words.py."""

from alongside.accounts.models import User
from alongside.core.commands import Act
from alongside.core.errors import NotAllowed, Refused
from alongside.supervision import notices, queries
from alongside.supervision.commands.own_words import own_words
from alongside.supervision.models import SupportAsk

Status = SupportAsk.Status


@own_words
def ask_for_support(act: Act, user: User, *, to: User, words: str = "", soon: bool = False) -> str:
    """Ask one person, in words or none. Returns the id of what was asked."""
    return _ask(act, user, to, words, soon).pk


def _ask(act: Act, user: User, to: User, words: str, soon: bool) -> SupportAsk:
    worker = queries.worker_of(user)
    if worker is None:
        raise Refused("Your record as a worker is not made yet. Ask the lead to add you to the team.")
    if to.pk not in {one.pk for one, _ in queries.whom_to_ask(act.actor)}:
        raise Refused("They cannot be asked here. Choose somebody else.")
    if SupportAsk.objects.filter(worker=worker, to=to, status__in=(Status.WAITING, Status.SEEN)).exists():
        raise Refused(f"You have asked {to.name} already, and they have not answered yet.")
    ask = SupportAsk.objects.create(worker=worker, to=to, words=words.strip(), soon=soon, asked_at=act.at)
    notices.tell_ask(act, ask)
    return ask


@own_words
def see_ask(act: Act, user: User, *, ask: SupportAsk) -> None:
    """The one asked says that they have read it."""
    _asked_of(user, ask)
    ask.move_to(Status.SEEN)
    ask.seen_at = act.at
    ask.save()
    notices.stop_reminding(act, ask)
    notices.tell_ask_seen(act, ask)


@own_words
def answer_ask(act: Act, user: User, *, ask: SupportAsk, answer: str = "") -> None:
    """The one asked answers in a few words, or says that the two have talked."""
    _asked_of(user, ask)
    ask.move_to(Status.TALKED)
    ask.answer, ask.closed_at, ask.seen_at = answer.strip(), act.at, ask.seen_at or act.at
    ask.save()
    notices.stop_reminding(act, ask)
    notices.tell_ask_seen(act, ask)


@own_words
def take_back_ask(act: Act, user: User, *, ask: SupportAsk) -> None:
    """The worker needs it no longer. Whoever was asked is told no more of it."""
    _asked_by(user, ask)
    ask.move_to(Status.WITHDRAWN)
    ask.closed_at = act.at
    ask.save()
    notices.stop_reminding(act, ask)


@own_words
def ask_another(act: Act, user: User, *, ask: SupportAsk, to: User) -> str:
    """The worker asks somebody else instead, with the same words. Returns the id of what was asked."""
    take_back_ask(act, user, ask=ask)
    return _ask(act, user, to, ask.words, ask.soon).pk


def _asked_of(user: User, ask: SupportAsk) -> None:
    if ask.to_id != user.pk:
        raise NotAllowed("This was asked of somebody else")


def _asked_by(user: User, ask: SupportAsk) -> None:
    if ask.worker.user_id != user.pk:
        raise NotAllowed("This was asked by somebody else")
