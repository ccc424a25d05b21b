"""How the services that Alongside can be set up as differ: their profiles side by side, as data."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from alongside.accounts import profiles
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.pages.policies import may_edit_site

Said = dict[str, Any]


@dataclass(frozen=True)
class Difference:
    """One thing that a profile says, and what each service's says of it, in the order of the services."""

    name: str
    values: tuple[tuple[str, ...], ...]

    @property
    def differs(self) -> bool:
        return len(set(self.values)) > 1


def _named(*path: str) -> Callable[[Said], tuple[str, ...]]:
    """The names of the rows that are kept under these keys."""

    def names(said: Said) -> tuple[str, ...]:
        found: Any = said
        for key in path:
            found = found.get(key, {})
        return tuple(row["name"] for row in found)

    return names


def _days(key: str) -> Callable[[Said], tuple[str, ...]]:
    return lambda said: (str(said["service"][key]),)


def _look(key: str) -> Callable[[Said], tuple[str, ...]]:
    def read(said: Said) -> tuple[str, ...]:
        value = said["pages"]["look"].get(key, "")
        return tuple(value) if isinstance(value, list) else (value,)

    return read


PARTS: tuple[tuple[str, Callable[[Said], Iterable[str]]], ...] = (
    ("Trust", lambda said: (said["organisations"][0]["name"],)),
    ("Where", _look("place")),
    ("Colours", _look("name")),
    ("Picture on the first page", _look("hero")),
    ("Order of the first page", _look("bands")),
    ("What it holds to", _named("service", "values")),
    ("Pathways", _named("pathways")),
    ("How long support lasts", _named("service", "lengths")),
    ("Days without a meeting before someone asks", _days("quiet_after_days")),
    ("Days to answer an offer", _days("offer_reply_days")),
    ("Weeks that are a long wait", _days("long_wait_weeks")),
    ("Ways into the work", _named("routes")),
    ("Training", _named("training", "programmes")),
    ("Principles of peer support", _named("training", "principles")),
    ("Checks before starting", _named("checks")),
)


def services(actor: Actor) -> list[str]:
    """The profiles there are, by the name of each one's trust."""
    return [said["organisations"][0]["name"] for said in _all(actor)]


def differences(actor: Actor) -> list[Difference]:
    """Everything that a service is described by, for those who keep the public site. No questions to the database."""
    found = _all(actor)
    told = [Difference(name, tuple(tuple(read(said)) for said in found)) for name, read in PARTS]
    names = sorted(profiles.profile_names())
    slugs = [row["slug"] for row in found[0]["pages"]["texts"]]
    titles = [
        (slug, tuple((profiles.read_words(profiles.words_of(name, slug))["title"],) for name in names))
        for slug in slugs
    ]
    return [*told, *(Difference(f"Page: {slug.replace('-', ' ')}", values) for slug, values in titles)]


def _all(actor: Actor) -> list[Said]:
    if not may_edit_site(actor):
        raise NotAllowed("services")
    return [profiles.read_profile(name) for name in sorted(profiles.profile_names())]
