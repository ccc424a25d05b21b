"""What this slice looks for by itself; a file for each noun."""

from alongside.supervision.jobs.adjustments import raise_adjustments, tell_new_managers
from alongside.supervision.jobs.sessions import remind_of_sessions
from alongside.supervision.jobs.slips import (
    close_what_was_put_right,
    hand_on_what_was_raised,
    raise_new_starters,
    raise_what_slipped,
)
from alongside.supervision.jobs.starting import lay_out_first_months, raise_late_steps
from alongside.supervision.jobs.time_use import raise_drift

__all__ = [
    "close_what_was_put_right",
    "hand_on_what_was_raised",
    "lay_out_first_months",
    "raise_adjustments",
    "raise_drift",
    "raise_late_steps",
    "raise_new_starters",
    "raise_what_slipped",
    "remind_of_sessions",
    "tell_new_managers",
]
