"""The audit keeps states, dates, numbers and codes; of anything a person wrote it says only that it changed."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from alongside.core import audit, clock
from alongside.core.actors import Actor
from alongside.core.commands import Act
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent, Opening
from alongside.core.states import Record
from alongside.referrals.models import Person, Referral
from alongside.workforce.models import Assignment, Worker
from tests.world import make_person, make_referral, worker_of

KEPT = [
    (Referral, "status"),
    (Referral, "source"),
    (Referral, "received_at"),
    (Referral, "urgent_by"),
    (Referral, "pathway"),
    (Referral, "id"),
    (Worker, "agreed_caseload"),
    (Worker, "taking_on"),
    (Assignment, "hours"),
]
NOT_KEPT = [
    (Referral, "hopes"),
    (Referral, "wants"),
    (Referral, "asker_name"),
    (Person, "birth_date"),
    (Person, "nhs_number"),
    (Person, "first_name"),
    (Person, "phone"),
    (Worker, "about"),
    (Worker, "days"),
]


def keeps(model: type[Record], name: str) -> bool:
    return audit.keeps_value(model._meta.get_field(name), model.AUDIT_PRIVATE)


@pytest.mark.parametrize(("model", "name"), KEPT)
def test_value_when_a_state_date_number_code_or_id_is_kept(model, name):
    assert keeps(model, name)


@pytest.mark.parametrize(("model", "name"), NOT_KEPT)
def test_value_when_words_or_who_someone_is_is_not_kept(model, name):
    assert not keeps(model, name)


def record(subject, before=None, **told) -> AuditEvent:
    act = Act(Actor("Ines Okafor", "user-1"), datetime(2026, 3, 3, 10, 5, tzinfo=UTC))
    with unguarded():
        audit.record("thing.changed", act, subject, **{"before": before or {}, "reason": "", **told})
    event = AuditEvent.objects.latest("pk")
    assert (event.act_id, event.at, event.actor_name, event.actor_id) == (act.id, act.at, "Ines Okafor", "user-1")
    assert (event.subject_type, event.subject_id) == (subject._meta.label_lower, subject.pk)
    return event


def test_record_when_changed_tells_old_and_new_or_only_that_it_changed(world):
    worker = worker_of(world)
    before = audit.snapshot(worker)
    worker.agreed_caseload, worker.about, worker.leaves_on = 5, "Quite another story", date(2026, 12, 31)
    event = record(worker, before)
    assert event.changes == {"agreed_caseload": [3, 5], "about": "changed", "leaves_on": [None, "2026-12-31"]}
    assert "another story" not in str(event.changes)


def test_record_when_nothing_changed_is_empty(world):
    worker = worker_of(world)
    assert record(worker, audit.snapshot(worker), reason="asked").changes == {}


def test_record_when_made_tells_what_it_was_made_with_and_leaves_out_what_is_empty(world):
    event = record(make_person(world, area="Thanet", birth_date=date(1990, 1, 2)))
    assert event.changes["area"] == event.changes["birth_date"] == "changed"
    assert event.changes["interpreter"] == [None, False]
    assert "nhs_number" not in event.changes
    assert "1990" not in str(event.changes)


def test_record_when_a_decimal_or_a_relation_is_kept_as_it_is_written(world):
    assignment = worker_of(world).assignments.get()
    event = record(assignment)
    assert event.changes["hours"] == [None, "22.5"]
    assert Decimal(event.changes["hours"][1]) == assignment.hours
    assert event.changes["team_id"] == [None, world.thanet.pk]


def test_snapshot_when_there_is_nothing_yet_is_empty():
    assert audit.snapshot(None) == {}
    assert audit.snapshot(Person(first_name="Leona")) == {}


def event(**changes) -> AuditEvent:
    fields = {"actor_name": "Ines Okafor", "at": datetime(2026, 7, 3, 9, 5, tzinfo=UTC), "changes": {}, "reason": ""}
    return AuditEvent(**{**fields, **changes})


def test_sentence_when_nothing_more_is_known_ends_with_the_moment_where_the_service_is():
    assert audit.sentence(event(), "accepted the request") == "Ines Okafor accepted the request on 3 July 2026 at 10:05"


def test_sentence_tells_each_change_and_why():
    changes = {"id": [None, "x"], "status": ["received", "accepted"], "host_team_id": [None, "t1"], "hopes": "changed"}
    told = audit.sentence(event(changes=changes, reason="it fits"), "accepted the request")
    assert told.endswith("at 10:05: status received → accepted, host team set to t1, hopes changed. Why: it fits")


@pytest.mark.parametrize("how", Opening.How.values)
def test_opened_when_a_record_is_opened_or_a_name_is_searched_is_written_down(world, how):
    person = make_referral(world).person
    audit.opened(world.coordinator, person, how, at=clock.now(), words="leona")
    row = Opening.objects.get()
    assert (row.how, row.actor_name, row.actor_id) == (how, "Ines Okafor", world.users["coordinator"].pk)
    assert (row.subject_type, row.subject_id, row.words) == ("referrals.person", person.pk, "leona")


@pytest.mark.django_db
def test_opened_when_it_is_about_nobody_in_particular_names_nobody():
    audit.opened(Actor("Ines Okafor"), None, Opening.How.SEARCHED, at=clock.now())
    assert (Opening.objects.get().subject_type, Opening.objects.get().subject_id) == ("", "")
