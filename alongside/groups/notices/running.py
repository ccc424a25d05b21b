"""What those who run a group, keep it or are asked to cover it are told: by email, soon before it by text too."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse

from alongside.accounts.models import User
from alongside.accounts.queries import current_service
from alongside.core import notices
from alongside.core.commands import Act
from alongside.core.models import Notice
from alongside.formats import ical
from alongside.groups import queries
from alongside.groups.models import After, Cover, CoverAsk, DateWorker, GroupDate
from alongside.ui import dates

SOON = timedelta(hours=48)  # later than this before it, a text goes too
THANKS = "Thank you for offering."
SAYING_NO = "Say no as often as you like. It never counts against you."


def tell_on_date(act: Act, row: DateWorker) -> None:
    """Their calendar holds it from now on."""
    text = f"You run a group on {_when(row.date)}{_place(row.date)}. Thank you."
    _to_worker(act, row, "A group for your calendar", text, cancelled=False)


def tell_off_date(act: Act, row: DateWorker) -> None:
    """It leaves their calendar."""
    text = f"You are not needed for the group on {_when(row.date)}. Nothing else changes."
    _to_worker(act, row, "A group is out of your calendar", text, cancelled=True)


def tell_with_shift(act: Act, row: DateWorker) -> None:
    """Their calendar has the shift by now: the date leaves it, so that they are in one place once."""
    text = f"The group on {_when(row.date)} is part of a shift of yours now. Your calendar holds the shift instead."
    _to_worker(act, row, "A group is part of your shift", text, cancelled=True)


def tell_cannot_come(act: Act, row: DateWorker) -> None:
    """To those who keep the group, who can look for cover, and those who run it too. Why is not known to anybody."""
    date = row.date
    what = f"{row.worker.first_name} cannot come to the group on {_when(date)}."
    what += " The staff bank offers their shift again." if row.with_shift else ""
    told = {act.actor.user_id, row.worker.user_id}
    for user in queries.keepers_of(date.group):
        if user.pk not in told:
            told.add(user.pk)
            cover = _address("groups:cover", date)
            _email(act, user, "A group needs somebody", f"{what}\n\nAsk who could cover: {cover}\n", date)
    for other in _running(date):
        if other.worker.user_id not in told:
            told.add(other.worker.user_id)
            text = f"{what} Those who keep the group know.\n\nSee it: {_address('groups:date', date)}\n"
            _email(act, other.worker.user, "A group you run has changed", text, date)


def ask_to_cover(act: Act, ask: CoverAsk) -> None:
    date, user = ask.cover.date, ask.worker.user
    if user is None:
        return
    page = _address("groups:my_cover", ask)
    asks = f"Could you run a group on {_when(date)}{_place(date)}? The first yes gets it."
    text = f"{asks}\n\n{SAYING_NO}\n\nAnswer here: {page}\n"
    _email(act, user, "Could you cover a group?", text, date, once=f"cover:{ask.pk}")
    if ask.worker.work_phone and date.starts_at - act.at < SOON:
        notices.write(
            act,
            to=ask.worker.work_phone,
            subject="",
            text=f"{asks} Answer here: {page}",
            channel=Notice.Channel.TEXT,
            send_before=date.starts_at,
            once=f"cover-text:{ask.pk}",
        )


def tell_cover_found(act: Act, ask: CoverAsk) -> None:
    """To the others who were asked, to those who keep the group, who run it, and who could not come."""
    date, cover, told = ask.cover.date, ask.cover, {ask.worker.user_id}
    for other in cover.asks.exclude(pk=ask.pk).filter(answer="").select_related("worker__user"):
        notices.stop(act, once=f"cover:{other.pk}")
        notices.stop(act, once=f"cover-text:{other.pk}")
        told.add(other.worker.user_id)
        _email(act, other.worker.user, "Just taken", f"The group on {_when(date)} was just taken. {THANKS}\n", date)
    by = ask.worker.full_name
    what = f"{by} runs the group on {_when(date)}."
    if cover.instead_of and cover.instead_of.worker.user and cover.instead_of.worker.user_id not in told:
        told.add(cover.instead_of.worker.user_id)
        text = f"Somebody covers the group on {_when(date)}. You need not think of it.\n"
        _email(act, cover.instead_of.worker.user, "Your group is covered", text, date)
    page = _address("groups:date", date)
    for user in [*queries.keepers_of(date.group), *(row.worker.user for row in _running(date))]:
        if user is not None and user.pk not in told:
            told.add(user.pk)
            _email(act, user, "Cover is found", f"{what}\n\nSee it: {page}\n", date)


def tell_no_longer_needed(act: Act, cover: Cover) -> None:
    """To those who were asked and have not answered."""
    for ask in cover.asks.filter(answer="").select_related("worker__user"):
        stopped = notices.stop(act, once=f"cover:{ask.pk}")
        notices.stop(act, once=f"cover-text:{ask.pk}")
        if not stopped:
            text = f"Nobody is needed any more for the group on {_when(cover.date)}. Thank you for thinking of it.\n"
            _email(act, ask.worker.user, "Not needed any more", text, cover.date)


def tell_gap(act: Act, date: GroupDate) -> None:
    """The day before: to those who keep the group."""
    lacks = " and ".join(queries.SOMEBODY[kind] for kind in queries.missing_kinds(date))
    page = _address("groups:cover", date)
    text = f"The group on {_when(date)} still needs {lacks}. Ask others, or say that it does not go ahead: {page}\n"
    for user in queries.keepers_of(date.group):
        _email(act, user, "A group needs somebody by tomorrow", text, date, once=f"gap:{date.pk}:{user.pk}")


def tell_wants_talk(act: Act, after: After, to: User) -> None:
    """That they would like to talk, of which date, and no word of what they wrote."""
    worker: Any = after.worker
    ring = f" Ring {worker.work_phone}, or write to {worker.user.email}." if worker.work_phone else ""
    ring = ring or f" Write to {worker.user.email}."
    notices.write(
        act,
        to=to.email,
        subject="Somebody would like to talk",
        text=f"{worker.full_name} would like to talk a group over with you, the one on {_when(after.date)}.{ring}\n\n"
        "What they would like to say is theirs to tell. Please get in touch today if you can.\n",
    )


def _to_worker(act: Act, row: DateWorker, subject: str, text: str, *, cancelled: bool) -> None:
    user, date = row.worker.user, row.date
    if user is None or date.ends_at <= act.at:
        return
    service = current_service()
    organiser = (service.email if service else "") or settings.SERVER_EMAIL
    event = queries.event_of(date, cancelled=cancelled)
    calendar = ical.meeting(event, written_at=act.at, organiser=organiser, guest=user.email)
    page = _address("groups:date", date)
    _email(act, user, subject, f"{text}\n\nSee it: {page}\n", date, calendar=calendar.decode())


def _email(
    act: Act, user: Any, subject: str, text: str, date: GroupDate, *, once: str = "", calendar: str = ""
) -> None:
    if user is not None:
        notices.write(
            act, to=user.email, subject=subject, text=text, send_before=date.ends_at, once=once, calendar=calendar
        )


def _running(date: GroupDate) -> Any:
    on = date.workers.filter(status=DateWorker.Status.ON, worker__user__is_active=True)
    return on.select_related("worker__user").order_by("worker__first_name", "pk")


def _address(name: str, about: Any) -> str:
    return f"{settings.PUBLIC_ADDRESS}{reverse(name, args=[about.pk])}"


def _when(date: GroupDate) -> str:
    starts: datetime = date.starts_at
    return f"{dates.day(starts)} at {dates.time(starts)}"


def _place(date: GroupDate) -> str:
    place = date.place or date.group.place
    return f", {place}" if place else ""
