"""What the pages that join slices ask."""

from alongside.pages.forms.editor import (
    AddPicture,
    AddText,
    ChangePicture,
    ChangeText,
    KeepFilm,
    KeepStory,
    ReadAgain,
    TakeDown,
    WriteText,
    WriteYes,
)
from alongside.pages.forms.find import Find
from alongside.pages.forms.logs import AnswerOpening, CloseQuestion, FilterAudit, FilterOpenings, FilterQuestions
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
    "AddPicture",
    "AddText",
    "AnswerOpening",
    "ChangeMeeting",
    "ChangePicture",
    "ChangeText",
    "CloseQuestion",
    "ComeBack",
    "FilterAudit",
    "FilterOpenings",
    "FilterQuestions",
    "Find",
    "Goal",
    "HowToReachMe",
    "INeed",
    "KeepFilm",
    "KeepStory",
    "MayRead",
    "MyBreak",
    "MyHandover",
    "MyNumber",
    "MyPart",
    "MySide",
    "ReadAgain",
    "Step",
    "TakeDown",
    "WaitUntil",
    "WhoCanKnow",
    "WriteText",
    "WriteYes",
]
