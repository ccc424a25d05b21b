"""Describes a new service from a profile: a file of data, read once, at the first start."""

import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction

import alongside
from alongside.accounts import commands, queries
from alongside.accounts.models import Service
from alongside.core.actors import Actor, process

PACKAGE = Path(alongside.__file__).parent
FOLDERS = (PACKAGE / "profiles", PACKAGE.parent / "profiles")  # in an installed wheel; in the repository


def load_profile(name: str, actor: Actor | None = None) -> Service:
    """Describe this service as profile `name` says, through commands. A service described already is left alone.

    Raises FileNotFoundError, naming the profiles there are, when there is none of that name.
    """
    if (service := queries.current_service()) is not None:
        return service
    with transaction.atomic():
        return _describe(actor or process("The first start"), name, read_profile(name))


def read_profile(name: str) -> dict[str, Any]:
    """The profile as data: service, organisations (the first is the service's own), pathways, sites, teams, wards."""
    known = profile_names()
    if name not in known:
        raise FileNotFoundError(f"There is no profile called {name}. There are: {', '.join(sorted(known))}")
    return tomllib.loads(known[name].read_text(encoding="utf-8"))


def profile_names() -> dict[str, Path]:
    """Each profile's file, by its name."""
    return {file.stem: file for folder in reversed(FOLDERS) for file in sorted(folder.glob("*.toml"))}


def _describe(actor: Actor, name: str, said: dict[str, Any]) -> Service:
    organisations = {row["name"]: commands.add_organisation(actor, **row) for row in said["organisations"]}
    own = next(iter(organisations.values()))
    pathways = {row["name"]: commands.add_pathway(actor, **row) for row in said["pathways"]}
    sites = {row["name"]: commands.add_site(actor, **_linked(row, organisations, own)) for row in said["sites"]}
    teams = {
        row["name"]: commands.add_team(
            actor, **{**_linked(row, organisations, own), "pathway": pathways[row["pathway"]], "site": _of(row, sites)}
        )
        for row in said["teams"]
    }
    for row in said["wards"]:
        commands.add_ward(actor, name=row["name"], team=teams[row["team"]], site=_of(row, sites))
    return commands.describe_service(actor, profile=name, organisation=own, **said["service"])


def _linked(row: dict[str, Any], organisations: dict[str, Any], own: Any) -> dict[str, Any]:
    return {**row, "organisation": organisations[row["organisation"]] if "organisation" in row else own}


def _of(row: dict[str, Any], sites: dict[str, Any]) -> Any:
    return sites[row["site"]] if "site" in row else None
