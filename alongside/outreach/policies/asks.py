"""Who may ask for a peer's voice, and who answers."""

from django.db.models import QuerySet

from alongside.accounts.roles import (
    BANK,
    COORDINATOR,
    EDITOR,
    GOVERNANCE,
    LEAD,
    PANEL,
    PEER_WORKER,
    RECRUITER,
    REFERRER,
    ROUTE_LEAD,
    SUPERVISOR,
    TEAM_MANAGER,
    TRAINER,
    WARD,
)
from alongside.core.actors import ANYONE, PROCESS, Actor
from alongside.core.policies import allow
from alongside.outreach.models import Ask

PLANNERS = (LEAD, COORDINATOR)

may_ask = allow(ANYONE)
may_ask_inside = allow(
    *(*PLANNERS, PEER_WORKER, TEAM_MANAGER, REFERRER, WARD, BANK, TRAINER, RECRUITER, PANEL, ROUTE_LEAD, SUPERVISOR),
    *(EDITOR, GOVERNANCE),
)
may_take_back_ask = allow(ANYONE)  # whoever holds the address that came with it: see queries.asks.key_of
may_answer_ask = allow(*PLANNERS)
may_raise_ask = allow(PROCESS)


def visible_asks(actor: Actor) -> QuerySet[Ask]:
    """Every ask, for the lead and coordinators. Universities and carers' groups lie in no pathway."""
    return Ask.objects.all() if actor.has(*PLANNERS) else Ask.objects.none()
