"""Words somebody keeps for themself; and who reads that a worker asked one person for support: those two."""

from django.db.models import Q, QuerySet

from alongside.accounts.models import User
from alongside.core.actors import Actor
from alongside.core.policies import allow
from alongside.supervision.models import Preparation, SupportAsk
from alongside.supervision.policies.strands import INVOLVED


def is_themself(actor: Actor, user: User) -> bool:
    """their own: what they prepare, ask one person, or answer them"""
    return bool(actor.user_id) and user.pk == actor.user_id


may_keep_own_words = allow(*INVOLVED, when=is_themself)


def own_preparations(actor: Actor) -> QuerySet[Preparation]:
    return Preparation.objects.filter(worker__user_id=actor.user_id) if actor.user_id else Preparation.objects.none()


def asks_of(actor: Actor) -> QuerySet[SupportAsk]:
    """What the actor asked one person, or was asked and it was not taken back. There is no `visible_` of these: nobody
    else reads them."""
    if not (actor.user_id and actor.has(*INVOLVED)):
        return SupportAsk.objects.none()
    return SupportAsk.objects.filter(Q(worker__user_id=actor.user_id) | Q(to_id=actor.user_id) & ~Q(status="withdrawn"))
