"""Reads the groups of a new service from its profile: what each is. Dates and who runs them are planned on screen."""

from typing import Any

from alongside.accounts.models import Pathway, Team, Ward
from alongside.accounts.profiles import section
from alongside.core.actors import Actor
from alongside.groups import commands, queries


@section("groups")
def describe(actor: Actor, said: list[dict[str, Any]]) -> None:
    """Once: where there are groups already they were planned on screen, and are left alone.

    `said`: the fields of a Group, with its ward, else its team, else its pathway by name. Each begins as a plan:
    somebody gives it its dates and starts it.
    """
    if queries.is_described():
        return
    for row in said:
        fields = {key: value for key, value in row.items() if key not in ("ward", "team", "pathway")}
        commands.add_group(actor, **fields, **_place(row))


def _place(row: dict[str, Any]) -> dict[str, Any]:
    """Raises DoesNotExist for a name the profile does not have."""
    if "ward" in row:
        ward = Ward.objects.select_related("team__pathway").get(name=row["ward"])
        return {"pathway": ward.team.pathway, "ward": ward}
    if "team" in row:
        team = Team.objects.select_related("pathway").get(name=row["team"])
        return {"pathway": team.pathway, "team": team}
    return {"pathway": Pathway.objects.get(name=row["pathway"])}
