"""Contacts: recorded once, corrected without losing the original, taken back within minutes, ticked when copied."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max, Min
from django.utils import timezone

from alongside.accounts.queries import current_service
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.referrals import queries as referral_queries
from alongside.support import policies
from alongside.support.commands.breaks import met_again
from alongside.support.commands.counted_once import not_about_them_already
from alongside.support.commands.meetings import book_meeting, cancel_meeting
from alongside.support.models import (
    ATTENDED,
    IN_PERSON,
    WE_CANCELLED,
    WRITTEN,
    Contact,
    ContactOther,
    ContactStaff,
    Meeting,
    Relationship,
    TheirWords,
)
from alongside.support.queries.counted_once import LONGEST
from alongside.ui import dates

Status = Relationship.Status
Words = Contact.Words
NON_CLINICAL = "02"  # why we cancelled, nationally; no other reason is asked


class AlreadySaved(Refused):
    """The same form was sent twice: nothing was added, and `contact` is what was saved the first time."""

    def __init__(self, contact: Contact) -> None:
        super().__init__("You already saved this. Nothing was added twice.")
        self.contact = contact


class OddDate(Refused):
    """The date is outside the relationship's own: asked about once, and taken when it is said to be right."""


@command("contact.recorded", "recorded a contact", allow=policies.may_record, locks=("meeting",))
def record_contact(
    act: Act,
    relationship: Relationship,
    *,
    once: str,
    starts_at: datetime,
    attendance: str,
    mechanism: str,
    meeting: Meeting | None = None,
    same_again_at: datetime | None = None,
    workers: Iterable[str] = (),
    others: Iterable[str] = (),
    date_is_right: bool = False,
    **facts: Any,
) -> Contact:
    """Write down one contact as it happened. `once` is the form's own token: sent twice, kept once (AlreadySaved).

    `facts` are fields of Contact: location, place, minutes, subject, interpreter, needs_met, planned, social,
    emotional, practical, words, words_are. `workers` are ids of other workers who were there, `others` national kinds
    of other people. `same_again_at` books the next meeting like this one. Never before the person's own yes, and
    never for minutes that somebody who was there wrote down as work about the person: they count once nationally.
    """
    if saved := Contact.objects.filter(once=once).first():
        raise AlreadySaved(saved)
    if not referral_queries.said_yes(relationship.referral):
        called = relationship.referral.person.called
        raise Refused(f"{called} has not said yes yet. Write down their own yes first.")
    if meeting:
        _close_meeting(meeting, relationship)
    _needs_sense(act, relationship, starts_at, date_is_right)
    facts.setdefault("planned", "Y" if meeting else "N")
    contact = write_contact(
        act,
        Contact(relationship=relationship, referral=relationship.referral, meeting=meeting, once=once),
        starts_at=starts_at,
        attendance=attendance,
        mechanism=mechanism,
        workers=workers,
        others=others,
        **facts,
    )
    _met(relationship, contact)
    if contact.attended:
        met_again(act, relationship, timezone.localdate(starts_at))
    if same_again_at:
        length = contact.minutes or (meeting.minutes if meeting else 60)
        book_meeting(
            act,
            relationship,
            starts_at=same_again_at,
            minutes=length,
            mechanism=contact.mechanism,
            location=contact.location,
            place=contact.place,
            booked_with=contact,
        )
    return contact


@command("contact.corrected", "corrected a contact", allow=policies.may_correct, locks=("relationship",))
def correct_contact(
    act: Act,
    contact: Contact,
    *,
    once: str,
    starts_at: datetime,
    attendance: str,
    mechanism: str,
    workers: Iterable[str] = (),
    others: Iterable[str] = (),
    date_is_right: bool = False,
    **facts: Any,
) -> Contact:
    """Write the contact again as it really was. The original stays, no longer current; what counts is the new one,
    and it is to be copied to the trust's own record again."""
    if saved := Contact.objects.filter(once=once).first():
        raise AlreadySaved(saved)
    if not contact.is_current:
        raise Refused("This contact was corrected or taken back already. Open the newest one.")
    relationship: Any = contact.relationship
    _needs_sense(act, relationship, starts_at, date_is_right)
    contact.is_current = False
    contact.save()
    facts.setdefault("planned", contact.planned)
    new = write_contact(
        act,
        Contact(
            relationship=relationship,
            referral=contact.referral,
            meeting=contact.meeting,
            once=once,
            replaces=contact,
            subject=contact.subject,
            therapy_mode=contact.therapy_mode,
        ),
        starts_at=starts_at,
        attendance=attendance,
        mechanism=mechanism,
        workers=workers,
        others=others,
        **facts,
    )
    contact.their_words.update(contact=new)
    _met(relationship, new, was=contact)
    return new


