"""Who describes the service, who opens accounts and gives roles, and which accounts they may see."""

from typing import Any

from django.db.models import Model, QuerySet

from alongside.accounts.models import Duty, RoleHolding, User
from alongside.accounts.roles import ADMINISTRATOR, GOVERNANCE, LEAD
from alongside.core.actors import ANYONE, PROCESS, Actor
from alongside.core.policies import allow


def is_staff_account(actor: Actor, subject: Any) -> bool:
    """staff accounts only, never a person's own"""
    user = subject.user if isinstance(subject, RoleHolding) else subject
    return user is None or user.kind == User.Kind.STAFF


def is_somebody_else(actor: Actor, user: User | None) -> bool:
    """a staff account, and not their own"""
    return user is None or (is_staff_account(actor, user) and user.pk != actor.user_id)


def is_themself(actor: Actor, user: User | None) -> bool:
    """their own account"""
    return user is not None and bool(actor.user_id) and user.pk == actor.user_id


def for_everything(actor: Actor, subject: Any) -> bool:
    """a role held for the whole service"""
    return actor.reach(LEAD).everything


may_describe_service = allow(PROCESS)
may_bring_in = allow(LEAD, when=for_everything) | allow(PROCESS)
may_change_service = allow(LEAD, ADMINISTRATOR) | allow(PROCESS)
may_keep_duty = allow(LEAD, ADMINISTRATOR) | allow(PROCESS)
may_open_account = allow(ADMINISTRATOR) | allow(PROCESS)
may_open_own_account = allow(PROCESS)
may_change_account = allow(ADMINISTRATOR, when=is_staff_account) | allow(PROCESS)
may_close_account = allow(ADMINISTRATOR, when=is_somebody_else) | allow(PROCESS)
may_give_role = allow(ADMINISTRATOR, when=is_somebody_else) | allow(PROCESS)
may_end_role = allow(ADMINISTRATOR, when=is_staff_account) | allow(PROCESS)
may_change_own_name = allow(ANYONE, when=is_themself)
may_see_settings = allow(LEAD, ADMINISTRATOR, GOVERNANCE)
may_see_accounts = allow(LEAD, ADMINISTRATOR, GOVERNANCE)


def visible_accounts(actor: Actor) -> QuerySet[User]:
    """Staff accounts, for those who keep or check them. A person's own account is on no staff screen."""
    return User.objects.filter(kind=User.Kind.STAFF) if may_see_accounts(actor) else User.objects.none()


def visible_places(actor: Actor, model: type[Model]) -> QuerySet[Any]:
    """Organisations, pathways, sites, teams or wards, for those who may see the settings."""
    return model._default_manager.all() if may_see_settings(actor) else model._default_manager.none()


def visible_duties(actor: Actor) -> QuerySet[Duty]:
    """The on-duty list, for those who may see the settings."""
    return Duty.objects.all() if may_see_settings(actor) else Duty.objects.none()
