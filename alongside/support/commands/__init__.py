"""Everything that can happen between a person and their peer worker."""

from alongside.support.commands.cancelled import count_cancelled
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
from alongside.support.commands.meetings import book_meeting, cancel_meeting, move_meeting
from alongside.support.commands.relationships import agree, introduce, stop_support

__all__ = [
    "AlreadySaved",
    "OddDate",
    "add_goal",
    "add_step",
    "add_their_words",
    "agree",
    "book_meeting",
    "cancel_meeting",
    "change_goal",
    "correct_contact",
    "count_cancelled",
    "drop_goal",
    "introduce",
    "move_meeting",
    "reach_goal",
    "record_contact",
    "remove_step",
    "say_number",
    "stop_support",
    "take_step",
    "take_up_goal",
    "tick_copied",
    "undo_contact",
    "untake_step",
    "untick_copied",
]
