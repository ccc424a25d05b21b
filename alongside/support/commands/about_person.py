"""Work about a person with others: they were there or are told, what was said for them was agreed first, and a
correction keeps what it corrects."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from alongside.accounts.queries import current_service
from alongside.core import clock
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.referrals import queries as referrals
from alongside.support.commands.counted_once import not_met_already
from alongside.support.models import AboutPerson, Relationship
from alongside.support.policies import team_work as policies
from alongside.support.queries.counted_once import LONGEST

Knew = AboutPerson.Knew


@command("about_person.recorded", "wrote down work about a person", allow=policies.may_write_about)
def record_about_person(act: Act, relationship: Relationship, *, once: str, **facts: Any) -> AboutPerson:
    """`facts` are those of `_write`. `once` is the form's own token: sent twice, kept once."""
    _not_yet(once)
    called = relationship.referral.person.called
    if relationship.status == Relationship.Status.ENDED:
        raise Refused("This has ended, so nothing more is added.")
    if not referrals.said_yes(relationship.referral):
        raise Refused(f"{called} has not said yes yet. Write down their own yes first.")
    about = AboutPerson(relationship=relationship, referral=relationship.referral, worker=relationship.worker)
    return _write(act, about, once=once, **facts)


@command(
    "about_person.corrected", "corrected work about a person", allow=policies.may_write_about, locks=("relationship",)
)
def correct_about_person(act: Act, about: AboutPerson, *, once: str, **facts: Any) -> AboutPerson:
    """Write it again as it was. The earlier one stays to be read; what counts, and is copied again, is the new one."""
    _not_yet(once)
    _must_be_current(about)
    new = AboutPerson(
        relationship=about.relationship,
        referral=about.referral,
        worker=about.worker,
        replaces=about,
        their_words=about.their_words,
        their_words_at=about.their_words_at,
    )
    return _write(act, new, once=once, **facts)


@command("about_person.undone", "took back work about a person just written", allow=policies.may_write_about)
def undo_about_person(act: Act, about: AboutPerson) -> AboutPerson:
    """Within the service's few minutes. After that, a correction keeps both."""
    _must_be_current(about)
    if about.replaces_id:
        raise Refused("A correction cannot be taken back. Correct it again instead.")
    minutes = undo_minutes()
    if act.at > about.written_at + timedelta(minutes=minutes):
        raise Refused(f"More than {minutes} minutes have passed. Correct it instead; the original is kept.")
    if about.copied_at:
        raise Refused("This is already in the trust's own record. Correct it instead, so that both agree.")
    about.taken_back_at = act.at
    about.save()
    return about


@command("about_person.told", "told a person about work done about them", allow=policies.may_write_about)
def say_told(act: Act, about: AboutPerson, *, told_on: date) -> AboutPerson:
    """They had not been told yet, and now they know."""
    _must_be_current(about)
    if about.knew != Knew.NOT_YET:
        raise Refused(f"{about.referral.person.called} knows already.")
    _told_makes_sense(Knew.TOLD_AFTER, told_on, about.at)
    about.knew, about.told_on = Knew.TOLD_AFTER, told_on
    about.save()
    return about


@command("about_person.side_added", "added their own side to work done about them", allow=policies.may_add_side)
def add_side(act: Act, about: AboutPerson, *, words: str) -> AboutPerson:
    """The person's own words beside it; written again, they take the place of those before. Empty takes them away."""
    _must_be_current(about)
    about.their_words = words.strip()
    about.their_words_at = act.at if about.their_words else None
    about.save()
    return about


@command("about_person.copied", "ticked work about a person as copied", allow=policies.may_copy_about)
def tick_about_copied(act: Act, about: AboutPerson) -> AboutPerson:
    """It is in the trust's own record now, so nobody types it twice."""
    _must_be_current(about)
    if about.copied_at:
        raise Refused(f"{about.copied_by} ticked this already.")
    about.copied_at, about.copied_by = act.at, act.actor.name
    about.save()
    return about


@command("about_person.not_copied", "unticked work about a person", allow=policies.may_copy_about)
def untick_about_copied(act: Act, about: AboutPerson) -> AboutPerson:
    """It was ticked by mistake: it comes back to the list."""
    if not about.copied_at:
        raise Refused("This is not ticked.")
    about.copied_at, about.copied_by = None, ""
    about.save()
    return about


def undo_minutes() -> int:
    service = current_service()
    return service.undo_minutes if service else 10


def _not_yet(once: str) -> None:
    if AboutPerson.objects.filter(once=once).exists():
        raise Refused("You already saved this. Nothing was added twice.")


def _must_be_current(about: AboutPerson) -> None:
    if about.taken_back_at or AboutPerson.objects.filter(replaces=about).exists():
        raise Refused("This was corrected or taken back already. Open the newest one.")


def _write(
    act: Act,
    about: AboutPerson,
    *,
    once: str,
    at: datetime,
    minutes: int,
    with_whom: str,
    knew: str,
    told_on: date | None = None,
    said_for_them: str = "",
    agreed_first: bool = False,
    words: str = "",
    consulted: str = "",
) -> AboutPerson:
    """Check what only makes sense together, and save the row. `consulted`: national code (MHS204 IndActPersCons)."""
    called = about.referral.person.called
    if at > act.at:
        raise Refused("This is still to come. Write it down when it has happened.")
    if not 0 < minutes <= LONGEST:
        raise Refused(f"Minutes must be between 1 and {LONGEST}")
    if said_for_them.strip() and not agreed_first:
        raise Refused(f"Only what {called} agreed to first is said for them. Say that they did, or leave it out.")
    if told_on:
        _told_makes_sense(knew, told_on, at)
    if knew != Knew.THERE:
        not_met_already(about, at, minutes)
    about.once, about.at, about.minutes, about.consulted, about.with_whom = once, at, minutes, consulted, with_whom
    about.knew, about.told_on = knew, told_on
    about.said_for_them, about.words = said_for_them.strip(), words.strip()
    about.agreed_first = agreed_first and bool(about.said_for_them)
    about.written_by, about.written_at = act.actor.name, act.at
    about.save(force_insert=True)
    return about


def _told_makes_sense(knew: str, told_on: date, at: datetime) -> None:
    day = timezone.localdate(at)
    if knew not in (Knew.TOLD_BEFORE, Knew.TOLD_AFTER):
        raise Refused("Take out the day they were told, or say that they were told before or afterwards.")
    if told_on > clock.today():
        raise Refused("The day they were told must be today or in the past.")
    if knew == Knew.TOLD_BEFORE and told_on > day:
        raise Refused("They knew before: the day they were told is that day or earlier.")
    if knew == Knew.TOLD_AFTER and told_on < day:
        raise Refused("They were told afterwards: the day they were told is that day or later.")
