"""The forms of candidates, a file for each noun."""

from alongside.candidates.forms.adjustments import AgreeAdjustment, AskAdjustment, NotPossible
from alongside.candidates.forms.enquiries import (
    AnswerEnquiry,
    AskQuestion,
    CloseEnquiry,
    FilterEnquiries,
    PassEnquiry,
    WriteEnquiry,
)
from alongside.candidates.forms.interest import EXAMPLES, Helps, Name, ReachYou, WithTeam, Words, ways
from alongside.candidates.forms.messages import WriteMessage
from alongside.candidates.forms.people import AskAlert, ChangeCandidate, FilterCandidates, WriteCandidate
from alongside.candidates.forms.routes import (
    ArrangeRoute,
    AskRoute,
    AskRouteWithTeam,
    Outcome,
    PassOn,
    ReviewRoute,
    RouteDayForm,
    RouteKindForm,
)

__all__ = [
    "EXAMPLES",
    "AgreeAdjustment",
    "AnswerEnquiry",
    "ArrangeRoute",
    "AskAdjustment",
    "AskAlert",
    "AskQuestion",
    "AskRoute",
    "AskRouteWithTeam",
    "ChangeCandidate",
    "CloseEnquiry",
    "FilterCandidates",
    "FilterEnquiries",
    "Helps",
    "Name",
    "NotPossible",
    "Outcome",
    "PassEnquiry",
    "PassOn",
    "ReachYou",
    "ReviewRoute",
    "RouteDayForm",
    "RouteKindForm",
    "WithTeam",
    "Words",
    "WriteCandidate",
    "WriteEnquiry",
    "WriteMessage",
    "ways",
]
