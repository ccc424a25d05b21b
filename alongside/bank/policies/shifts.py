"""Who asks for a shift, approves it, offers it, takes it and confirms its hours; and which shifts an actor may see."""

from typing import Any

from django.db.models import Q, QuerySet

from alongside.accounts.roles import BANK, COORDINATOR, LEAD, PEER_WORKER, TEAM_MANAGER, WARD
from alongside.bank.models import Shift, ShiftOffer, Swap
from alongside.core.actors import PROCESS, Actor, Reach
from alongside.core.policies import allow

ASKS = (WARD, TEAM_MANAGER, LEAD, BANK)
SEES = (LEAD, BANK, COORDINATOR, TEAM_MANAGER)


def asks_for_ward(actor: Actor, ward: Any) -> bool:
    """Whether the actor may ask for shifts on this ward."""
    return actor.reach(*ASKS).covers(ward=ward.pk)


def on_their_ward(actor: Actor, shift: Shift) -> bool:
    """shifts of a ward they hold the role for"""
    return actor.reach(WARD, TEAM_MANAGER).covers(ward=shift.ward_id) and not is_theirs(actor, shift)


def asked_by_another(actor: Actor, shift: Shift) -> bool:
    """shifts of a ward they hold the role for, asked for by somebody else"""
    return shift.asked_by_user_id != actor.user_id and actor.reach(TEAM_MANAGER).covers(ward=shift.ward_id)


def not_theirs(actor: Actor, shift: Shift) -> bool:
    """any shift but one they work themself"""
    return not is_theirs(actor, shift)


def is_theirs(actor: Actor, shift: Shift) -> bool:
    """their own shift"""
    return bool(actor.user_id) and shift.worker is not None and shift.worker.user_id == actor.user_id


def was_offered_to_them(actor: Actor, shift: Shift) -> bool:
    """a shift offered to them"""
    return own_offers(actor).filter(shift=shift.pk).exists()


def is_their_offer(actor: Actor, offer: ShiftOffer) -> bool:
    """an offer to them"""
    return bool(actor.user_id) and offer.worker.user_id == actor.user_id


def asked_the_swap(actor: Actor, swap: Swap) -> bool:
    """a swap they asked for"""
    return bool(actor.user_id) and swap.by.user_id == actor.user_id


def was_asked_to_swap(actor: Actor, swap: Swap) -> bool:
    """a swap they were asked for"""
    return bool(actor.user_id) and swap.to.user_id == actor.user_id


may_ask_shift = allow(*ASKS)  # on which ward: see asks_for_ward
may_change_shift = allow(WARD, TEAM_MANAGER, when=on_their_ward) | allow(LEAD, BANK)
may_approve = allow(BANK, LEAD) | allow(TEAM_MANAGER, when=asked_by_another)
may_offer = allow(BANK, LEAD)
may_move_on = allow(BANK, LEAD) | allow(PROCESS)  # rounds of offers follow each other by themselves
may_claim = allow(PEER_WORKER, when=was_offered_to_them)
may_answer_offer = allow(PEER_WORKER, when=is_their_offer)
may_hand_back = allow(PEER_WORKER, when=is_theirs) | allow(BANK, LEAD) | allow(PROCESS)
may_keep = allow(PEER_WORKER, when=is_theirs)
may_follow = allow(PROCESS)  # by itself, with the date of the group that it serves
may_cancel = allow(WARD, TEAM_MANAGER, when=on_their_ward) | allow(BANK, LEAD) | allow(PROCESS)
may_say_worked = allow(PEER_WORKER, when=is_theirs)
may_confirm = allow(WARD, TEAM_MANAGER, when=on_their_ward) | allow(BANK, LEAD, when=not_theirs)
may_ask_swap = allow(PEER_WORKER, when=is_theirs)
may_answer_swap = allow(PEER_WORKER, when=was_asked_to_swap)
may_stop_swap = allow(PEER_WORKER, when=asked_the_swap) | allow(BANK, LEAD)
may_see_bank = allow(*SEES)  # who was offered what, and why a shift is empty: never the ward, never other workers


def staffed_shifts(actor: Actor) -> QuerySet[Shift]:
    """The shifts that the actor looks after as staff: never because they were offered one themself."""
    return _reached(actor.reach(*SEES))


def ward_shifts(actor: Actor) -> QuerySet[Shift]:
    """The shifts of the wards that the actor may ask for."""
    return _reached(actor.reach(*ASKS))


def own_shifts(actor: Actor) -> QuerySet[Shift]:
    """The shifts of the actor's own worker record."""
    return Shift.objects.filter(worker__user_id=actor.user_id) if actor.has(PEER_WORKER) else Shift.objects.none()


def own_offers(actor: Actor) -> QuerySet[ShiftOffer]:
    """What was offered to the actor's own worker record."""
    theirs = ShiftOffer.objects.filter(worker__user_id=actor.user_id)
    return theirs if actor.has(PEER_WORKER) else ShiftOffer.objects.none()


def own_swaps(actor: Actor) -> QuerySet[Swap]:
    """Swaps that the actor asked for, or is asked for."""
    theirs = Swap.objects.filter(Q(by__user_id=actor.user_id) | Q(to__user_id=actor.user_id))
    return theirs if actor.has(PEER_WORKER) else Swap.objects.none()


def _reached(reach: Reach) -> QuerySet[Shift]:
    return Shift.objects.all() if reach.everything else Shift.objects.filter(ward__in=reach.wards)


def _own(actor: Actor) -> Q:
    offered, asked = own_offers(actor).values("shift"), own_swaps(actor)
    return (
        Q(pk__in=own_shifts(actor).values("pk"))
        | Q(pk__in=offered)
        | Q(pk__in=asked.values("shift"))
        | Q(pk__in=asked.values("in_return"))
    )
