"""The notices of recruitment, a file for each noun."""

from alongside.recruitment.notices.checks import (
    raise_silence,
    raise_stuck,
    tell_all_clear,
    tell_check_done,
    tell_done_by_candidate,
    tell_help_asked,
    tell_news,
    tell_referee_changed,
    tell_reopened,
    tell_talk,
    tell_turn,
)
from alongside.recruitment.notices.interviews import (
    tell_none_work,
    tell_questions,
    tell_recruiter,
    tell_slot,
    tell_times,
    when,
)
from alongside.recruitment.notices.offers import (
    raise_offer,
    remind_offer,
    tell_accepted,
    tell_more_time,
    tell_not_this_time,
    tell_offer,
    tell_place_filled,
    tell_reserve,
    tell_said_no,
)
from alongside.recruitment.notices.starts import (
    tell_first_day,
    tell_started,
)

__all__ = [
    "raise_offer",
    "raise_silence",
    "raise_stuck",
    "remind_offer",
    "tell_accepted",
    "tell_all_clear",
    "tell_check_done",
    "tell_done_by_candidate",
    "tell_first_day",
    "tell_help_asked",
    "tell_more_time",
    "tell_news",
    "tell_none_work",
    "tell_not_this_time",
    "tell_offer",
    "tell_place_filled",
    "tell_questions",
    "tell_recruiter",
    "tell_referee_changed",
    "tell_reopened",
    "tell_reserve",
    "tell_said_no",
    "tell_slot",
    "tell_started",
    "tell_talk",
    "tell_times",
    "tell_turn",
    "when",
]
