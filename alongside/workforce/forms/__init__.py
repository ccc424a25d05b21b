"""The questions asked of workers and about them, and about posts."""

from alongside.workforce.forms.posts import (
    AddPost,
    FundPost,
    GiveUpPost,
    MakeCase,
    NarrowPosts,
    StopAdvertising,
    ThinkAgain,
    VacatePost,
)
from alongside.workforce.forms.readiness import (
    AddCredentialKind,
    ChangeCredentialKind,
    NarrowReadiness,
    SayAway,
    WriteCredential,
)
from alongside.workforce.forms.workers import (
    AddOffering,
    AddWorker,
    AssignWorker,
    ChangeOffering,
    ChangeWorker,
    EndAssignment,
    KeepAway,
    Narrow,
    Practical,
    SetCaseload,
    Words,
)

__all__ = [
    "AddCredentialKind",
    "AddOffering",
    "AddPost",
    "AddWorker",
    "AssignWorker",
    "ChangeCredentialKind",
    "ChangeOffering",
    "ChangeWorker",
    "EndAssignment",
    "FundPost",
    "GiveUpPost",
    "KeepAway",
    "MakeCase",
    "Narrow",
    "NarrowPosts",
    "NarrowReadiness",
    "Practical",
    "SayAway",
    "SetCaseload",
    "StopAdvertising",
    "ThinkAgain",
    "VacatePost",
    "Words",
    "WriteCredential",
]
