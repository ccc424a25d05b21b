"""The questions of the support slice."""

from alongside.support.forms.concerns import CloseConcern, TellAnother, TellSomeone
from alongside.support.forms.contacts import CorrectContact, RecordContact, TheirWords, from_contact, from_meeting
from alongside.support.forms.meetings import BookMeeting, CancelMeeting, MoveMeeting
from alongside.support.forms.messages import ReceiptReceived, TextReceived
from alongside.support.forms.passages import (
    AnswerHandover,
    AskForAnother,
    CloseSupport,
    EndWell,
    HandOver,
    LetRead,
    MoveCaseload,
    PrepareEnding,
    RecordDeath,
    TakeBreak,
)
from alongside.support.forms.relationships import Agreement, FilterPeople, GoalStep, GoalWords, SayNumber, Stop
from alongside.support.forms.visits import StartVisit

__all__ = [
    "Agreement",
    "AnswerHandover",
    "AskForAnother",
    "BookMeeting",
    "CancelMeeting",
    "CloseConcern",
    "CloseSupport",
    "CorrectContact",
    "EndWell",
    "FilterPeople",
    "GoalStep",
    "GoalWords",
    "HandOver",
    "LetRead",
    "MoveCaseload",
    "MoveMeeting",
    "PrepareEnding",
    "ReceiptReceived",
    "RecordContact",
    "RecordDeath",
    "SayNumber",
    "StartVisit",
    "Stop",
    "TakeBreak",
    "TellAnother",
    "TellSomeone",
    "TextReceived",
    "TheirWords",
    "from_contact",
    "from_meeting",
]
