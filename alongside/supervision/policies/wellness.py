"""A worker's own wellness plan and check-ins: read by them, and by the one person they showed a part to."""

from django.db.models import QuerySet

from alongside.accounts.roles import PEER_WORKER
from alongside.core.actors import Actor
from alongside.supervision.models import CheckIn, PlanSection, PlanShare
from alongside.supervision.policies.strands import INVOLVED


def own_plan(actor: Actor) -> QuerySet[PlanSection]:
    """A worker's own plan. There is no `visible_` of these: nobody else reads them but whom they are shown to."""
    mine = PlanSection.objects.filter(worker__user_id=actor.user_id)
    return mine if actor.user_id and actor.has(PEER_WORKER) else mine.none()


def own_shares(actor: Actor) -> QuerySet[PlanShare]:
    return PlanShare.objects.filter(section__in=own_plan(actor))


def shown_shares(actor: Actor) -> QuerySet[PlanShare]:
    """The parts of plans that the actor is shown now."""
    shown = PlanShare.objects.filter(user_id=actor.user_id)
    return shown if actor.user_id and actor.has(*INVOLVED) else shown.none()


def own_check_ins(actor: Actor) -> QuerySet[CheckIn]:
    """A worker's own. There is no `visible_` of these."""
    mine = CheckIn.objects.filter(worker__user_id=actor.user_id)
    return mine if actor.user_id and actor.has(PEER_WORKER) else mine.none()


def sent_check_ins(actor: Actor) -> QuerySet[CheckIn]:
    """Those that were sent to the actor."""
    sent = CheckIn.objects.filter(sent_to_id=actor.user_id)
    return sent if actor.user_id and actor.has(*INVOLVED) else sent.none()
