"""What every end has in common: meetings cancelled, a break over, a hand-over taken back, and who said it."""

from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.support import notices, policies
from alongside.support.commands.breaks import close_break
from alongside.support.commands.meetings import cancel_meeting
from alongside.support.models import Handover, Meeting, Relationship

Status, EndedAs, EndedBy = Relationship.Status, Relationship.EndedAs, Relationship.EndedBy


@command("handover.withdrawn", "took back a hand-over", allow=policies.may_hand_over, locks=("to_worker",))
def withdraw_handover(act: Act, handover: Handover, *, tell: bool = True) -> Handover:
    """Before it is answered. The place with the other peer worker is free again."""
    if handover.status != Handover.Status.ASKED:
        raise Refused("This was answered or taken back already.")
    handover.move_to(Handover.Status.WITHDRAWN)
    handover.closed_at = act.at
    handover.save()
    if tell:
        notices.tell_handover_over(act, handover)
    return handover


def end_relationship(
    act: Act, relationship: Relationship, *, as_: str, by: str, said_by: str = "", tell: bool = True
) -> list[Meeting]:
    """End it, and everything that stood open in it; returns the meetings that were cancelled. A meeting that is over
    and not recorded yet stays to be recorded. `tell` is about a hand-over that is taken back: the one it would have
    gone to hears that their place is free."""
    planned = relationship.meetings.filter(status=Meeting.Status.PLANNED, starts_at__gt=act.at)
    coming = list(planned.order_by("starts_at"))
    cancelled_by = Meeting.CancelledBy.PERSON if by == EndedBy.PERSON else Meeting.CancelledBy.SERVICE
    for meeting in coming:
        cancel_meeting(act, meeting, by=cancelled_by, tell=False)
    for handover in relationship.handovers.filter(status=Handover.Status.ASKED):
        withdraw_handover(act, handover, tell=tell)
    close_break(relationship)
    relationship.move_to(Status.ENDED)
    relationship.ended_at = act.at
    relationship.ended_as, relationship.ended_by = as_, by
    relationship.ended_said_by = said_by or (relationship.referral.person.called if by != EndedBy.SERVICE else "")
    relationship.ended_written_by = act.actor.name
    relationship.save()
    return coming


def reopen_relationship(relationship: Relationship) -> None:
    """Back to where it was, without the meetings: they are booked again when the two want to."""
    relationship.move_to(Status.MEETING if relationship.first_met_at else Status.INTRODUCED)
    relationship.ended_at = None
    relationship.ended_as = relationship.ended_by = relationship.ended_said_by = relationship.ended_written_by = ""
    relationship.save()
