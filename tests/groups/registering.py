"""What registers are tested with: a group that is on now, and people in it."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from alongside.core import clock
from alongside.core.guard import unguarded
from alongside.core.ids import new_id
from alongside.groups import commands
from alongside.groups.models import Group, GroupDate, Membership, Register
from alongside.referrals.models import Person
from alongside.workforce.models import Worker
from tests.groups.setting_up import make_date, make_group
from tests.world import World, make_person, make_referral, make_worker, worker_of


def in_the_group(world: World, group: Group, name: str = "Alfie Brand", *, asked: bool = True, **fields: Any) -> Person:
    """Somebody who is in it; unless `asked` is false, with an open request. `fields` are of the membership."""
    first, last = name.split(" ", 1)
    person = make_person(world, user=None, first_name=first, last_name=last, search_name=name.lower())
    if asked:
        make_referral(world, person, status="accepted")
    with unguarded():
        Membership.objects.create(
            **{
                "group": group,
                "person": person,
                "status": "joined",
                "how": "self",
                "since": clock.now(),
                "said_by": first,
                "written_by": first,
                "as_contact": True,
                **fields,
            }
        )
    return person


def nia(world: World) -> Worker:
    """The ward's own occupational therapist, who runs groups with peer workers."""
    found = Worker.objects.filter(user=world.users["ward"]).first()
    return found or make_worker(world, "ward", world.willow, kind=Worker.Kind.CLINICIAN)


def on_now(world: World, group: Group | None = None, **fields: Any) -> GroupDate:
    """A date that began an hour ago, run by Imani and Nia."""
    began = clock.now() - timedelta(hours=1)
    times = {"starts_at": began, "ends_at": began + timedelta(minutes=60)}
    return make_date(group or make_group(world), worker_of(world), nia(world), **{**times, **fields})


def said(date: GroupDate, came: Iterable[Person] = (), **answers: Any) -> dict[str, Any]:
    """The keywords of save_register: these people, an hour, and everybody down to run it."""
    return {
        "once": new_id(),
        "came": [person.pk for person in came],
        "unnamed": 0,
        "minutes": 60,
        "workers": [each.worker_id for each in date.workers.all()],
        **answers,
    }


def saved(
    world: World, date: GroupDate, came: Iterable[Person] = (), *, by: str = "peer_worker", **answers: Any
) -> Register:
    return commands.save_register(world.actor(by), date, **said(date, came, **answers))
