"""Asks, talks and speakers for tests, made without commands."""

from datetime import timedelta
from typing import Any

from alongside.core import clock
from alongside.core.guard import unguarded
from alongside.core.ids import new_id
from alongside.core.models import AuditEvent
from alongside.outreach.models import Ask, AwarenessWeek, Contribution, Contributor, Speaker, Talk
from alongside.workforce.models import Worker
from tests.world import World

ASKED = {
    "kind": "teaching",
    "audience": "students",
    "about": "Two hours with second-year nurses.",
    "organisation_name": "Tarnshire University",
    "asked_by": "Dana Whitlow",
    "email": "dana@example.net",
}


def make_ask(status: str = "asked", **fields: Any) -> Ask:
    """By a university, two days ago, to be answered tomorrow."""
    with unguarded():
        return Ask.objects.create(
            **{
                **ASKED,
                "once": new_id(),
                "status": status,
                "asked_at": clock.now() - timedelta(days=2),
                "reply_by": clock.today() + timedelta(days=1),
                **fields,
            }
        )


def make_talk(world: World, *, hours: float = 72, planned_by: str | None = "lead", **fields: Any) -> Talk:
    """Of an hour, that many hours from now (before it: negative), planned by the lead."""
    starts_at = clock.now() + timedelta(hours=hours)
    given = {"given_at": clock.now(), "head_count": 12} if fields.get("status") == "given" else {}
    with unguarded():
        return Talk.objects.create(
            **{
                "title": "What helps on the ward",
                "audience": "students",
                "kind": "teaching",
                "starts_at": starts_at,
                "ends_at": starts_at + timedelta(hours=1),
                "where": "Room 4",
                "planned_by": world.users[planned_by] if planned_by else None,
                **given,
                **fields,
            }
        )


def make_speaker(talk: Talk, worker: Worker, status: str = "asked", **fields: Any) -> Speaker:
    with unguarded():
        return Speaker.objects.create(
            **{"talk": talk, "worker": worker, "status": status, "asked_at": clock.now(), **fields}
        )


def make_week(name: str = "A week about kindness", *, days: int = 30, **fields: Any) -> AwarenessWeek:
    first = clock.today() + timedelta(days=days)
    with unguarded():
        return AwarenessWeek.objects.create(
            **{"name": name, "starts_on": first, "ends_on": first + timedelta(days=6), **fields}
        )


def make_contribution(*workers: Worker, **fields: Any) -> Contribution:
    with unguarded():
        made = Contribution.objects.create(
            **{
                "kind": "network",
                "title": "The regional network",
                "began_on": clock.today(),
                "written_by": "Marcia Thornby",
                "written_at": clock.now(),
                **fields,
            }
        )
        for worker in workers:
            Contributor.objects.create(contribution=made, worker=worker)
    return made


def change(row: Any, **fields: Any) -> Any:
    with unguarded():
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()
    return row


def actions() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))
