"""The audit and the openings log, for governance."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from alongside.core import audit
from alongside.core.actors import Actor
from alongside.core.commands import COMMANDS
from alongside.core.errors import NotAllowed
from alongside.core.models import AuditEvent, Opening
from alongside.pages import policies


@dataclass(frozen=True)
class EventRow:
    at: datetime
    sentence: str
    action: str
    subject_type: str
    subject_id: str
    act_id: str


def audit_events(
    actor: Actor, *, who: str = "", action: str = "", subject: str = "", since: date | None = None
) -> QuerySet[AuditEvent]:
    """Events newest first, by who did it (part of a name), the action, or the id of a record."""
    if not policies.may_read_logs(actor):
        raise NotAllowed("read the audit")
    rows = AuditEvent.objects.order_by("-at", "-id")
    if who:
        rows = rows.filter(actor_name__icontains=who)
    if action:
        rows = rows.filter(action=action)
    if subject:
        rows = rows.filter(subject_id=subject)
    if since:
        rows = rows.filter(at__date__gte=since)
    return rows


def as_sentences(events: Iterable[AuditEvent]) -> list[EventRow]:
    """Each event read aloud. An action whose command has gone is read by its name."""
    return [
        EventRow(
            at=event.at,
            sentence=audit.sentence(event, COMMANDS[event.action].says if event.action in COMMANDS else event.action),
            action=event.action,
            subject_type=event.subject_type,
            subject_id=event.subject_id,
            act_id=event.act_id,
        )
        for event in events
    ]


def record_openings(
    actor: Actor,
    *,
    who: str = "",
    how: str = "",
    subject: str = "",
    since: date | None = None,
    until: date | None = None,
) -> QuerySet[Opening]:
    """Openings newest first, by who opened (part of a name), how, the id of a record, and between two days."""
    if not policies.may_read_logs(actor):
        raise NotAllowed("read the openings log")
    rows = Opening.objects.order_by("-at", "-id")
    if who:
        rows = rows.filter(actor_name__icontains=who)
    if how:
        rows = rows.filter(how=how)
    if subject:
        rows = rows.filter(subject_id=subject)
    if since:
        rows = rows.filter(at__gte=_midnight(since))
    if until:
        rows = rows.filter(at__lt=_midnight(until + timedelta(days=1)))
    return rows


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
