"""The questions of the support slice."""

from alongside.support.forms.about_person import (
    CorrectAboutPerson,
    MySideOfIt,
    RecordAboutPerson,
    SayTold,
    from_about,
    half_an_hour_ago,
)
from alongside.support.forms.apart import KeepApart, SayIKnow
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
from alongside.support.forms.signposts import (
    FindPlace,
    SayPlace,
    ShowPlace,
)
from alongside.support.forms.strategies import (
    FindStrategy,
    SayYes,
    ShowStrategy,
    TakeOut,
    WriteStrategy,
    from_strategy,
)
from alongside.support.forms.team_work import FilterTeamWork, RecordTeamWork
from alongside.support.forms.visits import StartVisit

__all__ = [
    "Agreement",
    "AnswerHandover",
    "AskForAnother",
    "BookMeeting",
    "CancelMeeting",
    "CloseConcern",
    "CloseSupport",
    "CorrectAboutPerson",
    "CorrectContact",
    "EndWell",
    "FilterPeople",
    "FilterTeamWork",
    "FindPlace",
    "FindStrategy",
    "GoalStep",
    "GoalWords",
    "HandOver",
    "KeepApart",
    "LetRead",
    "MoveCaseload",
    "MoveMeeting",
    "MySideOfIt",
    "PrepareEnding",
    "ReceiptReceived",
    "RecordAboutPerson",
    "RecordContact",
    "RecordDeath",
    "RecordTeamWork",
    "SayIKnow",
    "SayNumber",
    "SayPlace",
    "SayTold",
    "SayYes",
    "ShowPlace",
    "ShowStrategy",
    "StartVisit",
    "Stop",
    "TakeBreak",
    "TakeOut",
    "TellAnother",
    "TellSomeone",
    "TextReceived",
    "TheirWords",
    "WriteStrategy",
    "from_about",
    "from_contact",
    "from_meeting",
    "from_strategy",
    "half_an_hour_ago",
]
