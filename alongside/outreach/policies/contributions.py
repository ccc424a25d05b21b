"""Who writes down what the service gave beyond the trust, and who says whether a name goes with it."""

from typing import Any

from django.db.models import QuerySet

from alongside.accounts.roles import PEER_WORKER
from alongside.core.actors import Actor
from alongside.core.policies import allow
from alongside.outreach.models import Contribution, Contributor
from alongside.outreach.policies.asks import PLANNERS


def took_part(actor: Actor, contribution: Contribution) -> bool:
    """what they took part in"""
    return bool(actor.user_id) and contribution.people.filter(worker__user=actor.user_id).exists()


def is_contributor(actor: Actor, person: Contributor) -> bool:
    """their own name"""
    return bool(actor.user_id) and person.worker.user_id == actor.user_id


may_see_contributions = allow(PEER_WORKER, *PLANNERS)
may_add_contribution = allow(PEER_WORKER, *PLANNERS)
may_change_contribution = allow(*PLANNERS) | allow(PEER_WORKER, when=took_part)
may_show_contribution = allow(*PLANNERS)
may_say_named = allow(PEER_WORKER, when=is_contributor)
may_leave_contribution = allow(*PLANNERS) | allow(PEER_WORKER, when=is_contributor)


def visible_contributions(actor: Actor) -> QuerySet[Contribution]:
    """What was given and not taken back, for peer workers, the lead and coordinators."""
    kept = Contribution.objects.filter(taken_back_at=None)
    return kept if may_see_contributions(actor) else kept.none()


def visible_contributors(actor: Actor) -> QuerySet[Contributor]:
    """Who took part, for those who see what was given."""
    return Contributor.objects.filter(contribution__in=visible_contributions(actor).values("pk"))


def public_contributions(_actor: Any = None) -> QuerySet[Contribution]:
    """What is on the public page of its year."""
    return Contribution.objects.filter(taken_back_at=None, shown_public=True)
