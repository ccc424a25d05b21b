"""Shifts in each state for tests, and what was said and done about them."""

from datetime import datetime, timedelta
from typing import Any

from alongside.accounts.queries import actor_for
from alongside.bank import commands
from alongside.bank.models import Shift
from alongside.core import clock
from alongside.core.actors import Actor, process
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent, Notice
from alongside.workforce.models import Worker
from tests.bank.setting_up import make_shift
from tests.world import World

JOB = process("a job")


def actor(worker: Worker) -> Actor:
    """A worker as they act."""
    return actor_for(worker.user)


def offered(world: World, *workers: Worker, **fields: Any) -> Shift:
    """A shift offered to these workers."""
    shift = make_shift(world, **fields)
    commands.offer_to(world.bank, shift, workers=list(workers))
    return shift


def filled(world: World, worker: Worker, **fields: Any) -> Shift:
    """A shift that the worker took."""
    shift = offered(world, worker, **fields)
    commands.claim_shift(actor(worker), shift)
    return shift


def worked(world: World, worker: Worker, **fields: Any) -> Shift:
    """A shift of yesterday that the worker has, without saying their hours yet."""
    return make_shift(world, **{"days": -1, "status": "filled", "worker": worker, "filled_at": clock.now(), **fields})


def hours(shift: Shift, **changed: Any) -> dict[str, Any]:
    """Worked as planned."""
    return {"worked_from": shift.starts_at, "worked_until": shift.ends_at, "worked_break": 0, **changed}


def need(world: World, **changed: Any) -> dict[str, Any]:
    """What a ward asks for: three hours a week from now."""
    starts_at = (clock.now() + timedelta(days=7)).replace(hour=13, minute=0, second=0, microsecond=0)
    facts = {"ward": world.willow_ward, "starts_at": starts_at, "what_for": "Games, with Nia"}
    facts["ends_at"] = starts_at + timedelta(hours=3)
    return {**facts, **changed}


def change(row: Any, **fields: Any) -> Any:
    with unguarded():
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()
    return row


def answers(shift: Shift) -> dict[str, str]:
    """Each worker's answer by first name."""
    return dict(shift.offers.values_list("worker__first_name", "status"))


def said_to(email: str) -> list[str]:
    """The subjects of what was written to an address, in any order of one moment."""
    return sorted(Notice.objects.filter(to=email).values_list("subject", flat=True))


def letters(email: str) -> str:
    """All that was written to an address."""
    return "\n".join(f"{row.subject}\n{row.text}" for row in Notice.objects.filter(to=email))


def invitations(email: str) -> list[str]:
    """REQUEST or CANCEL of each invitation written to an address, in any order of one moment."""
    rows = Notice.objects.filter(to=email).exclude(calendar="").values_list("calendar", flat=True)
    return sorted("CANCEL" if "METHOD:CANCEL" in row else "REQUEST" for row in rows)


def actions() -> list[str]:
    return list(AuditEvent.objects.values_list("action", flat=True))


def at(shift: Shift, **before: float) -> datetime:
    """A moment so long before the shift begins."""
    return shift.starts_at - timedelta(**before)
