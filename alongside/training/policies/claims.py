"""Who makes a claim for training elsewhere, who decides it, and who may decide an appeal."""

from typing import Any

from django.db.models import QuerySet

from alongside.accounts.roles import CANDIDATE, LEAD, TRAINER
from alongside.core.actors import PROCESS, Actor
from alongside.core.policies import allow
from alongside.training.models import Claim, Evidence


def is_their_record(actor: Actor, candidate: Any) -> bool:
    """for themself"""
    return bool(actor.user_id) and candidate.user_id == actor.user_id


def is_their_claim(actor: Actor, claim: Any) -> bool:
    """their own claim"""
    return bool(actor.user_id) and claim.candidate.user_id == actor.user_id


def decided_nothing_yet(actor: Actor, claim: Any) -> bool:
    """a claim they have not decided before"""
    return bool(actor.user_id) and claim.first_decided_by_id != actor.user_id


may_start_claim = allow(CANDIDATE, when=is_their_record)
may_keep_claim = allow(CANDIDATE, when=is_their_claim)
may_read_claim = allow(LEAD, TRAINER)
may_decide_claim = may_read_claim
may_decide_appeal = allow(LEAD, TRAINER, when=decided_nothing_yet)
may_take_back_yes = allow(LEAD)
may_raise_claim = allow(PROCESS)


def visible_claims(actor: Actor) -> QuerySet[Claim]:
    """Claims that were sent: a candidate's draft is theirs alone."""
    if not actor.has(LEAD, TRAINER):
        return Claim.objects.none()
    return Claim.objects.exclude(sent_at=None)


def own_claims(actor: Actor) -> QuerySet[Claim]:
    if not (actor.user_id and actor.has(CANDIDATE)):
        return Claim.objects.none()
    return Claim.objects.filter(candidate__user_id=actor.user_id)


def visible_evidence(actor: Actor) -> QuerySet[Evidence]:
    """Papers of one's own claims, or of those one may decide."""
    return Evidence.objects.filter(claim__in=(own_claims(actor) | visible_claims(actor)).values("pk"))
