"""How useful people say an entry was: told by the slice that holds it, shown here only as numbers that hide no one."""

from collections.abc import Callable
from dataclasses import dataclass

from alongside.accounts.queries import current_service
from alongside.core.actors import Actor
from alongside.partners.models import Entry
from alongside.partners.queries.directory import needs_to_read

Counts = Callable[[str], dict[str, int]]
_TOLD_BY: list[Counts] = []
UNDER = 5


def counted_from(read: Counts) -> Counts:
    """Say who holds what people said of an entry: `read(entry id)` is {"yes": n, "some": n, "no": n}, only of those who
    let it be counted."""
    _TOLD_BY.append(read)
    return read


@dataclass(frozen=True)
class Usefulness:
    """Each number as it may be shown: under the service's own threshold "fewer than 5". None when all are."""

    yes: str
    some: str
    no: str


def usefulness(actor: Actor, entry: Entry) -> Usefulness | None:
    """What people say, or None while there are too few to say anything. No total: it would tell a hidden number."""
    needs_to_read(actor)
    told: dict[str, int] = {"yes": 0, "some": 0, "no": 0}
    for read in _TOLD_BY:
        for said, number in read(entry.pk).items():
            told[said] += number
    service = current_service()
    under = service.suppress_under if service else UNDER
    if max(told.values()) < under:
        return None
    return Usefulness(**{said: str(n) if n >= under else f"fewer than {under}" for said, n in told.items()})
