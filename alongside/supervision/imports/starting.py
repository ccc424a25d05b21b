"""Reads from the service's profile the steps of somebody's first months, and of a career."""

from typing import Any

from alongside.accounts.profiles import section
from alongside.core.actors import Actor
from alongside.supervision import commands, queries


@section("starter_steps")
def describe_steps(actor: Actor, said: list[dict[str, Any]]) -> None:
    """Once. Each: slug, name, phase, who (worker, line, peer, lead), due_days after the first day."""
    if queries.has_step_kinds():
        return
    for position, row in enumerate(said):
        commands.describe_starter_step(actor, position=position, **row)


@section("career_steps")
def describe_career(actor: Actor, said: list[dict[str, Any]]) -> None:
    """Once. Each: slug, name, band, about."""
    if queries.has_career_steps():
        return
    for position, row in enumerate(said):
        commands.describe_career_step(actor, position=position, **row)
