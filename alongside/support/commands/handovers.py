"""Another peer worker: asked for by the person, put forward by the service, and only ever with the person's own yes."""

import contextlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from alongside.core import clock
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.referrals import commands as referrals
from alongside.support import notices, policies, queries
from alongside.support.commands.closing import end_relationship, reopen_relationship
from alongside.support.commands.meetings import book_meeting
from alongside.support.commands.relationships import needs_open
from alongside.support.models import Break, Handover, MayRead, Meeting, Relationship
from alongside.workforce import commands as workforce
from alongside.workforce.queries import places_free

Status, EndedAs, EndedBy = Relationship.Status, Relationship.EndedAs, Relationship.EndedBy
Because = Handover.Because


# The person asks -----------------------------------------------------------------------------------------------------


@command(
    "relationship.change_asked",
    "wrote down that the person would like another peer worker",
    allow=policies.may_ask_for_another,
    locks=("referral",),
)
def ask_for_another(act: Act, relationship: Relationship, *, stop_now: bool, said_by: str = "") -> Relationship:
    """No reason is asked, and no message says it to their peer worker. `stop_now`: the two stop meeting, and the person
    waits again where they stood; otherwise they keep meeting until there is someone new."""
    needs_open(relationship)
    if not stop_now:
        if relationship.change_asked_at:
            raise Refused("This is written down already. We are looking for someone.")
        relationship.change_asked_at = act.at
        relationship.save()
    else:
        relationship.change_asked_at = relationship.change_asked_at or act.at
        cancelled = end_relationship(act, relationship, as_=EndedAs.CHANGED, by=EndedBy.PERSON, said_by=said_by)
        referrals.return_to_waiting(act, relationship.referral)
        notices.tell_cancelled(act, relationship, cancelled)
    notices.tell_change_asked(act, relationship)
    return relationship


@command(
    "relationship.change_taken_back",
    "wrote down that the person would rather keep their peer worker",
    allow=policies.may_ask_for_another,
    locks=("referral",),
)
def take_back_change(act: Act, relationship: Relationship) -> Relationship:
    """They thought again, before anything came of it. Meetings that were cancelled are booked again by the two."""
    if not relationship.change_asked_at:
        raise Refused("Nobody asked for another peer worker.")
    if relationship.status == Status.ENDED:
        if relationship.ended_as != EndedAs.CHANGED or not queries.may_go_back(relationship):
            raise Refused("Someone else is being asked already, so this cannot be taken back. Ask the lead.")
        reopen_relationship(relationship)
        referrals.mark_matched(act, relationship.referral)
    relationship.change_asked_at = None
    relationship.save()
    return relationship


# The service puts someone forward ------------------------------------------------------------------------------------


@command(
    "handover.proposed", "put another peer worker forward", allow=policies.may_hand_over, locks=("worker", "referral")
)
def propose_handover(
    act: Act, relationship: Relationship, *, worker: Any, because: str, introduce_on: date | None = None
) -> Handover:
    """A suggestion to the person, one at a time; it holds a place with `worker`, looked at under their lock. Why
    somebody is not available is never said. `introduce_on`: when all three could meet."""
    needs_open(relationship)
    called = relationship.referral.person.called
    if relationship.handovers.filter(status=Handover.Status.ASKED).exists():
        raise Refused(f"Somebody is put forward to {called} already. Wait for the answer, or take it back.")
    if introduce_on and introduce_on < clock.today():
        raise Refused("The day on which all three meet must be still to come.")
    if not queries.could_take_up(relationship, worker):
        raise Refused(f"{worker.first_name} is not available for {called}.")
    if places_free([worker.pk])[worker.pk] < 1:
        raise Refused(f"{worker.first_name} has no place free now.")
    handover = Handover.objects.create(
        relationship=relationship,
        to_worker=worker,
        because=Because(because),
        introduce_on=introduce_on,
        asked_at=act.at,
        asked_by=act.actor.name,
    )
    notices.tell_handover_asked(act, handover)
    return handover


@command(
    "worker.caseload_moved", "put forward other peer workers for someone's people", allow=policies.may_move_caseload
)
def move_caseload(
    act: Act,
    worker: Any,
    *,
    moves: Mapping[Relationship, Any],
    because: str,
    not_just_now: bool = False,
    introduce_on: date | None = None,
) -> Any:
    """All of these hand-overs ({relationship: worker to put forward}), or none: a refusal names the person it is about.

    `not_just_now`: nobody new is suggested to `worker` meanwhile.
    """
    if not_just_now and worker.taking_on:
        workforce.not_just_now(act, worker)
    for relationship, to in sorted(moves.items(), key=lambda move: (move[1].pk, move[0].pk)):
        if relationship.worker_id != worker.pk:
            raise Refused("One of these people has another peer worker by now. Open the page again.")
        try:
            propose_handover(act, relationship, worker=to, because=because, introduce_on=introduce_on)
        except Refused as refusal:
            raise Refused(f"For {relationship.referral.person.full_name}: {refusal}") from None
    return worker


