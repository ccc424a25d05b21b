"""I know this person: said without a reason, seen by nobody else, and it keeps the two apart everywhere alike."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.core import clock
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent, Notice
from alongside.matching import commands as matching
from alongside.matching import queries as places
from alongside.matching.models import Offer
from alongside.support import commands
from alongside.support.models import Apart
from alongside.support.queries import apart as queries
from tests.world import World, make_person, make_referral, make_relationship, say_yes, worker_of

pytestmark = pytest.mark.django_db


def make_apart(person: Any, **fields: Any) -> Apart:
    with unguarded():
        return Apart.objects.create(person=person, **fields)


def make_offer(world: World, referral: Any, status: str) -> Offer:
    with unguarded():
        return Offer.objects.create(
            referral=referral,
            worker=worker_of(world),
            status=status,
            offered_at=clock.now(),
            worker_answered_at=clock.now() if status == "asked_person" else None,
            offered_by="Marcia Thornby",
            reply_by=clock.today() + timedelta(days=7),
        )


def actions() -> list[str]:
    return list(AuditEvent.objects.order_by("id").values_list("action", flat=True))


@pytest.mark.parametrize("by", ["worker", "team", "ward", "worker_name"])
def test_each_way_of_saying_it_keeps_the_two_apart(world: World, by: str) -> None:
    person, imani, bethan = make_person(world), worker_of(world), worker_of(world, "other_peer_worker")
    whom = {"worker": bethan, "team": world.willow, "ward": world.willow_ward, "worker_name": "osei, BETHAN"}[by]
    make_apart(person, **{by: whom})
    assert queries.apart_from_people([person.pk]) == {bethan.pk: frozenset({person.pk})}
    assert imani.pk not in queries.apart_from_people([person.pk])


def test_it_takes_the_same_queries_whether_anything_is_said_or_not(world: World) -> None:
    person = make_person(world)
    asked = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as caught:
            queries.apart_from_people([person.pk])
        asked.append(len(caught))
        make_apart(person, worker=worker_of(world))
    assert asked == [4, 4]
    assert queries.apart_from_people([]) == {}


def test_a_worker_says_so_and_it_reads_as_any_change_of_a_profile(world: World) -> None:
    together = make_relationship(world)
    worker, person = together.worker, together.referral.person
    commands.say_i_know(world.peer_worker, worker, person=person)
    event = AuditEvent.objects.get()
    assert (event.action, event.subject_id, event.changes) == ("profile.changed", worker.pk, {})
    assert Notice.objects.get(subject="Someone else is needed").to == "peer@example.org"
    row = Apart.objects.get()
    with pytest.raises(NotAllowed):
        commands.take_back_i_know(world.other_peer_worker, worker_of(world, "other_peer_worker"), apart=row)
    commands.take_back_i_know(world.peer_worker, worker, apart=row)
    assert not Apart.objects.exists()
    assert actions() == ["profile.changed", "profile.changed"]


def test_a_person_says_so_and_the_lead_hears_only_that_they_would_like_another(world: World) -> None:
    together = make_relationship(world)
    person = together.referral.person
    commands.keep_apart(world.person, person, worker_name="Imani Calder")
    together.refresh_from_db()
    assert together.change_asked_at
    assert sorted(actions()) == ["person.changed", "relationship.change_asked"]
    assert AuditEvent.objects.values("act_id").distinct().count() == 2
    commands.take_back_apart(world.person, person, apart=Apart.objects.get())
    assert not Apart.objects.exists()


def test_whoever_wrote_it_takes_it_back_and_sees_no_other(world: World) -> None:
    person = make_relationship(world).referral.person
    commands.keep_apart(world.lead, person, worker_name="Bethan Osei")
    commands.keep_apart(world.person, person, team=world.ashford)
    assert [row.words for row in queries.own_apart(world.lead)] == ["Bethan Osei"]
    assert [row.words for row in queries.own_apart(world.person, person)] == ["Ashford CMHT"]
    assert queries.own_apart(world.coordinator) == []
    theirs = Apart.objects.get(declared_by=world.users["person"])
    with pytest.raises(NotAllowed):
        commands.take_back_apart(world.lead, person, apart=theirs)
    with pytest.raises(Refused, match="Write a name"):
        commands.keep_apart(world.person, person)
    with pytest.raises(NotAllowed):
        commands.keep_apart(world.referrer, person, worker_name="Bethan Osei")
    with pytest.raises(NotAllowed):
        commands.say_i_know(world.other_peer_worker, worker_of(world), person=person)


@pytest.mark.parametrize(
    ("who", "status", "becomes"),
    [
        ("peer_worker", "asked_worker", "worker_declined"),
        ("peer_worker", "asked_person", "withdrawn"),
        ("person", "asked_person", "person_declined"),
        ("lead", "asked_worker", "withdrawn"),
    ],
)
def test_an_open_offer_ends_as_any_other_would(world: World, who: str, status: str, becomes: str) -> None:
    referral = make_referral(world, status="accepted")
    say_yes(referral)
    offer = make_offer(world, referral, status)
    if who == "peer_worker":
        commands.say_i_know(world.peer_worker, worker_of(world), person=referral.person)
    else:
        commands.keep_apart(world.actor(who), referral.person, worker=worker_of(world))
    offer.refresh_from_db()
    assert offer.status == becomes
    assert not places.available(referral, worker_of(world))
    with pytest.raises(Refused, match="is not available"):
        matching.offer_profile(world.lead, referral, worker=worker_of(world))


def test_the_pages_say_it_take_it_back_and_show_it_to_nobody_else(world: World, sign_in: Any) -> None:
    together = make_relationship(world)
    person = together.referral.person
    here = reverse("support:i_know_them", args=[together.pk])
    imani, lead, leona = sign_in("peer_worker"), sign_in("lead"), sign_in("person")
    assert imani.get(here).status_code == 200
    assert sign_in("other_peer_worker").get(here).status_code == 404
    assert imani.post(here).status_code == 302
    row = Apart.objects.get()
    assert "Leona Marsh" in imani.get(reverse("support:apart")).content.decode()
    assert "Leona Marsh" not in lead.get(reverse("support:apart")).content.decode()
    assert lead.post(reverse("support:take_back_apart", args=[row.pk])).status_code == 404
    assert imani.post(reverse("support:take_back_apart", args=[row.pk])).status_code == 302
    there = reverse("support:keep_apart", args=[person.pk])
    assert lead.post(there, {}).status_code == 422
    assert lead.post(there, {"worker": worker_of(world, "other_peer_worker").pk}).status_code == 302
    assert "Bethan Osei" in lead.get(there).content.decode()
    mine = reverse("support:my_apart")
    assert "Bethan Osei" not in leona.get(mine).content.decode()
    assert leona.post(mine, {"worker_name": "Sol Adair"}).status_code == 302
    assert "Sol Adair" in leona.get(mine).content.decode()
    own = Apart.objects.get(worker_name="Sol Adair")
    assert leona.post(reverse("support:take_back_my_apart", args=[own.pk])).status_code == 302
    assert sign_in("administrator").get(mine).status_code == 404
