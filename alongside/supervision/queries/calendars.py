"""What a worker's private calendar holds of supervision: the sessions they are in or lead."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from alongside.core.actors import Actor
from alongside.formats import ical
from alongside.supervision import policies
from alongside.supervision.models import Session
from alongside.support.queries import events_from


@events_from
def sessions_in_calendar(actor: Actor, first: datetime, last: datetime) -> Iterable[ical.Event]:
    """Theirs that stand. One that was cancelled is gone at once; one that somebody covers is in the cover's."""
    if not actor.has(*policies.INVOLVED):
        return []
    found = policies.read_sessions(actor).filter(starts_at__gte=first, starts_at__lt=last)
    found = found.exclude(status=Session.Status.CANCELLED).select_related("supervision__supervisor", "led_by")
    return [event_of(session) for session in found.order_by("starts_at") if _is_there(actor, session)]


def _is_there(actor: Actor, session: Session) -> bool:
    away = session.supervision.supervisor.user_id == actor.user_id
    return not away or session.led_by.user_id == actor.user_id


def event_of(session: Session, *, cancelled: bool = False) -> ical.Event:
    """Says only that it is supervision, and where."""
    return ical.Event(
        uid=f"{session.pk}@alongside",
        sequence=session.changes,
        cancelled=cancelled,
        summary="Supervision",
        starts_at=session.starts_at,
        minutes=session.minutes,
        place=session.where,
        link=f"{settings.PUBLIC_ADDRESS}{reverse('supervision:session', args=[session.pk])}",
    )
