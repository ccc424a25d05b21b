"""The directory: looked through by words, postcode, topic and more; one entry; and what nobody made sure of lately."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from alongside.accounts.models import Organisation
from alongside.accounts.queries import current_service, holders
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.core.names import searchable
from alongside.core.nhs import codes
from alongside.partners import policies
from alongside.partners.models import Entry
from alongside.ui.dates import full_date

_FULL = re.compile(r"([A-Z]{1,2})(\d[A-Z\d]?)(\d[A-Z]{2})?")
_LETTERS = re.compile(r"[A-Z]{1,2}")
MONTHS = 6


@dataclass(frozen=True)
class EntryRow:
    """One entry as it is read, by the names of its questions. `stale`: that nobody made sure of it lately, or ""."""

    id: str
    name: str
    kind: str
    what: str
    for_whom: str
    topics: tuple[str, ...]
    everywhere: bool
    postcode_areas: tuple[str, ...]
    where: str
    phone: str
    email: str
    website: str
    how: str
    joining: str
    may_join: bool
    access: str
    cost: str
    languages: tuple[str, ...]
    for_crisis: bool
    opening: str
    shown_public: bool
    organisation: str
    owner: str
    checked_on: date | None
    stale: str
    ended_on: date | None

    @property
    def area(self) -> str:
        return "Everywhere" if self.everywhere else ", ".join(self.postcode_areas)


def may_add(actor: Actor) -> bool:
    return policies.may_add_entry(actor)


def may_keep_any(actor: Actor) -> bool:
    return policies.may_keep_any(actor)


def needs_to_read(actor: Actor) -> None:
    if not policies.may_read(actor):
        raise NotAllowed("look through the directory")


def needs_to_keep(actor: Actor) -> None:
    if not policies.may_keep_any(actor):
        raise NotAllowed("keep the directory")


def directory(actor: Actor, **narrow: Any) -> QuerySet[Entry]:
    """Entries that are still there, under these choices (see `narrowed`), by name."""
    found = policies.visible_entries(actor).filter(ended_on=None)
    return narrowed(found, **narrow).select_related("organisation", "owner").order_by("name", "pk")


def public_directory(**narrow: Any) -> QuerySet[Entry]:
    """The same, of those that anybody may read: who helps in a crisis first."""
    found = narrowed(policies.public_entries(), **narrow)
    return found.select_related("organisation", "owner").order_by("-for_crisis", "name", "pk")


def narrowed(
    found: QuerySet[Entry],
    *,
    words: str = "",
    postcode: str = "",
    topic: str = "",
    joining: str = "",
    crisis: str = "",
    cost: str = "",
    language: str = "",
) -> QuerySet[Entry]:
    """Every word is somewhere in it, accents or not. A postcode finds what is there and what is everywhere."""
    for word in searchable(words).split():
        found = found.filter(search_text__contains=word)
    if postcode and (near := areas_of(postcode)):
        found = found.filter(reduce(or_, (Q(search_text__contains=mark) for mark in near), Q(everywhere=True)))
    if topic:
        found = found.filter(search_text__contains=f"|t:{topic}|")
    if language:
        found = found.filter(search_text__contains=f"|l:{language}|")
    if joining:
        found = found.filter(joining__in=(Entry.Joining.SELF, Entry.Joining.EITHER))
    if crisis:
        found = found.filter(for_crisis=True)
    if cost:
        found = found.filter(cost__istartswith="free")
    return found


def areas_of(postcode: str) -> tuple[str, ...]:
    """What the text of an entry near there holds: for "ME7 4AB" ME7 or ME; for "ME" all that begins so. Empty for what
    is no postcode."""
    said = re.sub(r"\W", "", postcode).upper()
    if _LETTERS.fullmatch(said):
        return (f"|a:{said.lower()}|", *(f"|a:{said.lower()}{digit}" for digit in range(10)))
    if not (whole := _FULL.fullmatch(said)):
        return ()
    letters, district = whole[1].lower(), whole[2].lower()
    near = dict.fromkeys((letters, letters + district, letters + district.rstrip("abcdefghijklmnopqrstuvwxyz")))
    return tuple(f"|a:{area}|" for area in near)


def text_of(entry: Entry) -> str:
    """All that an entry is found by: its words, and marks for topics, areas and languages."""
    words = (entry.name, entry.what, entry.for_whom, entry.where, *entry.topics)
    marks = [("t", searchable(topic)) for topic in entry.topics]
    marks += [("a", area.lower()) for area in entry.postcode_areas] + [("l", code) for code in entry.languages]
    return f"{searchable(' '.join(words))} {' '.join(f'|{kind}:{mark}|' for kind, mark in marks)}".strip()


def entry_rows(found: Iterable[Entry]) -> list[EntryRow]:
    since = fresh_since()
    return [entry_row(entry, since) for entry in found]


def entry_row(entry: Entry, since: date | None = None) -> EntryRow:
    """`since`: what `fresh_since` says, where it was asked already for other rows."""
    return EntryRow(
        id=entry.pk,
        name=entry.name,
        kind=entry.get_kind_display(),
        what=entry.what,
        for_whom=entry.for_whom,
        topics=tuple(entry.topics),
        everywhere=entry.everywhere,
        postcode_areas=tuple(entry.postcode_areas),
        where=entry.where,
        phone=entry.phone,
        email=entry.email,
        website=entry.website,
        how=entry.how,
        joining=entry.get_joining_display(),
        may_join=entry.joining != Entry.Joining.REFERRED,
        access=entry.access,
        cost=entry.cost,
        languages=tuple(codes.LANGUAGE[code].plain for code in entry.languages if code in codes.LANGUAGE),
        for_crisis=entry.for_crisis,
        opening=entry.opening,
        shown_public=entry.shown_public,
        organisation=entry.organisation.name if entry.organisation else "",
        owner=entry.owner.name if entry.owner else "",
        checked_on=entry.checked_on,
        stale=_stale_words(entry, since or fresh_since()),
        ended_on=entry.ended_on,
    )


def _stale_words(entry: Entry, since: date) -> str:
    if entry.checked_on is None:
        return "Nobody has checked this yet"
    return f"Not checked since {full_date(entry.checked_on)}" if entry.checked_on < since else ""


def fresh_since() -> date:
    """What was last checked before this day is stale: the service's own number of months ago, six unless it says."""
    service = current_service()
    return clock.months_after(clock.today(), -(service.directory_months if service else MONTHS))


