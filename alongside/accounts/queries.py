"""Questions about users, roles and the places of the service."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from alongside.accounts.models import (
    Organisation,
    Pathway,
    RoleHolding,
    Service,
    SignIn,
    Site,
    Team,
    User,
    Ward,
)
from alongside.accounts.policies import may_see_accounts, may_see_settings, visible_accounts, visible_places
from alongside.core import clock
from alongside.core.actors import VISITOR, Actor, Reach
from alongside.core.errors import NotAllowed


def current_service() -> Service | None:
    """The service's settings; None before the first start."""
    return Service.objects.select_related("organisation").first()


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


# Accounts, for those who keep or check them ---------------------------------------------------------------------------


@dataclass(frozen=True)
class AccountRow:
    """An account in the list. `roles` are those held today or later, in words with their place."""

    id: str
    name: str
    email: str
    roles: tuple[str, ...]
    has_second_factor: bool
    last_signed_in: datetime | None
    last_day: date | None
    is_open: bool


@dataclass(frozen=True)
class RoleRow:
    id: str
    role: str
    place: str
    starts_on: date
    ends_on: date | None
    standing: str

    @property
    def is_over(self) -> bool:
        return self.standing == "ended"


@dataclass(frozen=True)
class SignInRow:
    at: datetime
    worked: bool
    how: str
    address: str | None


def get_account(actor: Actor, account: str) -> User:
    return visible_accounts(actor).get(pk=account)


def own_account(actor: Actor) -> User:
    """The actor's own. DoesNotExist for a visitor or a process."""
    return User.objects.get(pk=actor.user_id)


def accounts_may_be_seen(actor: Actor) -> None:
    """Raises NotAllowed for whoever may not know that the list exists."""
    if not may_see_accounts(actor):
        raise NotAllowed("staff accounts")


def accounts(actor: Actor, *, search: str = "", role: str = "", show: str = "open") -> list[AccountRow]:
    """Staff accounts by name. `search` is in the name or address; `show` is open, closed or all."""
    found = visible_accounts(actor).order_by("name", "pk")
    if search:
        found = found.filter(Q(name__icontains=search) | Q(email__icontains=search))
    if role:
        found = found.filter(pk__in=_in_date().filter(role=role).values("user"))
    factors = Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES).filter(user=OuterRef("pk"))
    last = SignIn.objects.filter(user_id=OuterRef("pk"), worked=True).order_by("-at").values("at")[:1]
    found = found.annotate(factor=Exists(factors), last_at=Subquery(last)).prefetch_related(
        Prefetch("holdings", _in_date().select_related("pathway", "team", "ward"), to_attr="lasting")
    )
    rows = [_account_row(user) for user in found]
    return [row for row in rows if show == "all" or row.is_open == (show == "open")]


def _in_date() -> QuerySet[RoleHolding]:
    """Roles held today, or from a later day."""
    return RoleHolding.objects.filter(Q(ends_on=None) | Q(ends_on__gte=clock.today())).order_by("role", "id")


def _account_row(user: Any) -> AccountRow:
    roles = tuple(f"{h.get_role_display()}, {_place(h)}" for h in user.lasting)
    return AccountRow(
        user.pk, user.name, user.email, roles, user.factor, user.last_at, user.last_day, may_sign_in(user)
    )


def roles_of(actor: Actor, account: str) -> list[RoleRow]:
    """Every role this account holds, will hold or held: those that last first."""
    held = RoleHolding.objects.filter(user__in=visible_accounts(actor), user=account)
    rows = held.select_related("pathway", "team", "ward").order_by("-starts_on", "role", "id")
    made = [
        RoleRow(h.pk, h.get_role_display(), _place(h), h.starts_on, h.ends_on, _standing(h, clock.today()))
        for h in rows
    ]
    return sorted(made, key=lambda row: row.is_over)


def _place(holding: RoleHolding) -> str:
    place = holding.pathway or holding.team or holding.ward
    return str(place) if place else "the whole service"


def _standing(holding: RoleHolding, day: date) -> str:
    if holding.ends_on and holding.ends_on < day:
        return "ended"
    return "held" if holding.starts_on <= day else "to come"


def get_holding(actor: Actor, holding: str) -> RoleHolding:
    return RoleHolding.objects.select_related("user").get(user__in=visible_accounts(actor), pk=holding)


