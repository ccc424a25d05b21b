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
from alongside.support.views.meetings import book_meeting, cancel_meeting, meeting_calendar, move_meeting
from alongside.support.views.relationships import (
    add_goal,
    agree,
    agreement,
    change_goal,
    contacts,
    drop_goal,
    my_people,
    reach_goal,
    relationship,
    stop_support,
    take_up_goal,
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
    "meeting_calendar",
    "move_meeting",
    "my_people",
    "reach_goal",
    "record",
    "record_contact",
    "relationship",
    "stop_support",
    "take_up_goal",
    "tick_copied",
    "to_copy",
    "undo_contact",
    "untick_copied",
]