def get_entry(actor: Actor, id: str) -> Entry:  # noqa: A002
    return policies.visible_entries(actor).select_related("organisation", "owner").get(pk=id)


def public_entry(id: str) -> EntryRow:  # noqa: A002
    return entry_row(policies.public_entries().select_related("organisation", "owner").get(pk=id))


def is_stale() -> Q:
    return Q(ended_on=None) & (Q(checked_on=None) | Q(checked_on__lt=fresh_since()))


def nobody_keeps() -> Q:
    """No owner, or one who is not here any more."""
    gone = Q(owner__is_active=False) | Q(owner__last_day__lt=clock.today())
    return Q(ended_on=None) & (Q(owner=None) | gone)


@dataclass(frozen=True)
class StaleCounts:
    stale: int
    nobody: int
    ended: int


def to_check(actor: Actor, only: str = "") -> QuerySet[Entry]:
    """For lead and coordinators: what nobody made sure of lately, what nobody keeps, or what ended; oldest first."""
    needs_to_keep(actor)
    asked = {"nobody": nobody_keeps(), "ended": Q(ended_on__isnull=False)}.get(only, is_stale())
    found = policies.visible_entries(actor).filter(asked).select_related("organisation", "owner")
    return found.order_by(F("checked_on").asc(nulls_first=True), "name", "pk")


def stale_counts(actor: Actor) -> StaleCounts:
    """How many of each. Three counts in one query."""
    found = policies.visible_entries(actor).aggregate(
        stale=Count("pk", filter=is_stale()),
        nobody=Count("pk", filter=nobody_keeps()),
        ended=Count("pk", filter=Q(ended_on__isnull=False)),
    )
    return StaleCounts(**found)


def mine_to_check(actor: Actor) -> int:
    """How many stale entries are the actor's own to make sure of."""
    return policies.visible_entries(actor).filter(is_stale(), owner_id=actor.user_id or None).count()


def to_ask_about(actor: Actor) -> QuerySet[Entry]:
    """Stale, with an owner who is here and has not been asked since it was last checked. For the job."""
    if not policies.may_ask_owner(actor):
        raise NotAllowed("ask owners of the directory")
    kept = Entry.objects.filter(is_stale(), owner__is_active=True, asked_owner_at=None)
    return kept.exclude(owner__last_day__lt=clock.today()).select_related("owner").order_by("pk")


def topics(*, public: bool = False) -> list[tuple[str, str]]:
    """(as it is found, as it is written) of every topic of an entry that is there, by name. One query."""
    found = policies.public_entries() if public else Entry.objects.filter(ended_on=None)
    rows = found.order_by().values_list("topics", flat=True).distinct()
    written = sorted({topic for row in rows for topic in row})
    return sorted({searchable(topic): topic for topic in written}.items())


def language_choices() -> list[tuple[str, str]]:
    return [(code, words) for code, words in codes.LANGUAGE.choices() if code != "en"]


def organisation_choices() -> list[tuple[Organisation, str]]:
    return [(row, row.name) for row in Organisation.objects.filter(is_open=True).order_by("name")]


def owner_choices() -> list[tuple[Any, str]]:
    """Staff who may read the directory, by name: any of them may keep an entry."""
    return [(user, user.name) for user in holders(*policies.may_read.roles)]


def same_entry(name: str, organisation: Any) -> Entry | None:
    """The entry of this name and organisation that is still there: a second one is the same."""
    return Entry.objects.filter(search_name=searchable(name), organisation=organisation, ended_on=None).first()


def here_by_name() -> dict[tuple[str, str], Entry]:
    """Entries that are still there by (name as it is found, id of the organisation or ""). One query."""
    found = Entry.objects.filter(ended_on=None).select_related("organisation", "owner").order_by("pk")
    return {(entry.search_name, entry.organisation_id or ""): entry for entry in found}


def is_described() -> bool:
    return Entry.objects.exists()
