"""Questions about contacts: each in words, with the person's own side, and every earlier version of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.nhs import codes
from alongside.support import policies
from alongside.support.models import (
    ATTENDED,
    COULD_NOT,
    DID_NOT_COME,
    TOO_LATE,
    WE_CANCELLED,
    Contact,
    Relationship,
    TheirWords,
)
from alongside.support.queries import names
from alongside.support.queries.meetings import undo_until

NOT_MET = {
    COULD_NOT: "{person} could not make it",
    DID_NOT_COME: "{person} did not come",
    TOO_LATE: "{person} came too late to meet",
    WE_CANCELLED: "{worker} had to cancel",
}
KINDS = ("social", "emotional", "practical")
WHOSE = {
    Contact.Words.TOGETHER: "{person} and {worker}, together",
    Contact.Words.READ_BACK: "{by}, read back to {person}",
    Contact.Words.NOT_SEEN: "{by}, not yet seen by {person}",
}


@dataclass(frozen=True)
class TheirSide:
    words: str
    said_by: str
    written_by: str
    written_at: datetime


@dataclass(frozen=True)
class Happened:
    """One contact on the line of weeks: where they met, or why it did not happen."""

    starts_at: datetime
    attended: bool
    what: str


@dataclass(frozen=True)
class ContactRow:
    """One contact in words. `what` is "Riverside Park" or why it did not happen; `whose` whose words they are."""

    id: str
    starts_at: datetime
    attended: bool
    how: str
    what: str
    minutes: int | None
    words: str
    words_are: str
    whose: str
    theirs: tuple[TheirSide, ...]
    kinds: tuple[str, ...]
    with_workers: tuple[str, ...]
    others: tuple[str, ...]
    needs_not_met: tuple[str, ...]
    interpreter: str
    recorded_by: str
    recorded_at: datetime
    corrects: bool
    is_current: bool
    copied_at: datetime | None


def get_contact(actor: Actor, id: str) -> Contact:  # noqa: A002
    return with_all_said(policies.visible_contacts(actor)).get(pk=id)


def own_contact(actor: Actor, id: str) -> Contact:  # noqa: A002
    mine = policies.own_relationships(actor)
    return with_all_said(Contact.objects.filter(relationship__in=mine)).get(pk=id)


def current_contacts(relationship: Relationship) -> QuerySet[Contact]:
    """The contacts that count, the newest first: to be sliced, and read by `contact_rows`."""
    return relationship.contacts.filter(is_current=True).order_by("-starts_at", "-pk")


def contact_rows(found: QuerySet[Contact]) -> list[ContactRow]:
    """Contacts in words, in their order. Six queries, however many."""
    return [contact_row(contact) for contact in with_all_said(found)]


def contacts_of(relationship: Relationship) -> list[ContactRow]:
    """All the contacts that count, in words, the newest first."""
    return contact_rows(current_contacts(relationship))


def happened(relationship: Relationship) -> list[Happened]:
    """When contacts were, and what became of each, in a few words; the newest first. One query."""
    columns = ("starts_at", "attendance", "mechanism", "location", "place")
    person, worker = relationship.referral.person.called, relationship.worker.first_name
    return [
        Happened(
            row.starts_at,
            row.attendance in ATTENDED,
            names.how_and_where(row)
            if row.attendance in ATTENDED
            else NOT_MET.get(row.attendance, "").format(person=person, worker=worker),
        )
        for row in current_contacts(relationship).values_list(*columns, named=True)
    ]


def contact_page(actor: Actor, id: str) -> tuple[Contact, list[ContactRow]]:  # noqa: A002
    """A contact, and every version of it: the newest first, the original last. Four queries for each version."""
    contact = get_contact(actor, id)
    versions = [contact]
    while newer := with_all_said(Contact.objects.filter(replaces=versions[0])).first():
        versions.insert(0, newer)
    while versions[-1].replaces_id:
        versions.append(with_all_said(Contact.objects).get(pk=versions[-1].replaces_id))
    return contact, [contact_row(version) for version in versions]


def contact_row(contact: Contact) -> ContactRow:
    """`contact` must come from `with_all_said`, so that nothing is asked row by row."""
    together: Any = contact.relationship
    person, worker = contact.referral.person, together.worker
    met = contact.attendance in ATTENDED
    name = {"person": person.called, "worker": worker.first_name, "by": contact.recorded_by.split(" ")[0]}
    needs = [need for need in person.needs.all() if need.ended_on is None]
    what = names.how_and_where(contact)
    not_met = NOT_MET.get(contact.attendance, "").format(**name)
    return ContactRow(
        id=contact.pk,
        starts_at=contact.starts_at,
        attended=met,
        how=names.how(contact.mechanism),
        what=what if met else not_met,
        minutes=contact.minutes,
        words=contact.words,
        words_are=contact.words_are,
        whose=WHOSE.get(Contact.Words(contact.words_are), "").format(**name),
        theirs=tuple(TheirSide(t.words, t.said_by, t.written_by, t.written_at) for t in contact.their_words.all()),
        kinds=tuple(kind.title() for kind in KINDS if getattr(contact, kind)),
        with_workers=tuple(s.worker.full_name for s in contact.staff.all() if s.worker_id != worker.pk),
        others=tuple(codes.OTHER_PRESENT[other.kind].plain for other in contact.others.all()),
        needs_not_met=tuple(n.words for n in needs if n.pk not in contact.needs_met)
        if met and contact.adjustment_made
        else (),
        interpreter=codes.INTERPRETER[contact.interpreter].plain if contact.interpreter not in ("", "4") else "",
        recorded_by=contact.recorded_by,
        recorded_at=contact.recorded_at,
        corrects=bool(contact.replaces_id),
        is_current=contact.is_current,
        copied_at=contact.copied_at,
    )


def with_all_said(found: Any) -> QuerySet[Contact]:
    """Contacts with all that a row says of them: six queries, however many."""
    return found.select_related("referral__person", "relationship__worker", "relationship__referral").prefetch_related(
        "staff__worker",
        "others",
        "referral__person__needs",
        Prefetch("their_words", queryset=TheirWords.objects.order_by("written_at", "pk")),
    )


def was_saved(once: str) -> bool:
    """Whether a form with this token was saved already, so that its kept answers are not offered again."""
    return Contact.objects.filter(once=once).exists()


def may_undo(actor: Actor, contact: Contact) -> bool:
    """Whether the actor may still take it back."""
    fresh = contact.is_current and not contact.replaces_id and not contact.copied_at
    return bool(fresh and policies.may_undo(actor, contact) and clock.now() <= undo_until(contact))
