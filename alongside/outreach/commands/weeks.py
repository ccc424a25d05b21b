"""Awareness weeks and days: added, changed, and no longer kept."""

from datetime import date

from alongside.core import clock
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.outreach import policies
from alongside.outreach.models import AwarenessWeek


@command("week.added", "added an awareness week", allow=policies.may_keep_weeks)
def add_week(act: Act, *, name: str, starts_on: date, ends_on: date, about: str = "") -> AwarenessWeek:
    _lasts(starts_on, ends_on)
    return AwarenessWeek.objects.create(name=name, starts_on=starts_on, ends_on=ends_on, about=about)


@command("week.changed", "changed an awareness week", allow=policies.may_keep_weeks)
def change_week(
    act: Act, week: AwarenessWeek, *, name: str, starts_on: date, ends_on: date, about: str = ""
) -> AwarenessWeek:
    """Talks planned for it stay as they are."""
    _lasts(starts_on, ends_on)
    week.name, week.starts_on, week.ends_on, week.about = name, starts_on, ends_on, about
    week.save()
    return week


@command("week.ended", "took an awareness week off the list", allow=policies.may_keep_weeks)
def end_week(act: Act, week: AwarenessWeek) -> AwarenessWeek:
    """Talks planned for it stay as they are."""
    if week.ended_on:
        raise Refused("This week is off the list already.")
    week.ended_on = clock.today()
    week.save()
    return week


def _lasts(starts_on: date, ends_on: date) -> None:
    if ends_on < starts_on:
        raise Refused("It must end on the day it starts, or after.")
