"""What the pages that join slices ask."""

from alongside.pages.forms.find import Find
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
from alongside.pages.forms.own_passages import ComeBack, MayRead, MyBreak, MyHandover, MyPart

__all__ = [
    "ChangeMeeting",
    "ComeBack",
    "FilterAudit",
    "FilterOpenings",
    "Find",
    "Goal",
    "HowToReachMe",
    "INeed",
    "MayRead",
    "MyBreak",
    "MyHandover",
    "MyNumber",
    "MyPart",
    "MySide",
    "Step",
    "WaitUntil",
    "WhoCanKnow",
]
