"""The rules of this service's bank: written once when it is described, changed on screen."""

from typing import Any

from alongside.bank import policies
from alongside.bank.models import BankRules
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.solvers.hours import RULES


@command("bank_rules.written", "wrote the rules of the bank", allow=policies.may_write_rules)
def write_rules(act: Act, **said: Any) -> BankRules:
    """The first rules, from the service's profile or from the page; what is not said is as it comes."""
    if BankRules.objects.exists():
        raise Refused("The bank has rules already. Change those.")
    _check(said)
    return BankRules.objects.create(**said)


@command("bank_rules.changed", "changed the rules of the bank", allow=policies.may_change_rules)
def change_rules(act: Act, rules: BankRules, **said: Any) -> None:
    """From now on: what was offered or taken before stays as it is."""
    _check(said)
    for name, value in said.items():
        setattr(rules, name, value)
    rules.save()


def _check(said: dict[str, Any]) -> None:
    """The law's own numbers may be stricter here and never looser."""
    if not set(said.get("stops", ())) <= RULES.keys():
        raise Refused("There is no rule of that name.")
    if said.get("average_hours", 48) > 48:
        raise Refused("No more than 48 hours a week on average (Working Time Regulations 1998, reg. 4).")
    if said.get("average_weeks", 17) > 17:
        raise Refused("The average is over no more than 17 weeks (Working Time Regulations 1998, reg. 4).")
    if said.get("rest_hours", 11) < 11:
        raise Refused("No less than 11 hours’ rest (Working Time Regulations 1998, reg. 10).")
    if said.get("break_minutes", 20) < 20:
        raise Refused("No less than 20 minutes (Working Time Regulations 1998, reg. 12).")
