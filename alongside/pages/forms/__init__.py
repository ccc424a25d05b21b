"""What the pages that join slices ask."""

from alongside.pages.forms.logs import FilterAudit, FilterOpenings
from alongside.pages.forms.own import (
    ChangeMeeting,
    Goal,
    HowToReachMe,
    INeed,
    MyNumber,
    MySide,
    Step,
    WaitUntil,
    WhoCanKnow,
)

__all__ = [
    "ChangeMeeting",
    "FilterAudit",
    "FilterOpenings",
    "Goal",
    "HowToReachMe",
    "INeed",
    "MyNumber",
    "MySide",
    "Step",
    "WaitUntil",
    "WhoCanKnow",
]
