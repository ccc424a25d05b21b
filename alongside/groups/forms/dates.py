"""The questions about the dates of a group: a series, one date, leaving one out."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from alongside.groups.models import GroupDate
from alongside.ui import fields

Spell = tuple[datetime, datetime, str]
DAYS = [
    (str(n), day)
    for n, day in enumerate(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"))
]
EVERY = (("1", "Every week"), ("2", "Every two weeks"), ("3", "Every three weeks"), ("4", "Every four weeks"))
WHY = (
    (GroupDate.CancelledBy.SKIPPED, "It is left out", "A holiday, a training day: planned beforehand"),
    (GroupDate.CancelledBy.WARD, GroupDate.CancelledBy.WARD.label, ""),
    (GroupDate.CancelledBy.US, GroupDate.CancelledBy.US.label, ""),
)
LONGEST = timedelta(hours=12)


def _nothing(spells: Iterable[Spell]) -> list[str]:
    return []


class Timed(forms.Form):
    """What every question about times shares: the order of times, and a warning of what else is on.

    `clashes` says in words what else is on at these times. It is a warning: ticked as right, it is planned.
    """

    starts = fields.time("What time does it start?", hint="Like 2pm or 14:00.")
    ends = fields.time("What time does it end?")
    place = fields.text(
        "Another place?", optional=True, max_length=160, hint="Only where it is not the group’s usual place."
    )

    def __init__(self, *args: Any, clashes: Callable[[Iterable[Spell]], list[str]] = _nothing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.clashes = clashes

    def check(self, days: list[date], starts: time | None, ends: time | None, place: str) -> None:
        if starts is None or ends is None:
            return
        if ends <= starts:
            self.add_error("ends", "It must end after it starts")
        elif datetime.combine(date.min, ends) - datetime.combine(date.min, starts) > LONGEST:
            self.add_error("ends", "That is more than 12 hours. Look at the times again")
        if self.errors or not days:
            return
        found = self.clashes([(_moment(day, starts), _moment(day, ends), place) for day in days])
        if found:
            self.fields["anyway"] = fields.tick("Both are right: keep it so")
            if not self.data.get("anyway"):
                more = f", and {len(found) - 3} more" if len(found) > 3 else ""
                self.add_error(
                    "starts",
                    f"At that time there is also: {'; '.join(found[:3])}{more}. Choose another time, or tick "
                    "below that both are right",
                )


class Series(Timed):
    weekdays = fields.checkboxes("On which days?", DAYS, columns=2, missing="Select at least one day")
    every = fields.radios("How often?", EVERY, columns=2, initial="1", missing="Select how often")
    first = fields.date("From which day?", called="The first day")
    last = fields.date("Until which day?", called="The last day", hint="The last date is on this day or before it.")
    with_holidays = fields.tick(
        "On bank holidays too", hint="Otherwise they are left out. You see them in the list, and can put one back."
    )
    field_order = ("weekdays", "every", "first", "last", "starts", "ends", "place", "with_holidays")

    def __init__(self, *args: Any, days_of: Callable[..., list[date]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.days_of = days_of

    def clean(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        first, last = said.get("first"), said.get("last")
        said["weekdays"] = [int(day) for day in said.get("weekdays") or []]
        said["every"] = int(said.get("every") or 1)
        if first and last and last < first:
            self.add_error("last", "The last day must be the first day or later")
        elif first and last and last - first > timedelta(days=550):
            self.add_error("last", "Plan up to 18 months at once")
        if not self.errors:
            days = self.days_of(said["weekdays"], said["every"], first, last)
            if not days:
                self.add_error("weekdays", "There is no such day between the first and the last day")
            self.check(days, said.get("starts"), said.get("ends"), said.get("place", ""))
        return said


class OneDate(Timed):
    day = fields.date("Which day?", called="The day")
    words = fields.text("What should people know about it?", optional=True, max_length=200, hint="They can read this.")
    field_order = ("day", "starts", "ends", "place", "words")

    def clean(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        day, starts, ends = (said.pop(name, None) for name in ("day", "starts", "ends"))
        self.check([day] if day else [], starts, ends, said.get("place", ""))
        if day and starts and ends:
            said |= {"starts_at": _moment(day, starts), "ends_at": _moment(day, ends)}
        return said


class LeaveOut(forms.Form):
    by = fields.radios("Why does it not go ahead?", WHY, missing="Select why it does not go ahead")
    words = fields.text(
        "What should people know?", optional=True, max_length=200, hint="They can read this. No names, please."
    )


def _moment(day: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))
