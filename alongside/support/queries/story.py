"""The story so far: one dot a week, from the first meeting to the planned ending."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from alongside.core import clock
from alongside.support.models import Agreement, Break, Relationship
from alongside.ui.dates import full_date
from alongside.ui.words import plural

AHEAD = timedelta(weeks=4)  # drawn after today where no ending is planned
LONGEST = 104  # weeks
ENDING_NOTICE = timedelta(weeks=4)


@dataclass(frozen=True)
class Week:
    """One week, in words. `state` is met, did_not_happen, booked, break, quiet, to_come or ending."""

    week: str
    state: str
    note: str = ""


@dataclass(frozen=True)
class Story:
    """The line from beginning to ending. `this_week` is the index of this week's dot, -1 once it is past the line;
    `breaks_by` is who chose the breaks."""

    weeks: tuple[Week, ...]
    this_week: int
    said: str
    starts_on: date
    ends_on: date
    breaks_by: str


def story_of(
    relationship: Relationship,
    agreement: Agreement | None,
    contacts: Sequence[Any],
    booked: Iterable[datetime],
    breaks: Sequence[Break] = (),
) -> Story | None:
    """A dot for each week; None before the first meeting. `contacts` are rows with starts_at, attended and what."""
    if not relationship.first_met_at:
        return None
    starts_on, today = timezone.localdate(relationship.first_met_at), clock.today()
    planned = agreement.planned_end_on if agreement else None
    if relationship.ended_at:
        ends_on = timezone.localdate(relationship.ended_at)
    else:
        ends_on = max(planned, today) if planned else today + AHEAD

    def week_of(moment: datetime) -> int:
        return (timezone.localdate(moment) - starts_on).days // 7

    happened: dict[int, list[Any]] = {}
    for contact in contacts:
        happened.setdefault(week_of(contact.starts_at), []).append(contact)
    coming = {week_of(moment) for moment in booked}
    resting = {week for taken in breaks for week in _weeks_of(taken, starts_on)}
    this_week, ready = week_of(clock.now()), planned - ENDING_NOTICE if planned else None
    count = min((ends_on - starts_on).days // 7 + 1, LONGEST)
    weeks = tuple(
        _week(n, starts_on, happened.get(n, []), n in coming, n in resting, this_week, ready) for n in range(count)
    )
    met = sum(contact.attended for contact in contacts)
    off = sum(week.state == "break" for week in weeks)
    said = (
        f"From {full_date(starts_on)} to {full_date(ends_on)}. {plural(met, 'meeting')} so far, "
        f"{len(contacts) - met} that did not happen."
    )
    if off:
        said += f" A break of {plural(off, 'week')}."
    return Story(weeks, this_week if this_week < count else -1, said, starts_on, ends_on, _chosen_by(breaks))


def _weeks_of(taken: Break, start: date) -> range:
    """The weeks that a break covers, as far as it is known."""
    until = taken.ended_on or max(taken.until or clock.today(), clock.today())
    last = until - timedelta(days=1)
    return range(max(0, (taken.starts_on - start).days // 7), (last - start).days // 7 + 1)


def _chosen_by(breaks: Sequence[Break]) -> str:
    names = {taken.said_by for taken in breaks}
    return names.pop() if len(names) == 1 else ""


def _week(
    n: int, start: date, happened: list[Any], booked: bool, resting: bool, this_week: int, ready: date | None
) -> Week:
    first = start + timedelta(weeks=n)
    named = f"Week of {full_date(first)}"
    met = [contact for contact in happened if contact.attended]
    if met:
        return Week(named, "met", f"{plural(len(met), 'time')}" if len(met) > 1 else met[0].what)
    if happened:
        return Week(named, "did_not_happen", happened[0].what)
    if booked:
        return Week(named, "booked")
    if resting:
        return Week(named, "break")
    if ready and first >= ready and n > this_week:
        return Week(named, "ending")
    return Week(named, "quiet" if n < this_week else "to_come")
