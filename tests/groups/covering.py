"""Workers and a date to cover, for tests."""

from datetime import timedelta
from typing import Any

from alongside.core import clock
from alongside.core.guard import unguarded
from alongside.groups.models import Cover, CoverAsk, DateWorker, GroupDate
from alongside.workforce.models import Worker
from tests.world import World, make_user, make_worker

NAMES = ("Zed Amber", "Yara Boone", "Xavi Chalke")


def make_peers(world: World, *names: str) -> list[Worker]:
    """More peer workers of Willow Ward, each with an account of their own."""
    peers = []
    for name in names or NAMES:
        key = name.split(" ", 1)[0].lower()
        world.users[key] = make_user(f"{key}@example.org", name, "peer_worker", team=world.willow)
        peers.append(make_worker(world, key, world.willow))
    return peers


def make_clinician(world: World) -> Worker:
    """Nia Brandt, of the ward, as somebody who runs groups."""
    with unguarded():
        return Worker.objects.create(user=world.users["ward"], first_name="Nia", last_name="Brandt", kind="clinician")


def make_ask(date: GroupDate, *workers: Worker, instead_of: DateWorker | None = None, **fields: Any) -> list[CoverAsk]:
    """They are asked to cover the date, and nobody has answered."""
    with unguarded():
        cover = Cover.objects.create(
            date=date,
            instead_of=instead_of,
            **{"kind": "peer", "asked_at": clock.now(), "asked_by": "Marcia Thornby", **fields},
        )
        return [CoverAsk.objects.create(cover=cover, worker=worker, asked_at=clock.now()) for worker in workers]


def fall_ill(row: DateWorker) -> DateWorker:
    with unguarded():
        row.status, row.since = DateWorker.Status.CANNOT, clock.now() - timedelta(minutes=1)
        row.save()
    return row
