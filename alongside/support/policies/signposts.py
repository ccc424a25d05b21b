"""Who writes that a place was shown to a person, and whose signposts an actor may see."""

from typing import Any

from django.db.models import QuerySet

from alongside.accounts.roles import COORDINATOR, LEAD, PEER_WORKER, PERSON
from alongside.core.actors import Actor
from alongside.core.policies import allow
from alongside.support.models import Relationship, Signpost
from alongside.support.policies.group_contacts import referral_in_reach


def signpost_is_theirs(actor: Actor, signpost: Signpost) -> bool:
    """what they were shown themself"""
    return bool(actor.user_id) and signpost.referral.person.user_id == actor.user_id


def shown_to_whom_they_walk_with(actor: Actor, signpost: Signpost) -> bool:
    """a person they are the peer worker of, now, on the person's word"""
    mine = Relationship.objects.filter(worker__user=actor.user_id)
    return mine.filter(referral=signpost.referral_id).exclude(status=Relationship.Status.ENDED).exists()


def shown_in_reach(actor: Actor, signpost: Signpost) -> bool:
    """for the pathway or team they hold the role for, on the person's word"""
    return referral_in_reach(actor, signpost.referral)


may_change_signpost = (
    allow(PERSON, when=signpost_is_theirs)
    | allow(PEER_WORKER, when=shown_to_whom_they_walk_with)
    | allow(LEAD, COORDINATOR, when=shown_in_reach)
)


def own_signposts(actor: Actor) -> QuerySet[Signpost]:
    """What a person was shown, and let us keep."""
    theirs: Any = Signpost.objects.filter(referral__person__user=actor.user_id)
    return theirs if actor.has(PERSON) else Signpost.objects.none()
