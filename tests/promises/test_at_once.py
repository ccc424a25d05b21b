"""Many at once: fifty people record and nothing is lost."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from alongside.accounts.queries import actor_for
from alongside.core import clock
from alongside.core.ids import new_id
from alongside.core.models import AuditEvent
from alongside.support import commands as support
from alongside.support.models import Contact
from tests.world import make_person, make_referral, make_relationship, worker_of

pytestmark = pytest.mark.django_db(transaction=True)
RECORDERS = 50


def all_at_once(do: Callable[[int], Any], count: int) -> list[Any]:
    """Run `do(0)`, `do(1)`, … each in a thread of its own, started together; what each returned or raised."""
    start, results = threading.Barrier(count), [None] * count

    def one(number: int) -> None:
        try:
            start.wait()
            results[number] = do(number)
        except Exception as problem:
            results[number] = problem
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_fifty_recorders_at_once_lose_nothing(world):
    pairs = [
        make_relationship(
            world, make_referral(world, make_person(world, user=None, last_name=f"Person {n}"), status="matched")
        )
        for n in range(RECORDERS)
    ]
    actor = actor_for(worker_of(world).user)
    moment = clock.now() - timedelta(hours=2)

    def record(number: int) -> Contact:
        return support.record_contact(
            actor,
            pairs[number],
            once=new_id(),
            starts_at=moment + timedelta(minutes=number),
            attendance="5",
            mechanism="02",
            minutes=30,
        )

    results = all_at_once(record, RECORDERS)
    assert [r for r in results if isinstance(r, Exception)] == []
    assert Contact.objects.count() == RECORDERS
    assert AuditEvent.objects.filter(action="contact.recorded").count() == RECORDERS


def test_one_form_sent_twenty_times_at_once_is_kept_once(world):
    relationship = make_relationship(world)
    actor, once, moment = actor_for(worker_of(world).user), new_id(), clock.now() - timedelta(hours=1)
    all_at_once(
        lambda number: support.record_contact(
            actor, relationship, once=once, starts_at=moment, attendance="5", mechanism="02", minutes=30
        ),
        20,
    )
    assert Contact.objects.count() == 1
    assert AuditEvent.objects.filter(action="contact.recorded").count() == 1
