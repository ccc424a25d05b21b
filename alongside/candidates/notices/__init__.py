"""The notices of candidates, a file for each noun."""

from alongside.candidates.notices.people import (
    raise_adjustment,
    raise_candidate,
    raise_route,
    tell_in_charge,
    tell_owner,
    tell_there_is_news,
    tell_who_agreed,
)

__all__ = [
    "raise_adjustment",
    "raise_candidate",
    "raise_route",
    "tell_in_charge",
    "tell_owner",
    "tell_there_is_news",
    "tell_who_agreed",
]
