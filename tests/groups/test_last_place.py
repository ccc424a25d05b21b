"""The last place in a group, asked for, given or freed by fifty at once, goes to exactly one."""

import pytest

from alongside.accounts.models import RoleHolding
from alongside.accounts.queries import actor_for
from alongside.core.errors import Refused
from alongside.core.models import AuditEvent
from alongside.groups import commands
from alongside.groups.models import Group, Membership
from tests.groups.joining import change, make_member
from tests.groups.setting_up import make_group
from tests.promises.test_at_once import all_at_once
from tests.world import make_person, make_user

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 50
CLOSED = {"joining": "closed", "pattern": "series", "shown": "members"}


def somebody(world, number: int, **fields):
    return change(make_person(world, user=None, first_name=f"N{number}"), **fields)


def own(world, number: int):
    """A person with an account of their own."""
    user = make_user(f"n{number}@own.example.net", f"N{number} Penny", RoleHolding.Role.PERSON, own=True)
    return somebody(world, number, user=user), actor_for(user)


def test_the_last_place_asked_for_by_fifty_at_once_goes_to_one_and_the_others_wait(world):
    make_group(world, size=1, pattern="series", shown="members")
    people = [own(world, number) for number in range(MANY)]

    def ask(number: int) -> Membership:
        person, actor = people[number]
        return commands.ask_to_join(actor, person, group=Group.objects.get())

    results = all_at_once(ask, MANY)
    assert [row for row in results if isinstance(row, Exception)] == []
    assert Membership.objects.filter(status="joined").count() == 1
    assert Membership.objects.filter(status="waiting").count() == MANY - 1
    assert AuditEvent.objects.filter(action="membership.asked").count() == MANY


def test_the_last_place_in_a_closed_group_given_to_fifty_at_once_goes_to_one(world):
    group = make_group(world, size=1, **CLOSED)
    asked = [make_member(group, somebody(world, number), "asked") for number in range(MANY)]
    actor = world.ward
    results = all_at_once(lambda number: commands.give_place(actor, Membership.objects.get(pk=asked[number].pk)), MANY)
    refused = [row for row in results if isinstance(row, Refused)]
    assert len(refused) == MANY - 1
    assert {str(row) for row in refused} == {"Every place is taken. Put them on the waiting list: it moves by itself."}
    assert Membership.objects.filter(status="joined").count() == 1
    assert AuditEvent.objects.filter(action="membership.placed").count() == 1


def test_places_that_come_free_at_once_go_to_as_many_others_in_order(world):
    group = make_group(world, size=8, **CLOSED)
    held = [make_member(group, somebody(world, number)) for number in range(8)]
    waiting = [make_member(group, somebody(world, 8 + number), "waiting", minutes=50 - number) for number in range(12)]
    actor = world.ward
    results = all_at_once(lambda number: commands.leave_group(actor, Membership.objects.get(pk=held[number].pk)), 8)
    assert [row for row in results if isinstance(row, Exception)] == []
    joined = set(Membership.objects.filter(status="joined").values_list("pk", flat=True))
    assert joined == {membership.pk for membership in waiting[:8]}


def test_one_person_who_taps_twenty_times_at_once_is_in_it_once(world):
    make_group(world, shown="members")
    person, actor = own(world, 1)
    results = all_at_once(
        lambda _: commands.ask_to_join(actor, type(person).objects.get(), group=Group.objects.get()), 20
    )
    assert [row.status for row in results if isinstance(row, Membership)] == ["joined"]
    assert all(isinstance(row, Membership | Refused) for row in results)
    assert Membership.objects.count() == 1
