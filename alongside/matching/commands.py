"""Offering a profile, the answer of the peer worker, and the person's own choice."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from alongside.accounts.queries import current_service
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.commands import Act, Command, command
from alongside.core.errors import Refused
from alongside.matching import notices, policies, queries
from alongside.matching.models import OPEN, Offer
from alongside.referrals import commands as referrals
from alongside.support import commands as support

Status = Offer.Status


@command("offer.made", "offered a peer worker's profile", allow=policies.may_offer, locks=("worker",))
def offer_profile(act: Act, referral: Any, *, worker: Any, because: Iterable[str] = ()) -> Offer:
    """Ask the peer worker whether their profile may be shown. Holds one of their places until it is answered.

    `because` is why they may fit, in words that the worker reads. Room and availability are looked at under the
    worker's lock, so one place cannot be given twice. Why somebody is not available is never said.
    """
    if problem := queries.why_not_ready(referral):
        raise Refused(problem)
    if not queries.available(referral, worker):
        raise Refused(f"{worker.first_name} is not available for {referral.person.called}.")
    room = queries.room_of([worker])[worker.pk]
    if room.free < 1:
        raise Refused(
            f"{worker.first_name}’s last place was offered to someone else a moment ago."
            if room.offered
            else f"{worker.first_name} has no place free now."
        )
    offer = Offer.objects.create(
        referral=referral,
        worker=worker,
        because=list(because),
        offered_at=act.at,
        offered_by=act.actor.name,
        offered_by_user_id=act.actor.user_id or None,
        reply_by=_reply_by(),
    )
    notices.ask_worker(act, offer)
    return offer


@command("offer.worker_agreed", "agreed to be offered", allow=policies.may_answer_as_worker, locks=("referral",))
def worker_says_yes(act: Act, offer: Offer) -> Offer:
    """The profile may be shown: now the person chooses."""
    _needs(offer, Status.ASKED_WORKER)
    if problem := queries.why_not_waiting(offer.referral):
        raise Refused(problem)
    offer.move_to(Status.ASKED_PERSON)
    offer.worker_answered_at = act.at
    offer.reply_by = _reply_by()
    offer.reminded_at = None
    offer.save()
    notices.ask_person(act, offer)
    notices.tell_offerer(act, offer)
    return offer


@command(
    "offer.worker_declined",
    "said not this time to being offered",
    allow=policies.may_answer_as_worker,
    locks=("worker", "referral"),
)
def worker_says_no(act: Act, offer: Offer) -> Offer:
    """Back to choosing. No reason is asked, and the person never hears of it."""
    _needs(offer, Status.ASKED_WORKER)
    offer.worker_answered_at = act.at
    _close(act, offer, Status.WORKER_DECLINED)
    notices.tell_offerer(act, offer)
    return offer


@command(
    "offer.person_said_yes",
    "gave the person's yes to meeting this peer worker",
    allow=policies.may_answer_as_person,
    locks=("worker", "referral"),
)
def person_says_yes(
    act: Act, offer: Offer, *, how: str = "online", said_by: str = "", said_on: date | None = None
) -> Offer:
    """The person's own yes, written as a choice; it makes the introduction in the same act.

    From the person's own account nothing more is needed. A coordinator gives how, when and by whom it was said.
    """
    _needs(offer, Status.ASKED_PERSON)
    if problem := queries.why_not_waiting(offer.referral):
        raise Refused(problem)
    offer.person_answered_at = act.at
    _close(act, offer, Status.ACCEPTED)
    _write_choice(act, offer, "yes", how, said_by, said_on)
    support.introduce(act, offer.referral, worker=offer.worker)
    notices.tell_worker_said_yes(act, offer)
    notices.tell_offerer(act, offer)
    return offer


@command(
    "offer.person_declined",
    "gave the person's not this time",
    allow=policies.may_answer_as_person,
    locks=("worker", "referral"),
)
def person_says_no(
    act: Act, offer: Offer, *, how: str = "online", said_by: str = "", said_on: date | None = None
) -> Offer:
    """Not this time, or someone else please: back to choosing, with no reason. See person_says_yes for the answers."""
    _needs(offer, Status.ASKED_PERSON)
    offer.person_answered_at = act.at
    _close(act, offer, Status.PERSON_DECLINED)
    _write_choice(act, offer, "no", how, said_by, said_on)
    notices.tell_worker_not_this_time(act, offer)
    notices.tell_offerer(act, offer)
    return offer


@command(
    "offer.person_said_not_yet", "gave the person's not yet", allow=policies.may_answer_as_person, locks=("referral",)
)
def person_says_not_yet(
    act: Act, offer: Offer, *, how: str = "online", said_by: str = "", said_on: date | None = None
) -> Offer:
    """More time to choose; the place stays theirs meanwhile. See person_says_yes for the answers."""
    _needs(offer, Status.ASKED_PERSON)
    offer.reply_by = _reply_by()
    offer.reminded_at = None
    offer.save()
    _write_choice(act, offer, "not_yet", how, said_by, said_on)
    return offer


ANSWERS: Mapping[str, Command] = MappingProxyType(
    {"yes": person_says_yes, "no": person_says_no, "not_yet": person_says_not_yet}
)


@command("offer.withdrawn", "took the offer back", allow=policies.may_withdraw, locks=("worker", "referral"))
def withdraw_offer(act: Act, offer: Offer) -> Offer:
    """Take the offer back before it is answered; the place is free again."""
    was_with_person = offer.status == Status.ASKED_PERSON
    _close(act, offer, Status.WITHDRAWN)
    notices.tell_worker_not_this_time(act, offer)
    if was_with_person and offer.referral.status == "accepted":
        notices.tell_person_taken_back(act, offer)
    return offer


@command("offer.reminded", "reminded whoever's turn it is", allow=policies.may_remind)
def remind_of_offer(act: Act, offer: Offer) -> Offer:
    """Once for each answer that is late."""
    if offer.closed_at or offer.reminded_at:
        raise Refused("This has been answered, or reminded of, a moment ago.")
    offer.reminded_at = act.at
    offer.save()
    notices.remind(act, offer)
    return offer


def offer_many(actor: Actor, chosen: Iterable[tuple[Any, Any, tuple[str, ...]]]) -> dict[str, str]:
    """Offer each (referral, worker, because) by its own command. Returns the refusals by referral id; the rest went."""
    refused: dict[str, str] = {}
    for referral, worker, because in chosen:
        try:
            offer_profile(actor, referral, worker=worker, because=because)
        except Refused as refusal:
            refused[referral.pk] = str(refusal)
    return refused


def _reply_by() -> date:
    service = current_service()
    return clock.today() + timedelta(days=service.offer_reply_days if service else 7)


def _needs(offer: Offer, status: Offer.Status) -> None:
    """Refuse, in words, an answer from whoever's turn it is not."""
    if offer.closed_at:
        raise Refused("This was answered or taken back already, so there is nothing to answer now.")
    if offer.status != status:
        first = offer.worker.first_name
        raise Refused(
            f"{first} has not answered yet. Wait for the yes, or take the offer back."
            if status == Status.ASKED_PERSON
            else f"{first} said yes already. Now they choose."
        )


