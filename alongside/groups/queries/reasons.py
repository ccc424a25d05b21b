"""What groups say of why somebody opened a record. Asked of the log of records opened."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, time

from django.utils import timezone

from alongside.core.openings import Reason
from alongside.groups.models import DateWorker, Membership, Runs


def reasons_of_groups(users: Collection[str], people: Collection[str]) -> Iterator[Reason]:
    """They run a group that the person has asked for, waits for or is in, or ran one date of it. Three SQL queries."""
    members = Membership.objects.filter(person__in=people)
    groups: dict[str, list[str]] = {}
    for group, person in members.values_list("group", "person").order_by("group", "person"):
        groups.setdefault(group, []).append(person)
    runs = Runs.objects.filter(worker__user__in=users, group__in=groups)
    for user, group, starts, ends in runs.values_list("worker__user", "group", "starts_on", "ends_on"):
        for person in groups[group]:
            yield Reason(user, person, _start(starts), _start(ends) if ends else None)
    dates = DateWorker.objects.filter(status="on", worker__user__in=users, date__group__in=groups)
    for user, group, starts_at, ends_at in dates.values_list(
        "worker__user", "date__group", "date__starts_at", "date__ends_at"
    ):
        for person in groups[group]:
            yield Reason(user, person, starts_at, ends_at)


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
