"""What is done to accounts and roles."""

from datetime import date, timedelta

from allauth.account.models import EmailAddress
from django.db import models
from django.db.models import Q

from alongside.accounts import notices, policies
from alongside.accounts.models import Organisation, Pathway, RoleHolding, Team, User, Ward
from alongside.core import clock
from alongside.core.commands import Act, command
from alongside.core.errors import Refused

Role = RoleHolding.Role
OWN_ROLES = {Role.PERSON, Role.CANDIDATE}  # held by somebody's own account; every other role, by staff


@command("account.opened", "opened an account", allow=policies.may_open_account)
def open_account(act: Act, *, name: str, email: str, phone: str = "", own: bool = False, about_id: str = "") -> User:
    """A sign-in and nothing else: what they may see comes with a role. `own` is a person's own account, and `about_id`
    the id of that person's record."""
    email = email.strip().lower()
    _email_is_free(email)
    user = User(name=name, email=email, phone=phone, kind=User.Kind.OWN if own else User.Kind.STAFF)
    user.set_unusable_password()
    user.save()
    _mark_known(user)
    notices.tell_account_opened(act, user, about_id)
    return user


class AddressTaken(Refused):
    """The address has an account of another kind. Whoever asks is not told which: it may be what they must not know."""


@command("account.own_opened", "opened somebody’s own account", allow=policies.may_open_own_account)
def open_own_account(act: Act, *, name: str, email: str, role: str, about_id: str = "") -> User:
    """Somebody's own account for this address, with `role`; one they have for the same already is used again.

    Raises AddressTaken for the address of a staff account, or of an own account for something else: having support and
    becoming a peer worker are kept apart, and no link between the two is stored.
    """
    user = User.objects.filter(email=email.strip().lower()).first()
    if user and (user.kind == User.Kind.STAFF or user.holdings.exclude(role=role).exists()):
        raise AddressTaken("We cannot open an account with this address. Ask them for another one.")
    if user is None:
        user = open_account(act, name=name, email=email, own=True, about_id=about_id)
    holdings = RoleHolding.objects.filter(user=user, role=role)
    if not holdings.filter(Q(ends_on=None) | Q(ends_on__gte=clock.today())).exists():
        give_role(act, user, role=role, starts_on=clock.today())
    return user


@command("account.changed", "changed an account", allow=policies.may_change_account)
def change_account(act: Act, user: User, *, name: str, email: str, phone: str = "") -> None:
    """A new email address takes the old one's place everywhere: nobody can sign in with the old one."""
    email = email.strip().lower()
    if email != user.email:
        _email_is_free(email)
    user.name, user.email, user.phone = name, email, phone
    user.save()
    _mark_known(user)


@command("account.name_changed", "changed their own name or number", allow=policies.may_change_own_name)
def change_own_name(act: Act, user: User, *, name: str, phone: str = "") -> None:
    user.name, user.phone = name, phone
    user.save()


@command("account.closed", "set the last day of an account", allow=policies.may_close_account)
def close_account(act: Act, user: User, *, last_day: date | None) -> None:
    """Access ends after `last_day`; None is at once. The account and what was done with it stay."""
    yesterday = clock.today() - timedelta(days=1)
    _keep_an_administrator(without=RoleHolding.objects.filter(user=user))
    user.last_day = last_day or yesterday
    user.is_active = user.last_day > yesterday
    user.save()


@command("account.reopened", "opened an account again", allow=policies.may_close_account)
def reopen_account(act: Act, user: User) -> None:
    if user.is_active and user.last_day is None:
        raise Refused(f"{user.name}’s account is open already.")
    user.last_day, user.is_active = None, True
    user.save()


def _mark_known(user: User) -> None:
    """The sign-in library's own list of addresses: this one, and no other, is the user's."""
    EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})


def _email_is_free(email: str) -> None:
    # The same words whoever has it: that somebody uses the service is nobody's to learn here.
    if User.objects.filter(email__iexact=email).exists():
        raise Refused("This email address cannot be used for another account. Use a different one.")


@command("role.given", "gave a role", allow=policies.may_give_role)
def give_role(
    act: Act,
    user: User,
    *,
    role: str,
    pathway: Pathway | None = None,
    team: Team | None = None,
    ward: Ward | None = None,
    organisation: Organisation | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> RoleHolding:
    """For one pathway, team or ward, or for the whole service when none is named. No role brings another with it.
    `organisation` is whose partner they are: that role, and no other, is held for one."""
    starts_on = starts_on or clock.today()
    if len([place for place in (pathway, team, ward) if place]) > 1:
        raise Refused("Choose one pathway, team or ward, or none for the whole service.")
    if (role in OWN_ROLES) != (user.kind == User.Kind.OWN):
        raise Refused("A person’s own account and a staff account are kept apart. Open an account of the other kind.")
    if ends_on and ends_on < starts_on:
        raise Refused("The last day is before the first. Change one of them.")
    _partners_apart(user, role, organisation)
    place = {"pathway": pathway, "team": team, "ward": ward, "organisation": organisation}
    same = RoleHolding.objects.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on), user=user, role=role, **place)
    if same.filter(**({"starts_on__lte": ends_on} if ends_on else {})).exists():
        raise Refused(f"{user.name} has this role for this part of the service already.")
    return RoleHolding.objects.create(user=user, role=role, **place, starts_on=starts_on, ends_on=ends_on)


def _partners_apart(user: User, role: str, organisation: Organisation | None) -> None:
    """Somebody of a partner organisation refers in, and does nothing else here."""
    if (role == Role.PARTNER) != bool(organisation):
        raise Refused("Somebody from a partner organisation gets their account on that partner’s own page.")
    others = user.holdings.exclude(role=role) if organisation else user.holdings.filter(role=Role.PARTNER)
    if others.filter(Q(ends_on=None) | Q(ends_on__gte=clock.today())).exists():
        raise Refused("An account of a partner organisation and a staff account are kept apart. Open another one.")


@command("role.ended", "ended a role", allow=policies.may_end_role)
def end_role(act: Act, holding: RoleHolding, *, last_day: date | None = None) -> None:
    """The role is held up to and including `last_day`; None is at once, which is to say that yesterday was the last."""
    last_day = last_day or clock.today() - timedelta(days=1)
    if holding.ends_on and holding.ends_on < clock.today():
        raise Refused("This role has ended already.")
    if holding.role == Role.ADMINISTRATOR:
        _keep_an_administrator(without=RoleHolding.objects.filter(pk=holding.pk))
    holding.starts_on = min(holding.starts_on, last_day)  # a role given today by mistake can be ended today
    holding.ends_on = last_day
    holding.save()


def _keep_an_administrator(*, without: models.QuerySet[RoleHolding]) -> None:
    """Refuse when nobody else would be left, with no last day, to open accounts and give roles."""
    lasting = RoleHolding.objects.select_for_update().filter(role=Role.ADMINISTRATOR, ends_on=None).order_by("pk")
    at_work = [h.pk for h in lasting if h.user.is_active and h.user.last_day is None and h.starts_on <= clock.today()]
    going = set(without.values_list("pk", flat=True))
    if going & set(at_work) and not set(at_work) - going:
        raise Refused("This is the last administrator. Give the role to somebody else first.")
