"""Who may suggest, answer and see offers of a peer worker's profile."""

from django.db.models import Exists, OuterRef, QuerySet

from alongside.accounts.roles import COORDINATOR, LEAD, PEER_WORKER, PERSON
from alongside.core.actors import PROCESS, Actor
from alongside.core.policies import allow
from alongside.matching.models import Offer
from alongside.referrals.policies import in_reach, not_sealed, triage_referrals


def offer_in_reach(actor: Actor, offer: Offer) -> bool:
    """for the pathway or team they hold the role for"""
    return in_reach(actor, offer.referral)


def was_asked(actor: Actor, offer: Offer) -> bool:
    """their own profile"""
    return bool(actor.user_id) and offer.worker.user_id == actor.user_id


def chooses(actor: Actor, offer: Offer) -> bool:
    """a profile offered to them"""
    return bool(actor.user_id) and offer.referral.person.user_id == actor.user_id


may_match = allow(LEAD, COORDINATOR)
may_offer = allow(LEAD, COORDINATOR, when=in_reach)
may_answer_as_worker = allow(PEER_WORKER, when=was_asked)
may_write_answer = allow(LEAD, COORDINATOR, when=offer_in_reach)
may_answer_as_person = allow(PERSON, when=chooses) | may_write_answer
may_withdraw = may_write_answer | allow(PROCESS)
may_remind = allow(PROCESS)


def visible_offers(actor: Actor) -> QuerySet[Offer]:
    """Offers for the people whose requests a lead or coordinator reads."""
    return Offer.objects.filter(Exists(triage_referrals(actor).filter(pk=OuterRef("referral"))))


def asked_offers(actor: Actor) -> QuerySet[Offer]:
    """What a peer worker was asked about their own profile."""
    mine = Offer.objects.filter(not_sealed(actor, "referral__person"), worker__user_id=actor.user_id)
    return mine if actor.has(PEER_WORKER) else mine.none()


def own_offers(actor: Actor) -> QuerySet[Offer]:
    """Profiles offered to a person, in their own account. Only what the peer worker has said yes to."""
    if not actor.has(PERSON):
        return Offer.objects.none()
    return Offer.objects.filter(referral__person__user_id=actor.user_id, status=Offer.Status.ASKED_PERSON)
