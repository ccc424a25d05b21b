"""What is told of supervision, wellbeing and first months; a file for each noun."""

from alongside.supervision.notices.adjustments import (
    tell_adjustment_agreed,
    tell_adjustment_asked,
    tell_carried,
    tell_in_place,
    tell_not_there,
)
from alongside.supervision.notices.asking import stop_reminding, tell_ask, tell_ask_seen
from alongside.supervision.notices.portfolio import tell_entry_answered, tell_entry_shown
from alongside.supervision.notices.raising import tell_raised
from alongside.supervision.notices.sessions import tell_no_longer_leads, tell_of_session
from alongside.supervision.notices.strands import (
    stop_asking,
    tell,
    tell_agreement,
    tell_asked,
    tell_cover,
    tell_cover_taken_back,
    tell_ended,
    tell_joined,
    tell_left,
    tell_started,
)
from alongside.supervision.notices.wellness import tell_seen, tell_shown

__all__ = [
    "stop_asking",
    "stop_reminding",
    "tell",
    "tell_adjustment_agreed",
    "tell_adjustment_asked",
    "tell_agreement",
    "tell_ask",
    "tell_ask_seen",
    "tell_asked",
    "tell_carried",
    "tell_cover",
    "tell_cover_taken_back",
    "tell_ended",
    "tell_entry_answered",
    "tell_entry_shown",
    "tell_in_place",
    "tell_joined",
    "tell_left",
    "tell_no_longer_leads",
    "tell_not_there",
    "tell_of_session",
    "tell_raised",
    "tell_seen",
    "tell_shown",
    "tell_started",
]
