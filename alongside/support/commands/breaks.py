"""Breaks: the person's own choice. Their place is kept, nothing reminds them, and nobody asks why."""

from datetime import date

from django.utils import timezone

from alongside.core import clock
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.support import notices, policies
from alongside.support.commands.meetings import cancel_meeting
from alongside.support.models import Break, Meeting, Relationship

Status = Relationship.Status


@command("break.taken", "wrote down a break, as the person chose", allow=policies.may_take_break)
def take_break(
    act: Act, relationship: Relationship, *, until: date | None = None, keep_later: bool = True, said_by: str = ""
) -> Break:
    """From today until a day (the first they may meet again), or until they say. Meetings booked for the break are
    cancelled as the person's; `keep_later` keeps those after it."""
    called = relationship.referral.person.called
    if relationship.status == Status.ENDED:
        raise Refused("This peer support has ended, so there is nothing to take a break from.")
    if relationship.status == Status.ON_BREAK:
        raise Refused(f"{called} is on a break already. To choose another day, end this one and take it again.")
    if until and until <= clock.today():
        raise Refused("Choose a day that has not come yet.")
    coming = relationship.meetings.filter(status=Meeting.Status.PLANNED, starts_at__gt=act.at).order_by("starts_at")
    stopped = [m for m in coming if not (until and keep_later and timezone.localdate(m.starts_at) >= until)]
    for meeting in stopped:
        cancel_meeting(act, meeting, by=Meeting.CancelledBy.PERSON, tell=False)
    relationship.move_to(Status.ON_BREAK)
    relationship.save()
    notices.tell_of_break(act, relationship, until)
    notices.tell_cancelled(act, relationship, stopped)
    return Break.objects.create(
        relationship=relationship,
        starts_on=clock.today(),
        until=until,
        said_by=said_by or called,
        written_by=act.actor.name,
        written_at=act.at,
    )


@command("break.ended", "wrote down that a break is over", allow=policies.may_end_break)
def end_break(act: Act, relationship: Relationship) -> Relationship:
    """They are back: on the day they chose, or as soon as they say so or have met."""
    if relationship.status != Status.ON_BREAK:
        raise Refused(f"{relationship.referral.person.called} is not on a break.")
    close_break(relationship)
    relationship.move_to(Status.MEETING if relationship.first_met_at else Status.INTRODUCED)
    relationship.save()
    notices.tell_of_return(act, relationship)
    return relationship


def close_break(relationship: Relationship) -> None:
    """Whatever break is open, is over today. For anything else that ends one: a hand-over, an ending, a death."""
    for taken in relationship.breaks.filter(ended_on=None):
        taken.ended_on = clock.today()
        taken.save()


def met_again(act: Act, relationship: Relationship, on: date) -> None:
    """Having met ends a break that had begun by that day."""
    if relationship.status == Status.ON_BREAK and relationship.breaks.filter(ended_on=None, starts_on__lte=on).exists():
        end_break(act, relationship)
