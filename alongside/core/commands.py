"""Every change to a record is a command: allowed, atomic, locked and audited, or it does not happen."""

import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import OperationalError, connection, models, transaction

from alongside.core import audit, clock, guard, kept
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed, Refused
from alongside.core.ids import new_id
from alongside.core.policies import Policy
from alongside.core.rows import read_again

COMMANDS: dict[str, "Command"] = {}
TRIES = 5
RETRY_STATES = {"40P01", "40001"}  # PostgreSQL: deadlock_detected, serialization_failure


@dataclass(frozen=True)
class Act:
    """One actor doing one thing at one moment. Commands called inside it join it."""

    actor: Actor
    at: datetime
    id: str = field(default_factory=new_id)


@dataclass(eq=False)
class Command:
    """Call it with an actor, a subject (or nothing) and keywords; or with the Act of the command it joins.

    Raises NotAllowed when the policy says no, Refused (in words for the reader) when the rules do.
    """

    action: str
    says: str
    allow: Policy
    locks: tuple[str, ...]
    change: Callable[..., Any]

    def __call__(
        self, who: Actor | Act, subject: models.Model | None = None, /, *, reason: str = "", **details: Any
    ) -> Any:
        for attempt in range(1, TRIES + 1):
            try:
                if isinstance(who, Act):
                    return self._perform(who, subject, reason, details)
                with kept.keeping():
                    return self._perform(who, subject, reason, details)
            except OperationalError as problem:
                lost = getattr(problem.__cause__, "sqlstate", None) in RETRY_STATES
                if not lost or isinstance(who, Act) or connection.in_atomic_block or attempt == TRIES:
                    raise
            finally:
                kept.forget()
        raise AssertionError("unreachable")

    def allowed(self, actor: Actor, subject: models.Model | None = None) -> bool:
        return self.allow(actor, subject)

    def _perform(self, who: Actor | Act, subject: models.Model | None, reason: str, details: dict[str, Any]) -> Any:
        with transaction.atomic(), guard.writing():
            _lock([subject, *(_named(name, subject, details) for name in self.locks)])
            if isinstance(who, Act):
                act = who
            elif self.allow(who, subject):
                act = Act(who, clock.now())
            else:
                raise NotAllowed(f"{who.name} may not do this: {self.action}")
            before = audit.snapshot(subject)
            result = self.change(act, subject, **details) if subject is not None else self.change(act, **details)
            told = result if isinstance(result, models.Model) else subject
            if told is None:
                raise TypeError(
                    f"{self.action} has no subject and returned no record, so the audit has nothing to name"
                )
            audit.record(self.action, act, told, before=before if told == subject else {}, reason=reason)
        return result


def command(
    action: str, says: str, *, allow: Policy, locks: Iterable[str] = ()
) -> Callable[[Callable[..., Any]], Command]:
    """Make `change(act, subject, *, …)` a command. A command that creates has no subject: `change(act, *, …)`.

    `action` is noun.past; `says` is what the actor did, for "Ines Okafor …". `locks` names the keywords, or the
    subject's own fields, whose rows the rule relies on: they are locked with the subject in a fixed order and
    read afresh. Values passed in are refreshed in place.
    """

    def decorate(change: Callable[..., Any]) -> Command:
        if action in COMMANDS:
            raise ValueError(f"There is already a command {action}")
        made = Command(action, says, allow, tuple(locks), change)
        functools.update_wrapper(made, change, updated=())
        COMMANDS[action] = made
        return made

    return decorate


def _named(name: str, subject: models.Model | None, details: dict[str, Any]) -> models.Model | None:
    row = details[name] if name in details else getattr(subject, name, None)
    if row is not None and not isinstance(row, models.Model):
        raise TypeError(f"{name} is not a record, so it cannot be locked")
    return row


def _lock(named: list[models.Model | None]) -> None:
    """Lock and re-read each row, always in the same order, so that two commands cannot hold each other up."""
    rows = sorted((row for row in named if row is not None), key=lambda row: (row._meta.label, str(row.pk)))
    for row in rows:
        try:
            read_again(row, rows)
        except ObjectDoesNotExist:
            raise Refused("This is no longer here. Somebody may have taken it away a moment ago.") from None
