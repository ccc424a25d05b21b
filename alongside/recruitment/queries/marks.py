"""How two people's scores become one answer: plain rules, with no database in them.

0 not shown, 1 partly, 2 shown, 3 shown well. A cell is one criterion of one application.
"""

from collections.abc import Sequence
from dataclasses import dataclass

WORDS = {0: "not shown", 1: "partly", 2: "shown", 3: "shown well"}
APART = 2  # scores so far apart are talked about, whatever they change
MEET, NOT_THIS_TIME, TALK, WAITING = "meet", "not_this_time", "talk", "waiting"
ANSWERS = {TALK: "Talk", WAITING: "Being read", MEET: "Meet", NOT_THIS_TIME: "Not this time"}


@dataclass(frozen=True)
class Cell:
    """The two scores of one criterion, as far as they are in; and the one that stands, once agreed or settled."""

    criterion_id: str
    essential: bool
    first: int | None = None
    second: int | None = None
    agreed: int | None = None

    @property
    def both(self) -> bool:
        return self.first is not None and self.second is not None

    def standing(self) -> int | None:
        """What was agreed; else the kinder of two that need no talk. None until both are in."""
        if self.agreed is not None:
            return self.agreed
        return max(self.first, self.second) if self.first is not None and self.second is not None else None

    def below(self, bar: int) -> bool:
        """Surely short of the bar: agreed so, or both said so."""
        if self.agreed is not None:
            return self.agreed < bar
        return self.first is not None and self.second is not None and max(self.first, self.second) < bar

    def crosses(self, bar: int) -> bool:
        """One of the two is at the bar, the other is not."""
        return self.first is not None and self.second is not None and (self.first < bar) != (self.second < bar)


def to_talk(cells: Sequence[Cell], bar: int) -> frozenset[str]:
    """Criteria to talk about: scores 2 apart, or on two sides of the bar where that could change the answer.

    It cannot where another essential is surely short of the bar: the answer is then the same either way.
    """
    found = set()
    for cell in cells:
        if not cell.both or cell.agreed is not None:
            continue
        apart = abs(cell.first - cell.second) >= APART  # type: ignore[operator]
        decided = any(other.below(bar) for other in cells if other.essential and other is not cell)
        if apart or (cell.essential and cell.crosses(bar) and not decided):
            found.add(cell.criterion_id)
    return frozenset(found)


def answer(cells: Sequence[Cell], bar: int) -> str:
    """MEET when every essential stands at the bar or above; WAITING until both are in; TALK while two must talk."""
    if not all(cell.both or cell.agreed is not None for cell in cells):
        return WAITING
    if to_talk(cells, bar):
        return TALK
    return MEET if all(cell.standing() >= bar for cell in cells if cell.essential) else NOT_THIS_TIME  # type: ignore[operator]


def total(cells: Sequence[Cell]) -> int:
    """All that was shown, essential or not: only to choose between people who all reached the bar."""
    return sum(cell.standing() or 0 for cell in cells)