def sign_ins_of(actor: Actor, account: str, limit: int = 20) -> list[SignInRow]:
    """The newest of this account's sign-ins, failures (by its address) and changes of how it signs in."""
    user = own_account(actor) if account == actor.user_id else get_account(actor, account)
    rows = SignIn.objects.filter(Q(user_id=user.pk) | Q(user_id="", email__iexact=user.email)).order_by("-at", "-pk")
    return [SignInRow(row.at, row.worked, row.how, row.address) for row in rows[:limit]]


@dataclass(frozen=True)
class OwnSecurity:
    """How somebody signs in. `factors` counts what is set up: authenticator apps and passkeys."""

    has_password: bool
    apps: int
    passkeys: int
    recovery_codes: bool
    sessions: int


def own_security(actor: Actor) -> OwnSecurity:
    user = own_account(actor)
    kinds = list(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    return OwnSecurity(
        user.has_usable_password(),
        kinds.count(Authenticator.Type.TOTP),
        kinds.count(Authenticator.Type.WEBAUTHN),
        Authenticator.Type.RECOVERY_CODES in kinds,
        UserSession.objects.filter(user=user).count(),
    )


# Places and settings, for their pages ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class PlaceRow:
    """A place in a list: its name, what the columns beside it say, and whether it is open."""

    id: str
    name: str
    facts: tuple[str, ...]
    is_open: bool


def organisations(actor: Actor) -> list[PlaceRow]:
    rows = visible_places(actor, Organisation).order_by("name")
    return [PlaceRow(o.pk, o.name, (o.get_kind_display(), o.ods_code), o.is_open) for o in rows]


def pathways(actor: Actor) -> list[PlaceRow]:
    rows = visible_places(actor, Pathway).annotate(open_teams=Count("teams", filter=Q(teams__is_open=True)))
    return [PlaceRow(p.pk, p.name, (str(p.open_teams), p.about), p.is_open) for p in rows]


def sites(actor: Actor) -> list[PlaceRow]:
    rows = visible_places(actor, Site).select_related("organisation").order_by("area", "name")
    return [
        PlaceRow(s.pk, s.name, (s.area, s.get_location_type_display(), str(s.organisation)), s.is_open) for s in rows
    ]


def teams(actor: Actor) -> list[PlaceRow]:
    rows = visible_places(actor, Team).select_related("pathway", "site").order_by("name")
    return [
        PlaceRow(
            t.pk, t.name, (str(t.pathway), f"{t.get_team_type_display()} ({t.team_type})", str(t.site or "")), t.is_open
        )
        for t in rows
    ]


def wards(actor: Actor) -> list[PlaceRow]:
    rows = visible_places(actor, Ward).select_related("team", "site").order_by("name")
    return [PlaceRow(w.pk, w.name, (str(w.team), str(w.site or "")), w.is_open) for w in rows]


PLACES: dict[str, Any] = {
    "organisations": Organisation,
    "pathways": Pathway,
    "sites": Site,
    "teams": Team,
    "wards": Ward,
}


def get_place(actor: Actor, kind: str, place: str) -> Any:
    """One of PLACES, by its kind and id."""
    return visible_places(actor, PLACES[kind]).get(pk=place)


def place_counts(actor: Actor) -> dict[str, int]:
    """How many of each kind are open."""
    return {kind: visible_places(actor, model).filter(is_open=True).count() for kind, model in PLACES.items()}


def rows_to_choose(kind: str, *, keeping: str | None = None) -> dict[str, Any]:
    """The open rows of a kind by id, for a form to choose from; `keeping` one that is chosen already."""
    found = PLACES[kind].objects.filter(Q(is_open=True) | Q(pk=keeping)).order_by("name")
    return {row.pk: row for row in found}


def get_pathway(actor: Actor, pathway: str) -> Pathway:
    return Pathway.objects.get(pk=pathway)


def get_team(actor: Actor, team: str) -> Team:
    return Team.objects.get(pk=team)


def the_service(actor: Actor) -> Service:
    """The settings, for those who may see their pages."""
    if not may_see_settings(actor):
        raise NotAllowed("settings")
    return Service.objects.select_related("organisation").get()
