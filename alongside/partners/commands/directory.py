"""The directory: an entry added, changed, made sure of, ended and brought back."""

from datetime import date
from typing import Any

from alongside.core import clock
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.core.names import searchable
from alongside.partners import notices, policies, queries
from alongside.partners.models import Entry


@command("entry.added", "added an entry to the directory", allow=policies.may_add_entry)
def add_entry(act: Act, *, name: str, organisation: Any = None, origin: str = "", **said: Any) -> Entry:
    """`said`: the entry's other fields by name. `checked_on` is the day somebody last made sure of it, or None.
    `origin`: the file, the sheet and the row it came from. One of the same name and organisation is refused."""
    entry = Entry(name=name, organisation=organisation, origin=origin, added_at=act.at, **said)
    entry.checked_by = act.actor.name if entry.checked_on else ""
    return _keep(entry)


@command("entry.changed", "changed an entry of the directory", allow=policies.may_keep_entry)
def change_entry(act: Act, entry: Entry, *, origin: str = "", checked_on: date | None = None, **said: Any) -> Entry:
    """All of its fields as they are now. Another day of checking is the word of whoever says so."""
    _needs_to_be_there(entry)
    for field, value in said.items():
        setattr(entry, field, value)
    if checked_on != entry.checked_on:
        entry.checked_on, entry.checked_by, entry.asked_owner_at = checked_on, act.actor.name, None
        entry.checked_by = act.actor.name if checked_on else ""
    entry.origin = origin or entry.origin
    return _keep(entry)


@command("entry.checked", "made sure of an entry of the directory", allow=policies.may_keep_entry)
def check_entry(act: Act, entry: Entry) -> Entry:
    """Today, all of it is as it says."""
    _needs_to_be_there(entry)
    entry.checked_on, entry.checked_by, entry.asked_owner_at = clock.today(), act.actor.name, None
    entry.save()
    return entry


@command("entry.ended", "ended an entry of the directory", allow=policies.may_keep_entry)
def end_entry(act: Act, entry: Entry) -> Entry:
    """It is not there any more, or not for our people. What people said of it stays theirs."""
    _needs_to_be_there(entry)
    entry.ended_on = clock.today()
    entry.save()
    return entry


@command("entry.brought_back", "brought an entry back into the directory", allow=policies.may_keep_any)
def bring_back_entry(act: Act, entry: Entry) -> Entry:
    """As it was: somebody makes sure of it again."""
    if entry.ended_on is None:
        raise Refused("This is in the directory already.")
    entry.ended_on = None
    return _keep(entry)


@command("entry.owner_asked", "asked whoever keeps an entry to make sure of it", allow=policies.may_ask_owner)
def ask_owner(act: Act, entry: Entry) -> Entry:
    if entry.asked_owner_at:
        raise Refused("They have been asked already.")
    entry.asked_owner_at = act.at
    entry.save()
    notices.ask_owner(act, entry)
    return entry


def _keep(entry: Entry) -> Entry:
    entry.search_name = searchable(entry.name)
    entry.search_text = queries.text_of(entry)
    same = queries.same_entry(entry.name, entry.organisation)
    if same and same.pk != entry.pk:
        raise Refused(f"{entry.name} is in the directory already. Change what is there instead.")
    if not (entry.phone or entry.email or entry.website or entry.where):
        raise Refused("Say how to reach them: a phone number, an email address, a website or a place.")
    entry.save()
    return entry


def _needs_to_be_there(entry: Entry) -> None:
    if entry.ended_on:
        raise Refused("This is not in the directory any more. The lead or a coordinator can bring it back.")
