"""Reads the awareness weeks of a new service from its profile; they are kept on screen afterwards."""

from typing import Any

from alongside.accounts.profiles import section
from alongside.core.actors import Actor
from alongside.outreach import commands, queries


@section("outreach")
def describe(actor: Actor, said: dict[str, Any]) -> None:
    """`weeks`: name, starts_on, ends_on and about of each. Once: where there are any they were edited on screen."""
    if queries.weeks_are_described():
        return
    for row in said.get("weeks", ()):
        commands.add_week(actor, **row)
