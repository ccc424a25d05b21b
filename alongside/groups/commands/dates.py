"""The dates of a group: a series at once, one more, moved, left out and put back. Times are those on the wall."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.groups import notices, policies, queries
from alongside.groups.models import DateWorker, Group, GroupDate

Status, By = GroupDate.Status, GroupDate.CancelledBy
MOST = 200  # dates made at once
LONGEST = timedelta(hours=12)

also_moves: list[Callable[[Act, GroupDate, datetime, datetime], None]] = []
"""What a slice above does when the time of a date is another, in the same act: told when it started and ended."""
also_calls_off: list[Callable[[Act, GroupDate], None]] = []
"""What a slice above does when a date does not go ahead, in the same act."""


@command("dates.added", "planned a series of dates", allow=policies.may_keep_group)
def add_dates(
    act: Act,
    group: Group,
    *,
    weekdays: list[int],
    every: int,
    first: date,
    last: date,
    starts: time,
    ends: time,
    with_holidays: bool = False,
    place: str = "",
) -> Group:
    """Every `every` weeks on these weekdays (Monday is 0) from `first` to `last`; those who usually run it run each.

    England's bank holidays are written down as left out, with their name, unless `with_holidays`. A date that is
    there already stays as it is. Refused: no day at all, more than 200, over 12 hours, ending before it starts.
    """
    _not_ended(group)
    days = queries.series_days(weekdays, every, first, last)
    if not days:
        raise Refused("There is no such day between the first and the last. Look at the days and the weekdays again.")
    if len(days) > MOST:
        raise Refused(f"These are {len(days)} dates. Plan up to {MOST} at once.")
    _lasts(queries.moment(days[0], starts), queries.moment(days[0], ends))
    there = set(group.dates.values_list("starts_at", flat=True))
    off = {} if with_holidays else queries.bank_holidays(days[0], days[-1])
    made = []
    for day in days:
        starts_at = queries.moment(day, starts)
        if starts_at in there:
            continue
        row = GroupDate(group=group, starts_at=starts_at, ends_at=queries.moment(day, ends), place=place)
        if day in off:
            row.status, row.cancelled_at, row.cancelled_by = Status.CANCELLED, act.at, By.SKIPPED
            row.words = f"Bank holiday: {off[day]}"
        made.append(row)
    if not made:
        raise Refused("All these dates are planned already.")
    GroupDate.objects.bulk_create(made)
    _put_on(act, group, made)
    notices.tell_new_dates(act, group, [row for row in made if row.status == Status.PLANNED])
    return group


@command("date.added", "added a date to a group", allow=policies.may_keep_group)
def add_date(
    act: Act, group: Group, *, starts_at: datetime, ends_at: datetime, place: str = "", words: str = ""
) -> GroupDate:
    """One date; a bank holiday too, for it was asked for by its day."""
    _not_ended(group)
    _lasts(starts_at, ends_at)
    _free(group, starts_at)
    added = GroupDate.objects.create(group=group, starts_at=starts_at, ends_at=ends_at, place=place, words=words)
    _put_on(act, group, [added])
    notices.tell_new_dates(act, group, [added])
    return added


@command("date.moved", "moved or changed a date of a group", allow=policies.may_keep_group, locks=("group",))
def move_date(
    act: Act, date: GroupDate, *, starts_at: datetime, ends_at: datetime, place: str = "", words: str = ""
) -> None:
    """Those it concerns hear of it when its time or its place is another."""
    if date.status != Status.PLANNED:
        raise Refused("Only a planned date can be moved. Put it back first, or take its register back.")
    _lasts(starts_at, ends_at)
    _free(date.group, starts_at, date)
    was = (date.starts_at, date.ends_at, date.place)
    if (starts_at, ends_at, place) != was:
        date.changes += 1
        if starts_at != date.starts_at:
            date.prepared_at, date.prepared_by, date.register_asked_at = None, "", None
            date.not_coming.update(not_at=None)  # whoever could not come then may well come now
    old_start, old_end = date.starts_at, date.ends_at
    date.starts_at, date.ends_at, date.place, date.words = starts_at, ends_at, place, words
    date.save()
    if (starts_at, ends_at, place) != was:
        notices.tell_moved(act, date, old_start)
    if (starts_at, ends_at) != (old_start, old_end):
        for also in also_moves:
            also(act, date, old_start, old_end)


@command("date.skipped", "said that a date of a group does not go ahead", allow=policies.may_keep_group)
def skip_date(act: Act, date: GroupDate, *, by: str = By.SKIPPED, words: str = "") -> None:
    """It is not counted as a date to which nobody came. Nobody is looked for any more to cover it."""
    if date.status == Status.HELD:
        raise Refused("This date has a register, so it was held. Take the register back first.")
    date.move_to(Status.CANCELLED)
    date.cancelled_at, date.cancelled_by, date.words = act.at, by, words or date.words
    date.changes += 1
    date.save()
    notices.stop_cover(act, date)
    notices.tell_left_out(act, date)
    for also in also_calls_off:
        also(act, date)


@command("date.put_back", "put a date of a group back", allow=policies.may_keep_group, locks=("group",))
def put_back_date(act: Act, date: GroupDate) -> None:
    """As it was planned, with those who run it; a bank holiday goes ahead after all."""
    if date.status != Status.CANCELLED:
        raise Refused("This date goes ahead already.")
    _not_ended(date.group)
    date.move_to(Status.PLANNED)
    date.cancelled_at, date.cancelled_by, date.words = None, "", ""
    date.changes += 1
    date.save()
    _put_on(act, date.group, [date])
    notices.tell_put_back(act, date)


@command("date.register_asked", "asked for the register of a date", allow=policies.may_prompt_register)
def ask_for_register(act: Act, date: GroupDate) -> None:
    """Once, kindly, to those who ran it: the service's own address where nobody is known to have."""
    if date.status != Status.PLANNED or date.register_asked_at:
        raise Refused("Its register is there, or was asked for already.")
    date.register_asked_at = act.at
    date.save()
    notices.ask_for_register(act, date)


def _put_on(act: Act, group: Group, dates: list[GroupDate]) -> None:
    """Whoever usually runs it runs these too, where they are not on them yet."""
    usual = list(group.runs.filter(ends_on=None).values_list("worker_id", flat=True))
    there = set(DateWorker.objects.filter(date__in=dates).values_list("date_id", "worker_id"))
    DateWorker.objects.bulk_create(
        DateWorker(date=row, worker_id=worker, since=act.at)
        for row in dates
        for worker in usual
        if (row.pk, worker) not in there
    )


def _not_ended(group: Group) -> None:
    if group.status == Group.Status.ENDED:
        raise Refused("This group has ended. Let it run again first.")


def _lasts(starts_at: datetime, ends_at: datetime) -> None:
    if ends_at <= starts_at:
        raise Refused("It must end after it starts.")
    if ends_at - starts_at > LONGEST:
        raise Refused("That is more than 12 hours. Look at the times again.")


def _free(group: Group, starts_at: datetime, but: GroupDate | None = None) -> None:
    if group.dates.filter(starts_at=starts_at).exclude(pk=but.pk if but else "").exists():
        raise Refused("This group has a date at that time already. It may be one that was left out: put it back.")
