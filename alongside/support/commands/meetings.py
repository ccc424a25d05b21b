"""Meetings: booked, moved, cancelled. Nobody is in two places at once."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.referrals import queries as referral_queries
from alongside.support import notices, policies
from alongside.support.models import IN_PERSON, Contact, Meeting, Relationship
from alongside.ui import dates

Status = Meeting.Status
LONGEST = timedelta(hours=12)


@command("meeting.booked", "booked a meeting", allow=policies.may_book, locks=("worker",))
def book_meeting(
    act: Act,
    relationship: Relationship,
    *,
    starts_at: datetime,
    minutes: int,
    mechanism: str,
    location: str = "",
    place: str = "",
    booked_with: Contact | None = None,
) -> Meeting:
    """Book a time. Never before the person's own yes, never over another meeting of either."""
    if relationship.status == Relationship.Status.ENDED:
        raise Refused("This peer support has ended, so no meeting can be booked.")
    called = relationship.referral.person.called
    if not referral_queries.said_yes(relationship.referral):
        raise Refused(f"{called} has not said yes yet. Write down their own yes first.")
    _needs_future(act, starts_at)
    needs_no_break(relationship, starts_at)
    _needs_free(relationship, starts_at, minutes)
    meeting = Meeting.objects.create(
        relationship=relationship,
        starts_at=starts_at,
        minutes=minutes,
        mechanism=mechanism,
        location=location if mechanism == IN_PERSON else "",
        place=place,
        booked_with=booked_with,
    )
    notices.tell_of_meeting(act, meeting, "booked")
    return meeting


@command("meeting.moved", "moved a meeting", allow=policies.may_change_meeting, locks=("relationship",))
def move_meeting(
    act: Act,
    meeting: Meeting,
    *,
    starts_at: datetime,
    minutes: int | None = None,
    mechanism: str = "",
    location: str | None = None,
    place: str | None = None,
) -> Meeting:
    """Another time, or another way of meeting. What is not given stays as it was."""
    _needs_planned(meeting)
    _needs_future(act, starts_at)
    needs_no_break(meeting.relationship, starts_at)
    _lock_worker(meeting.relationship)
    meeting.starts_at = starts_at
    meeting.minutes = minutes or meeting.minutes
    meeting.mechanism = mechanism or meeting.mechanism
    meeting.location = meeting.location if location is None else location
    meeting.place = meeting.place if place is None else place
    if meeting.mechanism != IN_PERSON:
        meeting.location = ""
    _needs_free(meeting.relationship, meeting.starts_at, meeting.minutes, leaving_out=meeting)
    _settle(act, meeting)
    meeting.changes += 1
    meeting.save()
    notices.tell_of_meeting(act, meeting, "moved")
    return meeting


@command("meeting.cancelled", "cancelled a meeting", allow=policies.may_change_meeting)
def cancel_meeting(act: Act, meeting: Meeting, *, by: str, tell: bool = True) -> Meeting:
    """Cancel for the person or for the service (`Meeting.CancelledBy`). No reason is asked or kept."""
    _needs_planned(meeting)
    meeting.move_to(Status.CANCELLED)
    meeting.cancelled_by = Meeting.CancelledBy(by)
    meeting.cancelled_at = act.at
    _settle(act, meeting)
    meeting.changes += 1
    meeting.save()
    if tell:
        notices.tell_of_meeting(act, meeting, "cancelled")
    return meeting


def _settle(act: Act, meeting: Meeting) -> None:
    """What was written of the meeting as it stood goes no more, and whoever asked to change it has been heard."""
    notices.stop_about(act, meeting)
    for reply in meeting.replies.filter(seen_at=None):
        reply.seen_at, reply.seen_by = act.at, act.actor.name
        reply.save()


def _needs_planned(meeting: Meeting) -> None:
    if meeting.status == Status.RECORDED:
        raise Refused("This meeting has been recorded. Correct what was recorded instead.")
    if meeting.status == Status.CANCELLED:
        raise Refused("This meeting was cancelled. Book another one.")


def _needs_future(act: Act, starts_at: datetime) -> None:
    if starts_at < act.at - timedelta(minutes=5):
        raise Refused("That time has passed. Choose a time still to come, or record a contact.")


def needs_no_break(relationship: Relationship, starts_at: datetime) -> None:
    if relationship.status != Relationship.Status.ON_BREAK:
        return
    taken, called = relationship.breaks.filter(ended_on=None).first(), relationship.referral.person.called
    if taken and not (taken.until and timezone.localdate(starts_at) >= taken.until):
        raise Refused(f"{called} is on a break. Choose a day after it, or end the break first, if {called} says so.")


def _lock_worker(relationship: Relationship) -> None:
    """The rule is about the worker's whole day, so the worker is what two bookings must queue for."""
    worker: Any = relationship.worker
    worker.refresh_from_db(from_queryset=type(worker)._base_manager.select_for_update())


def _needs_free(
    relationship: Relationship, starts_at: datetime, minutes: int, leaving_out: Meeting | None = None
) -> None:
    """Refuse if the worker or the person is in another planned meeting then."""
    ends_at = starts_at + timedelta(minutes=minutes)
    near = Meeting.objects.filter(
        status=Status.PLANNED, starts_at__lt=ends_at, starts_at__gt=starts_at - LONGEST
    ).select_related("relationship__worker", "relationship__referral__person")
    if leaving_out:
        near = near.exclude(pk=leaving_out.pk)
    person = relationship.referral.person
    for other in near:
        if other.ends_at <= starts_at:
            continue
        when = f"{dates.time(other.starts_at)} to {dates.time(other.ends_at)} on {dates.day(other.starts_at)}"
        if other.relationship.worker_id == relationship.worker_id:
            raise Refused(
                f"{relationship.worker.first_name} is already meeting someone from {when}. Choose another time."
            )
        if other.relationship.referral.person_id == person.pk:
            raise Refused(f"{person.called} already has a meeting from {when}. Choose another time.")
