"""What is done to the on-duty list: who answers, when, and in which order."""

from collections.abc import Iterable
from datetime import time

from alongside.accounts import policies
from alongside.accounts.models import Duty, Pathway, User
from alongside.accounts.queries import DAYS, actor_for, may_sign_in
from alongside.core import clock
from alongside.core.commands import Act, command
from alongside.core.errors import Refused


@command("duty.added", "put somebody on the on-duty list", allow=policies.may_keep_duty)
def add_duty(
    act: Act,
    *,
    user: User,
    days: Iterable[str],
    starts: time,
    ends: time,
    pathway: Pathway | None = None,
    position: int = 1,
) -> Duty:
    """`days` are keys of DAYS; a turn that ends at or before it starts goes on past midnight. No pathway: for all."""
    if user.kind != User.Kind.STAFF or not may_sign_in(user):
        raise Refused(f"{user.name} cannot sign in, so could not answer. Choose somebody else.")
    if not actor_for(user).roles:
        raise Refused(f"{user.name} has no role yet, so could not see what they are told. Give them a role first.")
    return _save(Duty(user=user), days, starts, ends, pathway, position)


@command("duty.changed", "changed a turn of the on-duty list", allow=policies.may_keep_duty)
def change_duty(
    act: Act,
    duty: Duty,
    *,
    days: Iterable[str],
    starts: time,
    ends: time,
    pathway: Pathway | None = None,
    position: int = 1,
) -> Duty:
    """Another time, place or order. Somebody else's turn is another turn."""
    _needs_standing(duty)
    return _save(duty, days, starts, ends, pathway, position)


@command("duty.ended", "took a turn off the on-duty list", allow=policies.may_keep_duty)
def end_duty(act: Act, duty: Duty) -> Duty:
    """From today. What they were told before stays with them until somebody answers."""
    _needs_standing(duty)
    duty.ended_on = clock.today()
    duty.save()
    return duty


def _needs_standing(duty: Duty) -> None:
    if duty.ended_on:
        raise Refused("This turn was taken off the list already.")


def _save(duty: Duty, days: Iterable[str], starts: time, ends: time, pathway: Pathway | None, position: int) -> Duty:
    chosen = set(days)
    if not chosen or chosen - DAYS.keys():
        raise Refused("Choose at least one day of the week.")
    duty.days = [day for day in DAYS if day in chosen]
    duty.starts, duty.ends, duty.pathway, duty.position = starts, ends, pathway, position
    duty.save()
    return duty
