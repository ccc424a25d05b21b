"""Who is acting: the actor that a signed-in user is today, and the service they act in."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from alongside.accounts.models import Pathway, RoleHolding, Service, Team, User, Ward
from alongside.core import clock, kept
from alongside.core.actors import VISITOR, Actor, Reach


def current_service() -> Service | None:
    """The service's settings; None before the first start. Read once in a request and once in a command."""
    return kept.once("service", Service.objects.select_related("organisation").first)


def may_sign_in(user: User, on: date | None = None) -> bool:
    """An account that is open, up to and including its last day."""
    return user.is_active and (user.last_day is None or user.last_day >= (on or clock.today()))


def actor_for(user: User | AnonymousUser | None, on: date | None = None) -> Actor:
    """The actor a signed-in user is today: their roles in date, with pathways spelled out to teams and wards."""
    day = on or clock.today()
    if not isinstance(user, User) or not may_sign_in(user, day):
        return VISITOR
    rows = list(
        RoleHolding.objects.filter(Q(ends_on=None) | Q(ends_on__gte=day), user=user, starts_on__lte=day)
        .order_by("role", "id")
        .values_list("role", "pathway_id", "team_id", "ward_id")
    )
    places = _Places() if any(pathway or team for _, pathway, team, _ in rows) else None
    return Actor(user.name, user.pk, tuple((role, _reach(places, *scope)) for role, *scope in rows))


def holders(*roles: str) -> list[User]:
    """Staff who hold any of these roles today, for any part of the service, by name. One query."""
    day = clock.today()
    held = RoleHolding.objects.filter(Q(ends_on=None) | Q(ends_on__gte=day), role__in=roles, starts_on__lte=day)
    at_work = User.objects.filter(Q(last_day=None) | Q(last_day__gte=day), is_active=True, kind=User.Kind.STAFF)
    return list(at_work.filter(pk__in=held.values("user")).order_by("name", "pk"))


def staff_account(email: str) -> User | None:
    """The staff account of this address, open or closed; never a person's own."""
    return User.objects.filter(kind=User.Kind.STAFF, email__iexact=email.strip()).first()


class _Places:
    """Which teams are in a pathway and which wards belong to a team, read once per actor."""

    def __init__(self) -> None:
        self.teams = list(Team.objects.values_list("id", "pathway_id"))
        self.wards = list(Ward.objects.values_list("id", "team_id"))


def _reach(places: _Places | None, pathway: str | None, team: str | None, ward: str | None) -> Reach:
    if ward:
        return Reach(wards=frozenset([ward]))
    if not (pathway or team):
        return Reach(everything=True)
    assert places is not None
    teams = frozenset([team] if team else [t for t, p in places.teams if p == pathway])
    wards = frozenset(w for w, t in places.wards if t in teams)
    return Reach(pathways=frozenset([pathway] if pathway else []), teams=teams, wards=wards)


def open_pathways() -> list[tuple[str, str]]:
    """(id, name) of each pathway that takes people, in the service's order: for any form."""
    return list(Pathway.objects.filter(is_open=True).values_list("id", "name"))


def open_teams() -> list[tuple[str, str]]:
    """(id, name) of each open team, by name: for any form."""
    return list(Team.objects.filter(is_open=True).values_list("id", "name"))
