"""What is done to organisations, pathways, sites, teams and wards."""

from typing import Any

from alongside.accounts import policies
from alongside.accounts.models import Organisation, Pathway, Site, Team, Ward
from alongside.core.commands import Act, command
from alongside.core.errors import Refused


@command("organisation.added", "added an organisation", allow=policies.may_change_service)
def add_organisation(act: Act, *, name: str, kind: str = Organisation.Kind.TRUST, ods_code: str = "") -> Organisation:
    return _save(Organisation(), name=name, kind=kind, ods_code=ods_code)


@command("organisation.changed", "changed an organisation", allow=policies.may_change_service)
def change_organisation(act: Act, organisation: Organisation, *, name: str, kind: str, ods_code: str = "") -> None:
    _save(organisation, name=name, kind=kind, ods_code=ods_code)


@command("pathway.added", "added a pathway", allow=policies.may_change_service)
def add_pathway(act: Act, *, name: str, about: str = "", position: int | None = None) -> Pathway:
    """`position` is its place in every list, from 1; last when none is given."""
    return _save(Pathway(), name=name, about=about, position=position or Pathway.objects.count() + 1)


@command("pathway.changed", "changed a pathway", allow=policies.may_change_service)
def change_pathway(act: Act, pathway: Pathway, *, name: str, about: str = "", position: int) -> None:
    _save(pathway, name=name, about=about, position=position)


@command("site.added", "added a site", allow=policies.may_change_service)
def add_site(
    act: Act,
    *,
    name: str,
    organisation: Organisation,
    area: str,
    address: str = "",
    ods_code: str = "",
    location_type: str = "E01",
) -> Site:
    return _save(
        Site(),
        name=name,
        organisation=organisation,
        area=area,
        address=address,
        ods_code=ods_code,
        location_type=location_type,
    )


@command("site.changed", "changed a site", allow=policies.may_change_service)
def change_site(act: Act, site: Site, **details: Any) -> None:
    """The keywords of `add_site`."""
    _save(site, **details)


@command("team.added", "added a team", allow=policies.may_change_service)
def add_team(
    act: Act,
    *,
    name: str,
    pathway: Pathway,
    organisation: Organisation,
    team_type: str,
    age_group: str,
    site: Site | None = None,
    local_id: str = "",
) -> Team:
    """`team_type` and `age_group` are national codes (MHSDS v6, ServTeamTypeMH and ServTeamIntAgeGroup)."""
    return _save(
        Team(),
        name=name,
        pathway=pathway,
        organisation=organisation,
        team_type=team_type,
        age_group=age_group,
        site=site,
        local_id=local_id,
    )


@command("team.changed", "changed a team", allow=policies.may_change_service)
def change_team(act: Act, team: Team, **details: Any) -> None:
    """The keywords of `add_team`. A role held for its pathway follows the team to a new one."""
    _save(team, **details)


@command("ward.added", "added a ward", allow=policies.may_change_service)
def add_ward(act: Act, *, name: str, team: Team, site: Site | None = None) -> Ward:
    return _save(Ward(), name=name, team=team, site=site)


@command("ward.changed", "changed a ward", allow=policies.may_change_service)
def change_ward(act: Act, ward: Ward, **details: Any) -> None:
    """The keywords of `add_ward`."""
    _save(ward, **details)


@command("place.closed", "closed a place", allow=policies.may_change_service)
def close_place(act: Act, place: Any) -> None:
    """An organisation, pathway, site, team or ward that is offered no more. What stands on record there stays."""
    if not place.is_open:
        raise Refused(f"{place} is closed already.")
    still_open = [row.name for name in ("teams", "wards", "sites") for row in _open(place, name)]
    if still_open and not isinstance(place, Site):
        raise Refused(f"{place} still has {_and(still_open)} open. Close or move what is in it first.")
    place.is_open = False
    place.save()


@command("place.reopened", "opened a place again", allow=policies.may_change_service)
def reopen_place(act: Act, place: Any) -> None:
    if place.is_open:
        raise Refused(f"{place} is open already.")
    place.is_open = True
    place.save()


def _save(row: Any, **details: Any) -> Any:
    """Set and save. The name must be nobody else's of the same kind."""
    others = type(row).objects.filter(name__iexact=details["name"]).exclude(pk=row.pk)
    if others.exists():
        raise Refused(f"There is already a {type(row)._meta.verbose_name} called {details['name']}.")
    for name, value in details.items():
        row._meta.get_field(name)  # a keyword that is not a field is a mistake here, not an answer
        setattr(row, name, value)
    row.save()
    return row


def _open(place: Any, name: str) -> list[Any]:
    return list(getattr(place, name).filter(is_open=True).order_by("name")) if hasattr(place, name) else []


def _and(names: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if len(names) < 5 else f"{len(names)} places"
