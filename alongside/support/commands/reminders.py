"""A reminder of a meeting: once, by the way the person chose, and never while they are away."""

from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.support import notices, policies
from alongside.support.commands.meetings import needs_no_break
from alongside.support.models import Meeting, Relationship


@command("meeting.reminded", "reminded someone of a meeting", allow=policies.may_remind, locks=("relationship",))
def remind(act: Act, meeting: Meeting) -> Meeting:
    """What the job found may have changed since: everything is looked at again under the lock."""
    relationship = meeting.relationship
    if meeting.status != Meeting.Status.PLANNED or relationship.status == Relationship.Status.ENDED:
        raise Refused("This meeting does not take place.")
    if meeting.starts_at <= act.at:
        raise Refused("This meeting has begun.")
    needs_no_break(relationship, meeting.starts_at)
    person = relationship.referral.person
    if not person.reminders:
        raise Refused(f"{person.called} does not want to be reminded.")
    if notices.remind(act, meeting) is None:
        raise Refused(f"{person.called} has been reminded, or did not choose texts or emails.")
    return meeting
