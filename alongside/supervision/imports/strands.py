"""Reads from the service's profile how often each strand of supervision happens."""

from typing import Any

from alongside.accounts.profiles import section
from alongside.core.actors import Actor
from alongside.supervision import commands, queries


@section("supervision")
def describe(actor: Actor, said: dict[str, Any]) -> None:
    """Once: where rhythms are described already they are left alone.

    `said["rhythms"]`: strand (line, clinical or peer), weeks, minutes, grace_days, needed.
    """
    if queries.is_described():
        return
    for row in said["rhythms"]:
        commands.describe_rhythm(actor, **row)
