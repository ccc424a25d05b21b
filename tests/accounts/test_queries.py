"""Who an account is today, and which part of the service its roles reach."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from alongside.accounts import commands, queries
from alongside.accounts.adapter import Accounts, TrustAccounts
from alongside.core import clock
from alongside.core.actors import EVERYWHERE, NOWHERE, VISITOR, Reach
from alongside.core.errors import NotAllowed
from tests.world import make_user

pytestmark = pytest.mark.django_db


def test_a_role_reaches_what_is_in_its_place_and_no_more(world):
    ward = make_user("ward-nurse@example.org", "Wyn Pell", "team_manager", ward=world.willow_ward)
    acute = Reach(
        pathways=frozenset([world.acute.pk]),
        teams=frozenset([world.willow.pk]),
        wards=frozenset([world.willow_ward.pk]),
    )
    for actor, role, reach in (
        (world.lead, "lead", EVERYWHERE),
        (world.other_coordinator, "coordinator", acute),
        (world.team_manager, "team_manager", Reach(teams=frozenset([world.thanet.pk]))),
        (queries.actor_for(ward), "team_manager", Reach(wards=frozenset([world.willow_ward.pk]))),
        (world.lead, "coordinator", NOWHERE),
    ):
        assert actor.reach(role) == reach


def test_a_role_is_held_on_its_days_only(world):
    user, today = world.users["nobody"], clock.today()
    first, last = today + timedelta(days=2), today + timedelta(days=4)
    commands.give_role(world.administrator, user, role="governance", starts_on=first, ends_on=last)
    held = [day for day in range(7) if queries.actor_for(user, on=today + timedelta(days=day)).roles]
    assert held == [2, 3, 4]


def test_nobody_signed_in_is_a_visitor(world):
    assert queries.actor_for(None) == queries.actor_for(AnonymousUser()) == VISITOR


def test_what_any_form_may_offer_is_open(world):
    commands.close_place(world.lead, world.ashford)
    assert [name for _, name in queries.open_teams()] == ["Thanet CMHT", "Willow Ward"]
    assert [name for _, name in queries.open_pathways()] == ["Community", "Acute"]
    assert queries.get_team(world.coordinator, world.ashford.pk) == world.ashford
    assert queries.get_pathway(world.coordinator, world.acute.pk) == world.acute


def test_the_lists_are_empty_or_refused_for_those_who_may_not_see_them(world):
    assert queries.accounts(world.coordinator) == []
    assert queries.teams(world.coordinator) == []
    for ask in (queries.accounts_may_be_seen, queries.the_service):
        with pytest.raises(NotAllowed):
            ask(world.coordinator)


def test_nobody_signs_up_by_either_door(rf):
    assert not Accounts().is_open_for_signup(rf.get("/"))
    assert not TrustAccounts().is_open_for_signup(rf.get("/"), None)
