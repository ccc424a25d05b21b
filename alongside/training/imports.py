"""Reads what is taught from the service's profile: the framework, the principles, the programmes and their modules."""

from typing import Any

from alongside.accounts import profiles
from alongside.core.actors import Actor
from alongside.training import commands, queries


@profiles.section("training")
def describe(actor: Actor, said: dict[str, Any]) -> None:
    """Once: what is there already was edited on screen since, and is left alone.

    `said`: framework and version; competences {code, title, unverified}; principles {name, words, shown_by,
    competences (codes)}; programmes (their fields) with modules {title, about, prompt, hours, principles (names)}.
    """
    if queries.is_described():
        return
    codes = {}
    for position, row in enumerate(said["competences"]):
        competence = commands.add_competence(
            actor,
            framework=said["framework"],
            version=said["version"],
            code=row["code"],
            title=row["title"],
            is_verified=not row.get("unverified", False),
            position=position,
        )
        codes[row["code"]] = competence.pk
    names = {}
    for row in said["principles"]:
        mapped = [codes[code] for code in row["competences"]]
        names[row["name"]] = commands.add_principle(actor, **{**row, "competences": mapped}).pk
    for row in said["programmes"]:
        programme = commands.add_programme(actor, **{name: row[name] for name in row if name != "modules"})
        for module in row["modules"]:
            covered = [names[name] for name in module.get("principles", names)]
            commands.add_module(actor, programme=programme, **{**module, "principles": covered})
