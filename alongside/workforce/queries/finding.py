"""Finding workers by part of a name, among those the actor may see."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q

from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.names import searchable
from alongside.workforce.models import Assignment
from alongside.workforce.policies import visible_workers


@dataclass(frozen=True)
class FoundWorker:
    id: str
    name: str
    teams: tuple[str, ...]
    has_left: bool


def find_workers(actor: Actor, words: str, limit: int) -> list[FoundWorker]:
    """Up to `limit` workers with all these parts in their name, in any order, case and accents aside. Three queries.

    A service has hundreds of workers, not thousands: their names are looked through here.
    """
    asked, today = searchable(words).split(), clock.today()
    if not asked:
        return []
    current = Q(starts_on__lte=today) & (Q(ends_on=None) | Q(ends_on__gte=today))
    names = (
        visible_workers(actor).order_by("last_name", "first_name", "pk").values_list("pk", "first_name", "last_name")
    )
    keys = [pk for pk, first, last in names if all(word in searchable(f"{first} {last}") for word in asked)][:limit]
    found = visible_workers(actor).prefetch_related(
        Prefetch("assignments", Assignment.objects.filter(current).select_related("team"), to_attr="now")
    )
    rows: dict[str, Any] = found.in_bulk(keys) if keys else {}
    return [
        FoundWorker(
            pk,
            rows[pk].full_name,
            tuple(sorted({assignment.team.name for assignment in rows[pk].now})),
            bool(rows[pk].leaves_on and rows[pk].leaves_on < today),
        )
        for pk in keys
    ]
