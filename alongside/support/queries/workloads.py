"""How much a worker carries, in numbers alone: for whoever supervises them. Never who the people are."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.db.models import Count
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
    first = last_monday() - timedelta(weeks=weeks - 1)
    days = (first, first + timedelta(weeks=weeks))
    start, end = (timezone.make_aware(datetime.combine(day, time.min)) for day in days)
    found = ContactStaff.objects.filter(
        worker__in=ids,
        contact__is_current=True,
        contact__attendance__in=ATTENDED,
        contact__starts_at__gte=start,
        contact__starts_at__lt=end,
    )
    counted: Counter[tuple[str, int]] = Counter()
    for worker, moment in found.values_list("worker", "contact__starts_at"):
        counted[worker, (timezone.localdate(moment) - first).days // 7] += 1
    return {worker: tuple(counted[worker, week] for week in range(weeks)) for worker in ids}
