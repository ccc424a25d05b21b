"""What a worker's private calendar holds of talks: those at which they said they speak."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from alongside.accounts.roles import PEER_WORKER
from alongside.core.actors import Actor
from alongside.formats import ical
from alongside.outreach.models import Speaker, Talk
from alongside.outreach.policies import COMING
from alongside.support.queries import events_from


@events_from
def talks_in_calendar(actor: Actor, first: datetime, last: datetime) -> Iterable[ical.Event]:
    """Talks that stand and that they said yes to. One that is cancelled, or that they stepped back from, is gone."""
    if not actor.has(PEER_WORKER):
        return []
    mine = Speaker.objects.filter(worker__user_id=actor.user_id, status__in=COMING)
    found = Talk.objects.filter(pk__in=mine.values("talk"), starts_at__gte=first, starts_at__lt=last)
    return [event_of(talk) for talk in found.exclude(status=Talk.Status.CANCELLED).order_by("starts_at", "pk")]


def event_of(talk: Talk, *, cancelled: bool = False) -> ical.Event:
    """Says only that it is a talk, and where."""
    return ical.Event(
        uid=f"{talk.pk}@alongside",
        sequence=talk.changes,
        summary="Talk",
        starts_at=talk.starts_at,
        minutes=round((talk.ends_at - talk.starts_at).total_seconds() / 60),
        cancelled=cancelled,
        place=talk.where,
        link=f"{settings.PUBLIC_ADDRESS}{reverse('outreach:talk', args=[talk.pk])}",
    )
