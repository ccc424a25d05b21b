"""Find: people, workers and teams, in one box, and only what the actor may see."""

from dataclasses import dataclass
from typing import Any

from alongside.accounts.queries import open_teams
from alongside.accounts.roles import COORDINATOR, LEAD, TEAM_MANAGER
from alongside.core import audit, clock
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.core.models import Opening
from alongside.core.names import searchable
from alongside.pages import policies
from alongside.referrals import queries as referrals
from alongside.workforce import queries as workforce

SHOWN, AT_MOST = 10, 100
KINDS = ("people", "workers", "teams")


@dataclass(frozen=True)
class Group:
    """What was found of one of KINDS. `more`: there are more than these."""

    kind: str
    rows: list[Any]
    more: bool


def may_be_found(actor: Actor) -> None:
    """Raises NotAllowed for whoever may not know that the page exists."""
    if not policies.may_find(actor):
        raise NotAllowed("find")


def find(actor: Actor, words: str, wide: str = "") -> list[Group]:
    """The groups in which something was found; of the kind `wide` up to AT_MOST. The search is logged."""
    may_be_found(actor)
    audit.opened(actor, None, Opening.How.SEARCHED, at=clock.now(), words=words[:200])
    answers: dict[str, Any] = {"people": referrals.find_people, "workers": workforce.find_workers, "teams": _find_teams}
    groups = []
    for kind in KINDS:
        limit = AT_MOST if kind == wide else SHOWN
        rows = answers[kind](actor, words, limit + 1)
        if rows:
            groups.append(Group(kind, rows[:limit], len(rows) > limit))
    return groups


def _find_teams(actor: Actor, words: str, limit: int) -> list[tuple[str, str]]:
    """(id, name) of open teams in the actor's reach whose workers they may list."""
    asked, reach = searchable(words).split(), actor.reach(LEAD, COORDINATOR, TEAM_MANAGER)
    if not asked:
        return []
    found = [(pk, name) for pk, name in open_teams() if reach.everything or pk in reach.teams]
    return [(pk, name) for pk, name in found if all(word in searchable(name) for word in asked)][:limit]
