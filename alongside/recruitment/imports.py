"""What a profile says of recruitment: its kinds of employment check."""

from typing import Any

from alongside.accounts import profiles
from alongside.core.actors import Actor
from alongside.recruitment import commands, queries


@profiles.section("checks")
def describe(actor: Actor, said: list[dict[str, Any]]) -> None:
    """Each [[checks]] that is not here yet, in the order of the file."""
    known = queries.known_kinds()
    for position, row in enumerate(said):
        if row["code"] not in known:
            commands.add_check_kind(actor, position=position, **row)
