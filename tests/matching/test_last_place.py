"""The last place goes to exactly one, on either database."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from alongside.core.errors import Refused
from alongside.core.models import AuditEvent
from alongside.matching import commands
from alongside.matching.models import Offer
from alongside.referrals.models import Referral
from alongside.workforce.models import Worker
from tests.matching.offers import make_ready, set_fields
from tests.world import make_world, worker_of

TRIES = 20


def all_at_once(calls):
    """What each call returned, or the refusal; every thread with its own connection, all let go together."""
    ready = Barrier(len(calls))

    def one(call):
        try:
            ready.wait()
            return call()
        except Refused as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(one, calls))


@pytest.fixture
def committed(transactional_db):
    """A world that every thread sees, in which Imani has one place left."""
    world = make_world()
    set_fields(worker_of(world), agreed_caseload=1)
    return world


def offering(world, who, referral):
    actor, worker = world.actor(who), worker_of(world).pk
    return lambda: commands.offer_profile(
        actor, Referral.objects.get(pk=referral.pk), worker=Worker.objects.get(pk=worker)
    )


@pytest.mark.django_db(transaction=True)
def test_last_place_when_twenty_try_goes_to_exactly_one(committed):
    referrals = [make_ready(committed, f"Person{n} Waiting") for n in range(TRIES)]
    answers = all_at_once([offering(committed, "lead", referral) for referral in referrals])
    refused = [answer for answer in answers if isinstance(answer, str)]
    assert len(refused) == TRIES - 1
    assert set(refused) == {"Imani’s last place was offered to someone else a moment ago."}
    assert Offer.objects.count() == AuditEvent.objects.filter(action="offer.made").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_coordinators_cannot_use_the_same_place_or_offer_one_person_two_profiles(committed):
    set_fields(worker_of(committed), agreed_caseload=3)
    referral = make_ready(committed)
    answers = all_at_once([offering(committed, who, referral) for who in ("lead", "coordinator")])
    (refusal,) = [answer for answer in answers if isinstance(answer, str)]
    assert refusal.startswith("Imani’s profile is on offer already.")
    assert Offer.objects.count() == 1
