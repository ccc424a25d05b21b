"""Groups for tests, made without commands."""

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from alongside.core import clock
from alongside.core.guard import unguarded
from alongside.groups.models import DateWorker, Group, GroupDate
from alongside.workforce.models import Worker
from tests.world import World


def make_group(world: World, name: str = "Art and conversation", **fields: Any) -> Group:
    """A running group on Willow Ward, of an hour, for up to eight, counted by contacts."""
    with unguarded():
        return Group.objects.create(
            **{
                "name": name,
                "purpose": "Make something, talk if you like.",
                "for_whom": "Anyone on the ward",
                "pathway": world.acute,
                "team": world.willow,
                "ward": world.willow_ward,
                "status": Group.Status.RUNNING,
                "started_at": clock.now(),
                "place": "The day room",
                "size": 8,
                "counts": Group.Counts.CONTACTS,
                "together": "We listen. We do not pass on what is said.",
                **fields,
            }
        )


def make_date(group: Group, *workers: Worker, days: int = 1, hour: int = 14, **fields: Any) -> GroupDate:
    """A date of the group, so many days from today (before it: negative), run by these workers."""
    day = clock.today() + timedelta(days=days)
    starts_at = timezone.make_aware(datetime.combine(day, time(hour)))
    with unguarded():
        date = GroupDate.objects.create(
            **{
                "group": group,
                "starts_at": starts_at,
                "ends_at": starts_at + timedelta(minutes=group.minutes),
                **fields,
            }
        )
        for worker in workers:
            DateWorker.objects.create(date=date, worker=worker, since=clock.now())
    return date
