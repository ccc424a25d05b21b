"""Questions about the people supported: their record, their needs, and what may be shared."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.nhs import codes
from alongside.referrals import policies
from alongside.referrals.models import Choice, Identifier, Need, OtherContact, Person, Referral, Sharing

OPEN_NOW = ("received", "asked", "accepted", "matched")


@dataclass(frozen=True)
class NeedRow:
    """One need that stands. `overdue` when its review day has come."""

    id: str
    kind: str
    words: str
    review_on: date
    overdue: bool


@dataclass(frozen=True)
class PersonPage:
    """A person's whole record, for those who may open it."""

    person: Person
    language: str
    contact_by: str
    needs: tuple[NeedRow, ...]
    identifiers: tuple[Identifier, ...]
    other_contacts: tuple[OtherContact, ...]
    sharings: tuple[Sharing, ...]
    past_sharings: tuple[Sharing, ...]
    choices: tuple[Choice, ...]
    referrals: tuple[Referral, ...]


def get_person(actor: Actor, id: str) -> Person:  # noqa: A002
    """The person, or DoesNotExist for whoever may not open the record."""
    return policies.visible_people(actor).get(pk=id)


def people_with_phone(ending: str) -> list[Person]:
    """Everyone whose phone number ends so, however it is written. For the door that takes texts: it sees every one."""
    return list(Person.objects.filter(phone__endswith=ending, same_as=None).order_by("pk"))


def get_need(actor: Actor, id: str) -> Need:  # noqa: A002
    """A need that has not ended, of someone the actor may open."""
    return Need.objects.select_related("person").get(pk=id, person__in=policies.visible_people(actor), ended_on=None)


def get_other_contact(actor: Actor, id: str) -> OtherContact:  # noqa: A002
    people = policies.visible_people(actor)
    return OtherContact.objects.select_related("person").get(pk=id, person__in=people, ended_on=None)


def get_sharing(actor: Actor, id: str) -> Sharing:  # noqa: A002
    people = policies.visible_people(actor)
    return Sharing.objects.select_related("person").get(pk=id, person__in=people, withdrawn_on=None)


def get_identifier(actor: Actor, id: str) -> Identifier:  # noqa: A002
    people = policies.visible_people(actor)
    return Identifier.objects.select_related("person").get(pk=id, person__in=people, ended_on=None)


@dataclass(frozen=True)
class KnownAs:
    """A person's names, and the teams (ids) of their open requests: for keeping apart, and never for a page."""

    person_id: str
    names: tuple[str, ...]
    teams: tuple[str, ...]


def known_as(person_ids: Iterable[str]) -> list[KnownAs]:
    """Each of these people, by what they are known by. One query; none for nobody."""
    found: dict[str, KnownAs] = {}
    rows = Person.objects.filter(pk__in=list(person_ids)).order_by("pk")
    for pk, first, last, called, team, status in rows.values_list(
        "pk", "first_name", "last_name", "known_as", "referrals__host_team", "referrals__status"
    ):
        known = found.setdefault(pk, KnownAs(pk, (f"{first} {last}", f"{called or first} {first} {last}"), ()))
        if team and status in OPEN_NOW and team not in known.teams:
            found[pk] = KnownAs(pk, known.names, (*known.teams, team))
    return list(found.values())


def needs_of(person_ids: Iterable[str]) -> dict[str, tuple[NeedRow, ...]]:
    """The needs that stand of each of these people, by person id; people without any are left out. One query."""
    today = clock.today()
    found: dict[str, list[NeedRow]] = defaultdict(list)
    for need in Need.objects.filter(person__in=list(person_ids), ended_on=None).order_by("-kind", "words", "pk"):
        row = NeedRow(need.pk, need.kind, need.words, need.review_on, need.review_on <= today)
        found[need.person_id].append(row)
    return {person: tuple(rows) for person, rows in found.items()}


def sharing_of(person_id: str) -> tuple[Sharing, ...]:
    """What the person says may be shared, with whom and for what, today: the newest for each recipient."""
    newest: dict[tuple[str, str], Sharing] = {}
    for sharing in Sharing.objects.filter(person=person_id, withdrawn_on=None).order_by("given_on", "pk"):
        newest[sharing.shared_with, sharing.name] = sharing
    return tuple(newest.values())


def person_page(actor: Actor, id: str) -> PersonPage:  # noqa: A002
    """Everything on a person's record page."""
    person = policies.visible_people(actor).get(pk=id)
    current = sharing_of(person.pk)
    standing = {sharing.pk for sharing in current}
    shared = Sharing.objects.filter(person=person).order_by("-given_on", "-pk")
    mine = policies.visible_referrals(actor).filter(person=person)
    referrals = mine.select_related("pathway", "host_team").prefetch_related("relationships")
    return PersonPage(
        person=person,
        language=language_name(person.language),
        contact_by=person.get_contact_by_display() if person.contact_by else "",
        needs=needs_of([person.pk]).get(person.pk, ()),
        identifiers=tuple(person.identifiers.filter(ended_on=None).order_by("issuer", "number")),
        other_contacts=tuple(person.other_contacts.filter(ended_on=None).order_by("name", "pk")),
        sharings=current,
        past_sharings=tuple(sharing for sharing in shared if sharing.pk not in standing),
        choices=tuple(Choice.objects.filter(referral__in=mine.values("pk")).order_by("-written_at", "-pk")),
        referrals=tuple(referrals.order_by("-received_at", "-pk")),
    )


def display_name(person: Person) -> str:
    """Like "Leona Marsh", or "Leona Marsh (Lee)" for someone who goes by another name."""
    return f"{person.full_name} ({person.known_as})" if person.known_as else person.full_name


def language_name(code: str) -> str:
    return dict(codes.LANGUAGE.choices()).get(code, code)
