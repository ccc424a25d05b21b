"""A policy: which roles may do a thing, and when. One expression that is also a row of docs/roles.md."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from alongside.core.actors import Actor

When = Callable[[Actor, Any], bool]


def always(actor: Actor, subject: Any) -> bool:
    """in any case"""
    return True


@dataclass(frozen=True)
class Rule:
    role: str
    when: When


@dataclass(frozen=True)
class Policy:
    """Ask it: `may_triage(actor, referral)`. Join two with `|`."""

    rules: tuple[Rule, ...]

    def __call__(self, actor: Actor, subject: Any = None) -> bool:
        return any(actor.has(rule.role) and rule.when(actor, subject) for rule in self.rules)

    def __or__(self, other: "Policy") -> "Policy":
        return Policy(self.rules + other.rules)

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(rule.role for rule in self.rules)


def allow(*roles: str, when: When = always) -> Policy:
    """These roles, when `when(actor, subject)` holds. Its docstring is how docs/roles.md says it."""
    return Policy(tuple(Rule(role, when) for role in roles))
