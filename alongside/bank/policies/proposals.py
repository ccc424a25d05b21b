"""Who asks for a proposal of a week, who sees it, and who may take it up."""

from django.db.models import QuerySet

from alongside.accounts.roles import BANK, LEAD
from alongside.bank.models import Proposal
from alongside.core.actors import PROCESS, Actor
from alongside.core.policies import allow

may_propose = allow(BANK, LEAD)
may_look = allow(PROCESS)  # the worker, which solves


def visible_proposals(actor: Actor) -> QuerySet[Proposal]:
    """Whoever runs the bank sees all; nobody else any."""
    return Proposal.objects.all() if may_propose(actor) or may_look(actor) else Proposal.objects.none()