# The person answers --------------------------------------------------------------------------------------------------


@command(
    "handover.accepted",
    "wrote down the person's yes to the next peer worker",
    allow=policies.may_answer_handover,
    locks=("relationship", "to_worker"),
)
def accept_handover(
    act: Act,
    handover: Handover,
    *,
    may_read: str = MayRead.NOTHING,
    keep_meetings: bool = False,
    how: str = "online",
    said_by: str = "",
    said_on: date | None = None,
) -> Handover:
    """With their yes, and only with it: the one relationship ends and the next follows it, with no day in between.

    `may_read` is what the next worker may read of before. `keep_meetings`: the booked times stay, with the new worker,
    where they are free then. A break goes on as it was.
    """
    worker, old = handover.to_worker, handover.relationship
    _needs_open_handover(handover)
    needs_open(old)
    if worker.leaves_on and worker.leaves_on < clock.today():
        raise Refused(f"{worker.first_name} has left, so cannot take this up. Take it back and choose someone else.")
    referral, said_by = old.referral, said_by or old.referral.person.called
    _answer(act, handover, Handover.Status.DONE, "yes", how, said_by, said_on)
    handover.may_read = MayRead(may_read)
    handover.save()
    on_break = old.breaks.filter(ended_on=None).first()
    by = EndedBy.PERSON if old.change_asked_at else EndedBy.SERVICE
    meetings = end_relationship(act, old, as_=EndedAs.HANDED_OVER, by=by, said_by=said_by)
    new = Relationship.objects.create(
        referral=referral, worker=worker, introduced_at=act.at, follows=old, may_read=handover.may_read
    )
    if on_break:
        _go_on_break(new, on_break)
    if keep_meetings:
        for meeting in meetings:
            _carry_over(act, new, meeting)
    notices.tell_cancelled(act, old, meetings)
    notices.tell_handed_over(act, old, new)
    return handover


@command(
    "handover.declined",
    "wrote down the person's no to the next peer worker",
    allow=policies.may_answer_handover,
    locks=("relationship", "to_worker"),
)
def decline_handover(
    act: Act, handover: Handover, *, how: str = "online", said_by: str = "", said_on: date | None = None
) -> Handover:
    """They would rather not, and nobody asks why. Nothing changes; someone else can be put forward."""
    _needs_open_handover(handover)
    said_by = said_by or handover.relationship.referral.person.called
    _answer(act, handover, Handover.Status.DECLINED, "no", how, said_by, said_on)
    notices.tell_handover_over(act, handover)
    return handover


@command("relationship.may_read", "changed what the peer worker may read of before", allow=policies.may_let_read)
def let_read(act: Act, relationship: Relationship, *, may_read: str) -> Relationship:
    """The person's choice, theirs to change any day."""
    if not relationship.follows_id:
        raise Refused("There was nobody before, so there is nothing to choose.")
    relationship.may_read = MayRead(may_read)
    relationship.save()
    return relationship


ANSWERS = {"yes": accept_handover, "no": decline_handover}


def _needs_open_handover(handover: Handover) -> None:
    if handover.status != Handover.Status.ASKED:
        raise Refused("This was answered or taken back already, so there is nothing to answer now.")


def _answer(act: Act, handover: Handover, status: str, answer: str, how: str, said_by: str, said_on: Any) -> None:
    referrals.write_choice(
        act,
        handover.relationship.referral,
        about="first_meeting",
        answer=answer,
        how=how,
        said_on=said_on or clock.today(),
        said_by=said_by,
    )
    handover.move_to(status)
    handover.closed_at, handover.answered_by, handover.written_by = act.at, said_by, act.actor.name
    handover.save()


def _go_on_break(new: Relationship, taken: Break) -> None:
    new.move_to(Status.ON_BREAK)
    new.save()
    Break.objects.create(
        relationship=new,
        starts_on=clock.today(),
        until=taken.until,
        said_by=taken.said_by,
        written_by=taken.written_by,
        written_at=taken.written_at,
    )


def _carry_over(act: Act, new: Relationship, meeting: Meeting) -> None:
    """Booked again at the same time with the new worker, if they are free then; otherwise the two find another."""
    with contextlib.suppress(Refused):
        book_meeting(
            act,
            new,
            starts_at=meeting.starts_at,
            minutes=meeting.minutes,
            mechanism=meeting.mechanism,
            location=meeting.location,
            place=meeting.place,
        )