@command("contact.undone", "took back a contact just recorded", allow=policies.may_undo, locks=("relationship",))
def undo_contact(act: Act, contact: Contact) -> Contact:
    """Within the service's few minutes, by whoever recorded it. After that, a correction keeps both."""
    service = current_service()
    minutes = service.undo_minutes if service else 10
    if not contact.is_current:
        raise Refused("This contact was corrected or taken back already.")
    if contact.replaces_id:
        raise Refused("A correction cannot be taken back. Correct it again instead.")
    if act.at > contact.recorded_at + timedelta(minutes=minutes):
        raise Refused(f"More than {minutes} minutes have passed. Correct the contact instead; the original is kept.")
    if contact.copied_at:
        raise Refused("This is already in the trust's own record. Correct it instead, so that both agree.")
    contact.is_current = False
    contact.save()
    for booked in contact.booked_next.filter(status=Meeting.Status.PLANNED):
        cancel_meeting(act, booked, by=Meeting.CancelledBy.SERVICE)
    if meeting := contact.meeting:
        meeting.move_to(Meeting.Status.PLANNED)
        meeting.save()
    relationship: Any = contact.relationship
    _met(relationship, was=contact)
    return contact


@command("contact.words_added", "added the person's own side to a contact", allow=policies.may_add_words)
def add_their_words(act: Act, contact: Contact, *, words: str, said_by: str = "") -> TheirWords:
    """The person's own side, by them or by a worker on their word."""
    if not contact.is_current:
        raise Refused("This contact was corrected a moment ago. Open the newest one and add the words there.")
    return TheirWords.objects.create(
        contact=contact,
        words=words,
        said_by=said_by or contact.referral.person.called,
        written_by=act.actor.name,
        written_at=act.at,
    )


@command("contact.copied", "ticked a contact as copied to the trust's own record", allow=policies.may_copy)
def tick_copied(act: Act, contact: Contact) -> Contact:
    """It is in the trust's own record now, so nobody types it twice."""
    if not contact.is_current:
        raise Refused("This contact was corrected or taken back since. Copy the newest one.")
    if contact.copied_at:
        raise Refused(f"{contact.copied_by} ticked this already.")
    contact.copied_at, contact.copied_by = act.at, act.actor.name
    contact.save()
    return contact


@command("contact.not_copied", "unticked a contact that is not in the trust's own record", allow=policies.may_copy)
def untick_copied(act: Act, contact: Contact) -> Contact:
    """It was ticked by mistake: it comes back to the list."""
    if not contact.copied_at:
        raise Refused("This contact is not ticked.")
    contact.copied_at, contact.copied_by = None, ""
    contact.save()
    return contact


def _close_meeting(meeting: Meeting, relationship: Relationship) -> None:
    if meeting.relationship_id != relationship.pk:
        raise Refused("That meeting was with someone else.")
    if saved := meeting.contacts.filter(is_current=True).first():
        raise AlreadySaved(saved)
    meeting.move_to(Meeting.Status.RECORDED)
    meeting.save()


