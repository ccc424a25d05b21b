"""How much a worker carries, in numbers alone: for whoever supervises them. Never who the people are."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from itertools import pairwise

from django.db.models import Count, Q
from django.utils import timezone

from alongside.support.models import ATTENDED, ContactStaff, Relationship
from alongside.support.queries.due import due
from alongside.support.queries.people import open_counts as taken
from alongside.support.queries.weeks import last_monday

__all__ = ["quiet_people", "taken", "weeks_of"]

WEEKS = 8


def quiet_people(worker_ids: Iterable[str]) -> dict[str, int]:
    """How many of the people each of these workers walks with have gone quiet. One query and the service's days."""
    ids = list(worker_ids)
    found = due(Relationship.objects.filter(worker__in=ids), "quiet").order_by()
    counted = Counter(dict(found.values_list("worker").annotate(n=Count("pk"))))
    return {worker: counted[worker] for worker in ids}


def weeks_of(worker_ids: Iterable[str], weeks: int = WEEKS) -> dict[str, tuple[int, ...]]:
    """The contacts that took place with each of these workers there, in each of the last whole weeks, Monday to
    Sunday, the oldest first. One query."""
    ids = list(worker_ids)
    mondays = [last_monday() + timedelta(weeks=n - weeks + 1) for n in range(weeks + 1)]
    marks = [timezone.make_aware(datetime.combine(monday, time.min)) for monday in mondays]
    found = ContactStaff.objects.filter(
        worker__in=ids,
        starts_at__gte=marks[0],
        starts_at__lt=marks[-1],
        contact__is_current=True,
        contact__attendance__in=ATTENDED,
    )
    each = {
        f"week_{n}": Count("pk", filter=Q(starts_at__gte=start, starts_at__lt=end))
        for n, (start, end) in enumerate(pairwise(marks))
    }
    rows = found.values("worker").annotate(**each).values_list("worker", *each)
    counted = {worker: tuple(of_weeks) for worker, *of_weeks in rows}
    return {worker: counted.get(worker, (0,) * weeks) for worker in ids}
