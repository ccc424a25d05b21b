"""What is done to the settings of the service."""

from typing import Any

from alongside.accounts import policies
from alongside.accounts.models import Organisation, Service
from alongside.core.commands import Act, command
from alongside.core.errors import Refused

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
    "worries": ("answer_minutes", "duty_phone", "safeguarding_link", "incident_link"),
    "openings": ("many_openings", "ask_unexplained", "ask_same_name", "seal_hours"),
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
