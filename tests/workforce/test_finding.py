"""Finding workers by part of a name, and only those the actor may see."""

import pytest

from alongside.core.guard import unguarded
from alongside.workforce import queries
from tests.world import worker_of


@pytest.fixture
def named(world):
    with unguarded():
        worker = worker_of(world)
        worker.first_name, worker.last_name = "Siân", "O’Neill"
        worker.save()
    return worker


@pytest.mark.parametrize("words", ["sian", "oneill sian", "O'NEILL", "neil"])
def test_find_when_parts_of_a_name_fit_in_any_order_finds_them(world, named, words):
    for actor in (world.lead, world.coordinator, world.team_manager):
        assert [row.name for row in queries.find_workers(actor, words, 10)] == ["Siân O’Neill"]


def test_find_says_the_teams_of_today(world, named):
    (row,) = queries.find_workers(world.lead, "sian", 10)
    assert row.id == named.pk
    assert world.thanet.name in row.teams
    assert not row.has_left


@pytest.mark.parametrize("words", ["", "?", "zzz", "sian zzz"])
def test_find_when_nothing_fits_finds_nobody(world, named, words):
    assert queries.find_workers(world.lead, words, 10) == []


def test_find_when_not_in_reach_finds_nobody(world, named):
    for actor in (world.other_coordinator, world.peer_worker, world.governance):
        assert queries.find_workers(actor, "sian", 10) == []


def test_find_when_more_are_found_asks_as_often(world, named, django_assert_num_queries):
    lead = world.lead
    with django_assert_num_queries(3):
        assert len(queries.find_workers(lead, "sian", 10)) == 1
    with django_assert_num_queries(3):
        assert len(queries.find_workers(lead, "n", 10)) >= 2
    assert len(queries.find_workers(lead, "n", 1)) == 1
