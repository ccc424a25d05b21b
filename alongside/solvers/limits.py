"""The rules of working time by name with their sources, their numbers, and what is said when one would be broken."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from alongside.solvers.spells import ENGLAND

RULES = {
    "overlap": "Nobody is in two places at once",
    "rest": "11 hours’ rest in each 24 (Working Time Regulations 1998, reg. 10)",
    "weekly_rest": "24 hours’ rest in each 7 days, or 48 in each 14 (Working Time Regulations 1998, reg. 11)",
    "average": "48 hours a week on average over 17 weeks, unless opted out (Working Time Regulations 1998, regs 4, 5)",
    "night": "Night workers: 8 hours in each 24 on average (Working Time Regulations 1998, reg. 6)",
    "break": "20 minutes’ break in a day longer than 6 hours (Working Time Regulations 1998, reg. 12)",
    "longest_shift": "This service’s own rule: the longest shift",
    "local_cap": "This service’s own rule: hours in one week, all posts together",
    "own_limit": "Their own wish: hours in one week, all posts together",
}
"""Every rule by its name, in words with its source."""
ALWAYS_STOPS = frozenset({"overlap"})
NEVER_SET_ASIDE = frozenset({"overlap", "average", "own_limit"})
"""Nobody else may allow these: two places at once, the law's average (theirs to opt out of), their own wish."""
NEEDS_REST = frozenset({"rest", "weekly_rest"})
"""Set aside only with as much rest given instead, soon after (regs 21 and 24; not verified)."""


@dataclass(frozen=True)
class Limits:
    """The numbers of the rules (hours), which of them stop an offer, and whose wall clock."""

    stops: frozenset[str] = frozenset({"overlap", "rest", "weekly_rest", "longest_shift"})
    average_hours: float = 48
    average_weeks: int = 17
    rest_hours: float = 11
    longest_shift_hours: float = 13
    local_cap_hours: float | None = None
    break_minutes: int = 20
    zone: ZoneInfo = ENGLAND


@dataclass(frozen=True)
class Problem:
    """One rule the new spell would break: in words to the worker, in words about them, and where it comes from."""

    rule: str
    words: str
    source: str
    stops: bool
    about: str = ""
    """The same said to a colleague; empty where `words` does for both."""

    @property
    def said(self) -> str:
        return self.about or self.words
