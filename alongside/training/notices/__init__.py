"""The notices of training, a file for each noun."""

from alongside.training.notices.calls import raise_call_late, raise_piece, tell_of_call, tell_readers
from alongside.training.notices.claims import leads, raise_claim, tell_of_claim
from alongside.training.notices.cohorts import tell_dates_are_out, tell_trainers
from alongside.training.notices.places import (
    tell,
    tell_asked,
    tell_finished,
    tell_lapsed,
    tell_moved,
    tell_not_this_time,
    tell_offered,
    tell_stopped,
    tell_taken,
    tell_waiting,
)
from alongside.training.notices.sessions import invite

__all__ = [
    "invite",
    "leads",
    "raise_call_late",
    "raise_claim",
    "raise_piece",
    "tell",
    "tell_asked",
    "tell_dates_are_out",
    "tell_finished",
    "tell_lapsed",
    "tell_moved",
    "tell_not_this_time",
    "tell_of_call",
    "tell_of_claim",
    "tell_offered",
    "tell_readers",
    "tell_stopped",
    "tell_taken",
    "tell_trainers",
    "tell_waiting",
]
