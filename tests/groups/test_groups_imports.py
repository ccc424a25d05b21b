"""The groups of a profile: read once, each a plan."""

import pytest

from alongside.accounts import profiles
from alongside.core.guard import unguarded
from alongside.groups.models import Group


@pytest.mark.parametrize(("name", "number"), [("kmpt", 4), ("lpt", 3)])
def test_a_profiles_groups_are_plans_and_read_once(db, name, number):
    profiles.load_profile(name)
    found = list(Group.objects.all())
    assert len(found) == number
    assert {group.status for group in found} == {"draft"}
    with unguarded():
        Group.objects.exclude(pk=found[0].pk).delete()
    profiles.load_profile(name)
    assert Group.objects.count() == 1


def test_a_wards_group_is_in_its_wards_pathway_and_a_teams_in_its_own(db):
    profiles.load_profile("kmpt")
    art, walk = Group.objects.get(name="Art and conversation"), Group.objects.get(name="Harbour walk")
    parents = Group.objects.get(name="Parents together")
    assert (art.ward.name, art.team.name, art.pathway.name) == ("Willow Ward", "Willow Ward", "Acute")
    assert (walk.ward, walk.team.name, walk.shown) == (None, "Thanet CMHT", "public")
    assert (parents.team, parents.pathway.name) == (None, "Mother and infant")
