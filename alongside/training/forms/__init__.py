"""The forms of training, a file for each noun."""

from alongside.training.forms.claims import (
    AddPaper,
    AnswerClaim,
    AppealClaim,
    AskAboutClaim,
    DecideClaim,
    FinishGap,
    GiveBadge,
    SaveClaim,
    StartClaim,
    UndoClaim,
)
from alongside.training.forms.cohorts import AddTrainer, CallOff, NewCohort, OneDate, Plan, SomeDates
from alongside.training.forms.places import AskForPlace, Defer, NotThisTime, Piece, ReadPlace, Reply
from alongside.training.forms.programmes import Module, Principle, Programme, criteria_as_typed
from alongside.training.forms.register import CameToCatchUp, CatchUp, CheckIn, MakeCall, PassCall, Register
from alongside.training.forms.understanding import AgreeResult, Judge, SendUnderstanding

__all__ = [
    "AddPaper",
    "AddTrainer",
    "AgreeResult",
    "AnswerClaim",
    "AppealClaim",
    "AskAboutClaim",
    "AskForPlace",
    "CallOff",
    "CameToCatchUp",
    "CatchUp",
    "CheckIn",
    "DecideClaim",
    "Defer",
    "FinishGap",
    "GiveBadge",
    "Judge",
    "MakeCall",
    "Module",
    "NewCohort",
    "NotThisTime",
    "OneDate",
    "PassCall",
    "Piece",
    "Plan",
    "Principle",
    "Programme",
    "ReadPlace",
    "Register",
    "Reply",
    "SaveClaim",
    "SendUnderstanding",
    "SomeDates",
    "StartClaim",
    "UndoClaim",
    "criteria_as_typed",
]
