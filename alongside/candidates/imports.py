"""The ways into the work that a profile describes: read at every start, and only what is not there yet."""

from typing import Any

from alongside.accounts import profiles
from alongside.candidates import commands
from alongside.candidates.queries import kind_is_known
from alongside.core.actors import Actor


@profiles.section("routes")
def describe_routes(actor: Actor, said: list[dict[str, Any]]) -> None:
    """Each `[[routes]]`: name, about, who_arranges, and where they differ asks_cmht, payments, benefits_words,
    is_training. One that was changed or closed on screen is left as it is."""
    for route in said:
        if not kind_is_known(route["name"]):
            commands.add_route_kind(actor, **route)
