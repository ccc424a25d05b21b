"""Supervisors and supervision for tests, made without commands."""

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from alongside.core import clock
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent, Notice
from alongside.supervision.models import Here, Rhythm, Session, Supervisee, Supervision
from alongside.workforce.models import Away, Worker
from tests.world import World, worker_of


def make_rhythms(**needed: bool) -> None:
    """Four weeks of each strand with a week of grace; only the peer strand is needed unless said."""
    with unguarded():
        for strand in ("line", "clinical", "peer"):
            Rhythm.objects.get_or_create(
                strand=strand, defaults={"weeks": 4, "needed": needed.get(strand, strand == "peer")}
            )


def make_supervisor(world: World, name: str = "supervisor", **fields: Any) -> Worker:
    """The record as a worker of somebody who supervises: a clinician with no team, unless said."""
    user = world.users[name]
    first, last = user.name.split(" ", 1)
    with unguarded():
        return Worker.objects.get_or_create(
            user=user, defaults={"first_name": first, "last_name": last, "kind": "clinician", **fields}
        )[0]


def make_supervision(
    world: World,
    *people: Worker,
    by: str = "supervisor",
    strand: str = "peer",
    days_ago: int = 60,
    **fields: Any,
) -> Supervision:
    """Imani's peer supervision by Sefa, one to one, since two months ago."""
    since = clock.today() - timedelta(days=days_ago)
    supervisor = make_supervisor(world, by)
    with unguarded():
        made = Supervision.objects.create(strand=strand, supervisor=supervisor, began_on=since, **fields)
        for worker in people or (worker_of(world),):
            Supervisee.objects.create(supervision=made, worker=worker, since=since)
    return made


def moment(days: int, hour: int = 10) -> datetime:
    """So many days from today, at this hour where the service is."""
    return timezone.make_aware(datetime.combine(clock.today() + timedelta(days=days), time(hour)))


def make_session(supervision: Supervision, *, days: int = 7, status: str = "planned", **fields: Any) -> Session:
    """A session so many days from today; held or cancelled ones with what that needs, everybody there."""
    starts_at = moment(days)
    with unguarded():
        session = Session.objects.create(
            supervision=supervision,
            **{
                "starts_at": starts_at,
                "led_by": supervision.supervisor,
                "status": status,
                "held_at": starts_at if status == "held" else None,
                "cancelled_at": starts_at if status == "cancelled" else None,
                "cancelled_by": "other" if status == "cancelled" else "",
                "where": "The quiet room",
                **fields,
            },
        )
        for place in supervision.people.all() if status == "held" else ():
            Here.objects.create(session=session, worker=place.worker)
    return session


def make_away(worker: Worker, first: int, last: int) -> Away:
    """Away from so many days from today to so many."""
    with unguarded():
        return Away.objects.create(
            worker=worker,
            starts_on=clock.today() + timedelta(days=first),
            ends_on=clock.today() + timedelta(days=last),
            written_by=worker.full_name,
            written_at=clock.now(),
        )


def subjects(email: str) -> list[str]:
    """The subjects of what was written to this address."""
    return list(Notice.objects.filter(to=email).order_by("written_at", "pk").values_list("subject", flat=True))


def actions() -> list[str]:
    return list(AuditEvent.objects.order_by("at", "pk").values_list("action", flat=True))
