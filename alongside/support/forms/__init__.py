"""The questions of the support slice."""

from alongside.support.forms.contacts import CorrectContact, RecordContact, TheirWords, from_contact, from_meeting
from alongside.support.forms.meetings import BookMeeting, CancelMeeting, MoveMeeting
from alongside.support.forms.messages import ReceiptReceived, TextReceived
from alongside.support.forms.relationships import Agreement, FilterPeople, GoalStep, GoalWords, SayNumber, Stop

__all__ = [
    "Agreement",
    "BookMeeting",
    "CancelMeeting",
    "CorrectContact",
    "FilterPeople",
    "GoalStep",
    "GoalWords",
    "MoveMeeting",
    "ReceiptReceived",
    "RecordContact",
    "SayNumber",
    "Stop",
    "TextReceived",
    "TheirWords",
    "from_contact",
    "from_meeting",
]
