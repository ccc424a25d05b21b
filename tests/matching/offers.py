"""Set-up for tests of matching: someone ready, a worker with things to offer, and an offer in whichever state."""

from datetime import timedelta
from typing import Any

from alongside.core import clock
from alongside.core.guard import unguarded
from alongside.matching.models import Offer
from alongside.workforce.models import Assignment, KeptAway, Offering, Worker
from tests.world import World, make_person, make_referral, say_yes, worker_of

STORY = {
    "asked_worker": (),
    "asked_person": ("worker_answered_at",),
    "accepted": ("worker_answered_at", "person_answered_at", "closed_at"),
    "worker_declined": ("worker_answered_at", "closed_at"),
    "person_declined": ("worker_answered_at", "person_answered_at", "closed_at"),
    "withdrawn": ("closed_at",),
}


def make_ready(world: World, name: str = "", **fields: Any) -> Any:
    """Someone accepted who has said yes; Leona unless a name is given."""
    person = make_person(world, user=None, **named(name)) if name else make_person(world)
    referral = make_referral(world, person, status="accepted", **fields)
    say_yes(referral)
    return referral


def named(name: str) -> dict[str, str]:
    first, last = name.split(" ", 1)
    return {"first_name": first, "last_name": last}


def make_peer(world: World, name: str, **fields: Any) -> Worker:
    """Another peer worker of Thanet, with no account, like Imani in everything else."""
    imani = worker_of(world)
    like = {field: getattr(imani, field) for field in ("about", "profile_shown_at", "languages", "days", "areas")}
    with unguarded():
        worker = Worker.objects.create(**{**like, "agreed_caseload": 3, **named(name), **fields})
        Assignment.objects.create(worker=worker, team=world.thanet, hours=15, starts_on=clock.today())
    return worker


def share(worker: Worker, theme: str, shown_to: str = "people") -> Offering:
    with unguarded():
        return Offering.objects.create(worker=worker, theme=theme, shown_to=shown_to)


def keep_away(worker: Worker, **what: Any) -> KeptAway:
    with unguarded():
        return KeptAway.objects.create(worker=worker, **what)


def set_fields(record: Any, **fields: Any) -> Any:
    with unguarded():
        for name, value in fields.items():
            setattr(record, name, value)
        record.save()
    return record


def make_offer(
    world: World, referral: Any = None, *, worker: Worker | None = None, status: str = "asked_worker", **fields: Any
) -> Offer:
    """An offer by the coordinator, with the milestones that its state needs."""
    moments = dict.fromkeys(STORY[status], clock.now())
    referral, worker = referral or make_ready(world), worker or worker_of(world)
    with unguarded():
        return Offer.objects.create(
            **{
                "referral": referral,
                "worker": worker,
                "status": status,
                "because": ["Both enjoy Gardening"],
                "offered_at": clock.now(),
                "offered_by": "Ines Okafor",
                "offered_by_user": world.users["coordinator"],
                "reply_by": clock.today() + timedelta(days=7),
                **moments,
                **fields,
            }
        )
