"""What is done to accounts, roles, places and the settings of the service."""

from datetime import date, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.db import models
from django.db.models import Q

from alongside.accounts import notices, policies
from alongside.accounts.models import Organisation, Pathway, RoleHolding, Service, Site, Team, User, Ward
from alongside.core import clock
from alongside.core.commands import Act, command
from alongside.core.errors import Refused

Role = RoleHolding.Role
OWN_ROLES = {Role.PERSON}  # held by a person's own account; every other role, by staff

# Accounts -----------------------------------------------------------------------------------------------------------


@command("account.opened", "opened an account", allow=policies.may_open_account)
def open_account(act: Act, *, name: str, email: str, phone: str = "", own: bool = False) -> User:
    """A sign-in and nothing else: what they may see comes with a role. `own` is a person's own account."""
    email = email.strip().lower()
    _email_is_free(email)
    user = User(name=name, email=email, phone=phone, kind=User.Kind.OWN if own else User.Kind.STAFF)
    user.set_unusable_password()
    user.save()
    _mark_known(user)
    notices.tell_account_opened(act, user)
    return user


@command("account.changed", "changed an account", allow=policies.may_change_account)
def change_account(act: Act, user: User, *, name: str, email: str, phone: str = "") -> None:
    """A new email address takes the old one's place everywhere: nobody can sign in with the old one."""
    email = email.strip().lower()
    if email != user.email:
        _email_is_free(email)
    user.name, user.email, user.phone = name, email, phone
    user.save()
    _mark_known(user)


@command("account.name_changed", "changed their own name or number", allow=policies.may_change_own_name)
def change_own_name(act: Act, user: User, *, name: str, phone: str = "") -> None:
    user.name, user.phone = name, phone
    user.save()


@command("account.closed", "set the last day of an account", allow=policies.may_close_account)
def close_account(act: Act, user: User, *, last_day: date | None) -> None:
    """Access ends after `last_day`; None is at once. The account and what was done with it stay."""
    yesterday = clock.today() - timedelta(days=1)
    _keep_an_administrator(without=RoleHolding.objects.filter(user=user))
    user.last_day = last_day or yesterday
    user.is_active = user.last_day > yesterday
    user.save()


@command("account.reopened", "opened an account again", allow=policies.may_close_account)
def reopen_account(act: Act, user: User) -> None:
    if user.is_active and user.last_day is None:
        raise Refused(f"{user.name}’s account is open already.")
    user.last_day, user.is_active = None, True
    user.save()


def _mark_known(user: User) -> None:
    """The sign-in library's own list of addresses: this one, and no other, is the user's."""
    EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})


def _email_is_free(email: str) -> None:
    # The same words whoever has it: that somebody uses the service is nobody's to learn here.
    if User.objects.filter(email__iexact=email).exists():
        raise Refused("This email address cannot be used for another account. Use a different one.")


# Roles --------------------------------------------------------------------------------------------------------------


@command("role.given", "gave a role", allow=policies.may_give_role)
def give_role(
    act: Act,
    user: User,
    *,
    role: str,
    pathway: Pathway | None = None,
    team: Team | None = None,
    ward: Ward | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> RoleHolding:
    """For one pathway, team or ward, or for the whole service when none is named. No role brings another with it."""
    starts_on = starts_on or clock.today()
    if len([place for place in (pathway, team, ward) if place]) > 1:
        raise Refused("Choose one pathway, team or ward, or none for the whole service.")
    if (role in OWN_ROLES) != (user.kind == User.Kind.OWN):
        raise Refused("A person’s own account and a staff account are kept apart. Open an account of the other kind.")
    if ends_on and ends_on < starts_on:
        raise Refused("The last day is before the first. Change one of them.")
    place = {"pathway": pathway, "team": team, "ward": ward}
    same = RoleHolding.objects.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on), user=user, role=role, **place)
    if same.filter(**({"starts_on__lte": ends_on} if ends_on else {})).exists():
        raise Refused(f"{user.name} has this role for this part of the service already.")
    return RoleHolding.objects.create(user=user, role=role, **place, starts_on=starts_on, ends_on=ends_on)


