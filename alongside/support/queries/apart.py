"""Who is kept apart from whom: read by solvers, and by whoever declared it of what they declared."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from alongside.accounts.models import Team, Ward
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.referrals import queries as referrals
from alongside.support import policies
from alongside.support.models import Apart, Relationship
from alongside.workforce import queries as workforce
from alongside.workforce.policies import visible_workers

NOBODY: frozenset[str] = frozenset()


class Whom(NamedTuple):
    """A person as keeping apart needs to know them. `id` is what the answer names them by: a request's, or their own;
    `names` are the name on the record and the one they go by. Empty or None: not known."""

    id: str
    person_id: str
    names: tuple[str, ...]
    team_id: str | None
    ward_id: str | None = None


class _Known(NamedTuple):
    """One name of a person, for `workforce.kept_apart`."""

    id: str
    name: str
    team_id: str | None
    ward_id: str | None


@dataclass(frozen=True)
class ApartRow:
    """One line of what somebody declared: whom it keeps apart, in words."""

    id: str
    person: str
    words: str


def apart_from(people: Iterable[Whom]) -> dict[str, frozenset[str]]:
    """For solvers alone: the ids of those each worker (id) is kept apart from, whoever said so and however: by pair, by
    team, by ward, by name, or on the worker's own list. Workers with none are left out.

    Three SQL queries, whether anything is declared or not; none for nobody. A ward stands for its team, because nobody
    should meet by accident.
    """
    rows = list(people)
    if not rows:
        return {}
    names = [_Known(row.id, name, row.team_id, row.ward_id) for row in rows for name in row.names]
    found: dict[str, set[str]] = defaultdict(set)
    for worker, ids in workforce.kept_apart(names).items():
        found[worker] |= ids
    by_person: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        by_person[row.person_id].add(row.id)
    workers = workforce.workers_by_team()
    for apart in Apart.objects.select_related("ward"):
        if apart.person_id in by_person:
            for worker in _workers_of(apart, workers):
                found[worker] |= by_person[apart.person_id]
    return {worker: frozenset(ids) for worker, ids in found.items() if ids}


def apart_from_people(person_ids: Iterable[str]) -> dict[str, frozenset[str]]:
    """For solvers alone: the same for people, by their own ids. Four SQL queries; none for nobody."""
    return apart_from(
        Whom(known.person_id, known.person_id, known.names, team)
        for known in referrals.known_as(person_ids)
        for team in known.teams or (None,)
    )


def hidden_from(actor: Actor, person_ids: Iterable[str]) -> frozenset[str]:
    """Those of these people whose names a register or list of a group does not show to this actor, who is a worker kept
    apart from them. Five SQL queries; one for whoever is no worker's account."""
    mine = workforce.worker_ids_of(actor.user_id) if actor.user_id else []
    apart = apart_from_people(person_ids) if mine else {}
    return frozenset(person for worker in mine for person in apart.get(worker, NOBODY))


def workers_of(rows: Iterable[Apart]) -> list[str]:
    """For commands alone: the ids of the workers that these rows keep somebody apart from. One SQL query."""
    workers = workforce.workers_by_team()
    return sorted({worker for row in rows for worker in _workers_of(row, workers)})


def _workers_of(apart: Apart, workers: dict[str, workforce.Placed]) -> set[str]:
    if apart.worker_id:
        return {apart.worker_id}
    team = apart.ward.team_id if apart.ward is not None else apart.team_id
    if team:
        return {worker for worker, placed in workers.items() if team in placed.teams}
    return {worker for worker, placed in workers.items() if workforce.same_name(placed.name, apart.worker_name)}


# Whoever declared it --------------------------------------------------------------------------------------------------


def own_apart(actor: Actor, person: Any = None) -> list[ApartRow]:
    """What the actor declared: of everybody, or of one person. One SQL query."""
    if not policies.may_list_apart(actor):
        raise NotAllowed("have people to be kept apart from")
    rows = policies.own_apart(actor).select_related("person", "worker", "team", "ward")
    if person is not None:
        rows = rows.filter(person=person)
    said = [ApartRow(row.pk, row.person.full_name, _said(row)) for row in rows]
    return sorted(said, key=lambda row: (row.person.casefold(), row.words.casefold(), row.id))


def get_own_apart(actor: Actor, apart_id: str) -> Apart:
    """Raises DoesNotExist for a row that somebody else declared."""
    return policies.own_apart(actor).select_related("person", "worker").get(pk=apart_id)


def _said(row: Apart) -> str:
    if row.worker is not None:
        return row.worker.full_name
    if row.ward is not None:
        return f"{row.ward.name} (ward)"
    return row.team.name if row.team is not None else row.worker_name


def worker_choices(actor: Actor) -> list[tuple[Any, str]]:
    """Workers in the actor's reach, and their names: for a form."""
    return [(worker, worker.full_name) for worker in visible_workers(actor).order_by("first_name", "last_name", "pk")]


def team_choices() -> list[tuple[Team, str]]:
    """Each open team, and its name: for a form."""
    return workforce.all_team_choices()


def ward_choices() -> list[tuple[Ward, str]]:
    """Each open ward, and its name: for a form."""
    return workforce.ward_choices()


def walking_together(worker_ids: Iterable[str], person: Any) -> list[Relationship]:
    """What is open now between this person and any of these workers."""
    found = Relationship.objects.filter(worker__in=list(worker_ids), referral__person=person)
    return list(found.exclude(status=Relationship.Status.ENDED).select_related("referral__person", "worker"))


def own_person(actor: Actor) -> Any:
    """The signed-in person's own record. NotAllowed for whoever has no pages of their own."""
    referral = referrals.own_referral(actor)
    if referral is None:
        raise NotAllowed("have pages of their own")
    return referral.person
