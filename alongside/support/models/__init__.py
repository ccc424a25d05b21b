"""The peer relationship: what was agreed, meetings, contacts, goals, worries, hand-overs and endings."""

from alongside.support.models.apart import Apart
from alongside.support.models.concerns import Concern, Told, Visit
from alongside.support.models.contacts import (
    ATTENDED,
    COULD_NOT,
    DID_NOT_COME,
    HOW,
    IN_PERSON,
    MET,
    MET_LATE,
    PUBLIC_PLACES,
    TOO_LATE,
    WE_CANCELLED,
    WHERE,
    WRITTEN,
    Contact,
    ContactOther,
    ContactStaff,
    TheirWords,
    empty_list,
)
from alongside.support.models.endings import CLOSED_BY_SERVICE, ENDED_TOGETHER, Ending, News
from alongside.support.models.goals import Goal, OwnNumber, Step
from alongside.support.models.handovers import Handover
from alongside.support.models.meetings import Meeting
from alongside.support.models.messages import Feed, Reply
from alongside.support.models.relationships import RHYTHMS, Agreement, Break, MayRead, Relationship
from alongside.support.models.signposts import Signpost
from alongside.support.models.strategies import Strategy, StrategyShown
from alongside.support.models.team_work import AboutPerson, TeamWork

__all__ = [
    "ATTENDED",
    "CLOSED_BY_SERVICE",
    "COULD_NOT",
    "DID_NOT_COME",
    "ENDED_TOGETHER",
    "HOW",
    "IN_PERSON",
    "MET",
    "MET_LATE",
    "PUBLIC_PLACES",
    "RHYTHMS",
    "TOO_LATE",
    "WE_CANCELLED",
    "WHERE",
    "WRITTEN",
    "AboutPerson",
    "Agreement",
    "Apart",
    "Break",
    "Concern",
    "Contact",
    "ContactOther",
    "ContactStaff",
    "Ending",
    "Feed",
    "Goal",
    "Handover",
    "MayRead",
    "Meeting",
    "News",
    "OwnNumber",
    "Relationship",
    "Reply",
    "Signpost",
    "Step",
    "Strategy",
    "StrategyShown",
    "TeamWork",
    "TheirWords",
    "Told",
    "Visit",
    "empty_list",
]
