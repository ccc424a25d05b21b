"""A meeting cancelled ahead is a contact that did not happen: counted when its day comes, for the national return."""

from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.support import policies
from alongside.support.commands.contacts import write_contact
from alongside.support.models import COULD_NOT, WE_CANCELLED, Contact, Meeting


@command(
    "contact.cancellation_counted",
    "counted a cancelled meeting, now that its day has come",
    allow=policies.may_count_cancelled,
    locks=("relationship",),
)
def count_cancelled(act: Act, meeting: Meeting) -> Contact:
    """Write the contact that a cancelled meeting is (MHSDS AttendStatus 2 or 4; future ones are never submitted)."""
    if meeting.status != Meeting.Status.CANCELLED:
        raise Refused("This meeting was not cancelled.")
    if meeting.starts_at > act.at:
        raise Refused("This meeting's day has not come yet.")
    if meeting.contacts.exists():
        raise Refused("This meeting has been counted.")
    by_person = meeting.cancelled_by == Meeting.CancelledBy.PERSON
    relationship = meeting.relationship
    return write_contact(
        act,
        Contact(relationship=relationship, referral=relationship.referral, meeting=meeting, once=meeting.pk),
        starts_at=meeting.starts_at,
        attendance=COULD_NOT if by_person else WE_CANCELLED,
        mechanism=meeting.mechanism,
        location=meeting.location,
        place=meeting.place,
        planned="Y",
        workers=(),
        others=(),
    )
