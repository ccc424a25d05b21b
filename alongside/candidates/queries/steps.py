"""One step of somebody's journey, in the words and states that every slice gives it in."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Step:
    """A stone on the path of "my journey".

    `state`: done | now | coming | optional | not_this_time | resting. `whose` turn: you | us | others | shared | "".
    `who` is the named person or body whose turn it is, `by` the day by which, `note` one sentence more. `late` says
    that `by` has passed and that we are sorry. `order` sorts steps of several slices along one line.
    """

    key: str
    title: str
    state: str
    whose: str = ""
    who: str = ""
    by: date | None = None
    note: str = ""
    url: str = ""
    late: bool = False
    order: int = 0
