"""Who may say that two are kept apart, and whose rows of it an actor may see: their own, and nobody else's."""

from django.db.models import QuerySet

from alongside.core.actors import Actor
from alongside.core.policies import allow
from alongside.referrals.policies import may_keep
from alongside.support.models import Apart
from alongside.workforce.policies import may_change_own

may_keep_apart = may_keep
may_say_i_know = may_change_own
may_list_apart = allow(*sorted(may_keep.roles | may_change_own.roles))


def own_apart(actor: Actor) -> QuerySet[Apart]:
    """What the actor declared themself. There is no `visible_` of these: nobody else reads them."""
    return Apart.objects.filter(declared_by=actor.user_id) if actor.user_id else Apart.objects.none()
