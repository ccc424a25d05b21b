"""The questions of the support slice."""

from alongside.support.forms.contacts import CorrectContact, RecordContact, TheirWords, from_contact, from_meeting
from alongside.support.forms.meetings import BookMeeting, CancelMeeting, MoveMeeting
from alongside.support.forms.relationships import Agreement, GoalStep, GoalWords, SayNumber, Stop

__all__ = [
    "Agreement",
    "BookMeeting",
    "CancelMeeting",
    "CorrectContact",
    "GoalStep",
    "GoalWords",
    "MoveMeeting",
    "RecordContact",
    "SayNumber",
    "Stop",
    "TheirWords",
    "from_contact",
    "from_meeting",
]
