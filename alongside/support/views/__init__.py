"""The pages of the support slice."""

from alongside.support.views.contacts import (
    add_their_words,
    contact,
    correct_contact,
    record,
    record_contact,
    undo_contact,
)
from alongside.support.views.copying import tick_copied, to_copy, untick_copied
from alongside.support.views.goals import (
    add_goal,
    change_goal,
    drop_goal,
    goal,
    reach_goal,
    remove_step,
    say_number,
    take_step,
    take_up_goal,
    untake_step,
)
from alongside.support.views.meetings import book_meeting, cancel_meeting, meeting_calendar, move_meeting
from alongside.support.views.relationships import (
    agree,
    agreement,
    contacts,
    my_people,
    relationship,
    stop_support,
)

__all__ = [
    "add_goal",
    "add_their_words",
    "agree",
    "agreement",
    "book_meeting",
    "cancel_meeting",
    "change_goal",
    "contact",
    "contacts",
    "correct_contact",
    "drop_goal",
    "goal",
    "meeting_calendar",
    "move_meeting",
    "my_people",
    "reach_goal",
    "record",
    "record_contact",
    "relationship",
    "remove_step",
    "say_number",
    "stop_support",
    "take_step",
    "take_up_goal",
    "tick_copied",
    "to_copy",
    "undo_contact",
    "untake_step",
    "untick_copied",
]
