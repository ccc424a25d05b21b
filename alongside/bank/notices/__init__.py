"""The messages of the staff bank, a file for each noun."""

from alongside.bank.notices.pay import (
    tell_hours_look_wrong,
)
from alongside.bank.notices.shifts import (
    ask_to_keep,
    tell_asked,
    tell_asker_cancelled,
    tell_at_risk,
    tell_cancelled,
    tell_changed,
    tell_confirmed,
    tell_decided,
    tell_empty,
    tell_filled,
    tell_handed_back,
    tell_kept,
    tell_moved,
    tell_no_longer_needed,
    tell_not_worked,
    tell_offered,
    tell_set_aside,
    tell_stays,
    tell_worked,
)
from alongside.bank.notices.swaps import tell_swap_asked, tell_swap_declined, tell_swapped

__all__ = [
    "ask_to_keep",
    "tell_asked",
    "tell_asker_cancelled",
    "tell_at_risk",
    "tell_cancelled",
    "tell_changed",
    "tell_confirmed",
    "tell_decided",
    "tell_empty",
    "tell_filled",
    "tell_handed_back",
    "tell_hours_look_wrong",
    "tell_kept",
    "tell_moved",
    "tell_no_longer_needed",
    "tell_not_worked",
    "tell_offered",
    "tell_set_aside",
    "tell_stays",
    "tell_swap_asked",
    "tell_swap_declined",
    "tell_swapped",
    "tell_worked",
]
