"""How someone's training is going, watched early: while there is still time for a kind call or a catch-up."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

CAME = ("here", "late", "caught_up")
OFTEN_LATE = 3
ON_TRACK, CALL, CATCH_UP = "on_track", "call", "catch_up"


@dataclass(frozen=True)
class Sat:
    """One session of a course for one person. `mark`: here, late, away, caught_up, or empty for none yet."""

    number: int
    mark: str = ""
    required: bool = False
    over: bool = False


@dataclass(frozen=True)
class Outlook:
    """`spare` is how many more may be missed; below nought, that many must be caught up. `met`: the rule is kept."""

    came: int
    over: int
    needed: int
    spare: int
    state: str
    why: tuple[str, ...]
    to_catch_up: tuple[int, ...]
    met: bool


def outlook(sessions: Sequence[Sat], percent: int) -> Outlook:
    """On track, may need a kind call, or cannot finish without catching up; and why, in words.

    `percent` of all sessions must be come to or caught up, and every required one. A session that is over and not
    marked is not held against anybody.
    """
    needed = ceil(len(sessions) * percent / 100)
    came = sum(sat.mark in CAME for sat in sessions)
    missed = tuple(sat.number for sat in sessions if sat.mark == "away")
    must = tuple(sat.number for sat in sessions if sat.mark == "away" and sat.required)
    spare = len(sessions) - len(missed) - needed
    calls = _signs(sessions, spare, missed)
    why = (
        *(f"Missed session {number}, which everyone needs" for number in must),
        *((f"Needs to catch up {max(-spare, 1)} to finish",) if spare < 0 else ()),
        *calls,
    )
    return Outlook(
        came=came,
        over=sum(sat.over for sat in sessions),
        needed=needed,
        spare=spare,
        state=CATCH_UP if must or spare < 0 else CALL if calls else ON_TRACK,
        why=why,
        to_catch_up=missed,
        met=came >= needed and all(sat.mark in CAME for sat in sessions if sat.required),
    )


def _signs(sessions: Sequence[Sat], spare: int, missed: tuple[int, ...]) -> tuple[str, ...]:
    """What says that a kind call may help."""
    marked = [sat.mark for sat in sessions if sat.mark]
    row = 0
    for mark in reversed(marked):
        if mark != "away":
            break
        row += 1
    late = marked.count("late")
    return (
        *((f"Missed {row} in a row",) if row >= 2 else ()),
        *(("The next one missed would need catching up",) if missed and spare == 0 else ()),
        *((f"Late {late} times",) if late >= OFTEN_LATE else ()),
    )
