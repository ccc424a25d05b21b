"""Finding people by part of a name, a number or a date of birth, among those whose record the actor may open."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, FilteredRelation, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Replace

from alongside.core.actors import Actor
from alongside.core.names import searchable
from alongside.referrals import policies
from alongside.referrals.models import Identifier, Person, Referral
from alongside.referrals.queries.people import NeedRow, display_name, needs_of

DATES = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y")


@dataclass(frozen=True)
class FoundRow:
    """One person found. `says` is how their newest request in reach stands, in words: the pathway, and with whom."""

    id: str
    name: str
    born: date | None
    died_on: date | None
    says: tuple[str, ...]
    needs: tuple[NeedRow, ...]


def find_people(actor: Actor, words: str, limit: int) -> list[FoundRow]:
    """Up to `limit` people the actor may open: names that begin so first, then by name. Three queries and a try more.

    `words` are parts of a name in any order, case and accents aside; or an NHS number, another identifier, part of a
    phone number; or a date of birth like 01/05/1980 or 1 May 1980.
    """
    if not policies.may_search(actor):
        return []
    matches, first = _asked(words)
    people: list[Person] = []
    for match in matches:
        if not people:
            people = list(policies.visible_people(actor).filter(match).order_by(first, "search_name", "pk")[:limit])
    if not people:
        return []
    keys = [person.pk for person in people]
    needs, stands = needs_of(keys), _stands(policies.visible_referrals(actor).filter(person__in=keys))
    return [
        FoundRow(p.pk, display_name(p), p.birth_date, p.died_on, stands.get(p.pk, ()), needs.get(p.pk, ()))
        for p in people
    ]


def _asked(words: str) -> tuple[list[Q], Any]:
    """What must hold of a person, the first that finds somebody; and what puts some before others."""
    same = Value(0, output_field=IntegerField())
    if born := _date(words):
        return [Q(birth_date=born)], same
    digits = re.sub(r"\D", "", words)
    if digits:
        known = Q(pk__in=_identified(words))
        if len(digits) < 4 or re.search(r"[^\W\d]", words):
            return [known], same
        return [Q(nhs_number=digits), known | Q(pk__in=_phoned(digits[-10:]))], same
    asked = searchable(words).split()
    if not asked:
        return [], same
    match, begins = Q(), Q(search_name__startswith=asked[0]) | Q(search_name__contains=f" {asked[0]}")
    for word in asked:
        match &= Q(search_name__contains=word)
    return [match], Case(When(begins, then=0), default=1, output_field=IntegerField())


def _date(words: str) -> date | None:
    plain = " ".join(words.split())
    for form in DATES:
        try:
            return datetime.strptime(plain, form).date()  # noqa: DTZ007 (a day, not a moment)
        except ValueError:
            continue
    return None


def _identified(words: str) -> QuerySet[Any, Any]:
    """Those with this identifier of another system, spaces and case aside."""
    plain = Replace("number", Value(" "))
    rows = Identifier.objects.filter(ended_on=None).annotate(plain=plain)
    return rows.filter(plain__iexact="".join(words.split())).values("person")


def _phoned(digits: str) -> QuerySet[Any, Any]:
    """Those whose phone number has these digits in a row; it is kept as people read it, "07700 900123"."""
    plain = Replace(Replace("phone", Value(" ")), Value("-"))
    return Person.objects.exclude(phone="").annotate(plain=plain).filter(plain__contains=digits).values("pk")


def _stands(referrals: QuerySet[Referral]) -> dict[str, tuple[str, ...]]:
    """How the newest of these requests of each person stands, by person id. One query."""
    now = FilteredRelation("relationships", condition=~Q(relationships__status="ended"))
    rows = referrals.annotate(now=now).order_by("received_at", "pk")
    found: dict[str, tuple[str, ...]] = {}
    for person, pathway, status, first, last in rows.values_list(
        "person", "pathway__name", "status", "now__worker__first_name", "now__worker__last_name"
    ):
        stands = f"With {first} {last}" if first else str(Referral.Status(status).label)
        found[person] = tuple(word for word in (pathway, stands) if word)
    return found