def _needs_sense(act: Act, relationship: Relationship, starts_at: datetime, date_is_right: bool) -> None:
    """A contact cannot be in the future; one outside the relationship's own dates is asked about, once."""
    if starts_at > act.at:
        raise Refused("A contact cannot be in the future. Book a meeting instead, or change the day or time.")
    if date_is_right:
        return
    called, first_name = relationship.referral.person.called, relationship.worker.first_name
    if relationship.ended_at and starts_at > relationship.ended_at:
        raise OddDate(f"{called} and {first_name} ended on {dates.day(relationship.ended_at)}. Is the date right?")
    if timezone.localdate(starts_at) < timezone.localdate(relationship.introduced_at):
        day = dates.day(relationship.introduced_at)
        raise OddDate(f"{called} and {first_name} were introduced on {day}. Is the date right?")


def write_contact(
    act: Act,
    contact: Contact,
    *,
    attendance: str,
    minutes: int | None = None,
    mechanism: str,
    location: str = "",
    words: str = "",
    words_are: str = Words.NONE,
    interpreter: str = "",
    needs_met: Iterable[str] = (),
    workers: Iterable[str],
    others: Iterable[str],
    **plain: Any,
) -> Contact:
    """Check what only makes sense together, work out the national codes that follow from it, and save the rows."""
    words = words.strip()
    if words and words_are == Words.NONE:
        raise Refused("Say how the words were written, or take them out.")
    if not words and words_are != Words.NONE:
        raise Refused("Write a few words, or choose “Just count it”.")
    attended = attendance in ATTENDED
    if attended and minutes is None and mechanism not in WRITTEN:
        raise Refused("Enter the minutes, like 45")
    if minutes is not None and not 0 < minutes <= LONGEST:
        raise Refused(f"Minutes must be between 1 and {LONGEST}")
    if attended and mechanism == IN_PERSON and not location:
        raise Refused("Select where you met")
    person = contact.referral.person
    needs = {need.id for need in referral_queries.needs_of([person.pk]).get(person.pk, ())}
    met = sorted(needs & set(needs_met)) if attended else []
    for name, value in plain.items():
        setattr(contact, name, value)
    contact.attendance = attendance
    contact.mechanism = mechanism
    contact.minutes = minutes if attended else None
    contact.location = location if mechanism == IN_PERSON else ""
    contact.words, contact.words_are = words, words_are
    contact.interpreter = (interpreter or ("" if person.interpreter else "4")) if attended else ""
    contact.needs_met = met
    contact.adjustment_made = ("Y" if met else "N") if attended and needs else ""
    contact.cancellation = NON_CLINICAL if attendance == WE_CANCELLED else ""
    contact.recorded_at, contact.recorded_by, contact.recorded_by_user = act.at, act.actor.name, act.actor.user_id
    first = [contact.relationship.worker_id] if contact.relationship else []  # a group contact has no relationship
    present = dict.fromkeys([*first, *workers])
    if first and attended:  # a group's register is never refused for one person: it leaves their contact out
        not_about_them_already(act, contact, present)
    contact.save(force_insert=True)
    ContactStaff.objects.bulk_create(
        ContactStaff(contact=contact, worker_id=worker, starts_at=contact.starts_at) for worker in present
    )
    ContactOther.objects.bulk_create(ContactOther(contact=contact, kind=kind) for kind in dict.fromkeys(others))
    return contact


def _met(relationship: Relationship, contact: Contact | None = None, *, was: Contact | None = None) -> None:
    """Keep when they first and last met. `contact` is new; `was` is one that no longer counts."""
    known = (relationship.first_met_at, relationship.last_met_at)
    if was is not None and was.attended:
        met = relationship.contacts.filter(is_current=True, attendance__in=ATTENDED)
        found = met.aggregate(first=Min("starts_at"), last=Max("starts_at"))
        first, last = found["first"], found["last"]
    elif contact is not None and contact.attended:
        first = min(known[0] or contact.starts_at, contact.starts_at)
        last = max(known[1] or contact.starts_at, contact.starts_at)
    else:
        return
    if (first, last) == known:
        return
    relationship.first_met_at, relationship.last_met_at = first, last
    status = Status.MEETING if first else Status.INTRODUCED
    if relationship.status in (Status.INTRODUCED, Status.MEETING) and relationship.status != status:
        relationship.move_to(status)
    relationship.save()
