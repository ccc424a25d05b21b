"""What a worker's time goes on: logged in two taps, taken back when it was a mistake."""

from datetime import date, timedelta
from typing import Any

from alongside.core import clock
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.supervision import policies
from alongside.supervision.models import TimeSpent, WorkKind

BACK = timedelta(days=31)


@command("work_kind.described", "described a kind of work", allow=policies.may_describe_work)
def describe_work_kind(act: Act, *, slug: str, name: str, counts: str, position: int = 0) -> WorkKind:
    """From the profile. `counts`: peer, around or other."""
    return WorkKind.objects.create(slug=slug, name=name, counts=counts, position=position)


@command("time.logged", "logged what time went on", allow=policies.may_log_time)
def log_time(act: Act, worker: Any, *, kind: WorkKind, minutes: int | str, on: date | None = None) -> TimeSpent:
    """So many minutes of a day, today unless said."""
    on, minutes = on or clock.today(), int(minutes)
    if not clock.today() - BACK <= on <= clock.today():
        raise Refused("Log the last month only, and no day to come.")
    if not 5 <= minutes <= 960:
        raise Refused("Enter between 5 minutes and 16 hours.")
    return TimeSpent.objects.create(worker=worker, kind=kind, on=on, minutes=minutes, written_at=act.at)


@command("time.taken_back", "took back time they had logged", allow=policies.may_take_back_time)
def take_back_time(act: Act, spent: TimeSpent) -> TimeSpent:
    if spent.taken_back_at is not None:
        raise Refused("This is taken back already.")
    spent.taken_back_at = act.at
    spent.save()
    return spent
