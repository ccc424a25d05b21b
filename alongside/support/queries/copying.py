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
    """One contact to copy. `line` is what to paste; `again` when an earlier version of it was copied before."""

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


def to_copy(actor: Actor, *, whole_team: bool = False, copied: bool = False) -> list[CopyRow]:
    """Contacts not yet ticked, the oldest first; or, with `copied`, those ticked in the last 14 days, the newest first.
    A peer worker's own; with `whole_team` all in the actor's reach. Five queries at most."""
    scope = policies.visible_relationships if whole_team else policies.walked_relationships
    found = Contact.objects.filter(is_current=True, relationship__in=scope(actor))
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


def _row(contact: Contact, short: dict[str, str]) -> CopyRow:
    return CopyRow(
        id=contact.pk,
        relationship_id=contact.relationship_id or "",
        name=short[contact.referral.person_id],
        worker=contact.relationship.worker.full_name if contact.relationship else "",
        starts_at=contact.starts_at,
        what=names.how_and_where(contact) if contact.attended else codes.ATTENDANCE[contact.attendance].plain,
        line=" | ".join(line_of(contact)),
        again=bool(contact.replaces and contact.replaces.copied_at),
        copied_at=contact.copied_at,
        copied_by=contact.copied_by,
    )


def line_of(contact: Contact) -> Iterable[str]:
    """The parts of the coded line, each a national code with plain words (MHSDS v6: MHS201, 202, 203, 206)."""
    local = timezone.localtime(contact.starts_at)
    yield _who(contact.referral.person)
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


def _who(person: Any) -> str:
    if person.nhs_number:
        return f"NHS {nhs_number(person.nhs_number)}"
    first = next((i for i in person.identifiers.all() if not getattr(i, "ended_on", None)), None)
    return f"{first.issuer} {first.number}" if first else f"{person.full_name} (no number held)"


def _coded(name: str, code_list: Any, code: str) -> str:
    return f"{name} {code} {code_list[code].plain}"
