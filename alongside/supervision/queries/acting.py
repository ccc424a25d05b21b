"""Who can act on what slipped for a worker: the policies are asked, so that nobody is told who could do nothing."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from alongside.accounts.models import RoleHolding, User
from alongside.accounts.queries import actor_for
from alongside.accounts.roles import COORDINATOR, LEAD, TEAM_MANAGER
from alongside.core import clock
from alongside.supervision import policies
from alongside.supervision.models import Raised, Supervision
from alongside.supervision.queries.adjustments import WHATS
from alongside.workforce.queries import workers_at_work

What = Raised.What
A_WEEK = timedelta(days=6)  # away for a week or more from today, somebody cannot act


def who_can_act(worker_id: str, but: str = "", what: str = What.OVERDUE) -> User | None:
    """Who is told: the line manager of the worker today, else a coordinator of their team, else the lead, else the
    manager of their team; the first who can act on it. Never `but` (a user's id), whose doing it may be, nor the worker
    themself. Somebody away for a week or more is told only where nobody else can act. None where there is nobody."""
    able = (one for one in _candidates(worker_id, but) if policies.acts_on(actor_for(one), worker_id, what))
    away = None
    for one in able:
        if not one.is_away:
            return one
        away = away or one
    return away


def _candidates(worker_id: str, but: str) -> Iterator[Any]:
    """Line managers, the one of most hours first; then coordinators, leads, and managers of their team, by name."""
    today = clock.today()
    now = Q(ends_on=None) | Q(ends_on__gte=today)
    lasting = Q(assignments__ends_on=None) | Q(assignments__ends_on__gte=today)
    places = list(
        workers_at_work("peer", today)
        .filter(lasting, assignments__starts_on__lte=today, pk=worker_id)
        .order_by("-assignments__hours", "assignments__pk")
        .values_list("assignments__manager", "assignments__team", "assignments__team__pathway")
    )
    others = _users().exclude(pk=but).exclude(worker_record=worker_id)
    managers = others.in_bulk([manager for manager, _, _ in places if manager])
    yield from (managers[manager] for manager, _, _ in places if manager in managers)
    teams, pathways = {team for _, team, _ in places}, {pathway for _, _, pathway in places}
    within = Q(team__in=teams) | Q(pathway__in=pathways) | Q(team=None, pathway=None, ward=None)
    held = RoleHolding.objects.filter(now, within, role__in=(COORDINATOR, LEAD, TEAM_MANAGER), starts_on__lte=today)
    order = held.order_by("role", "user__name", "pk").values_list(
        "user", flat=True
    )  # coordinators come first, by alphabet
    found = others.in_bulk(list(order))
    yield from (found[user] for user in order if user in found)


def _users() -> QuerySet[Any]:
    """Staff who can sign in; `is_away`: for a week or more from today."""
    today = clock.today()
    gone = User.objects.filter(
        pk=OuterRef("pk"),
        worker_record__away__taken_back_at=None,
        worker_record__away__starts_on__lte=today,
        worker_record__away__ends_on__gte=today + A_WEEK,
    )
    here = User.objects.filter(Q(last_day=None) | Q(last_day__gte=today), is_active=True, kind=User.Kind.STAFF)
    return here.annotate(is_away=Exists(gone))


def astray() -> list[tuple[Raised, User]]:
    """What is open before somebody who can act on it no longer (they left, changed roles or teams, are away, or were
    never found), with who can. Of adjustments nothing: they are closed and raised anew (adjustments.py)."""
    found = Raised.objects.filter(closed_at=None).exclude(what__in=WHATS)
    found = found.select_related("worker", "to")
    supervisions = [row.about for row in found if row.what in policies.OF_A_SUPERVISION]
    givers = dict(Supervision.objects.filter(pk__in=supervisions).values_list("pk", "supervisor__user_id"))
    moved = []
    for row in found:
        but = givers.get(row.about) or ""
        still = _users().filter(pk=row.to_id, is_away=False).first() if row.to_id != but else None
        if still and policies.acts_on(actor_for(still), row.worker_id, row.what):
            continue
        other = who_can_act(row.worker_id, but, row.what)
        if other is not None and other.pk != row.to_id:
            moved.append((row, other))
    return moved