def _close(act: Act, offer: Offer, status: Offer.Status) -> None:
    """Why they may fit is let go with it: what a worker shares may be withdrawn, and then stands nowhere."""
    offer.move_to(status)
    offer.because = []
    offer.closed_at = act.at
    offer.save()


def _write_choice(act: Act, offer: Offer, answer: str, how: str, said_by: str, said_on: date | None) -> None:
    referrals.write_choice(
        act,
        offer.referral,
        about="first_meeting",
        answer=answer,
        how=how,
        said_on=said_on or clock.today(),
        said_by=said_by or offer.referral.person.called,
    )


def _withdraw_theirs(act: Act, person: Any) -> None:
    """Someone died: no profile is on offer to them any more. Whoever was asked hears what they would for any other."""
    for offer in Offer.objects.filter(referral__person=person, status__in=OPEN).select_related("referral", "worker"):
        withdraw_offer(act, offer)


support.also_stops.append(_withdraw_theirs)


def _part(act: Act, person: Any, by_worker: bool) -> None:
    """Two are kept apart: what is open between them ends as any answer would, and nobody hears why. Where it is the
    turn of whoever said so it is their "not this time"; else the offer is taken back. Any other offer stands."""
    found = Offer.objects.filter(referral__person=person, status__in=OPEN).select_related("referral__person", "worker")
    for offer in found:
        if not queries.are_apart(offer.referral, offer.worker):
            continue
        if by_worker and offer.status == Status.ASKED_WORKER:
            worker_says_no(act, offer)
        elif not by_worker and offer.status == Status.ASKED_PERSON:
            person_says_no(act, offer)
        else:
            withdraw_offer(act, offer)


support.also_parts.append(_part)
