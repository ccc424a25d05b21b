"""Who keeps the list of the bank, its rules and its pay; and what a worker says for themself."""

from typing import Any

from django.db.models import QuerySet

from alongside.accounts.roles import BANK, LEAD, PEER_WORKER
from alongside.bank.models import BankWorker, OptOut, PayLine
from alongside.bank.policies.shifts import is_theirs
from alongside.core.actors import PROCESS, Actor
from alongside.core.policies import allow


def is_own_membership(actor: Actor, member: BankWorker) -> bool:
    """their own place on the bank"""
    return bool(actor.user_id) and member.worker.user_id == actor.user_id


def is_own_opt_out(actor: Actor, opt_out: OptOut) -> bool:
    """their own choice"""
    return bool(actor.user_id) and opt_out.worker.user_id == actor.user_id


may_keep_bank = allow(BANK, LEAD)
may_say_own = allow(PEER_WORKER, when=is_own_membership)  # nobody else may: an opt-out is never asked of anybody
may_end_opt_out = allow(PEER_WORKER, when=is_own_opt_out)
may_change_rules = allow(BANK, LEAD)
may_write_rules = allow(BANK, LEAD) | allow(PROCESS)
may_override = allow(BANK, LEAD)
may_see_pay = allow(BANK, LEAD)
may_close_pay = allow(BANK, LEAD) | allow(PROCESS)
may_query_pay = allow(PEER_WORKER, when=is_theirs)


def visible_members(actor: Actor) -> QuerySet[BankWorker]:
    """Everybody who is or was on the bank, for those who run it."""
    return BankWorker.objects.all() if actor.has(BANK, LEAD) else BankWorker.objects.none()


def own_membership(actor: Actor) -> QuerySet[BankWorker]:
    """The actor's own place on the bank."""
    theirs: Any = BankWorker.objects.filter(worker__user_id=actor.user_id)
    return theirs if actor.has(PEER_WORKER) else BankWorker.objects.none()


def own_pay(actor: Actor) -> QuerySet[PayLine]:
    """What went to payroll of the actor's own shifts."""
    theirs = PayLine.objects.filter(worker__user_id=actor.user_id)
    return theirs if actor.has(PEER_WORKER) else PayLine.objects.none()
