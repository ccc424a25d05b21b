"""A worker asks one person for support: read by the two of them, and nobody else."""

from typing import Any

from django.db.models import Q

from alongside.accounts.models import RoleHolding, User
from alongside.accounts.queries import own_account as own_user
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.supervision import policies
from alongside.supervision.models import Supervision, SupportAsk

__all__ = ["asked_by_me", "asked_me", "asked_of", "get_ask", "own_user", "whom_to_ask", "worker_of"]


def get_ask(actor: Actor, ask_id: str) -> SupportAsk:
    """One that the actor asked, or was asked."""
    return policies.asks_of(actor).select_related("worker", "to").get(pk=ask_id)


def whom_to_ask(actor: Actor) -> list[tuple[User, str]]:
    """Whom a worker may ask: who supervises them first, then every other member of staff it may be, by name.

    Anybody who could: the choice is theirs. Three queries.
    """
    today = clock.today()
    near = _supervisors(actor)
    held = RoleHolding.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=today), role__in=policies.INVOLVED, starts_on__lte=today
    )
    here = User.objects.filter(Q(last_day=None) | Q(last_day__gte=today), is_active=True, kind=User.Kind.STAFF)
    found = here.filter(pk__in=held.values("user")).exclude(pk=actor.user_id).order_by("name", "pk")
    rows = [(user, f"{user.name}, {near[user.pk]}" if user.pk in near else user.name) for user in found]
    return sorted(rows, key=lambda row: row[0].pk not in near)


def _supervisors(actor: Actor) -> dict[str, Any]:
    mine = Supervision.objects.filter(pk__in=policies.own_places(actor).values("supervision"))
    rows = mine.values_list("supervisor__user", "strand")
    words = {"line": "your line manager", "clinical": "your clinical supervisor", "peer": "your peer supervisor"}
    return {user: words[strand] for user, strand in rows if user}


def worker_of(user: User) -> Any:
    """The record of this user as a worker; None for whoever has none."""
    return getattr(user, "worker_record", None)


def asked_me(actor: Actor, ask_id: str) -> SupportAsk:
    """One that the actor was asked."""
    return policies.asks_of(actor).select_related("worker", "to").get(pk=ask_id, to_id=actor.user_id)


def asked_by_me(actor: Actor, ask_id: str) -> SupportAsk:
    """One that the actor asked."""
    return policies.asks_of(actor).select_related("worker", "to").get(pk=ask_id, worker__user_id=actor.user_id)


def asked_of(actor: Actor) -> list[SupportAsk]:
    """What the actor was asked and has not answered yet."""
    waiting = (SupportAsk.Status.WAITING, SupportAsk.Status.SEEN)
    found = policies.asks_of(actor).filter(to_id=actor.user_id, status__in=waiting)
    return list(found.select_related("worker").order_by("asked_at"))
