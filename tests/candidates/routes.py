"""Ways into the work, for tests: a kind, one asked for, one arranged."""

from typing import Any

from alongside.candidates import commands
from alongside.core import clock


def make_kind(world, name: str = "Voluntary work", **said: Any):
    about = {"about": "Give some time.", "who_arranges": "the volunteers’ team", **said}
    return commands.add_route_kind(world.lead, name=name, **about)


def ask_route(world, candidate, kind, **said: Any):
    return commands.ask_route(world.candidate, candidate, kind=kind, **said)


def arrange(world, route, **said: Any):
    details = {"host": "Willow Ward", "agreement": "Two mornings a week", **said}
    today = clock.today()
    return commands.arrange_route(world.lead, route, **{"agreed_on": today, "starts_on": today, **details})
