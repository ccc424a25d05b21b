"""How many shifts workers have worked, for what they carry beside groups."""

from collections.abc import Collection, Iterable
from datetime import datetime

from alongside.bank.models import Shift
from alongside.workforce.queries import spells_from


@spells_from
def shifts_worked(worker_ids: Collection[str], first: datetime, last: datetime) -> Iterable[tuple[str, datetime, int]]:
    """The shifts of these workers that began between two moments, worked or not confirmed yet."""
    done = (Shift.Status.FILLED, Shift.Status.WORKED, Shift.Status.CONFIRMED)
    found = Shift.objects.filter(worker__in=worker_ids, status__in=done, starts_at__gte=first, starts_at__lt=last)
    return [
        (worker, starts_at, round((ends_at - starts_at).total_seconds() / 60))
        for worker, starts_at, ends_at in found.values_list("worker", "starts_at", "ends_at")
    ]
