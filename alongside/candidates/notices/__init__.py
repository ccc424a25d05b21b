"""The notices of candidates, a file for each noun."""

from alongside.candidates.notices.hello import (
    ask_for_own_address,
    ask_to_confirm,
    tell_hello,
    tell_known,
)
from alongside.candidates.notices.people import (
    raise_adjustment,
    raise_candidate,
    raise_route,
    tell_in_charge,
    tell_owner,
    tell_there_is_news,
    tell_who_agreed,
    was_raised,
)

__all__ = [
    "ask_for_own_address",
    "ask_to_confirm",
    "raise_adjustment",
    "raise_candidate",
    "raise_route",
    "tell_hello",
    "tell_in_charge",
    "tell_known",
    "tell_owner",
    "tell_there_is_news",
    "tell_who_agreed",
    "was_raised",
]
