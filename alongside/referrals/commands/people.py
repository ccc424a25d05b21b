"""A person's record: how to reach them, what they need, who else may be contacted, other numbers."""

from calendar import monthrange
from datetime import date

from django.db import IntegrityError, transaction

from alongside.accounts import commands as accounts
from alongside.accounts.queries import current_service
from alongside.accounts.roles import PERSON
from alongside.core import clock, notices
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.core.names import searchable
from alongside.referrals import policies
from alongside.referrals.models import Identifier, Need, OtherContact, Person


def next_review() -> date:
    """The day a need written today is looked at again: so many months on as the service says (12 at first)."""
    today, service = clock.today(), current_service()
    months = today.month - 1 + (service.review_needs_months if service else 12)
    year, month = today.year + months // 12, months % 12 + 1
    return date(year, month, min(today.day, monthrange(year, month)[1]))


@command("person.changed", "changed the person's details", allow=policies.may_keep)
def change_person(
    act: Act,
    person: Person,
    *,
    first_name: str,
    last_name: str,
    known_as: str,
    birth_date: date | None,
    nhs_number: str,
    phone: str,
    email: str,
    address: str,
    area: str,
    contact_by: str,
    contact_safely: str,
    language: str,
    interpreter: bool,
    reminders: bool | None = None,
) -> Person:
    """Who they are, how to reach them safely, their language, and whether they like to be reminded of meetings
    (None: as before). What has not gone yet never goes the way it was before."""
    if (person.phone, person.email, person.contact_by) != (phone, email, contact_by):
        notices.give_up_old_ways(act, person.pk)
    if reminders is not None and reminders != person.reminders:
        _set_reminders(act, person, reminders)
    person.first_name, person.last_name, person.known_as = first_name, last_name, known_as
    person.search_name = searchable(f"{first_name} {last_name} {known_as}")
    person.birth_date, person.nhs_number = birth_date, nhs_number
    person.phone, person.email, person.address, person.area = phone, email, address, area
    person.contact_by, person.contact_safely = contact_by, contact_safely
    person.language, person.interpreter = language or "en", interpreter
    person.save()
    return person


@command("person.reminders_stopped", "wrote down that the person wants no reminders", allow=policies.may_keep)
def stop_reminders(act: Act, person: Person) -> Person:
    """On their word, by whatever way it came."""
    _set_reminders(act, person, False)
    person.save()
    return person


def _set_reminders(act: Act, person: Person, wanted: bool) -> None:
    person.reminders = wanted
    if not wanted:
        notices.stop(act, about_id=person.pk, once="remind:")


@command("identifier.added", "wrote down another number of the person's", allow=policies.may_keep_numbers)
def add_identifier(act: Act, person: Person, *, issuer: str, number: str) -> Identifier:
    """A number somebody else knows them by, such as the trust record system's."""
    try:
        with transaction.atomic():
            return Identifier.objects.create(person=person, issuer=issuer, number=number)
    except IntegrityError:
        raise Refused("This number is written down already.") from None


@command("identifier.ended", "took away a number of the person's", allow=policies.may_keep_numbers)
def end_identifier(act: Act, identifier: Identifier) -> Identifier:
    identifier.ended_on = identifier.ended_on or clock.today()
    identifier.save()
    return identifier


@command("need.added", "wrote down what the person needs", allow=policies.may_keep)
def add_need(act: Act, person: Person, *, kind: str, words: str, review_on: date | None = None) -> Need:
    """A communication need or an adjustment, with the day it is looked at again (AIS DAPB1605, RADF DAPB4019)."""
    need = Need.objects.create(person=person, kind=kind, words=words, review_on=review_on or next_review())
    _asked_today(person)
    return need


@command("need.reviewed", "looked again at what the person needs", allow=policies.may_keep)
def review_need(act: Act, need: Need, *, words: str, review_on: date | None = None) -> Need:
    """Asked again: it still stands, perhaps in other words, until the next day to look."""
    _still_stands(need)
    need.words, need.review_on = words, review_on or next_review()
    need.save()
    _asked_today(need.person)
    return need


@command("need.ended", "ended a need the person no longer has", allow=policies.may_keep)
def end_need(act: Act, need: Need) -> Need:
    _still_stands(need)
    need.ended_on = clock.today()
    need.save()
    return need


@command("needs.none", "asked what the person needs, and they need nothing", allow=policies.may_keep)
def say_no_needs(act: Act, person: Person) -> Person:
    """Asked, and there is nothing: not the same as never asked."""
    if person.needs.filter(ended_on=None).exists():
        raise Refused("There are needs written down. End those that no longer stand, one by one.")
    person.needs_asked_on = clock.today()
    person.save()
    return person


@command("other_contact.added", "wrote down someone else who may be contacted", allow=policies.may_keep)
def add_other_contact(
    act: Act,
    person: Person,
    *,
    name: str,
    relation: str = "",
    phone: str = "",
    what_for: str = "",
    may_contact: bool = True,
) -> OtherContact:
    """Someone the person says may be contacted, or (`may_contact=False`) must not be."""
    return OtherContact.objects.create(
        person=person, name=name, relation=relation, phone=phone, what_for=what_for, may_contact=may_contact
    )


@command("other_contact.removed", "took away someone who might be contacted", allow=policies.may_keep)
def remove_other_contact(act: Act, contact: OtherContact) -> OtherContact:
    contact.ended_on = contact.ended_on or clock.today()
    contact.save()
    return contact


def _still_stands(need: Need) -> None:
    if need.ended_on:
        raise Refused("This need has ended. Add it again if it is back.")


def _asked_today(person: Person) -> None:
    person.needs_asked_on = clock.today()
    person.save(update_fields=["needs_asked_on"])


@command("person.account_opened", "opened the person's own account", allow=policies.may_open_account)
def open_person_account(act: Act, person: Person, *, email: str) -> Person:
    """A sign-in of their own, which sees only their own pages. Nothing is sent until they asked for one."""
    if person.user_id:
        raise Refused(f"{person.called} has an account already.")
    user = accounts.open_account(act, name=person.full_name, email=email, own=True, about_id=person.pk)
    accounts.give_role(act, user, role=PERSON, starts_on=clock.today())
    person.user = user
    person.save()
    return person
