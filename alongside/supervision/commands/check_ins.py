"""How am I: kept for oneself, or sent to one person. See own_words.py."""

from alongside.accounts.models import User
from alongside.core import clock
from alongside.core.commands import Act
from alongside.core.errors import NotAllowed, Refused
from alongside.supervision import notices, queries
from alongside.supervision.commands.own_words import own_words
from alongside.supervision.models import CheckIn


@own_words
def check_in(act: Act, user: User, *, feeling: str | int, words: str = "", to: User | None = None) -> str:
    """`feeling` 1 (very hard) to 5 (very well), and words or none. Sent to one person or nobody. Returns its id."""
    worker = queries.worker_of(user)
    if worker is None:
        raise Refused("Your record as a worker is not made yet. Ask the lead to add you to the team.")
    made = CheckIn.objects.create(
        worker=worker, on=clock.today(), feeling=int(feeling), words=words.strip(), written_at=act.at
    )
    if to is not None:
        _send(act, made, to)
    return made.pk


@own_words
def send_check_in(act: Act, user: User, *, check_in: CheckIn, to: User) -> None:
    """Afterwards: the two of them read it."""
    _theirs(user, check_in)
    if check_in.sent_to_id:
        raise Refused("You have sent this already.")
    _send(act, check_in, to)


@own_words
def unsend_check_in(act: Act, user: User, *, check_in: CheckIn) -> None:
    """Taken back: whoever it was sent to does not read it any longer."""
    _theirs(user, check_in)
    check_in.sent_to = check_in.sent_at = check_in.seen_at = None
    check_in.save()


@own_words
def see_check_in(act: Act, user: User, *, check_in: CheckIn) -> None:
    """Whoever it was sent to says that they have read it."""
    if check_in.sent_to_id != user.pk:
        raise NotAllowed("This was sent to somebody else")
    check_in.seen_at = check_in.seen_at or act.at
    check_in.save()
    notices.tell_seen(act, check_in)


@own_words
def remove_check_in(act: Act, user: User, *, check_in: CheckIn) -> None:
    """Nothing of it is left."""
    _theirs(user, check_in)
    CheckIn.objects.filter(pk=check_in.pk).delete()


def _send(act: Act, made: CheckIn, to: User) -> None:
    if to.pk not in {one.pk for one, _ in queries.whom_to_ask(act.actor)}:
        raise Refused("It cannot be sent to them here. Choose somebody else.")
    made.sent_to, made.sent_at = to, act.at
    made.save()
    notices.tell_shown(act, to)


def _theirs(user: User, made: CheckIn) -> None:
    if made.worker.user_id != user.pk:
        raise NotAllowed("This belongs to somebody else")
