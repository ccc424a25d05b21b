"""What the pages that join slices ask."""

from alongside.pages.forms.logs import FilterAudit, FilterOpenings
from alongside.pages.forms.own import ChangeMeeting, Goal, HowToReachMe, INeed, MySide, WaitUntil, WhoCanKnow

__all__ = [
    "ChangeMeeting",
    "FilterAudit",
    "FilterOpenings",
    "Goal",
    "HowToReachMe",
    "INeed",
    "MySide",
    "WaitUntil",
    "WhoCanKnow",
]
