"""What those who run a group, and those who said they are coming, are told of its dates: never what the group is."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from alongside.accounts.queries import current_service
from alongside.core import notices
from alongside.core.commands import Act
from alongside.formats import ical
from alongside.groups import queries
from alongside.groups.models import Cover, DateWorker, Group, GroupDate, Membership, Runs
from alongside.groups.notices.running import tell_no_longer_needed
from alongside.support.notices import tell_person
from alongside.ui import dates

PUBLIC_PLACES = ("N01", "N02", "N03")  # a place that says nothing about why someone is there, as support has it
SOON = timedelta(hours=36)  # a date that is off or moved within this is told at night too


def tell_moved(act: Act, date: GroupDate, was: datetime) -> None:
    """Those who run it have the change in their calendar; those who said they are coming hear when it is now.

    Whoever comes with a shift hears here of another place; of another time the staff bank asks them.
    """
    before, now = _when(was), _when(date.starts_at)
    what = f"is now on {now}" if was != date.starts_at else "is in another place"
    said = f"The group on {before} {what}{_place(date)}."
    _tell_runners(act, date, "A group has changed", said)
    if was == date.starts_at:
        _tell_those_with_shift(act, date, "A group has changed", said)
    text = f"Your group on {before} {what}{_public_place(date)}."
    _tell_people(act, date, text, subject="Your group has changed", soon=was)


def tell_left_out(act: Act, date: GroupDate) -> None:
    """It leaves calendars; nobody comes for nothing. Nothing of it once it has passed."""
    when = _when(date.starts_at)
    _tell_runners(act, date, "A group does not go ahead", f"The group on {when} does not go ahead.", cancelled=True)
    text = f"Your group on {when} does not go ahead. The dates after it stay as they are."
    _tell_people(act, date, text, subject="Your group does not go ahead")


def tell_put_back(act: Act, date: GroupDate) -> None:
    when = _when(date.starts_at)
    _tell_runners(act, date, "A group goes ahead after all", f"The group on {when} goes ahead after all{_place(date)}.")
    text = f"Your group on {when} goes ahead after all{_public_place(date)}."
    _tell_people(act, date, text, subject="Your group goes ahead")


def tell_new_dates(act: Act, group: Group, made: list[GroupDate]) -> None:
    """One email to each who usually runs it, however many dates there are: their calendar feed has them all."""
    if not made:
        return
    when = "\n".join(_when(date.starts_at) for date in made[:12])
    more = f"\nand {len(made) - 12} more" if len(made) > 12 else ""
    text = f"You usually run this group, so you are on these dates:\n\n{when}{more}\n\n"
    text += "If you cannot come to one, say so there."
    for email in _usual(act, group):
        notices.write(act, to=email, subject="New dates of a group", text=f"{text}\n\nSee them: {_group_page(group)}\n")


def tell_usually_runs(act: Act, runs: Runs) -> None:
    user = runs.worker.user
    if user and user.pk != act.actor.user_id:
        text = "You are now one of those who usually run a group, and are on its dates to come."
        text += " If that is not what you agreed, or you cannot come to one, say so there."
        page = _group_page(runs.group)
        notices.write(act, to=user.email, subject="You run a group", text=f"{text}\n\nSee it: {page}\n")


def tell_ended(act: Act, group: Group, to_come: list[GroupDate]) -> None:
    """Those who run it lose the dates from their calendar; those in it hear once, with the day it would have been."""
    for date in to_come:
        when = _when(date.starts_at)
        _tell_runners(act, date, "A group does not go ahead", f"The group on {when} does not go ahead.", cancelled=True)
    if to_come:
        text = f"Your group has ended, so it does not meet on {_when(to_come[0].starts_at)} or later."
        _tell_people(act, to_come[0], text, subject="Your group has ended")


def ask_for_register(act: Act, date: GroupDate) -> None:
    """Kindly, once: who came is written down soonest while it is fresh; not going ahead is an answer too."""
    text = (
        f"Thank you for the group on {_when(date.starts_at)}. Who came is not written down yet. It takes a minute; "
        f"if it did not go ahead, say that instead.\n\nIt is here: {_date_page(date)}\n"
    )
    service = current_service()
    found = _runners(date.workers.all()) or ([service.email] if service and service.email else [])
    for email in found:
        notices.write(act, to=email, subject="Who came to the group?", text=text)


def stop_cover(act: Act, date: GroupDate) -> None:
    """Nobody is looked for any more for a date that does not go ahead."""
    looking = date.covers.filter(status=Cover.Status.OPEN)
    for cover in looking:
        tell_no_longer_needed(act, cover)
    looking.update(status=Cover.Status.STOPPED, closed_at=act.at)


def _tell_runners(act: Act, date: GroupDate, subject: str, text: str, *, cancelled: bool = False) -> None:
    """By email with the change for their calendar, whoever did it: their own calendar must hear of it too."""
    if date.ends_at <= act.at:
        return
    service = current_service()
    organiser = (service.email if service else "") or settings.SERVER_EMAIL
    page = _date_page(date)
    event = queries.event_of(date, cancelled=cancelled)
    for email in _runners(date.workers.filter(with_shift=False)):
        calendar = ical.meeting(event, written_at=act.at, organiser=organiser, guest=email)
        notices.write(
            act,
            to=email,
            subject=subject,
            text=f"{text}\n\nSee it: {page}\n",
            send_before=date.ends_at,
            calendar=calendar.decode(),
        )


def _tell_those_with_shift(act: Act, date: GroupDate, subject: str, text: str) -> None:
    """Without anything for their calendar: it holds the shift."""
    if date.ends_at > act.at:
        for email in _runners(date.workers.filter(with_shift=True)):
            words = f"{text}\n\nSee it: {_date_page(date)}\n"
            notices.write(act, to=email, subject=subject, text=words, send_before=date.ends_at)


def _tell_people(act: Act, date: GroupDate, text: str, *, subject: str, soon: datetime | None = None) -> None:
    """Those in a group to which people say they are coming, by the way each chose; nobody at a drop-in."""
    starts = min(date.starts_at, soon or date.starts_at)
    if date.group.pattern != Group.Pattern.SERIES or max(date.starts_at, starts) <= act.at:
        return
    service = current_service()
    hello = f"Hello from {service.name if service else 'us'}."
    ring = f" Questions? Ring {service.phone}." if service and service.phone else ""
    joined = date.group.members.filter(status=Membership.Status.JOINED).select_related("person")
    for member in joined.order_by("pk"):
        tell_person(
            act,
            member.person,
            f"{hello} {text}{ring}",
            subject=subject,
            send_before=max(date.ends_at, starts),
            urgent=starts - act.at < SOON,
        )


def _runners(workers: QuerySet[DateWorker]) -> list[str]:
    on = workers.filter(status=DateWorker.Status.ON, worker__user__is_active=True)
    return _emails(on.values_list("worker__user__email", flat=True))


def _usual(act: Act, group: Group) -> list[str]:
    usual = group.runs.filter(ends_on=None, worker__user__is_active=True).exclude(
        worker__user=act.actor.user_id or None
    )
    return _emails(usual.values_list("worker__user__email", flat=True))


def _emails(found: Any) -> list[str]:
    rows: Iterable[str] = found.order_by("worker__user__email")
    return list(dict.fromkeys(rows))


def _date_page(date: GroupDate) -> str:
    return f"{settings.PUBLIC_ADDRESS}{reverse('groups:date', args=[date.pk])}"


def _group_page(group: Group) -> str:
    return f"{settings.PUBLIC_ADDRESS}{reverse('groups:group', args=[group.pk])}"


def _when(starts_at: datetime) -> str:
    return f"{dates.day(starts_at)} at {dates.time(starts_at)}"


def _public_place(date: GroupDate) -> str:
    """A message may be read by others: a clinic or a ward is not named in it, a park or a café is."""
    return _place(date) if date.group.location in PUBLIC_PLACES else ""


def _place(date: GroupDate) -> str:
    place = date.place or date.group.place
    return f", {place}" if place else ""
