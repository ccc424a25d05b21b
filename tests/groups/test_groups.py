"""Groups: who sees which, and their pages."""

import pytest
from django.urls import reverse

from alongside.core import clock
from alongside.core.guard import unguarded
from alongside.groups import policies, queries
from alongside.groups.models import Membership
from tests.groups.setting_up import make_date, make_group
from tests.world import make_person, worker_of


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("lead", {"Art", "Walk"}),
        ("other_coordinator", {"Art"}),
        ("coordinator", {"Walk"}),
        ("team_manager", {"Walk"}),
        ("ward", {"Art"}),
        ("other_ward", set()),
        ("person", set()),
        ("referrer", set()),
        ("bank", {"Art", "Walk"}),
        ("nobody", set()),
    ],
)
def test_who_sees_which_group_at_work(world, who, sees):
    make_group(world, "Art")
    make_group(world, "Walk", pathway=world.community, team=world.thanet, ward=None)
    assert {group.name for group in policies.visible_groups(world.actor(who))} == sees


def test_a_peer_worker_sees_running_groups_and_those_they_run(world):
    make_group(world, "Running")
    make_group(world, "Planned", status="draft")
    mine = make_group(world, "Planned by me", status="draft")
    make_date(mine, worker_of(world))
    seen = policies.visible_groups(world.peer_worker)
    assert {group.name for group in seen} == {"Running", "Planned by me"}


@pytest.mark.parametrize(("who", "status"), [("lead", 200), ("ward", 200), ("other_ward", 404), ("person", 404)])
def test_the_page_of_a_group_and_of_a_date(world, sign_in, who, status):
    group = make_group(world)
    date = make_date(group)
    browser = sign_in(who)
    assert browser.get(reverse("groups:group", args=[group.pk])).status_code == status
    assert browser.get(reverse("groups:date", args=[date.pk])).status_code == status


def test_the_list_of_groups_is_for_those_at_work(world, sign_in):
    make_group(world, "Art and conversation")
    assert "Art and conversation" in sign_in("peer_worker").get(reverse("groups:groups")).content.decode()
    assert sign_in("person").get(reverse("groups:groups")).status_code == 404


def test_people_see_what_is_shown_to_them_and_their_own(world):
    for shown in ("nobody", "members", "public"):
        make_group(world, shown, shown=shown)
    make_group(world, "planned", shown="public", status="draft")
    own = make_group(world, "own", status="ended", ended_at=clock.now())
    with unguarded():
        Membership.objects.create(
            group=own,
            person=make_person(world),
            status="left",
            how="self",
            since=clock.now(),
            said_by="Leona",
            written_by="Leona",
        )
    seen = {who: {group.name for group in policies.people_groups(world.actor(who))} for who in ("person", "referrer")}
    assert seen == {"person": {"members", "public", "own"}, "referrer": {"public"}}


def test_whoever_plans_groups_plans_those_of_their_own_part(world):
    make_group(world, "Art")
    make_group(world, "Walk", pathway=world.community, team=world.thanet, ward=None)
    planned = {who: {group.name for group in policies.kept_groups(world.actor(who))} for who in ("ward", "peer_worker")}
    assert planned == {"ward": {"Art"}, "peer_worker": set()}
    assert policies.kept_groups(world.lead).count() == 2


def test_whose_group_it_is_as_a_form_says_it(world):
    ward = make_group(world)
    team = make_group(world, "Walk", pathway=world.community, team=world.thanet, ward=None)
    pathway = make_group(world, "All", team=None, ward=None)
    for group in (ward, team, pathway):
        said = queries.place_of(queries.said_of(group))
        assert said == {"pathway": group.pathway, "team": group.team, "ward": group.ward}
    offered = dict(queries.place_choices(world.other_coordinator))
    assert list(offered.values()) == ["Acute: the whole pathway", "Acute: Willow Ward", "Acute: Willow Ward (ward)"]


def test_who_fills_in_a_register(world):
    group = make_group(world)
    date = make_date(group, worker_of(world))
    asked = ("lead", "ward", "other_ward", "peer_worker", "other_peer_worker", "team_manager", "person")
    assert {who for who in asked if policies.may_register(world.actor(who), date)} == {"lead", "ward", "peer_worker"}
