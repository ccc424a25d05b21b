"""What a spreadsheet says of contacts, and which relationships and contacts are here already."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from alongside.accounts.policies import may_bring_in
from alongside.core.actors import Actor
from alongside.core.imports.columns import Field, Kind, called
from alongside.core.imports.values import attendance, day, mechanism, minutes, text, therapy_mode
from alongside.referrals.imports import BIRTH_DATE, FIRST_NAME, LAST_NAME, NHS_NUMBER, PERSON_NAME, WORKER_CALLED
from alongside.support.models import ATTENDED, MET, Contact, ContactStaff, Relationship

__all__ = ["ATTENDED", "CONTACTS", "MET", "KnownContact", "known_contacts", "known_relationships"]


def _enough(found: frozenset[str]) -> bool:
    who = bool({"name", "nhs_number"} & found) or {"first_name", "last_name"} <= found
    return "date" in found and who and bool(found & {"attendance", "minutes", "mechanism", "therapy_mode"})


CONTACTS = Kind(
    "contacts",
    "Contacts",
    (
        Field(
            "date",
            "Date",
            day,
            needed=True,
            called=called(
                "date|when|session date|contact date|date of contact|date seen|date of session|appointment date|"
                "appt date|"
                "day|date of appointment|date of visit|visit date|date of meeting|meeting date|activity date|dt|"
                "date time|"
                "seen on|contact on|date of activity|date met|appointment|date of appt|event date|met on|"
                "date contact|on"
            ),
        ),
        NHS_NUMBER,
        PERSON_NAME,
        FIRST_NAME,
        LAST_NAME,
        BIRTH_DATE,
        Field("worker", "Peer worker", text, strict=False, called=called(WORKER_CALLED)),
        Field(
            "therapy_mode",
            "One to one or group",
            therapy_mode,
            called=called(
                "type|1:1 or group|1:1 group|session type|contact type|individual group|individual or group|group|"
                "type of session|type of contact|121 group|one to one or group|group or 1:1|format|kind|"
                "1 1 or group|group 1:1|appointment type|activity|activity type|121 or group|appt type"
            ),
        ),
        Field(
            "mechanism",
            "How they met",
            mechanism,
            called=called(
                "how|f2f tel|method|mode|medium|contact method|how met|mode of contact|method of contact|"
                "contact type|"
                "type of contact|type|means|means of contact|f2f|contact mode|how seen|channel|contact medium|"
                "f2f phone|f2f or phone|delivery|delivery method|where|format|f2f or tel|how contacted|"
                "f2f phone video|face to face or phone|contact by|via|medium of contact|f2f telephone"
            ),
        ),
        Field(
            "minutes",
            "Minutes",
            minutes,
            called=called(
                "minutes|mins|duration|length|time spent|time|duration mins|duration minutes|hours|how long|"
                "length of session|contact time|session length|length mins|time mins|hrs|duration of contact|"
                "time taken|length of contact|total mins|total minutes|contact duration|duration hrs|no of mins|"
                "duration of session|time with client|time in mins|time in minutes|min|face to face time"
            ),
        ),
        Field(
            "attendance",
            "How it went",
            attendance,
            called=called(
                "attended|seen|outcome|dna|attendance|attended y n|status|did they attend|attend|contact outcome|"
                "result|attended dna|attendance status|outcome of contact|met|seen y n|appointment outcome|show|"
                "attended or dna|att|happened|appt outcome|how it went|kept|attendance outcome|present|turned up|"
                "seen dna|did it happen|dna y n|session outcome|attended seen"
            ),
        ),
    ),
    _enough,
)  # Comments are not brought in: they were not written for the person to read.


@dataclass(frozen=True)
class KnownContact:
    """A current contact that is here, as a sheet would tell it. `workers` are the ids of those who were there."""

    contact: Contact
    on: date
    person: str
    workers: frozenset[str]


def known_relationships(actor: Actor) -> Mapping[str, tuple[Relationship, ...]]:
    """Relationships by the id of the request, in the order they began. One query."""
    found: dict[str, list[Relationship]] = {}
    if may_bring_in(actor):
        for relationship in Relationship.objects.order_by("introduced_at", "pk"):
            found.setdefault(relationship.referral_id, []).append(relationship)
    return {referral: tuple(rows) for referral, rows in found.items()}


def known_contacts(actor: Actor, people: Iterable[str], since: date, until: date) -> list[KnownContact]:
    """The current contacts of these people (ids) between two days. Two queries for every 500 people."""
    if not may_bring_in(actor):
        return []
    asked, found = sorted(people), []
    start = timezone.make_aware(datetime.combine(since, time.min))
    for at in range(0, len(asked), 500):
        rows = Contact.objects.filter(referral__person__in=asked[at : at + 500], is_current=True, starts_at__gte=start)
        staff: dict[str, set[str]] = {}
        for at_contact, worker in ContactStaff.objects.filter(contact__in=rows.values("pk")).values_list(
            "contact_id", "worker_id"
        ):
            staff.setdefault(at_contact, set()).add(worker)
        for contact in rows.select_related("referral").order_by("starts_at", "pk"):
            on = timezone.localdate(contact.starts_at)
            if on <= until:
                found.append(
                    KnownContact(contact, on, contact.referral.person_id, frozenset(staff.get(contact.pk, ())))
                )
    return found
