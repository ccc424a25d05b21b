"""The messages of groups, a file for each noun."""

from alongside.groups.notices.dates import (
    ask_for_register,
    stop_cover,
    tell_ended,
    tell_left_out,
    tell_moved,
    tell_new_dates,
    tell_put_back,
    tell_usually_runs,
)
from alongside.groups.notices.members import tell_asked, tell_not_this_group, tell_place
from alongside.groups.notices.running import (
    ask_to_cover,
    tell_cannot_come,
    tell_cover_found,
    tell_gap,
    tell_no_longer_needed,
    tell_off_date,
    tell_on_date,
    tell_wants_talk,
    tell_with_shift,
)

__all__ = [
    "ask_for_register",
    "ask_to_cover",
    "stop_cover",
    "tell_asked",
    "tell_cannot_come",
    "tell_cover_found",
    "tell_ended",
    "tell_gap",
    "tell_left_out",
    "tell_moved",
    "tell_new_dates",
    "tell_no_longer_needed",
    "tell_not_this_group",
    "tell_off_date",
    "tell_on_date",
    "tell_place",
    "tell_put_back",
    "tell_usually_runs",
    "tell_wants_talk",
    "tell_with_shift",
]
