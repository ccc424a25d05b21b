"""What workers do that is of slices above: groups they run, shifts they work, and the headings of a framework."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from functools import cache

from django.utils.module_loading import autodiscover_modules

Spells = Callable[[Collection[str], datetime, datetime], Iterable[tuple[str, datetime, int]]]
Framework = Callable[[], Iterable[tuple[str, str]]]
SPELLS: list[Spells] = []
FRAMEWORKS: list[Framework] = []


def spells_from(read: Spells) -> Spells:
    """Say how a slice reads what these workers (ids) did between two moments: rows of (worker id, when, minutes).
    One SQL query, and nothing of whom it was with."""
    SPELLS.append(read)
    return read


def competences_from(read: Framework) -> Framework:
    """Say how a slice reads the framework of competences it holds as data: rows of (code, title), in order."""
    FRAMEWORKS.append(read)
    return read


@cache
def _found() -> None:
    """Every slice's, whichever of them were asked for before."""
    autodiscover_modules("queries")


def spells_of(worker_ids: Collection[str], first: datetime, last: datetime) -> list[tuple[str, datetime, int]]:
    """Groups and shifts of these workers together, as (worker id, when, minutes). A query for each slice."""
    _found()
    return [row for read in SPELLS for row in read(worker_ids, first, last)]


def competences() -> list[tuple[str, str]]:
    """(code, title) of each heading of the framework this service works by, in its order."""
    _found()
    return [row for read in FRAMEWORKS for row in read()]
