"""A sealed record: as if it were not there, but for the person and whoever walks with them; opened by named roles."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.core import clock
from alongside.core.errors import NotAllowed, Refused
from alongside.core.ids import new_id
from alongside.core.models import AuditEvent, Notice, Opening
from alongside.groups.queries import register_page
from alongside.referrals import commands, queries
from alongside.referrals.imports import known_people
from alongside.referrals.models import Seal, SealOpened
from alongside.referrals.queries import seals
from tests.groups.registering import in_the_group, on_now, saved
from tests.groups.setting_up import make_group
from tests.world import World, make_person, make_referral, make_relationship

pytestmark = pytest.mark.django_db
WHY = "The court asked for it."
NAMED = {"first_name": "Leona", "last_name": "Marsh"}


@pytest.fixture
def leona(world: World) -> Any:
    """Walks with Imani, and her record is not sealed yet."""
    return make_relationship(world).referral.person


@pytest.fixture
def sealed(world: World, leona: Any) -> Any:
    commands.seal_record(world.person, leona)
    return leona


def find(client: Any) -> str:
    return client.get(reverse("pages:find"), {"q": "Leona"}).content.decode()


# The three commands ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["person", "peer_worker", "lead", "coordinator"])
def test_record_when_sealed_then_by_whom_and_never_why(world: World, leona: Any, who: str) -> None:
    seal = commands.seal_record(world.actor(who), leona)
    assert (seal.said_by, seal.written_by, seal.ended_at) == ("Leona", world.actor(who).name, None)
    event = AuditEvent.objects.get()
    assert (event.action, event.subject_id) == ("record.sealed", seal.pk)
    assert leona.pk not in str(event.changes)  # that one was sealed, and not whose
    with pytest.raises(Refused, match="sealed already"):
        commands.seal_record(world.person, leona)


@pytest.mark.parametrize("who", ["other_person", "other_peer_worker", "other_coordinator", "referrer", "governance"])
def test_record_when_not_theirs_then_they_do_not_seal_it(world: World, leona: Any, who: str) -> None:
    with pytest.raises(NotAllowed):
        commands.seal_record(world.actor(who), leona)


@pytest.mark.parametrize("who", ["person", "peer_worker"])
def test_record_when_unsealed_on_their_word_then_it_is_as_any_other(world: World, sealed: Any, who: str) -> None:
    for other in ("lead", "coordinator", "governance"):
        with pytest.raises(NotAllowed):
            commands.unseal_record(world.actor(other), sealed)
    assert not queries.find_people(world.lead, "Leona", 10)
    seal = commands.unseal_record(world.actor(who), sealed, said_by="Leona Marsh")
    assert (seal.ended_at is not None, seal.ended_said_by) == (True, "Leona Marsh")
    assert [row.name for row in queries.find_people(world.lead, "Leona", 10)] == ["Leona Marsh"]
    assert AuditEvent.objects.order_by("-id")[0].action == "record.unsealed"
    with pytest.raises(Refused, match="not sealed"):
        commands.unseal_record(world.person, sealed)
    assert commands.seal_record(world.person, sealed).pk != seal.pk


def test_sealed_record_when_opened_then_for_some_hours_and_the_others_are_told(world: World, sealed: Any) -> None:
    opened = commands.open_sealed(world.lead, sealed, reason_given=f" {WHY} ")
    assert (opened.reason, opened.until - opened.opened_at) == (WHY, timedelta(hours=4))
    assert AuditEvent.objects.get(action="record.seal_opened").subject_id == opened.pk
    assert Opening.objects.get().words == "A sealed record"
    notice = Notice.objects.get()
    assert (notice.to, notice.subject) == ("governance@example.org", "A sealed record was opened")
    assert "Marcia Thornby" in notice.text
    assert "Leona" not in notice.text
    assert [row.name for row in queries.find_people(world.lead, "Leona", 10)] == ["Leona Marsh"]
    assert not queries.find_people(world.coordinator, "Leona", 10)
    with clock.at(opened.until):
        assert not queries.find_people(world.lead, "Leona", 10)


def test_sealed_record_when_opened_then_only_with_a_reason_and_by_a_named_role(world: World, leona: Any) -> None:
    with pytest.raises(NotAllowed):  # it is not sealed: there is nothing to open
        commands.open_sealed(world.lead, leona, reason_given=WHY)
    commands.seal_record(world.person, leona)
    with pytest.raises(Refused, match="what it is for"):
        commands.open_sealed(world.lead, leona, reason_given="  ")
    for who in ("coordinator", "team_manager", "administrator", "peer_worker", "referrer", "person"):
        with pytest.raises(NotAllowed):
            commands.open_sealed(world.actor(who), leona, reason_given=WHY)
    assert not SealOpened.objects.exists()


def test_sealed_record_when_open_to_the_lead_then_they_unseal_it_on_the_persons_word(world: World, sealed: Any) -> None:
    commands.open_sealed(world.lead, sealed, reason_given=WHY)
    assert commands.unseal_record(world.lead, sealed).ended_at


# Looking for one ------------------------------------------------------------------------------------------------------


def test_sealed_record_when_looked_for_then_by_name_and_birth_date_and_it_is_written_down(world: World) -> None:
    leona = make_person(world, birth_date=date(1990, 5, 17), known_as="Lee")
    other = make_person(world, user="other_person", first_name="Leona", last_name="Marsh", birth_date=date(1971, 2, 3))
    commands.seal_record(world.person, leona)
    assert seals.find_sealed(world.lead, **NAMED) == leona
    assert seals.find_sealed(world.governance, first_name="lee", last_name="MARSH") == leona
    assert [opening.words for opening in Opening.objects.order_by("id")] == [
        "A sealed record: Leona Marsh",
        "A sealed record: lee MARSH",
    ]
    with pytest.raises(Refused, match="No sealed record"):
        seals.find_sealed(world.lead, **NAMED, birth_date=date(1971, 2, 3))
    commands.seal_record(world.other_person, other)
    with pytest.raises(Refused, match="More than one"):
        seals.find_sealed(world.lead, **NAMED)
    assert seals.find_sealed(world.lead, **NAMED, birth_date=date(1971, 2, 3)) == other
    with pytest.raises(NotAllowed):
        seals.find_sealed(world.coordinator, **NAMED)


def test_openings_when_read_then_whose_it_was_only_for_governance_and_who_opened_it(
    world: World, sealed: Any, django_assert_num_queries: Any
) -> None:
    lead = world.lead
    commands.open_sealed(world.governance, sealed, reason_given=WHY)
    with django_assert_num_queries(1):
        (row,) = seals.seal_openings(lead)
    assert (row.by, row.name, row.person_id, row.reason) == ("Grace Lund", "", "", WHY)
    (row,) = seals.seal_openings(world.governance)
    assert (row.name, row.person_id) == ("Leona Marsh", sealed.pk)
    commands.open_sealed(world.lead, sealed, reason_given="To call an ambulance.")
    commands.open_sealed(world.lead, sealed, reason_given="To call again.")
    with django_assert_num_queries(1):
        assert [row.name for row in seals.seal_openings(lead)] == ["Leona Marsh", "Leona Marsh", ""]
    with clock.at(row.until):
        assert not any(row.person_id for row in seals.seal_openings(world.governance))
    with pytest.raises(NotAllowed):
        seals.seal_openings(world.administrator)


# The pages ------------------------------------------------------------------------------------------------------------


def test_person_when_they_seal_their_record_then_they_read_who_opened_it(
    world: World, leona: Any, sign_in: Any
) -> None:
    client, here = sign_in("person"), reverse("referrals:my_seal")
    assert here in client.get(reverse("pages:my_record")).content.decode()
    assert "Unseal my record" not in client.get(here).content.decode()
    assert client.get(reverse("referrals:seal_my_record")).status_code == 404
    assert client.post(reverse("referrals:seal_my_record")).status_code == 302
    commands.open_sealed(world.lead, leona, reason_given=WHY)
    shown = client.get(here).content.decode()
    assert "Unseal my record" in shown
    assert WHY in shown
    assert "Marcia Thornby" in shown
    assert client.post(reverse("referrals:seal_my_record")).status_code == 409
    assert client.post(reverse("referrals:unseal_my_record")).status_code == 302
    assert not Seal.objects.filter(ended_at=None).exists()
    assert sign_in("lead").get(here).status_code == 404


def test_staff_when_they_seal_it_on_the_persons_word_then_it_is_gone_for_them(
    world: World, leona: Any, sign_in: Any
) -> None:
    client, here = sign_in("coordinator"), reverse("referrals:seal_record", args=[leona.pk])
    page = reverse("referrals:person", args=[leona.pk])
    assert here in client.get(page).content.decode()
    assert client.get(here).status_code == 200
    assert client.post(here, {"said_by": "x" * 121}).status_code == 422
    answer = client.post(here, {"said_by": "Her sister"}, follow=True)
    assert "Sealed. Only Leona" in answer.content.decode()
    assert Seal.objects.get().said_by == "Her sister"
    for path in (here, page, reverse("referrals:unseal_record", args=[leona.pk])):
        assert client.get(path).status_code == client.post(path).status_code == 404


def test_peer_worker_when_it_is_sealed_then_goes_on_and_may_unseal_it(world: World, sealed: Any, sign_in: Any) -> None:
    client = sign_in("peer_worker")
    assert "Leona" in client.get("/", follow=True).content.decode()
    assert client.get(reverse("referrals:person", args=[sealed.pk])).status_code == 200
    here = client.get(reverse("referrals:seal_record", args=[sealed.pk])).content.decode()
    assert "It is sealed, since" in here
    assert client.post(reverse("referrals:seal_record", args=[sealed.pk])).status_code == 422
    assert client.post(reverse("referrals:unseal_record", args=[sealed.pk])).status_code == 302
    assert not Seal.objects.filter(ended_at=None).exists()


@pytest.mark.parametrize("who", ["lead", "governance"])
def test_named_role_when_they_open_one_then_the_record_is_theirs_to_read(
    world: World, sealed: Any, sign_in: Any, who: str
) -> None:
    client, here = sign_in(who), reverse("referrals:sealed_records")
    said = {**NAMED, "reason_given": WHY}
    page = reverse("referrals:person", args=[sealed.pk])
    assert client.get(page).status_code == 404
    assert "Leona" not in client.get(here).content.decode()
    answer = client.post(here, {**said, "last_name": "Thorley"})
    assert (answer.status_code, "No sealed record" in answer.content.decode()) == (422, True)
    assert WHY in answer.content.decode()
    assert client.post(here, {**said, "reason_given": ""}).status_code == 422
    answer = client.post(here, said)
    assert (answer.status_code, answer["Location"]) == (302, page)
    assert client.get(page).status_code == 200
    assert page in client.get(here).content.decode()


@pytest.mark.parametrize("who", ["coordinator", "team_manager", "administrator", "peer_worker", "person", "referrer"])
def test_page_to_open_them_when_not_a_named_role_then_not_found(world: World, sign_in: Any, who: str) -> None:
    assert sign_in(who).get(reverse("referrals:sealed_records")).status_code == 404


# What goes on beside it -----------------------------------------------------------------------------------------------


def test_register_when_corrected_by_who_does_not_see_them_then_they_stay_marked(world: World) -> None:
    group = make_group(world)
    leona, alfie = in_the_group(world, group, "Leona Marsh"), in_the_group(world, group)
    date = on_now(world, group)
    first = saved(world, date, [leona, alfie])
    commands.seal_record(world.lead, leona)
    page = register_page(world.peer_worker, date)
    assert ([tile.name for tile in page.tiles], page.unnamed) == (["Alfie B"], 1)
    again = saved(world, date, [alfie], unnamed=1, seen=first.pk)
    assert (again.came, again.unnamed, again.contacts) == (2, 0, first.contacts)
    assert set(again.attendances.values_list("person", flat=True)) == {leona.pk, alfie.pk}


def test_repeat_when_the_other_record_is_sealed_then_nothing_says_so(world: World) -> None:
    first = make_referral(world, make_person(world, nhs_number="9434765919"))
    other = make_person(world, user="other_person", nhs_number="9434765919")
    make_referral(world, other)
    assert [row.repeat for row in queries.requests(world.coordinator)] == [True, True]
    commands.seal_record(world.other_person, other)
    assert [(row.id, row.repeat) for row in queries.requests(world.coordinator)] == [(first.pk, False)]
    assert queries.repeats_of(world.coordinator, first.person) == []


def test_import_when_a_record_is_sealed_then_it_is_as_one_that_is_not_here(world: World, leona: Any) -> None:
    assert set(known_people(world.lead)) == {leona.pk}
    commands.seal_record(world.person, leona)
    assert known_people(world.lead) == {}


def test_request_when_sealed_and_unread_then_nobody_is_told_of_it(world: World) -> None:
    referral = make_referral(world)
    assert list(queries.unread_too_long()) == [referral]
    commands.seal_record(world.person, referral.person)
    assert list(queries.unread_too_long()) == []


def test_sealed_record_when_asked_for_by_its_address_then_like_one_that_never_was(
    world: World, sealed: Any, sign_in: Any
) -> None:
    """The same page from the same number of SQL queries."""
    client = sign_in("coordinator")
    referral = sealed.referrals.get()
    for name, pk in (
        ("referrals:person", sealed.pk),
        ("referrals:request", referral.pk),
        ("support:relationship", referral.relationships.get().pk),
    ):
        answers = []
        for each in (pk, new_id()):
            with CaptureQueriesContext(connection) as asked:
                answers.append((client.get(reverse(name, args=[each])).status_code, len(asked)))
        assert answers[0] == answers[1]
        assert answers[0][0] == 404
