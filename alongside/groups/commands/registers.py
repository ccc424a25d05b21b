"""The register of a date: entered once, it is the attendance, the contacts and the count."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from alongside.accounts.queries import current_service
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.groups import policies, queries
from alongside.groups.commands.dates import skip_date
from alongside.groups.commands.members import write_turned_up
from alongside.groups.models import Attendance, DateWorker, Group, GroupDate, Membership, Register
from alongside.groups.queries.keeping import hidden_from
from alongside.referrals.queries import get_person
from alongside.support import commands as support
from alongside.support.queries.counted_once import work_about_then
from alongside.ui import dates
from alongside.ui.words import plural

Counts, Status = Group.Counts, GroupDate.Status
LONGEST = 720  # minutes
IN_PERSON, BY_VIDEO = "01", "11"


class AlreadySaved(Refused):
    """The same page was sent twice: nothing was added, and `register` is what was saved the first time."""

    def __init__(self, register: Register) -> None:
        super().__init__("You already saved this. Nothing was counted twice.")
        self.register = register


@command("group_register.saved", "saved the register of a group", allow=policies.may_register)
def save_register(
    act: Act,
    date: GroupDate,
    *,
    once: str,
    came: Iterable[str] = (),
    unnamed: int = 0,
    minutes: int,
    workers: Iterable[str],
    seen: str = "",
) -> Register:
    """Who came, for how long, and who ran it. `once` is the page's own token: sent twice, kept once (AlreadySaved).

    `came` are ids of people: of the group, or known to whoever saves. Somebody who said they would rather not be named
    is counted without a name. `seen` is the id of the register that the page showed: when another was saved since, it
    is refused, so that nobody overwrites what they have not read. A correction is a new register; contacts follow it.

    Each person is counted nationally in one place: as a contact (their yes, an open request, a group counted so, and no
    work about them written down for these minutes by somebody who ran it), or among the participants of the group
    session (MHS301), or by the team the group is run with.
    """
    if saved := Register.objects.filter(once=once).first():
        raise AlreadySaved(saved) if saved.date_id == date.pk else Refused("This page is of another date.")
    before = date.registers.filter(is_current=True).first()
    _may_be_saved(act, date, before, seen)
    if not 0 < minutes <= LONGEST:
        raise Refused(f"Minutes must be between 1 and {LONGEST}")
    there = _who_was_there(date, set(workers))
    not_shown = _marked_and_not_shown(act, date, before)
    unnamed = max(0, unnamed - len(not_shown))
    members = _members(act, date, list(dict.fromkeys([*came, *not_shown])))
    named = [member for member in members if member.on_list]
    unnamed += len(members) - len(named)
    if not named and not unnamed:
        raise Refused("Nobody is marked. If nobody came, choose “It did not go ahead”.")
    kept = _contacts_of(before) if date.group.counts == Counts.CONTACTS else {}
    requests = {m.person_id: kept[m.person_id].referral for m in named if m.person_id in kept}
    if date.group.counts == Counts.CONTACTS:
        requests = queries.open_requests([m for m in named if m.as_contact]) | requests
        requests = _not_counted_yet(requests, there, date, minutes)
    if before:
        before.is_current = False
        before.save()
    total = len(named) + unnamed
    register = Register.objects.create(
        date=date,
        once=once,
        minutes=minutes,
        unnamed=unnamed,
        came=total,
        contacts=len(requests),
        participants=_sent(Counts(date.group.counts), came=total, contacts=len(requests)),
        reflection=before.reflection if before else "",
        saved_at=act.at,
        saved_by=act.actor.name,
        saved_by_user=act.actor.user_id,
        replaces=before,
    )
    _attend(act, register, before, named, requests, there)
    if date.status != Status.HELD:
        date.move_to(Status.HELD)
        date.save()
    for each in date.workers.filter(status=DateWorker.Status.ON):
        each.was_there = each.worker_id in there
        each.save()
    return register


@command(
    "group_register.taken_back",
    "took back a register just saved",
    allow=policies.may_take_back_register,
    locks=("date",),
)
def take_back_register(act: Act, register: Register) -> Register:
    """Within the service's few minutes, by whoever saved it. After that, a correction keeps both."""
    service = current_service()
    minutes = service.undo_minutes if service else 10
    if not register.is_current:
        raise Refused("This register was changed or taken back already.")
    if register.replaces_id:
        raise Refused("A correction cannot be taken back. Change the register again instead.")
    if act.at > register.saved_at + timedelta(minutes=minutes):
        raise Refused(f"More than {minutes} minutes have passed. Change the register instead; the first one is kept.")
    for contact in _contacts_of(register).values():
        support.take_back_group_contact(act, contact)
    register.is_current = False
    register.save()
    date = register.date
    date.move_to(Status.PLANNED)
    date.save()
    date.workers.update(was_there=None)
    return register


@command("group_register.reflected", "shared how a group went", allow=policies.may_reflect)
def share_reflection(act: Act, register: Register, *, reflection: str) -> Register:
    """A few words by those who ran it, for those who may read its register."""
    if not register.is_current:
        raise Refused("This register was changed a moment ago. Open the newest one and write it there.")
    register.reflection = reflection.strip()
    register.save()
    return register


