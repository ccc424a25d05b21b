"""Questions about sealed records: for the named roles, for the person, and for whoever walks with them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from alongside.accounts.roles import GOVERNANCE
from alongside.core import audit, clock
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed, Refused
from alongside.core.models import Opening
from alongside.core.names import searchable
from alongside.referrals import policies
from alongside.referrals.models import Person
from alongside.referrals.queries.requests import own_referral

SHOWN = 50


@dataclass(frozen=True)
class SealOpening:
    """Who opened one, when, why, and until when it is open to them. `person_id` while it is open to whoever asks;
    `name` only for whoever opened it, and for governance."""

    by: str
    at: datetime
    until: datetime
    reason: str
    name: str
    person_id: str


@dataclass(frozen=True)
class OwnSeal:
    """The signed-in person's own: whether it is sealed, since when, and who opened it."""

    person: Person
    since: datetime | None
    opened: tuple[SealOpening, ...]


def seal_openings(actor: Actor) -> list[SealOpening]:
    """The last times a sealed record was opened, newest first. NotAllowed but for the named roles. One SQL query.

    No list says whose records are sealed: among them may be that of a colleague of whoever reads it.
    """
    if not policies.may_look_for_sealed(actor):
        raise NotAllowed("open sealed records")
    rows = []
    for row in policies.visible_seal_openings(actor).select_related("person", "user")[:SHOWN]:
        mine = row.user_id == actor.user_id
        open_to_me = mine and row.until > clock.now()
        rows.append(
            SealOpening(
                by=row.user.name,
                at=row.opened_at,
                until=row.until,
                reason=row.reason,
                name=row.person.full_name if mine or actor.has(GOVERNANCE) else "",
                person_id=row.person_id if open_to_me else "",
            )
        )
    return rows


def find_sealed(actor: Actor, *, first_name: str, last_name: str, birth_date: date | None = None) -> Person:
    """The one sealed record of this name, and of this birth date when it is given. That it was looked for is written
    to the log of openings. Raises Refused, in words, when there is none or more than one."""
    if not policies.may_look_for_sealed(actor):
        raise NotAllowed("open sealed records")
    name = f"{first_name} {last_name}"
    audit.opened(actor, None, Opening.How.SEARCHED, at=clock.now(), words=f"A sealed record: {name}"[:200])
    found = policies.sealed_people(actor)
    if birth_date:
        found = found.filter(birth_date=birth_date)
    same = [person for person in found if searchable(name) in _names(person)]
    if len(same) > 1:
        raise Refused("More than one sealed record has this name. Enter the date of birth.")
    if not same:
        raise Refused("No sealed record has this name, or not with this date of birth.")
    return same[0]


def _names(person: Person) -> tuple[str, str]:
    return searchable(person.full_name), searchable(f"{person.called} {person.last_name}")


def sealed_since(person: Person) -> datetime | None:
    """Since when this record is sealed; None when it is not. For whoever sees the person anyway. One SQL query."""
    return person.seals.filter(ended_at=None).values_list("sealed_at", flat=True).first()


def sealed_among(actor: Actor, person_ids: Iterable[str]) -> frozenset[str]:
    """Those of these people whose records are sealed to this actor, who does not walk with them. One SQL query."""
    named = Person.objects.filter(pk__in=list(person_ids))
    return frozenset(named.exclude(policies.knowable(actor, "pk")).values_list("pk", flat=True))


def own_seal(actor: Actor) -> OwnSeal:
    """NotAllowed for whoever has no record of their own. Three SQL queries."""
    person = own_person(actor)
    rows = policies.own_seal_openings(actor).select_related("user")[:SHOWN]
    opened = (SealOpening(row.user.name, row.opened_at, row.until, row.reason, "", "") for row in rows)
    return OwnSeal(person, sealed_since(person), tuple(opened))


def own_person(actor: Actor) -> Person:
    """The signed-in person's own record. NotAllowed for whoever has none."""
    referral = own_referral(actor)
    if referral is None:
        raise NotAllowed("have a record of their own")
    return referral.person
