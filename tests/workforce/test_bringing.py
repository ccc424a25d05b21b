"""A worker brought in from a row of a spreadsheet."""

from datetime import date
from decimal import Decimal

import pytest

from alongside.core.actors import process
from alongside.core.errors import NotAllowed, Refused
from alongside.core.models import AuditEvent
from alongside.workforce import commands
from alongside.workforce.imports import known_workers
from tests.world import worker_of

IMPORT = process("The import")
ORIGIN = "Row 2 of Staff in tracker.xlsx"
ROW = {
    "origin": ORIGIN,
    "first_name": "Priya",
    "last_name": "Jones",
    "starts_on": date(2024, 2, 1),
    "hours": Decimal("22.5"),
}


def test_bring_in_worker_when_the_lead_does_is_in_their_team_with_no_account(world):
    worker = commands.bring_in_worker(world.lead, team=world.thanet, reason=ORIGIN, **ROW)
    place = worker.assignments.get()
    assert (worker.full_name, worker.user, worker.origin) == ("Priya Jones", None, ORIGIN)
    assert (place.team, place.hours, place.starts_on) == (world.thanet, Decimal("22.5"), date(2024, 2, 1))
    event = AuditEvent.objects.get(action="worker.brought_in")
    assert (event.subject_id, event.reason) == (worker.pk, ORIGIN)


def test_bring_in_worker_when_they_are_here_changes_where_they_work(world):
    worker = worker_of(world)
    commands.bring_in_worker(IMPORT, worker=worker, team=world.thanet, **ROW)
    assert worker.assignments.get().starts_on == date(2024, 2, 1)
    commands.bring_in_worker(IMPORT, worker=worker, team=world.willow, **ROW)
    assert worker.assignments.count() == 2
    assert worker.first_name == "Imani"


def test_bring_in_worker_when_the_dates_are_crossed_is_refused(world):
    with pytest.raises(Refused, match="before the first"):
        commands.bring_in_worker(IMPORT, team=world.thanet, ends_on=date(2023, 1, 1), **ROW)


@pytest.mark.parametrize("who", ["coordinator", "peer_worker", "team_manager", "administrator"])
def test_bring_in_worker_when_not_the_lead_is_not_allowed(world, who):
    with pytest.raises(NotAllowed):
        commands.bring_in_worker(world.actor(who), team=world.thanet, **ROW)


def test_known_workers_when_asked_tells_those_who_may_bring_in(world, django_assert_num_queries):
    lead = world.lead
    with django_assert_num_queries(2):
        known = known_workers(lead)
    assert {each.worker.first_name for each in known.values()} == {"Imani", "Bethan"}
    assert known[worker_of(world).pk].places[0][0] == world.thanet.pk
    assert known_workers(world.coordinator) == {}
