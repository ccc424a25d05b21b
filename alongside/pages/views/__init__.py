"""Pages that join slices, a file for each kind of reader."""

from alongside.pages.views.find import find
from alongside.pages.views.journey import my_journey
from alongside.pages.views.logs import audit_trail, openings
from alongside.pages.views.overview import behind, overview
from alongside.pages.views.own import answer_offer, help_now, my_offer, my_peer_support, ready, say, stop, wait
from alongside.pages.views.own_goals import move_my_goal, move_my_step, my_goal, my_goals, my_number, my_steps
from alongside.pages.views.own_passages import (
    come_back,
    end_my_break,
    my_before,
    my_break,
    my_change_of_worker,
    my_ending,
    my_handover,
    my_keepsake,
    my_part,
    take_back_my_change,
)
from alongside.pages.views.own_record import i_need, my_record, need_no_more, reach_me, take_back, who_can_know
from alongside.pages.views.own_support import (
    cancel_my_meeting,
    change_my_meeting,
    my_meeting_calendar,
    my_words,
    my_written,
)
from alongside.pages.views.public import about, home
from alongside.pages.views.today import throw_away, today

__all__ = [
    "about",
    "answer_offer",
    "audit_trail",
    "behind",
    "cancel_my_meeting",
    "change_my_meeting",
    "come_back",
    "end_my_break",
    "find",
    "help_now",
    "home",
    "i_need",
    "move_my_goal",
    "move_my_step",
    "my_before",
    "my_break",
    "my_change_of_worker",
    "my_ending",
    "my_goal",
    "my_goals",
    "my_handover",
    "my_journey",
    "my_keepsake",
    "my_meeting_calendar",
    "my_number",
    "my_offer",
    "my_part",
    "my_peer_support",
    "my_record",
    "my_steps",
    "my_words",
    "my_written",
    "need_no_more",
    "openings",
    "overview",
    "reach_me",
    "ready",
    "say",
    "stop",
    "take_back",
    "take_back_my_change",
    "throw_away",
    "today",
    "wait",
    "who_can_know",
]