@command("date.not_held", "said that a group did not go ahead", allow=policies.may_register)
def say_did_not_go_ahead(act: Act, date: GroupDate, *, by: str, words: str = "") -> GroupDate:
    """It counts as cancelled by `by`, a GroupDate.CancelledBy, and not as a group to which nobody came."""
    skip_date(act, date, by=by, words=words)
    return date


def _may_be_saved(act: Act, date: GroupDate, before: Register | None, seen: str) -> None:
    if date.status == Status.CANCELLED:
        raise Refused("It is written that this did not go ahead. Put the date back first.")
    if act.at < queries.register_opens(date):
        raise Refused(
            f"This group is on {dates.day(date.starts_at)} at {dates.time(date.starts_at)}. "
            "Its register opens an hour before."
        )
    if before and before.pk != seen:
        who = "You" if before.saved_by_user == act.actor.user_id else before.saved_by
        raise Refused(
            f"{who} saved this at {dates.time(before.saved_at)} with {plural(before.came, 'person', 'people')}. "
            "What you marked is below and not saved. Save again to put it in the place of theirs."
        )


def _sent(counts: Group.Counts, *, came: int, contacts: int) -> int:
    """The number of participants of the group session (MHS301): each person is counted in one place."""
    return {Counts.CONTACTS: came - contacts, Counts.SESSION: came, Counts.HOST: 0}[counts]


def _who_was_there(date: GroupDate, workers: set[str]) -> list[str]:
    runs = set(date.workers.filter(status=DateWorker.Status.ON).values_list("worker_id", flat=True))
    if not runs:
        raise Refused("Nobody is down to run this date. Put somebody on it first.")
    if not workers:
        raise Refused("Select who ran it")
    if not workers <= runs:
        raise Refused("Somebody who is ticked no longer runs this date. Open the register again.")
    return sorted(workers)


def _marked_and_not_shown(act: Act, date: GroupDate, before: Register | None) -> list[str]:
    """Who was marked by somebody else, and is on the page only as one more without a name: they stay marked."""
    marked = before.attendances.values_list("person", flat=True) if before else ()
    hidden = hidden_from(act.actor, marked) if marked else ()
    here = date.group.members.filter(person__in=hidden).exclude(status=Membership.Status.LEFT)
    return sorted(here.values_list("person", flat=True)) if hidden else []


def _members(act: Act, date: GroupDate, came: list[str]) -> list[Membership]:
    """Their places in the group, made for who turned up. Raises DoesNotExist for somebody the actor cannot name."""
    known = {member.person_id: member for member in date.group.members.filter(person__in=came)}
    for person_id in came:
        member = known.get(person_id)
        if member is None or member.status == Membership.Status.LEFT:
            person = member.person if member else get_person(act.actor, person_id)
            known[person_id] = write_turned_up(act, date.group, person=person)
    return [known[person_id] for person_id in came]


def _contacts_of(register: Register | None) -> dict[str, Any]:
    """The contacts that stand because of a register, by person."""
    found = register.attendances.filter(contact__is_current=True) if register else Attendance.objects.none()
    return {each.person_id: each.contact for each in found.select_related("contact__referral__person")}


def _not_counted_yet(requests: dict[str, Any], there: list[str], date: GroupDate, minutes: int) -> dict[str, Any]:
    """Without those about whom somebody who ran it wrote down work in these very minutes: that one counts, and a
    register is not refused for it."""
    told = work_about_then([request.pk for request in requests.values()], there, date.starts_at, minutes)
    counted = {about.referral_id for about in told}
    return {person: request for person, request in requests.items() if request.pk not in counted}


def _attend(
    act: Act,
    register: Register,
    before: Register | None,
    named: list[Membership],
    requests: dict[str, Any],
    there: list[str],
) -> None:
    """Write who came by name. Contacts that say the same as before go over to the new register, so that nobody has to
    copy them again; others are written anew, or taken back."""
    standing = _contacts_of(before)
    for member in named:
        old, request = standing.pop(member.person_id, None), requests.get(member.person_id)
        if old and request and _says_the_same(old, register, there):
            Attendance.objects.filter(contact=old).update(contact=None)
            contact = old
        elif request:
            contact = _write_contact(act, register, request, there, old)
        else:
            contact = None
            if old:
                support.take_back_group_contact(act, old)
        Attendance.objects.create(register=register, person_id=member.person_id, contact=contact)
    for old in standing.values():
        support.take_back_group_contact(act, old)


def _says_the_same(contact: Any, register: Register, there: list[str]) -> bool:
    staff = sorted(contact.staff.values_list("worker_id", flat=True))
    return (contact.minutes, contact.starts_at, staff) == (register.minutes, register.date.starts_at, there)


def _write_contact(act: Act, register: Register, request: Any, there: list[str], old: Any) -> Any:
    date, group = register.date, register.date.group
    place = date.place or group.place
    return support.record_group_contact(
        act,
        request,
        starts_at=date.starts_at,
        minutes=register.minutes,
        mechanism=BY_VIDEO if group.link and not place else IN_PERSON,
        location=group.location,
        place=place,
        workers=there,
        origin=f"Register {register.pk}",
        replaces=old,
    )
