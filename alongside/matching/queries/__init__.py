"""Questions about offers, the places they hold, and who might walk with whom."""

from alongside.matching.queries.offers import (
    get_asked,
    get_offer,
    get_own,
    late_offers,
    offered,
    offers_for_person,
    offers_for_worker,
    stranded_offers,
)
from alongside.matching.queries.places import (
    Room,
    are_apart,
    available,
    open_offer_counts,
    room_of,
    why_not_ready,
    why_not_waiting,
)
from alongside.matching.queries.suggestions import Plan, chosen, offer_page, shortlist, whole_list

__all__ = [
    "Plan",
    "Room",
    "are_apart",
    "available",
    "chosen",
    "get_asked",
    "get_offer",
    "get_own",
    "late_offers",
    "offer_page",
    "offered",
    "offers_for_person",
    "offers_for_worker",
    "open_offer_counts",
    "room_of",
    "shortlist",
    "stranded_offers",
    "whole_list",
    "why_not_ready",
    "why_not_waiting",
]
