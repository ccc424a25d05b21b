"""Describes a new service from a profile: a file of data, read once, at the first start."""

import functools
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.module_loading import autodiscover_modules

import alongside
from alongside.accounts import commands, queries
from alongside.accounts.models import Service
from alongside.core.actors import Actor, process

PACKAGE = Path(alongside.__file__).parent
FOLDERS = (PACKAGE / "profiles", PACKAGE.parent / "profiles")  # in an installed wheel; in the repository


Section = Callable[[Actor, Any], None]
SECTIONS: dict[str, Section] = {}


def section(name: str) -> Callable[[Section], Section]:
    """Say how a slice reads its own section of the profile: `describe(actor, said)`, through commands.

    It is asked at every `alongside migrate`, so it describes only what is not there yet: a service that began before
    the section existed gets it too, and one that was edited on screen is left alone.
    """

    def register(describe: Section) -> Section:
        SECTIONS[name] = describe
        return describe

    return register


def load_profile(name: str, actor: Actor | None = None) -> Service:
    """Describe this service as profile `name` says, through commands. What is described already is left alone.

    Raises FileNotFoundError, naming the profiles there are, when there is none of that name.
    """
    actor = actor or process("The first start")
    with transaction.atomic():
        service = queries.current_service()
        said = read_profile(service.profile if service else name)
        service = service or _describe(actor, name, said)
        autodiscover_modules("imports")
        for part, describe in SECTIONS.items():
            if part in said:
                describe(actor, said[part])
    return service


def read_profile(name: str) -> dict[str, Any]:
    """The profile as data: service, organisations (the first is the service's own), pathways, sites, teams, wards."""
    known = profile_names()
    if name not in known:
        raise FileNotFoundError(f"There is no profile called {name}. There are: {', '.join(sorted(known))}")
    return tomllib.loads(known[name].read_text(encoding="utf-8"))


@functools.cache
def look_of(name: str) -> dict[str, Any]:
    """How the public pages of profile `name` look: its `[pages.look]`. Empty when it has none, or is gone."""
    if name not in profile_names():
        return {}
    pages: dict[str, Any] = read_profile(name).get("pages", {})
    return dict(pages.get("look", {}))


@functools.cache
def part_of(name: str, part: str) -> dict[str, Any]:
    """What profile `name` says in `[part]`, for what is read and not kept in the database. Empty when it is gone."""
    return dict(read_profile(name).get(part, {})) if name in profile_names() else {}


def words_of(name: str, page: str) -> str:
    """The Markdown that profile `name` begins a public page with: its own, or what all profiles share."""
    for folder in FOLDERS:
        for file in (folder / name / f"{page}.md", folder / "shared" / f"{page}.md"):
            if file.exists():
                return file.read_text(encoding="utf-8")
    raise FileNotFoundError(f"The profile {name} has no words for its page {page}")


def read_words(file: str) -> dict[str, str]:
    """A file of words: `# Title`, then perhaps `> one sentence to begin with`, then the rest, all in Markdown."""
    title, _, rest = file.strip().partition("\n")
    lede, rest = "", rest.strip()
    if rest.startswith("> "):
        said, _, rest = rest.partition("\n\n")
        lede = " ".join(line.removeprefix(">").strip() for line in said.splitlines())
    return {"title": title.removeprefix("#").strip(), "lede": lede, "words": rest.strip()}


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
