"""Who is kept apart from whom: read by the worker it belongs to and by the solver, and by nothing else."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from alongside.accounts.models import Team, Ward
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.workforce.models import KeptAway, Worker
from alongside.workforce.policies import own_kept_away

# Letters that do not come apart into a plain letter and an accent.
PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})


@dataclass(frozen=True)
class Kept:
    """One line of a worker's private list, in words."""

    id: str
    words: str


class Waiting(Protocol):
    """Someone who waits, as far as keeping apart needs to know. Empty or None: not known."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def team_id(self) -> str | None: ...
    @property
    def ward_id(self) -> str | None: ...


def kept_away(actor: Actor) -> list[Kept]:
    """A worker's own private list: teams, then wards, then names."""
    rows = own_kept_away(actor).select_related("team", "ward")
    kinds = sorted(rows, key=lambda r: (not r.team_id, not r.ward_id, _said(r).lower()))
    return [Kept(row.pk, _said(row)) for row in kinds]


def _said(row: KeptAway) -> str:
    if row.ward is not None:
        return f"{row.ward.name} (ward)"
    return row.team.name if row.team is not None else row.name


def get_kept_away(actor: Actor, kept_away_id: str) -> KeptAway:
    return own_kept_away(actor).get(pk=kept_away_id)


def all_team_choices() -> list[tuple[Team, str]]:
    """Each open team, in reach or not, and its name: for a form."""
    return [(team, team.name) for team in Team.objects.filter(is_open=True)]


def ward_choices() -> list[tuple[Ward, str]]:
    """Each open ward and its name: for a form."""
    return [(ward, ward.name) for ward in Ward.objects.filter(is_open=True)]


@dataclass(frozen=True)
class Placed:
    """A worker as the other side's keeping apart needs to know them: name, and the teams (ids) they work in today."""

    name: str
    teams: frozenset[str]


def workers_by_team() -> dict[str, Placed]:
    """For solvers alone: every worker by id. One query."""
    today = clock.today()
    found: dict[str, tuple[str, set[str]]] = {}
    rows = Worker.objects.values_list(
        "pk", "first_name", "last_name", "assignments__team", "assignments__starts_on", "assignments__ends_on"
    )
    for worker, first, last, team, starts, ends in rows:
        _, teams = found.setdefault(worker, (f"{first} {last}", set()))
        if team and starts <= today and (ends is None or ends >= today):
            teams.add(team)
    return {worker: Placed(name, frozenset(teams)) for worker, (name, teams) in found.items()}


def worker_ids_of(user_id: str) -> list[str]:
    """The worker that this account belongs to, if any. One query."""
    return list(Worker.objects.filter(user=user_id).values_list("pk", flat=True))


def kept_apart(waiting: Iterable[Waiting]) -> dict[str, frozenset[str]]:
    """For the solver alone: which referrals (ids) each worker (id) is kept apart from. Workers with none are left out.

    A ward also keeps apart everyone of its team whose own ward is not known, because nobody should meet by accident.
    """
    rows = list(waiting)
    found: dict[str, set[str]] = defaultdict(set)
    for kept in KeptAway.objects.select_related("ward"):
        found[kept.worker_id].update(row.id for row in rows if _keeps_apart(kept, row))
    return {worker: frozenset(referrals) for worker, referrals in found.items() if referrals}


def _keeps_apart(kept: KeptAway, row: Waiting) -> bool:
    if kept.team_id:
        return row.team_id == kept.team_id
    if kept.ward is not None:
        return row.ward_id == kept.ward_id or (not row.ward_id and row.team_id == kept.ward.team_id)
    return same_name(kept.name, row.name)


def same_name(one: str, other: str) -> bool:
    """Whether two names may be one person's, whatever the case, the accents or the order.

    The shorter must be within the longer, so that a middle name or a name left out keeps nobody from being recognised.
    A name of no letters is nobody's.
    """
    shorter, longer = sorted((_words(one), _words(other)), key=len)
    return bool(shorter) and shorter <= longer


def _words(name: str) -> frozenset[str]:
    plain = unicodedata.normalize("NFKD", name.casefold()).translate(PLAIN)
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter) and letter not in "'’‘`")
    return frozenset(re.findall(r"[^\W\d_]+", letters))
