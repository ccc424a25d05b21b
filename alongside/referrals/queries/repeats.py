"""Possible repeats: two records that may be one person. For triage only; a person decides, nothing merges by itself."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from alongside.core.actors import Actor
from alongside.core.names import searchable
from alongside.referrals import policies
from alongside.referrals.models import NotSame, Person


@dataclass(frozen=True)
class Repeat:
    """Another record that may be the same person, and why. `person` is None when it is not the actor's to open."""

    person: Person | None
    why: str


def _name(person: Person) -> str:
    return searchable(person.full_name)


def _why(person: Person, other: Person) -> str:
    """Why two records may be one person; empty when nothing says so."""
    if person.nhs_number and person.nhs_number == other.nhs_number:
        return "The same NHS number"
    if person.birth_date and person.birth_date == other.birth_date and _name(person) == _name(other):
        return "The same name and date of birth"
    return ""


def repeated(actor: Actor, people: Iterable[Person]) -> dict[str, list[tuple[Person, str]]]:
    """For each of these people (by id) the other records that may be theirs, and why; never a sealed one. Two queries,
    however many."""
    asked = [person for person in people if person.nhs_number or person.birth_date]
    numbers = {person.nhs_number for person in asked if person.nhs_number}
    days = {person.birth_date for person in asked if person.birth_date}
    others = list(
        Person.objects.filter(policies.not_sealed(actor, "pk"), same_as=None)
        .filter(Q(nhs_number__in=numbers) | Q(birth_date__in=days))
        .order_by("pk")
    )
    told_apart = set(
        NotSame.objects.filter(Q(person__in=asked) | Q(other__in=asked)).values_list("person_id", "other_id")
    )
    found: dict[str, list[tuple[Person, str]]] = {}
    for person in asked:
        for other in others:
            pair = {(person.pk, other.pk), (other.pk, person.pk)}
            if other.pk != person.pk and not pair & told_apart and (why := _why(person, other)):
                found.setdefault(person.pk, []).append((other, why))
    return found


def repeats_of(actor: Actor, person: Person) -> list[Repeat]:
    """The possible repeats of one person, those of other pathways without their details. Three queries."""
    found = repeated(actor, [person]).get(person.pk, [])
    mine = policies.visible_people(actor).filter(pk__in=[other.pk for other, _ in found])
    open_to_me = set(mine.values_list("pk", flat=True))
    return [Repeat(other if other.pk in open_to_me else None, why) for other, why in found]


def get_pair(actor: Actor, referral_id: str, other_id: str) -> tuple[Person, Person, str]:
    """The person of a request and another record that may be theirs, both the actor's to open, and why."""
    person = policies.triage_referrals(actor).select_related("person").get(pk=referral_id).person
    other = policies.visible_people(actor).get(pk=other_id)
    if not (why := {o.pk: why for o, why in repeated(actor, [person]).get(person.pk, [])}.get(other.pk, "")):
        raise Person.DoesNotExist
    return person, other, why
