"""What helped me: whose it is, who reads the library, and who shows one to whom."""

from typing import Any

from django.db.models import QuerySet

from alongside.accounts.roles import COORDINATOR, LEAD, PEER_WORKER, PERSON
from alongside.core import clock
from alongside.core.actors import PROCESS, Actor
from alongside.core.policies import allow
from alongside.support.models import Strategy, StrategyShown
from alongside.support.policies.team_work import worker_is_theirs, works_about_whom_they_walk_with


def strategy_is_theirs(actor: Actor, strategy: Strategy) -> bool:
    """what they wrote themself"""
    return bool(actor.user_id) and strategy.worker.user_id == actor.user_id


def walks_with_them(actor: Actor, relationship: Any) -> bool:
    """a person they are the peer worker of"""
    return works_about_whom_they_walk_with(actor, relationship)


def was_shown_to_them(actor: Actor, shown: StrategyShown) -> bool:
    """what they were shown themself"""
    return bool(actor.user_id) and shown.person.user_id == actor.user_id


may_see_library = allow(PEER_WORKER, LEAD, COORDINATOR)
may_write_strategy = allow(PEER_WORKER, when=worker_is_theirs)
may_change_strategy = allow(PEER_WORKER, when=strategy_is_theirs)
may_take_out_strategy = allow(LEAD)
may_end_strategy = allow(PROCESS)
may_show_strategy = allow(PEER_WORKER, when=walks_with_them)
may_keep_strategy = allow(PERSON, when=was_shown_to_them)


def readable() -> QuerySet[Strategy]:
    """Under a yes, of those who can still take it back. Whoever keeps it reads it, in the library or not."""
    return Strategy.objects.filter(yes_at__isnull=False, worker__user__is_active=True)


def in_library() -> QuerySet[Strategy]:
    """To be found, and shown to people, until the day its writer said."""
    return readable().filter(status=Strategy.Status.SHOWN, shown_until__gte=clock.today())


def visible_strategies(actor: Actor) -> QuerySet[Strategy]:
    """The library, for peer workers, the lead and coordinators."""
    return in_library() if may_see_library(actor) else Strategy.objects.none()


def own_strategies(actor: Actor) -> QuerySet[Strategy]:
    """What a peer worker wrote, shown or not. Nobody else sees what is not shown."""
    mine = Strategy.objects.filter(worker__user=actor.user_id)
    return mine if actor.has(PEER_WORKER) else mine.none()


def strategies_shown_to(actor: Actor) -> QuerySet[StrategyShown]:
    """What a person was shown themself, let go or not."""
    mine: Any = StrategyShown.objects.filter(person__user=actor.user_id)
    return mine if actor.has(PERSON) else mine.none()
