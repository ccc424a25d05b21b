"""A shift's worker on the date of the group that it serves: put on it with the shift, taken off without it."""

from typing import Any

from alongside.bank.models import Shift
from alongside.core.commands import Act
from alongside.groups import commands as groups


def join_date(act: Act, shift: Shift, worker: Any) -> None:
    """Whoever has the shift runs the date, unless it was held or does not go ahead."""
    if shift.group_date and shift.group_date.status == "planned":
        groups.put_on_date(act, shift.group_date, worker=worker, with_shift=True)


def leave_date(act: Act, shift: Shift, worker: Any) -> None:
    """Whoever no longer has the shift no longer runs the date, unless it was held."""
    date = shift.group_date
    if date and date.status != "held" and (on := date.workers.filter(worker=worker, status="on").first()):
        groups.take_off_date(act, on, with_shift=True)


def take_asked_times(shift: Shift) -> None:
    """The new time is its time, and nothing is asked any more. Not saved."""
    if shift.asked_starts_at and shift.asked_ends_at:
        shift.starts_at, shift.ends_at = shift.asked_starts_at, shift.asked_ends_at
        shift.asked_starts_at, shift.asked_ends_at, shift.keep_by = None, None, None
