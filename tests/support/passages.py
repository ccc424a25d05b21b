"""Another peer worker to hand over to, and hand-overs in each state, for tests; made without commands."""

from datetime import timedelta
from typing import Any

from alongside.core import clock
from alongside.core.guard import unguarded
from alongside.support.models import Handover, Relationship
from alongside.workforce.models import Worker
from tests.world import World, make_user, make_worker

Role = "peer_worker"


def make_next_worker(world: World, name: str = "Bryn Talbot", **fields: Any) -> Worker:
    """A peer worker of Thanet beside Imani, with an account, a shown profile and room for three."""
    key = name.split()[0].lower()
    world.users[key] = make_user(f"{key}@example.org", name, Role, team=world.thanet)
    return make_worker(world, key, world.thanet, **fields)


def make_handover(relationship: Relationship, to: Worker, **fields: Any) -> Handover:
    """Put to the person yesterday, by the lead."""
    with unguarded():
        return Handover.objects.create(
            **{
                "relationship": relationship,
                "to_worker": to,
                "because": "away",
                "asked_at": clock.now() - timedelta(days=1),
                "asked_by": "Marcia Thornby",
                **fields,
            }
        )


def change(record: Any, **fields: Any) -> Any:
    """The record with these fields, saved outside commands."""
    with unguarded():
        for name, value in fields.items():
            setattr(record, name, value)
        record.save()
    return record
