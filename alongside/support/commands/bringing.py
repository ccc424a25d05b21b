"""Relationships and contacts as a spreadsheet told them. What it does not know stays empty and is asked at a next time.

A contact that was brought in is history: it is not put on the list of what is still to be copied to the trust's own
record, because two years of it would hide what really is.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from alongside.accounts.policies import may_bring_in
from alongside.core import clock
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.core.ids import new_id
from alongside.support.models import ATTENDED, Contact, ContactStaff, Relationship

Status = Relationship.Status
EndedAs = Relationship.EndedAs
BROUGHT_IN = "Brought in from a spreadsheet"

# What an end was, by the national reason; any other was the service's.
_ENDED_AS = {"02": EndedAs.WELL, "06": EndedAs.DIED, "07": EndedAs.STOPPED, "09": EndedAs.STOPPED, "05": EndedAs.CLOSED}


@command(
    "relationship.brought_in",
    "brought in who walks with whom",
    allow=may_bring_in,
    locks=("referral", "relationship"),
)
def bring_in_relationship(
    act: Act,
    *,
    origin: str,
    referral: Any,
    worker: Any,
    introduced_on: date,
    ended_on: date | None = None,
    closure_code: str = "",
    relationship: Relationship | None = None,
) -> Relationship:
    """Who walks with whom, since the day of the request: a sheet knows no other. `ended_on` when it is over.

    `relationship` is the one here that the row tells differently: with the same worker it is ended or moved; with
    another it is handed over today, and a new one begins.
    """
    if ended_on and ended_on < introduced_on:
        raise Refused("It ended before it began. Check the two dates.")
    follows = None
    if relationship is not None and relationship.worker_id != worker.pk:
        follows = _handed_over(act, relationship)
        relationship, introduced_on = None, timezone.localdate(act.at) if follows else introduced_on
    made = relationship or Relationship(referral=referral, worker=worker, origin=origin, follows=follows)
    made.introduced_at = clock.noon(introduced_on)
    if ended_on:
        if relationship is not None and made.status != Status.ENDED:
            made.move_to(Status.ENDED)
        made.status = Status.ENDED
        made.ended_at = clock.noon(ended_on)
        made.ended_as = _ENDED_AS.get(closure_code, EndedAs.CLOSED)
        made.ended_by = Relationship.EndedBy.PERSON if closure_code in ("07", "09") else ""
        made.ended_written_by = made.ended_written_by or BROUGHT_IN
    made.save(force_insert=relationship is None)
    return made


def _handed_over(act: Act, relationship: Relationship) -> Relationship | None:
    """End it today, because the sheet names another worker; None when it had ended before."""
    if relationship.status == Status.ENDED:
        return None
    relationship.move_to(Status.ENDED)
    relationship.ended_at, relationship.ended_as = act.at, EndedAs.HANDED_OVER
    relationship.ended_written_by = act.actor.name
    relationship.save()
    return relationship


@command("contact.brought_in", "brought in a contact", allow=may_bring_in, locks=("contact",))
def bring_in_contact(
    act: Act,
    *,
    origin: str,
    referral: Any,
    relationship: Relationship | None,
    workers: Sequence[str],
    on: date,
    attendance: str,
    mechanism: str = "",
    therapy_mode: str = "1",
    minutes: int | None = None,
    contact: Contact | None = None,
) -> Contact:
    """Write one row of a sheet of contacts. It happened already, so nobody's yes is asked for; and as its time of
    day is not known, nothing says that it was in the minutes of some work about the person (MHS204).

    `workers` are ids of who was there. `contact` is the one here that the row tells differently: it stays, no longer
    current, and the new one is to be copied to the trust's own record again.
    """
    if on > timezone.localdate(act.at):
        raise Refused("A contact cannot be in the future.")
    if contact is not None:
        if not contact.is_current:
            raise Refused("This contact was corrected or taken back already. Check the file again.")
        contact.is_current = False
        contact.save(update_fields=["is_current"])
    made = Contact(
        referral=referral,
        relationship=relationship,
        replaces=contact,
        meeting_id=contact.meeting_id if contact else None,
        starts_at=_moment(act, on, contact),
        time_known=bool(contact and contact.time_known),
        minutes=minutes if attendance in ATTENDED else None,
        attendance=attendance,
        mechanism=mechanism,
        therapy_mode=therapy_mode,
        planned=contact.planned if contact else "",
        once=new_id(),
        recorded_at=act.at,
        recorded_by=BROUGHT_IN,
        origin=origin,
        copied_at=None if contact else act.at,
        copied_by="" if contact else BROUGHT_IN,
    )
    made.save(force_insert=True)
    for worker in dict.fromkeys(workers):
        ContactStaff(contact=made, worker_id=worker, starts_at=made.starts_at).save(force_insert=True)
    if contact is not None:
        contact.their_words.update(contact=made)
    if relationship is not None:
        _met(relationship, made, contact)
    return made


def _moment(act: Act, on: date, contact: Contact | None) -> datetime:
    """Noon of the day, but never later than now; a contact told differently keeps its time if it keeps its day."""
    if contact is not None and timezone.localdate(contact.starts_at) == on:
        return contact.starts_at
    return min(clock.noon(on), act.at)


def _met(relationship: Relationship, made: Contact, was: Contact | None) -> None:
    """Keep when they first and last met, writing only when that changes."""
    if was is not None and was.attended:
        met = relationship.contacts.filter(is_current=True, attendance__in=ATTENDED).order_by("starts_at")
        days = list(met.values_list("starts_at", flat=True))
        first, last = (days[0], days[-1]) if days else (None, None)
    elif made.attended:
        first = min(relationship.first_met_at or made.starts_at, made.starts_at)
        last = max(relationship.last_met_at or made.starts_at, made.starts_at)
    else:
        return
    status = Status.MEETING if first else Status.INTRODUCED
    if relationship.status in (Status.INTRODUCED, Status.MEETING) and relationship.status != status:
        relationship.move_to(status)
    elif (first, last) == (relationship.first_met_at, relationship.last_met_at):
        return
    relationship.first_met_at, relationship.last_met_at = first, last
    relationship.save(update_fields=["status", "first_met_at", "last_met_at"])
