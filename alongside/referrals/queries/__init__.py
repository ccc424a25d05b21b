"""Questions about people and requests, by what they are for."""

from alongside.referrals.models import searchable
from alongside.referrals.policies import may_list, may_search
from alongside.referrals.queries.people import (
    NeedRow,
    PersonPage,
    get_identifier,
    get_need,
    get_other_contact,
    get_person,
    get_sharing,
    needs_of,
    person_page,
    search_people,
    sharing_of,
)
from alongside.referrals.queries.referrers import JourneyStep, MyReferral, get_question, my_referrals, usual_place
from alongside.referrals.queries.repeats import Repeat, get_pair, repeats_of
from alongside.referrals.queries.requests import (
    RequestRow,
    get_asked,
    get_referral,
    get_request,
    own_referral,
    request_page,
    requests,
    said_yes,
    theme_names,
    unread_too_long,
    working_days_ago,
)
from alongside.referrals.queries.waiting import ReadyRow, WaitingRow, ready_to_match, waiting

__all__ = [
    "JourneyStep",
    "MyReferral",
    "NeedRow",
    "PersonPage",
    "ReadyRow",
    "Repeat",
    "RequestRow",
    "WaitingRow",
    "get_asked",
    "get_identifier",
    "get_need",
    "get_other_contact",
    "get_pair",
    "get_person",
    "get_question",
    "get_referral",
    "get_request",
    "get_sharing",
    "may_list",
    "may_search",
    "my_referrals",
    "needs_of",
    "own_referral",
    "person_page",
    "ready_to_match",
    "repeats_of",
    "request_page",
    "requests",
    "said_yes",
    "search_people",
    "searchable",
    "sharing_of",
    "theme_names",
    "unread_too_long",
    "usual_place",
    "waiting",
    "working_days_ago",
]
