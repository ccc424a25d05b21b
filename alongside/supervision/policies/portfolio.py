"""A worker's portfolio and learning record: theirs, and each thing read by the one person they showed it to."""

from django.db.models import QuerySet

from alongside.accounts.roles import PEER_WORKER
from alongside.core.actors import Actor
from alongside.supervision.models import Portfolio
from alongside.supervision.policies.strands import INVOLVED


def own_portfolio(actor: Actor) -> QuerySet[Portfolio]:
    mine = Portfolio.objects.filter(worker__user_id=actor.user_id)
    return mine if actor.user_id and actor.has(PEER_WORKER) else mine.none()


def shown_portfolio(actor: Actor) -> QuerySet[Portfolio]:
    """What was shown to the actor. There is no `visible_` of these: nobody else reads them."""
    shown = Portfolio.objects.filter(shown_to_id=actor.user_id)
    return shown if actor.user_id and actor.has(*INVOLVED) else shown.none()
