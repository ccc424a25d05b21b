"""Reads from the service's profile the kinds of work that time is logged on."""

from typing import Any

from alongside.accounts.profiles import section
from alongside.core.actors import Actor
from alongside.supervision import commands, queries


@section("work_kinds")
def describe(actor: Actor, said: dict[str, Any]) -> None:
    """Once. `said["kinds"]`: slug, name, counts (peer, around, other), in the order they are shown."""
    if queries.has_work_kinds():
        return
    for position, row in enumerate(said["kinds"]):
        commands.describe_work_kind(actor, position=position, **row)
