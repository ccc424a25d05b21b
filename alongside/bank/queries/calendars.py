"""What a worker's private calendar holds of the staff bank: the shifts they have."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from alongside.accounts.roles import PEER_WORKER
from alongside.bank.models import Shift
from alongside.core.actors import Actor
from alongside.formats import ical
from alongside.support.queries import events_from


@events_from
def shifts_in_calendar(actor: Actor, first: datetime, last: datetime) -> Iterable[ical.Event]:
    """The shifts that are theirs. One that was cancelled, handed back or swapped away is gone at once."""
    if not actor.has(PEER_WORKER):
        return []
    found = Shift.objects.filter(
        worker__user_id=actor.user_id, status__in=Shift.HELD, starts_at__gte=first, starts_at__lt=last
    )
    return [event_of(shift) for shift in found.select_related("ward")]


def event_of(shift: Shift, *, cancelled: bool = False) -> ical.Event:
    """Says only that it is a shift, and on which ward. Swapped, it is another worker's event under the same name."""
    return ical.Event(
        uid=f"{shift.pk}@alongside",
        sequence=shift.changes,
        cancelled=cancelled,
        summary="Shift",
        starts_at=shift.starts_at,
        minutes=round((shift.ends_at - shift.starts_at).total_seconds() / 60),
        place=shift.ward.name,
        link=f"{settings.PUBLIC_ADDRESS}{reverse('bank:my_shift', args=[shift.pk])}",
    )
