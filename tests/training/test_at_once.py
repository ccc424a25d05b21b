"""The last place asked for by fifty at once goes to one; two that come free at once go to two."""

import pytest

from alongside.accounts.models import RoleHolding
from alongside.accounts.queries import actor_for
from alongside.core.models import AuditEvent
from alongside.training import commands
from alongside.training.models import Place
from tests.promises.test_at_once import all_at_once
from tests.training.courses import change, make_cohort, make_place, make_somebody
from tests.world import make_user

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 50


def own(name: str):
    """A candidate with an account of their own."""
    user = make_user(f"{name.lower()}@own.example.net", f"{name} Penny", RoleHolding.Role.CANDIDATE, own=True)
    return change(make_somebody(name), user=user), actor_for(user)


def test_the_last_place_asked_for_by_fifty_at_once_goes_to_one(world):
    cohort = make_cohort(world, "offering", size=1)
    people = [own(f"N{number}") for number in range(MANY)]

    def ask(number: int) -> Place:
        candidate, actor = people[number]
        return commands.ask_for_place(actor, candidate, cohort=type(cohort).objects.get(), words="Please.")

    results = all_at_once(ask, MANY)
    assert [row for row in results if isinstance(row, Exception)] == []
    assert Place.objects.filter(status="offered").count() == 1
    numbers = Place.objects.filter(status="waiting").order_by("waiting_order").values_list("waiting_order", flat=True)
    assert len(set(numbers)) == MANY - 1
    assert AuditEvent.objects.filter(action="place.offered").count() == 1
    assert AuditEvent.objects.filter(action="place.asked").count() == MANY


def test_places_given_up_at_once_go_to_as_many_others_in_order(world):
    cohort = make_cohort(world, "offering", size=8)
    held = [make_place(cohort, make_somebody(f"H{number}"), "taken") for number in range(8)]
    waiting = [make_place(cohort, make_somebody(f"W{number}"), "waiting") for number in range(12)]
    trainer = world.trainer
    results = all_at_once(lambda number: commands.withdraw_place(trainer, Place.objects.get(pk=held[number].pk)), 8)
    assert [row for row in results if isinstance(row, Exception)] == []
    offered = set(Place.objects.filter(status="offered").values_list("pk", flat=True))
    assert offered == {place.pk for place in waiting[:8]}
