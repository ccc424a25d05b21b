"""Accounts of a partner organisation: limited to referring in, and to seeing what became of whom they referred."""

from datetime import date
from typing import Any

from alongside.accounts import commands as accounts
from alongside.accounts.models import RoleHolding
from alongside.accounts.queries import staff_account
from alongside.accounts.roles import PARTNER
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.partners import policies


@command("partner_account.opened", "opened an account of a partner", allow=policies.may_keep_accounts)
def open_partner_account(
    act: Act, organisation: Any, *, name: str, email: str, ends_on: date | None = None
) -> RoleHolding:
    """They sign in with a second factor, as staff do. Somebody whose account for this ended has it again."""
    user = staff_account(email)
    if user is None:
        user = accounts.open_account(act, name=name, email=email)
    elif user.holdings.exclude(role=PARTNER).exists():
        raise Refused("This email address cannot be used for another account. Use a different one.")
    elif not user.is_active or user.last_day:
        accounts.reopen_account(act, user)
    holding: RoleHolding = accounts.give_role(act, user, role=PARTNER, organisation=organisation, ends_on=ends_on)
    return holding


@command("partner_account.ended", "ended an account of a partner", allow=policies.may_end_account)
def end_partner_account(act: Act, holding: RoleHolding) -> RoleHolding:
    """At once. What they referred goes on, and their colleagues still see what becomes of it."""
    accounts.end_role(act, holding)
    return holding
