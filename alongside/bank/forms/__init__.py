"""The forms of the staff bank, a file for each noun."""

from alongside.bank.forms.board import NarrowBoard
from alongside.bank.forms.pay import (
    LooksWrong,
)
from alongside.bank.forms.proposals import AcceptLines, AskProposal, next_week
from alongside.bank.forms.rules import (
    Rules,
    SetAside,
    said_by,
)
from alongside.bank.forms.shifts import (
    AskShift,
    CancelShift,
    HoursWorked,
    NotApproved,
    NotWorked,
    asked_for,
    asked_of,
    hours_of,
)
from alongside.bank.forms.swaps import AskSwap
from alongside.bank.forms.workers import (
    ChangeMember,
    JoinBank,
    LeaveBank,
    Likes,
    OwnLimit,
    WhenFree,
)

__all__ = [
    "AcceptLines",
    "AskProposal",
    "AskShift",
    "AskSwap",
    "CancelShift",
    "ChangeMember",
    "HoursWorked",
    "JoinBank",
    "LeaveBank",
    "Likes",
    "LooksWrong",
    "NarrowBoard",
    "NotApproved",
    "NotWorked",
    "OwnLimit",
    "Rules",
    "SetAside",
    "WhenFree",
    "asked_for",
    "asked_of",
    "hours_of",
    "next_week",
    "said_by",
]
