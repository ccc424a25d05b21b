"""What slipped is raised to somebody who can act; it closes when it is put right, or when they say what they did."""

from collections.abc import Iterable
from typing import Any

from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.supervision import notices, policies, queries
from alongside.supervision.models import Raised


@command("slip.raised", "raised something that slipped", allow=policies.may_raise)
def raise_slip(
    act: Act, worker: Any, *, what: str, about: str = "", strand: str = "", but: str = "", to: Any = None
) -> Raised:
    """Put it before somebody who can act: the worker's line manager, else a coordinator, else the lead; never before
    `but` (a user's id), whose doing it may be, nor the worker themself. `about` is an id. One message a day to each.
    `to`: this user and no other."""
    if Raised.objects.filter(worker=worker, what=what, about=about, closed_at=None).exists():
        raise Refused("This is raised already.")
    raised = Raised.objects.create(
        worker=worker,
        what=what,
        about=about,
        strand=strand,
        to=to or queries.who_can_act(worker.pk, but, what),
        raised_at=act.at,
    )
    notices.tell_raised(act, raised)
    return raised


@command("slip.handed_on", "handed on something that slipped", allow=policies.may_raise)
def hand_on_raised(act: Act, raised: Raised, *, to: Any) -> Raised:
    """Whom it was put before cannot act on it any longer; `to` (a user) can, and is told."""
    if raised.closed_at is not None:
        raise Refused("This is closed already.")
    raised.to = to
    raised.save()
    notices.tell_raised(act, raised)
    return raised


@command("slip.put_right", "saw that something was put right", allow=policies.may_raise)
def close_raised(act: Act, raised: Raised) -> Raised:
    """It holds no longer."""
    if raised.closed_at is not None:
        raise Refused("This is closed already.")
    raised.closed_at = act.at
    raised.save()
    return raised


@command("slip.answered", "said what was done about something that slipped", allow=policies.may_say_done)
def say_done(act: Act, raised: Raised, *, words: str) -> Raised:
    """Somebody who can act did. If it still holds two weeks later, it is raised once more."""
    if raised.closed_at is not None:
        raise Refused("This is closed already.")
    raised.closed_at, raised.closed_by, raised.words = act.at, act.actor.name, words.strip()
    raised.save()
    return raised


def settle(act: Act, workers: Iterable[Any]) -> None:
    """After something changed for these workers: what was raised and holds no longer is closed in the same act."""
    for raised in queries.put_right([worker.pk for worker in workers]):
        close_raised(act, raised)
