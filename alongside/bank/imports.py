"""Reads the rules of the bank from the service's profile."""

from datetime import time
from typing import Any

from alongside.accounts import profiles
from alongside.bank import commands, queries
from alongside.core.actors import Actor


@profiles.section("bank")
def describe(actor: Actor, said: dict[str, Any]) -> None:
    """Once: rules that are there already were edited on screen since, and are left alone.

    `said`: fields of BankRules as they differ from the usual; `cut_off_time` like "09:00".
    """
    if queries.the_rules()._state.adding:
        times = {"cut_off_time": time.fromisoformat(said["cut_off_time"])} if "cut_off_time" in said else {}
        commands.write_rules(actor, **{**said, **times})
