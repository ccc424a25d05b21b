"""Who runs a date: put on it, taken off it, cannot come, can come after all; prepared beforehand."""

from collections.abc import Callable
from typing import Any

from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.groups import notices, policies, queries
from alongside.groups.models import Cover, DateWorker, GroupDate

Status = DateWorker.Status

also_cannot_come: list[Callable[[Act, DateWorker], None]] = []
"""What a slice above does when somebody cannot come, in the same act: the staff bank takes back their shift."""


@command("date_worker.put_on", "put somebody on a date of a group", allow=policies.may_put_on_date, locks=("worker",))
def put_on_date(act: Act, date: GroupDate, *, worker: Any, with_shift: bool = False) -> DateWorker:
    """They said yes to it. On it already, they stay on it. Refused at the time of something else that is theirs.

    `with_shift`: the staff bank says so, and their calendar holds the shift instead of the date. Where nobody of their
    kind was on it, nobody is looked for any more.
    """
    needs_planned(date)
    if worker.leaves_on and worker.leaves_on < queries.day_of(date):
        raise Refused(f"{worker.first_name} has left by then.")
    row = date.workers.filter(worker=worker).first()
    if row is not None and row.status == Status.ON:
        if with_shift and not row.with_shift:
            row.with_shift = True
            row.save()
            notices.tell_with_shift(act, row)
        return row
    _needs_free(worker, date)
    lacked = queries.missing_kinds(date)
    if row is None:
        row = DateWorker(date=date, worker=worker)
    else:
        row.move_to(Status.ON)
    row.since, row.with_shift = act.at, with_shift
    row.save()
    if not with_shift:
        notices.tell_on_date(act, row)
    elif worker.kind in lacked:
        for cover in date.covers.filter(status=Cover.Status.OPEN, kind=worker.kind):
            close_cover(act, cover, Cover.Status.STOPPED)
            notices.tell_no_longer_needed(act, cover)
    return row


@command(
    "date_worker.taken_off", "took somebody off a date of a group", allow=policies.may_put_on_date, locks=("date",)
)
def take_off_date(act: Act, date_worker: DateWorker, *, with_shift: bool = False) -> None:
    """As if they had never been on it, where nobody was looked for in their place; else they cannot come.

    `with_shift`: the staff bank says so, of a date that does not go ahead too. Nobody else takes them off it, because
    the shift would still be theirs.
    """
    if not with_shift:
        needs_planned(date_worker.date)
        if date_worker.with_shift and date_worker.status == Status.ON:
            raise Refused("They come with a shift of the staff bank. Cancel the shift, or say that they cannot come.")
    if date_worker.covers.exists():
        if date_worker.status == Status.ON:
            _leaves(act, date_worker)
    else:
        DateWorker.objects.filter(pk=date_worker.pk).delete()
    if not with_shift:
        notices.tell_off_date(act, date_worker)


@command(
    "date_worker.cannot_come", "said that somebody cannot come", allow=policies.may_say_cannot_come, locks=("date",)
)
def say_cannot_come(act: Act, date_worker: DateWorker) -> None:
    """No reason is asked, and none is kept. Those who keep the group and those who run it with them are told.

    The shift they come with, if they do, is handed back with it.
    """
    needs_planned(date_worker.date)
    if date_worker.status == Status.CANNOT:
        raise Refused("This was said already. Thank you for saying so.")
    _leaves(act, date_worker)
    if date_worker.with_shift:
        for also in also_cannot_come:
            also(act, date_worker)
    else:
        notices.tell_off_date(act, date_worker)
    notices.tell_cannot_come(act, date_worker)


@command(
    "date_worker.can_come", "said that somebody can come after all", allow=policies.may_say_cannot_come, locks=("date",)
)
def can_come_after_all(act: Act, date_worker: DateWorker) -> None:
    """While nobody covers it. Whoever was asked is told that they are not needed any more."""
    needs_planned(date_worker.date)
    if date_worker.with_shift:
        raise Refused("The shift that went with it is handed back. Ask the staff bank whether it is still free.")
    if date_worker.covers.filter(status=Cover.Status.FOUND).exists():
        raise Refused("Somebody covers it already. Thank you. Ask those who keep the group if there is still a need.")
    _needs_free(date_worker.worker, date_worker.date)
    date_worker.move_to(Status.ON)
    date_worker.since = act.at
    date_worker.save()
    for cover in date_worker.covers.filter(status=Cover.Status.OPEN):
        close_cover(act, cover, Cover.Status.STOPPED)
        notices.tell_no_longer_needed(act, cover)
    notices.tell_on_date(act, date_worker)


@command("date.prepared", "said that a date of a group is prepared", allow=policies.may_prepare)
def say_prepared(act: Act, date: GroupDate) -> None:
    needs_planned(date)
    if date.prepared_at is not None:
        raise Refused(f"{date.prepared_by} said so already.")
    date.prepared_at, date.prepared_by = act.at, act.actor.name
    date.save()


@command("date.gap_said", "said that nobody was found for a date of a group", allow=policies.may_say_gap)
def say_gap(act: Act, date: GroupDate) -> None:
    """Once, the day before, to those who keep the group."""
    if date.gap_said_at is not None or date.status != GroupDate.Status.PLANNED:
        raise Refused("This was said already, or the date does not go ahead.")
    date.gap_said_at = act.at
    date.save()
    notices.tell_gap(act, date)


def needs_planned(date: GroupDate) -> None:
    """Refuse once it was held, called off or is over."""
    if date.status != GroupDate.Status.PLANNED:
        raise Refused(f"This date is not planned any more: {date.get_status_display().lower()}.")


def close_cover(act: Act, cover: Cover, status: str) -> None:
    cover.move_to(status)
    cover.closed_at = act.at
    cover.save()


def _leaves(act: Act, row: DateWorker) -> None:
    row.move_to(Status.CANNOT)
    row.since = act.at
    row.save()


def _needs_free(worker: Any, date: GroupDate) -> None:
    other = queries.overlapping(worker.pk, date)
    if other is not None:
        raise Refused(f"{worker.first_name} runs {other.group.name} at that time already.")
    if queries.busy_elsewhere([worker.pk], date):
        raise Refused(f"{worker.first_name} has something else at that time.")
