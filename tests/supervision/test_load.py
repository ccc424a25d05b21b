"""How much a worker carries, in numbers: groups and shifts together, full weeks, and time since a break."""

from datetime import timedelta

import pytest
from django.urls import reverse

from alongside.core import clock
from alongside.core.guard import unguarded
from alongside.groups.models import After, DateWorker, Group, GroupDate
from alongside.supervision import queries
from alongside.supervision.queries import Load
from alongside.workforce.models import Worker
from tests.bank.setting_up import make_shift
from tests.supervision.setting_up import make_away, make_session, make_supervision
from tests.world import worker_of


def ran(world, days=3):
    """A group that Imani ran so many days ago, for an hour."""
    starts_at = clock.now() - timedelta(days=days)
    with unguarded():
        group = Group.objects.create(name=f"Walkers {days}", pathway=world.community, team=world.thanet)
        date = GroupDate.objects.create(
            group=group, status="held", starts_at=starts_at, ends_at=starts_at + timedelta(hours=1)
        )
        DateWorker.objects.create(date=date, worker=worker_of(world), since=clock.now(), was_there=True)
    return date


def test_groups_are_counted_and_those_to_talk_over_are_told_to_the_worker_alone(world):
    date = ran(world)
    make_supervision(world)
    mine, theirs = queries.my_load(world.peer_worker), queries.load_of(world.supervisor, worker_of(world).pk)
    assert (mine.spells, mine.spell_minutes, mine.agreed, mine.to_talk_over) == (1, 60, 3, 1)
    assert (theirs.spells, theirs.to_talk_over) == (1, 0)
    with unguarded():
        After.objects.create(date=date, worker=worker_of(world), written_at=clock.now())
    assert queries.my_load(world.peer_worker).to_talk_over == 0


def test_groups_and_shifts_are_counted_together_whoever_looks(world):
    ran(world)
    make_supervision(world)
    make_shift(world, days=-4, worker=worker_of(world), status="filled", filled_at=clock.now(), round="all")
    for load in (queries.my_load(world.peer_worker), queries.load_of(world.supervisor, worker_of(world).pk)):
        assert (load.spells, load.spell_minutes, load.debriefs) == (2, 240, 2)


def test_groups_are_owed_a_debrief_until_the_worker_meets_a_supervisor(world):
    ran(world, 3)
    ran(world, 10)
    together = make_supervision(world)
    assert queries.load_of(world.supervisor, worker_of(world).pk).debriefs == 2
    make_session(together, days=-5, status="cancelled")
    assert queries.my_load(world.peer_worker).debriefs == 2
    make_session(together, days=-5, status="held")
    assert queries.my_load(world.peer_worker).debriefs == 1
    make_session(together, days=0, status="held")
    assert queries.load_of(world.supervisor, worker_of(world).pk).debriefs == 0


@pytest.mark.parametrize(("first", "last", "since"), [(-20, -10, 10), (-2, 5, 0), (-20, -18, None)])
def test_a_break_is_five_days_running(world, first, last, since):
    make_away(worker_of(world), first, last)
    assert queries.my_load(world.peer_worker).break_days == since


def test_a_full_week_is_half_as_much_again_as_usual():
    assert Load("", "", 0, 0, 0, 0, (4, 4, 7, 4, 4, 4, 6, 4), None).full_weeks == 1
    assert Load("", "", 0, 0, 0, 0, (0, 0, 0, 0, 0, 0, 0, 5), None).full_weeks == 0


@pytest.mark.parametrize(
    ("name", "status"),
    [("supervisor", 200), ("team_manager", 200), ("lead", 200), ("coordinator", 404), ("governance", 404)],
)
def test_load_is_for_whoever_supervises_manages_or_leads(world, sign_in, name, status):
    make_supervision(world)
    page = reverse("supervision:load", args=[worker_of(world).pk])
    assert sign_in(name).get(page).status_code == status


def test_my_load_of_nobody_without_a_record_is_none(world):
    assert queries.my_load(world.lead) is None
    with pytest.raises(Worker.DoesNotExist):
        queries.load_of(world.other_supervisor, worker_of(world).pk)


@pytest.mark.parametrize("how_many", [1, 3])
def test_my_load_asks_the_same_number_of_queries(world, django_assert_num_queries, how_many):
    for days in range(how_many):
        ran(world, days + 1)
    actor = world.peer_worker
    with django_assert_num_queries(8):
        assert queries.my_load(actor).spells == how_many
