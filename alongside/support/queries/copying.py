"""What is not yet in the trust's own record: one coded line a contact, so that nobody types twice or forgets."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.nhs import codes
from alongside.support import policies
from alongside.support.models import Contact
from alongside.support.queries import names
from alongside.ui.words import nhs_number

SHOWN_AFTER = timedelta(days=14)  # how long a ticked line can still be unticked from the list


@dataclass(frozen=True)
class CopyRow:
    """One contact to copy. `line` is what to paste; `again` when an earlier version of it was copied before. `about`:
    work about a person, and no contact."""

    id: str
    relationship_id: str
    name: str
    worker: str
    starts_at: datetime
    what: str
    line: str
    again: bool
    copied_at: datetime | None
    copied_by: str
    about: bool = False


def to_copy(actor: Actor, *, whole_team: bool = False, copied: bool = False) -> list[CopyRow]:
    """Contacts not yet ticked, the oldest first; or, with `copied`, those ticked in the last 14 days, the newest first.
    A peer worker's own; with `whole_team` all in the actor's reach. Contacts made in groups are among them, therapy
    mode 3: the trust's record is told once. Five queries at most."""
    found = Contact.objects.filter(policies.contacts_to_copy(actor, whole_team=whole_team), is_current=True)
    if copied:
        found = found.filter(copied_at__gte=clock.now() - SHOWN_AFTER).order_by("-copied_at", "pk")
    else:
        found = found.filter(copied_at=None).order_by("starts_at", "pk")
    rows = list(
        found.select_related("referral__person", "relationship__worker", "replaces").prefetch_related(
            "staff__worker", "others", "referral__person__identifiers"
        )
    )
    short = names.short_names(contact.referral.person for contact in rows)
    return [_row(contact, short) for contact in rows]


def number_to_copy(actor: Actor) -> int:
    """How many of a peer worker's own are waiting: the length of `to_copy(actor)`."""
    mine = policies.contacts_to_copy(actor, whole_team=False)
    return Contact.objects.filter(mine, is_current=True, copied_at=None).count()


def get_contact_to_copy(actor: Actor, id: str) -> Contact:  # noqa: A002
    """A contact that the actor may find on that list, their own or their team's. Raises DoesNotExist."""
    return Contact.objects.get(policies.contacts_to_copy(actor, whole_team=True), pk=id)


def _row(contact: Contact, short: dict[str, str]) -> CopyRow:
    return CopyRow(
        id=contact.pk,
        relationship_id=contact.relationship_id or "",
        name=short[contact.referral.person_id],
        worker=_workers(contact),
        starts_at=contact.starts_at,
        what=_what(contact),
        line=" | ".join(line_of(contact)),
        again=bool(contact.replaces and contact.replaces.copied_at),
        copied_at=contact.copied_at,
        copied_by=contact.copied_by,
    )


def _workers(contact: Contact) -> str:
    """Whose contact it was: the peer worker's, or everybody's who ran the group."""
    if contact.relationship:
        return contact.relationship.worker.full_name
    return ", ".join(sorted(there.worker.full_name for there in contact.staff.all()))


def _what(contact: Contact) -> str:
    if not contact.attended:
        return codes.ATTENDANCE[contact.attendance].plain
    return names.how_and_where(contact) if contact.relationship else f"A group. {names.how_and_where(contact)}"


def line_of(contact: Contact) -> Iterable[str]:
    """The parts of the coded line, each a national code with plain words (MHSDS v6: MHS201, 202, 203, 206)."""
    local = timezone.localtime(contact.starts_at)
    yield who(contact.referral.person)
    if contact.referral.host_referral_id:
        yield f"Referral {contact.referral.host_referral_id}"
    yield f"{local:%d/%m/%Y} {local:%H:%M}"
    if contact.minutes is not None:
        yield f"{contact.minutes} min"
    yield _coded("Attendance", codes.ATTENDANCE, contact.attendance)
    yield _coded("Mechanism", codes.MECHANISM, contact.mechanism)
    if contact.location:
        yield _coded("Location", codes.LOCATION, contact.location)
    yield _coded("Subject", codes.CONTACT_SUBJECT, contact.subject)
    yield f"Planned {contact.planned}"
    yield _coded("Therapy mode", codes.THERAPY_MODE, contact.therapy_mode)
    if contact.cancellation:
        yield _coded("Cancelled", codes.CANCELLATION, contact.cancellation)
    for other in contact.others.all():
        yield _coded("Also there", codes.OTHER_PRESENT, other.kind)
    if contact.interpreter:
        yield _coded("Interpreter", codes.INTERPRETER, contact.interpreter)
    if contact.adjustment_made:
        yield f"Adjustment made {contact.adjustment_made}"
    first = contact.relationship.worker_id if contact.relationship else ""
    for worker in sorted((there.worker for there in contact.staff.all()), key=lambda worker: worker.pk != first):
        yield f"Staff {worker.local_id or worker.full_name} ({worker.job_role})"


def who(person: Any) -> str:
    """Whose line it is: their NHS number, else the first number held, else their name."""
    if person.nhs_number:
        return f"NHS {nhs_number(person.nhs_number)}"
    first = next((i for i in person.identifiers.all() if not getattr(i, "ended_on", None)), None)
    return f"{first.issuer} {first.number}" if first else f"{person.full_name} (no number held)"


def _coded(name: str, code_list: Any, code: str) -> str:
    return f"{name} {code} {code_list[code].plain}"
