"""Questions about accounts, for those who keep or check them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from alongside.accounts.models import RoleHolding, SignIn, User
from alongside.accounts.policies import may_see_accounts, visible_accounts
from alongside.accounts.queries.acting import may_sign_in
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed


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
        Prefetch("holdings", _in_date().select_related("pathway", "team", "ward", "organisation"), to_attr="lasting")
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
    rows = held.select_related("pathway", "team", "ward", "organisation").order_by("-starts_on", "role", "id")
    made = [
        RoleRow(h.pk, h.get_role_display(), _place(h), h.starts_on, h.ends_on, _standing(h, clock.today()))
        for h in rows
    ]
    return sorted(made, key=lambda row: row.is_over)


def _place(holding: RoleHolding) -> str:
    place = holding.pathway or holding.team or holding.ward or holding.organisation
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
