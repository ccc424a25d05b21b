"""The questions of supervision, wellbeing and first months; a file for each noun."""

from alongside.supervision.forms.adjustments import AgreeAdjustment, AskAdjustment, SayInstead, WriteWhy
from alongside.supervision.forms.asking import AnswerAsk, AskAnother, AskForSupport, Narrow, SayDone
from alongside.supervision.forms.portfolio import AnswerEntry, KeepEntry
from alongside.supervision.forms.sessions import (
    AgreeToDo,
    CancelSession,
    CorrectSession,
    HoldSession,
    MoveSession,
    PlanSession,
    SavePreparation,
)
from alongside.supervision.forms.starting import LeaveOutStep
from alongside.supervision.forms.strands import (
    AgreeRhythm,
    AskForSession,
    JoinSupervision,
    NameCover,
    StartSupervision,
    WriteAgreement,
)
from alongside.supervision.forms.time_use import LogTime
from alongside.supervision.forms.wellness import CheckIn, KeepSection, ShowTo

__all__ = [
    "AgreeAdjustment",
    "AgreeRhythm",
    "AgreeToDo",
    "AnswerAsk",
    "AnswerEntry",
    "AskAdjustment",
    "AskAnother",
    "AskForSession",
    "AskForSupport",
    "CancelSession",
    "CheckIn",
    "CorrectSession",
    "HoldSession",
    "JoinSupervision",
    "KeepEntry",
    "KeepSection",
    "LeaveOutStep",
    "LogTime",
    "MoveSession",
    "NameCover",
    "Narrow",
    "PlanSession",
    "SavePreparation",
    "SayDone",
    "SayInstead",
    "ShowTo",
    "StartSupervision",
    "WriteAgreement",
    "WriteWhy",
]
