"""What a worker's private calendar holds of groups: the dates they run."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from alongside.accounts.roles import PEER_WORKER
from alongside.core.actors import Actor
from alongside.formats import ical
from alongside.groups.models import DateWorker, GroupDate
from alongside.support.queries import events_from


@events_from
def dates_in_calendar(actor: Actor, first: datetime, last: datetime) -> Iterable[ical.Event]:
    """The dates they run and that stand. One that did not go ahead, or that they cannot come to, is gone at once.

    Whoever comes with a shift of the staff bank has that in their calendar instead: one place to be, one event.
    """
    if not actor.has(PEER_WORKER):
        return []
    found = GroupDate.objects.filter(
        workers__worker__user_id=actor.user_id,
        workers__status=DateWorker.Status.ON,
        workers__with_shift=False,
        starts_at__gte=first,
        starts_at__lt=last,
    ).exclude(status=GroupDate.Status.CANCELLED)
    return [event_of(date) for date in found.select_related("group__ward")]


def event_of(date: GroupDate, *, cancelled: bool = False) -> ical.Event:
    """Says only that it is a group, and where. The same sequence said later replaces what was said (RFC 5546)."""
    ward = date.group.ward.name if date.group.ward else ""
    place = date.place or date.group.place
    return ical.Event(
        uid=f"{date.pk}@alongside",
        sequence=date.changes,
        cancelled=cancelled,
        summary="Group",
        starts_at=date.starts_at,
        minutes=round((date.ends_at - date.starts_at).total_seconds() / 60),
        place=", ".join(filter(None, (place, ward))),
        link=f"{settings.PUBLIC_ADDRESS}{reverse('groups:date', args=[date.pk])}",
    )
