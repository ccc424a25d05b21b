"""What a private fact is, and those of the demonstration's cast to whom it happens."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from alongside.accounts.models import User
from alongside.accounts.queries import actor_for
from alongside.core.actors import Actor
from alongside.demo.personas import persona
from alongside.referrals.models import Person
from alongside.workforce import commands as workforce
from alongside.workforce.models import Worker

ANYWHERE = ""
# Not being suggested is what keeping away is for, and no page says why.
NOT_SUGGESTED = ("matching:", "groups:cover", "groups:put_on_date", "support:hand_over", "support:move_caseload")


def nothing(*rows: Any) -> None:
    """Nothing in particular happens next."""


@dataclass(frozen=True)
class Fact:
    """One private thing. It is read with others of its round.

    `of` names the rows it is about, whose pages are read in any case. `is_so` happens in one service and `instead` in
    the other, with as many rows in the audit trail. `then` happens in both, from as many SQL queries; the rows that it
    returns are read too. `shows`: the personas who may know, each with how the names of such pages begin. `alike`:
    words that are read as the first of them, because the two services cannot but differ in them; `looked_for`: what
    everybody searches for, wherever there is something to search.
    """

    of: Callable[[], Sequence[Any]]
    is_so: Callable[..., None]
    instead: Callable[..., None]
    then: Callable[..., Sequence[Any] | None] = nothing
    shows: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    alike: Sequence[str] = ()
    looked_for: Sequence[str] = ()


def actor(key: str) -> Actor:
    return actor_for(User.objects.get(email=persona(key).email))


def worker(key: str) -> Worker:
    return Worker.objects.get(user__email=persona(key).email)


def person(key: str) -> Person:
    return Person.objects.get(user__email=persona(key).email)


def saves_a_profile(worker: Worker, *rows: Any) -> None:
    workforce.change_profile(actor_for(worker.user), worker, about=worker.about)
