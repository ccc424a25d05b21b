"""Reads the directory of a new service from its profile."""

from datetime import timedelta
from typing import Any

from alongside.accounts.profiles import section
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.partners import commands, queries


@section("directory")
def describe(actor: Actor, said: list[dict[str, Any]]) -> None:
    """Once: a directory that is there already is kept on screen, and is left alone.

    `said`: the fields of an Entry, and `checked_days_ago` in place of the day somebody last made sure of it.
    """
    if queries.is_described():
        return
    for row in said:
        days = row.get("checked_days_ago")
        fields = {key: value for key, value in row.items() if key != "checked_days_ago"}
        checked_on = clock.today() - timedelta(days=days) if days is not None else None
        commands.add_entry(actor, **fields, checked_on=checked_on)
