"""The audit: what changed, on what, by whom, when and why. Written by commands, read by governance."""

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from alongside.core.models import AuditEvent, Opening

if TYPE_CHECKING:
    from alongside.core.actors import Actor
    from alongside.core.commands import Act

CHANGED = "changed"
KEPT = (models.DateField, models.TimeField, models.IntegerField, models.DecimalField, models.BooleanField)


def snapshot(subject: models.Model | None) -> dict[str, Any]:
    """The subject's column values by name; empty for no subject or one that is not saved yet."""
    if subject is None or subject._state.adding:
        return {}
    return {field.attname: field.value_from_object(subject) for field in subject._meta.concrete_fields}


def keeps_value(field: "models.Field[Any, Any]", private: frozenset[str]) -> bool:
    """Values are kept only for states, dates, numbers, codes and ids: never for words or who someone is."""
    if field.name in private:
        return False
    return bool(isinstance(field, KEPT) or field.choices or field.is_relation or field.primary_key)


def record(action: str, act: "Act", subject: models.Model, *, before: dict[str, Any], reason: str) -> None:
    """Write one event. `before` is the snapshot taken under the lock."""
    private: frozenset[str] = getattr(subject, "AUDIT_PRIVATE", frozenset())
    changes: dict[str, Any] = {}
    for field in subject._meta.concrete_fields:
        old, new = before.get(field.attname), field.value_from_object(subject)
        if old != new and not (not before and new in ("", None, [], {})):
            changes[field.attname] = [old, new] if keeps_value(field, private) else CHANGED
    AuditEvent.objects.create(
        act_id=act.id,
        action=action,
        at=act.at,
        actor_name=act.actor.name,
        actor_id=act.actor.user_id,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        changes=json.loads(json.dumps(changes, cls=DjangoJSONEncoder)),
        reason=reason,
    )


def opened(actor: "Actor", subject: models.Model | None, how: str, *, at: datetime, words: str = "") -> None:
    """Log that `actor` opened, exported, printed or searched. `how` is one of Opening.How."""
    Opening.objects.create(
        at=at,
        how=how,
        actor_name=actor.name,
        actor_id=actor.user_id,
        subject_type=subject._meta.label_lower if subject is not None else "",
        subject_id=str(subject.pk) if subject is not None else "",
        words=words,
    )


def sentence(event: AuditEvent, says: str) -> str:
    """An event read aloud: "Ines Okafor accepted the request on 3 March 2026 at 10:05: status received → accepted"."""
    moment = _local(event.at)
    parts = [f"{event.actor_name} {says} on {moment}"]
    told = [f"{name.removesuffix('_id').replace('_', ' ')} {_change(value)}" for name, value in event.changes.items()]
    told = [text for text in told if not text.startswith("id ")]
    if told:
        parts.append(": " + ", ".join(told))
    if event.reason:
        parts.append(f". Why: {event.reason}")
    return "".join(parts)


def _change(value: Any) -> str:
    if value == CHANGED:
        return CHANGED
    old, new = value
    return f"set to {new}" if old in (None, "", False) else f"{old} → {new}"


def _local(moment: datetime | date) -> str:
    from django.utils import timezone

    local = timezone.localtime(moment) if isinstance(moment, datetime) else moment
    return f"{local.day} {local:%B %Y at %H:%M}"