@command("role.ended", "ended a role", allow=policies.may_end_role)
def end_role(act: Act, holding: RoleHolding, *, last_day: date | None = None) -> None:
    """The role is held up to and including `last_day`; None is at once, which is to say that yesterday was the last."""
    last_day = last_day or clock.today() - timedelta(days=1)
    if holding.ends_on and holding.ends_on < clock.today():
        raise Refused("This role has ended already.")
    if holding.role == Role.ADMINISTRATOR:
        _keep_an_administrator(without=RoleHolding.objects.filter(pk=holding.pk))
    holding.starts_on = min(holding.starts_on, last_day)  # a role given today by mistake can be ended today
    holding.ends_on = last_day
    holding.save()


def _keep_an_administrator(*, without: models.QuerySet[RoleHolding]) -> None:
    """Refuse when nobody else would be left, with no last day, to open accounts and give roles."""
    lasting = RoleHolding.objects.select_for_update().filter(role=Role.ADMINISTRATOR, ends_on=None).order_by("pk")
    at_work = [h.pk for h in lasting if h.user.is_active and h.user.last_day is None and h.starts_on <= clock.today()]
    going = set(without.values_list("pk", flat=True))
    if going & set(at_work) and not set(at_work) - going:
        raise Refused("This is the last administrator. Give the role to somebody else first.")


# Places -------------------------------------------------------------------------------------------------------------


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


# The service --------------------------------------------------------------------------------------------------------

PARTS = {
    "contact": ("name", "about", "email", "phone", "requests_read", "trust_record_name"),
    "times": (
        "unread_after_working_days",
        "quiet_after_days",
        "long_wait_weeks",
        "offer_reply_days",
        "undo_minutes",
        "review_needs_months",
        "suppress_under",
    ),
}
LISTS = ("values", "help_now", "lengths", "themes")
SETTINGS = frozenset(name for names in PARTS.values() for name in names) | set(LISTS)


@command("service.described", "described the service", allow=policies.may_describe_service)
def describe_service(act: Act, *, profile: str, organisation: Organisation, **settings: Any) -> Service:
    """Once, at the first start, from a profile. From then on the database is the truth."""
    if Service.objects.exists():
        raise Refused("This service has been described already. Change it on its settings pages.")
    return _set(Service(profile=profile, organisation=organisation), settings)


@command("service.changed", "changed the settings of the service", allow=policies.may_change_service)
def change_service(act: Act, service: Service, **settings: Any) -> None:
    """Any of SETTINGS, by name."""
    _set(service, settings)


@command("service.item_written", "wrote an item of the service’s settings", allow=policies.may_change_service)
def write_item(act: Act, service: Service, *, part: str, item: dict[str, Any], was: str = "") -> None:
    """One row of a list of LISTS, in place of the row called `was`, or at the end when that is empty."""
    rows = list(getattr(service, _list_name(part)))
    names = [row["name"] for row in rows]
    if was and was not in names:
        raise Refused(f"{was} is no longer in the list. Somebody may have taken it out a moment ago.")
    if item["name"].casefold() in {name.casefold() for name in names if name != was}:
        raise Refused(f"{item['name']} is in the list already.")
    if was:
        rows[names.index(was)] = item
    else:
        rows.append(item)
    _set(service, {part: rows})


@command("service.item_removed", "took an item out of the service’s settings", allow=policies.may_change_service)
def remove_item(act: Act, service: Service, *, part: str, name: str) -> None:
    rows = getattr(service, _list_name(part))
    left = [row for row in rows if row["name"] != name]
    if len(left) == len(rows):
        raise Refused(f"{name} is no longer in the list.")
    if not left:
        raise Refused(f"{name} is the last in the list, and the pages need one. Add another first.")
    _set(service, {part: left})


@command("service.item_moved", "moved an item of the service’s settings up", allow=policies.may_change_service)
def move_item_up(act: Act, service: Service, *, part: str, name: str) -> None:
    rows = list(getattr(service, _list_name(part)))
    at = next((place for place, row in enumerate(rows) if row["name"] == name), 0)
    if at == 0:
        raise Refused(f"{name} is at the top already.")
    rows[at - 1], rows[at] = rows[at], rows[at - 1]
    _set(service, {part: rows})


def _list_name(part: str) -> str:
    if part not in LISTS:
        raise TypeError(f"{part} is not a list in the settings")
    return part


def _set(service: Service, settings: dict[str, Any]) -> Service:
    if unknown := settings.keys() - SETTINGS:
        raise TypeError(f"Not a setting of the service: {sorted(unknown)}")
    for name, value in settings.items():
        setattr(service, name, value)
    service.save()
    return service
