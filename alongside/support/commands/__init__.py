"""Everything that can happen between a person and their peer worker."""

from alongside.support.commands.breaks import end_break, take_break
from alongside.support.commands.bringing import bring_in_contact, bring_in_relationship
from alongside.support.commands.cancelled import count_cancelled
from alongside.support.commands.closing import withdraw_handover
from alongside.support.commands.concerns import (
    AlreadyTold,
    answer_concern,
    close_concern,
    hand_back,
    reopen_concern,
    tell_another,
    tell_next,
    tell_someone,
)
from alongside.support.commands.contacts import (
    AlreadySaved,
    OddDate,
    add_their_words,
    correct_contact,
    record_contact,
    tick_copied,
    undo_contact,
    untick_copied,
)
from alongside.support.commands.deaths import also_stops, record_death, say_worker_told, take_back_death
from alongside.support.commands.endings import change_ending, close_support, end_well, say_at_ending, start_ending
from alongside.support.commands.feeds import end_feed, make_feed
from alongside.support.commands.goals import (
    add_goal,
    add_step,
    change_goal,
    drop_goal,
    reach_goal,
    remove_step,
    say_number,
    take_step,
    take_up_goal,
    untake_step,
)
from alongside.support.commands.handovers import (
    accept_handover,
    ask_for_another,
    decline_handover,
    let_read,
    move_caseload,
    propose_handover,
    take_back_change,
)
from alongside.support.commands.meetings import book_meeting, cancel_meeting, move_meeting
from alongside.support.commands.relationships import agree, introduce, stop_support
from alongside.support.commands.reminders import remind
from alongside.support.commands.replies import receive_reply, see_failure, see_reply, send_again
from alongside.support.commands.visits import extend_visit, raise_visit, remind_visit, say_safe, start_visit

__all__ = [
    "AlreadySaved",
    "AlreadyTold",
    "OddDate",
    "accept_handover",
    "add_goal",
    "add_step",
    "add_their_words",
    "agree",
    "also_stops",
    "answer_concern",
    "ask_for_another",
    "book_meeting",
    "bring_in_contact",
    "bring_in_relationship",
    "cancel_meeting",
    "change_ending",
    "change_goal",
    "close_concern",
    "close_support",
    "correct_contact",
    "count_cancelled",
    "decline_handover",
    "drop_goal",
    "end_break",
    "end_feed",
    "end_well",
    "extend_visit",
    "hand_back",
    "introduce",
    "let_read",
    "make_feed",
    "move_caseload",
    "move_meeting",
    "propose_handover",
    "raise_visit",
    "reach_goal",
    "receive_reply",
    "record_contact",
    "record_death",
    "remind",
    "remind_visit",
    "remove_step",
    "reopen_concern",
    "say_at_ending",
    "say_number",
    "say_safe",
    "say_worker_told",
    "see_failure",
    "see_reply",
    "send_again",
    "start_ending",
    "start_visit",
    "stop_support",
    "take_back_change",
    "take_back_death",
    "take_break",
    "take_step",
    "take_up_goal",
    "tell_another",
    "tell_next",
    "tell_someone",
    "tick_copied",
    "undo_contact",
    "untake_step",
    "untick_copied",
    "withdraw_handover",
]
