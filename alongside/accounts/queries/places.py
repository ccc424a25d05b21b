"""Questions about the places of the service and its settings, for their pages."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.text import slugify

from alongside.accounts.models import Organisation, Pathway, Service, Site, Team, Ward
from alongside.accounts.policies import may_see_settings, visible_places
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed


@dataclass(frozen=True)
class PlaceRow:
    """A place in a list: its name, what the columns beside it say, and whether it is open."""

    id: str
    name: str
    facts: tuple[str, ...]
    is_open: bool


def organisations(actor: Actor) -> list[PlaceRow]:
    rows = visible_places(actor, Organisation).order_by("name")
    return [PlaceRow(o.pk, o.name, (o.get_kind_display(), o.ods_code), o.is_open) for o in rows]


def pathways(actor: Actor) -> list[PlaceRow]:
    rows = visible_places(actor, Pathway).annotate(open_teams=Count("teams", filter=Q(teams__is_open=True)))
    return [PlaceRow(p.pk, p.name, (str(p.open_teams), p.about), p.is_open) for p in rows]


@dataclass(frozen=True)
class PublicTeam:
    """A team or ward that peer workers are part of, and the part of the county it is in."""

    name: str
    area: str


@dataclass(frozen=True)
class PublicPathway:
    """A kind of care in which peer workers are found, with its open teams by name."""

    id: str
    name: str
    about: str
    teams: tuple[PublicTeam, ...]

    @property
    def slug(self) -> str:
        return slugify(self.name)


def where_we_work() -> list[PublicPathway]:
    """The open pathways and their open teams, for anyone. Two queries."""
    teams: dict[str, list[PublicTeam]] = {}
    for pathway, name, area in (
        Team.objects.filter(is_open=True).order_by("name").values_list("pathway", "name", "site__area")
    ):
        teams.setdefault(pathway, []).append(PublicTeam(name, area or ""))
    open_now = Pathway.objects.filter(is_open=True).values_list("id", "name", "about")
    return [PublicPathway(*row, teams=tuple(teams.get(row[0], ()))) for row in open_now]


def sites(actor: Actor) -> list[PlaceRow]:
    rows = visible_places(actor, Site).select_related("organisation").order_by("area", "name")
    return [
        PlaceRow(s.pk, s.name, (s.area, s.get_location_type_display(), str(s.organisation)), s.is_open) for s in rows
    ]


def teams(actor: Actor) -> list[PlaceRow]:
    rows = visible_places(actor, Team).select_related("pathway", "site").order_by("name")
    return [
        PlaceRow(
            t.pk, t.name, (str(t.pathway), f"{t.get_team_type_display()} ({t.team_type})", str(t.site or "")), t.is_open
        )
        for t in rows
    ]


def wards(actor: Actor) -> list[PlaceRow]:
    rows = visible_places(actor, Ward).select_related("team", "site").order_by("name")
    return [PlaceRow(w.pk, w.name, (str(w.team), str(w.site or "")), w.is_open) for w in rows]


PLACES: dict[str, Any] = {
    "organisations": Organisation,
    "pathways": Pathway,
    "sites": Site,
    "teams": Team,
    "wards": Ward,
}


def get_place(actor: Actor, kind: str, place: str) -> Any:
    """One of PLACES, by its kind and id."""
    return visible_places(actor, PLACES[kind]).get(pk=place)


def place_counts(actor: Actor) -> dict[str, int]:
    """How many of each kind are open."""
    return {kind: visible_places(actor, model).filter(is_open=True).count() for kind, model in PLACES.items()}


def rows_to_choose(kind: str, *, keeping: str | None = None) -> dict[str, Any]:
    """The open rows of a kind by id, for a form to choose from; `keeping` one that is chosen already."""
    found = PLACES[kind].objects.filter(Q(is_open=True) | Q(pk=keeping)).order_by("name")
    return {row.pk: row for row in found}


def get_pathway(actor: Actor, pathway: str) -> Pathway:
    return Pathway.objects.get(pk=pathway)


def get_team(actor: Actor, team: str) -> Team:
    return Team.objects.get(pk=team)


def the_service(actor: Actor) -> Service:
    """The settings, for those who may see their pages."""
    if not may_see_settings(actor):
        raise NotAllowed("settings")
    return Service.objects.select_related("organisation").get()
