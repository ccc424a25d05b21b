"""Accounts, roles, places, settings: each command does it, refuses the wrong person and state, and is audited."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import connection

from alongside.accounts import commands, queries
from alongside.accounts.models import Organisation, Pathway, RoleHolding, Service, Team, User
from alongside.core import clock
from alongside.core.actors import process
from alongside.core.commands import Act
from alongside.core.errors import NotAllowed, Refused
from alongside.core.models import AuditEvent, Notice
from tests.world import make_user

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def actions() -> list[str]:
    return list(AuditEvent.objects.order_by("at", "pk").values_list("action", flat=True))


def open_account(world, **answers) -> User:
    return commands.open_account(world.administrator, **{"name": "Femi Ash", "email": "Femi@Example.org", **answers})


# Accounts


def test_open_account_opens_it_with_no_role_and_says_how_to_sign_in(world):
    user = open_account(world)
    assert (user.email, user.kind, user.has_usable_password()) == ("femi@example.org", User.Kind.STAFF, False)
    assert queries.actor_for(user).roles == frozenset()
    notice = Notice.objects.get(to="femi@example.org")
    assert "/accounts/login/" in notice.text
    assert actions() == ["account.opened"]


@pytest.mark.parametrize("who", ["lead", "coordinator", "governance", "person", "nobody"])
def test_open_account_when_not_an_administrator_is_not_allowed(world, who):
    with pytest.raises(NotAllowed):
        commands.open_account(world.actor(who), name="Femi Ash", email="femi@example.org")
    assert actions() == []


def test_open_account_when_the_address_is_taken_says_the_same_whoever_has_it(world):
    said = set()
    for email in ("LEAD@example.org", "leona@example.org"):
        with pytest.raises(Refused) as refusal:
            open_account(world, email=email)
        said.add(str(refusal.value))
    assert said == {"This email address cannot be used for another account. Use a different one."}


def test_change_account_takes_the_old_address_away(world):
    user = world.users["nobody"]
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    commands.change_account(world.administrator, user, name="New Name", email="New@example.org", phone="")
    user.refresh_from_db()
    assert (user.name, user.email) == ("New Name", "new@example.org")
    assert EmailAddress.objects.get().email == "new@example.org"
    (event,) = AuditEvent.objects.all()
    assert (event.action, event.changes["email"]) == ("account.changed", "changed")


def test_change_account_keeps_an_unchanged_address_and_refuses_a_taken_one(world):
    user = world.users["nobody"]
    commands.change_account(world.administrator, user, name="New Name", email=user.email)
    with pytest.raises(Refused):
        commands.change_account(world.administrator, user, name="New Name", email="lead@example.org")


@pytest.mark.parametrize("who", ["lead", "governance", "nobody"])
def test_change_account_when_not_an_administrator_is_not_allowed(world, who):
    with pytest.raises(NotAllowed):
        commands.change_account(world.actor(who), world.users["nobody"], name="X", email="x@example.org")


def test_an_administrator_never_touches_a_persons_own_account(world):
    user = world.users["person"]
    for do, answers in (
        (commands.change_account, {"name": "X", "email": "x@example.org"}),
        (commands.close_account, {"last_day": None}),
        (commands.reopen_account, {}),
        (commands.give_role, {"role": "person"}),
    ):
        with pytest.raises(NotAllowed):
            do(world.administrator, user, **answers)
    with pytest.raises(NotAllowed):
        commands.end_role(world.administrator, user.holdings.get())


def test_change_own_name_is_only_ones_own(world):
    commands.change_own_name(world.person, world.users["person"], name="Leona M", phone="07700 900111")
    world.users["person"].refresh_from_db()
    assert world.users["person"].name == "Leona M"
    with pytest.raises(NotAllowed):
        commands.change_own_name(world.administrator, world.users["person"], name="X")
    assert actions() == ["account.name_changed"]


def test_close_account_ends_access_after_the_last_day(world):
    user, today = world.users["nobody"], clock.today()
    commands.close_account(world.administrator, user, last_day=today)
    assert queries.actor_for(user).user_id
    assert not queries.actor_for(user, on=today + DAY).user_id
    assert actions() == ["account.closed"]


def test_close_account_at_once_ends_access_now_until_it_is_opened_again(world):
    user = world.users["nobody"]
    commands.close_account(world.administrator, user, last_day=None)
    assert not queries.actor_for(user).user_id
    commands.reopen_account(world.administrator, user)
    assert queries.actor_for(user).user_id
    with pytest.raises(Refused, match="open already"):
        commands.reopen_account(world.administrator, user)
    assert actions() == ["account.closed", "account.reopened"]


@pytest.mark.parametrize("who", ["lead", "governance", "administrator"])
def test_close_account_is_for_an_administrator_and_never_ones_own(world, who):
    with pytest.raises(NotAllowed):
        commands.close_account(world.actor(who), world.users["administrator"], last_day=None)
    with pytest.raises(NotAllowed):
        commands.reopen_account(world.actor(who), world.users["administrator"])


# Roles


def test_give_role_gives_that_role_for_that_place_and_nothing_else(world):
    user = open_account(world)
    commands.give_role(world.administrator, user, role="peer_worker", team=world.thanet)
    actor = queries.actor_for(user)
    assert actor.roles == {"peer_worker"}
    assert actor.reach("peer_worker").teams == {world.thanet.pk}
    assert not actor.reach("peer_worker").everything
    assert actions()[-1] == "role.given"


def test_give_role_is_never_to_oneself(world):
    for role in ("lead", "administrator", "governance"):
        with pytest.raises(NotAllowed):
            commands.give_role(world.administrator, world.users["administrator"], role=role)


@pytest.mark.parametrize("who", ["lead", "coordinator", "governance", "nobody"])
def test_give_role_when_not_an_administrator_is_not_allowed(world, who):
    with pytest.raises(NotAllowed):
        commands.give_role(world.actor(who), world.users["other_referrer"], role="lead")


def test_give_role_refuses_what_cannot_be(world):
    user, today = world.users["nobody"], clock.today()
    refused = {
        "Choose one pathway": {"role": "coordinator", "pathway": world.acute, "team": world.thanet},
        "kept apart": {"role": "person"},
        "before the first": {"role": "lead", "starts_on": today, "ends_on": today - DAY},
    }
    for words, answers in refused.items():
        with pytest.raises(Refused, match=words):
            commands.give_role(world.administrator, user, **answers)
    with pytest.raises(Refused, match="kept apart"):
        commands.give_role(process("A test"), world.users["person"], role="lead")
    assert actions() == []


def test_give_role_twice_for_the_same_days_is_refused_and_after_it_ended_is_not(world):
    user, today = world.users["nobody"], clock.today()
    commands.give_role(world.administrator, user, role="coordinator", pathway=world.acute, ends_on=today + 5 * DAY)
    with pytest.raises(Refused, match="already"):
        commands.give_role(world.administrator, user, role="coordinator", pathway=world.acute)
    commands.give_role(world.administrator, user, role="coordinator", pathway=world.acute, starts_on=today + 6 * DAY)
    commands.give_role(
        world.administrator,
        user,
        role="coordinator",
        pathway=world.acute,
        starts_on=today - 9 * DAY,
        ends_on=today - DAY,
    )
    assert RoleHolding.objects.filter(user=user).count() == 3


def test_end_role_is_held_to_its_last_day(world):
    holding, today = world.users["coordinator"].holdings.get(), clock.today()
    commands.end_role(world.administrator, holding, last_day=today)
    assert queries.actor_for(world.users["coordinator"]).roles == {"coordinator"}
    assert queries.actor_for(world.users["coordinator"], on=today + DAY).roles == frozenset()
    assert actions() == ["role.ended"]


def test_end_role_at_once_ends_one_given_today(world):
    holding = commands.give_role(world.administrator, world.users["nobody"], role="lead")
    commands.end_role(world.administrator, holding)
    assert queries.actor_for(world.users["nobody"]).roles == frozenset()
    with pytest.raises(Refused, match="ended already"):
        commands.end_role(world.administrator, holding)


@pytest.mark.parametrize("who", ["lead", "governance", "coordinator"])
def test_end_role_when_not_an_administrator_is_not_allowed(world, who):
    with pytest.raises(NotAllowed):
        commands.end_role(world.actor(who), world.users["coordinator"].holdings.get())


def test_the_last_administrator_cannot_lose_the_role(world):
    holding = world.users["administrator"].holdings.get()
    with pytest.raises(Refused, match="last administrator"):
        commands.end_role(world.administrator, holding)
    with pytest.raises(Refused, match="last administrator"):
        commands.close_account(process("A test"), world.users["administrator"], last_day=clock.today() + DAY)
    second = make_user("second@example.org", "Bo Lane", "administrator")
    commands.end_role(world.administrator, holding)
    with pytest.raises(Refused, match="last administrator"):
        commands.end_role(queries.actor_for(second), second.holdings.get())


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_end_each_other_at_once_leave_one(world):
    second = make_user("second@example.org", "Bo Lane", "administrator")
    holdings = [world.users["administrator"].holdings.get(), second.holdings.get()]
    actors = [queries.actor_for(second), world.administrator]
    start = threading.Barrier(2)

    def end(actor, holding) -> bool:
        start.wait(timeout=20)
        try:
            commands.end_role(actor, holding)
        except Refused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as both:
        ended = list(both.map(end, actors, holdings))
    assert sorted(ended) == [False, True]
    assert RoleHolding.objects.filter(role="administrator", ends_on=None).count() == 1


def test_an_administrator_who_is_leaving_does_not_count_as_the_last(world):
    leaver = make_user("second@example.org", "Bo Lane", "administrator")
    commands.close_account(world.administrator, leaver, last_day=clock.today() + DAY)
    with pytest.raises(Refused, match="last administrator"):
        commands.end_role(world.administrator, world.users["administrator"].holdings.get())


# Places


def add_all(actor) -> dict:
    trust = commands.add_organisation(actor, name="A charity", kind="charity")
    pathway = commands.add_pathway(actor, name="Rehabilitation")
    site = commands.add_site(actor, name="A house", organisation=trust, area="Dover")
    team = commands.add_team(
        actor, name="A team", pathway=pathway, organisation=trust, team_type="A09", age_group="02", site=site
    )
    ward = commands.add_ward(actor, name="A ward", team=team)
    return {"organisation": trust, "pathway": pathway, "site": site, "team": team, "ward": ward}


@pytest.mark.parametrize("who", ["lead", "administrator"])
def test_places_are_added_and_changed_by_the_lead_and_the_administrator(world, who):
    actor = world.actor(who)
    made = add_all(actor)
    assert made["pathway"].position == 3
    commands.change_organisation(actor, made["organisation"], name="B charity", kind="charity")
    commands.change_pathway(actor, made["pathway"], name="Rehab", position=1)
    commands.change_site(actor, made["site"], name="B house", area="Deal", organisation=made["organisation"])
    commands.change_team(actor, made["team"], name="B team", pathway=world.acute)
    commands.change_ward(actor, made["ward"], name="B ward", team=world.willow, site=None)
    for row in made.values():
        row.refresh_from_db()
    assert [str(row) for row in made.values()] == ["B charity", "Rehab", "B house", "B team", "B ward"]
    nouns = ["organisation", "pathway", "site", "team", "ward"]
    assert sorted(actions()) == sorted([f"{n}.added" for n in nouns] + [f"{n}.changed" for n in nouns])


@pytest.mark.parametrize("who", ["coordinator", "governance", "peer_worker", "person"])
def test_places_and_settings_when_the_wrong_person_are_not_changed(world, who):
    actor, service = world.actor(who), world.service
    made = add_all(world.lead)
    before = actions()
    for change in (
        lambda: commands.add_organisation(actor, name="X"),
        lambda: commands.change_organisation(actor, made["organisation"], name="X", kind="trust"),
        lambda: commands.add_pathway(actor, name="X"),
        lambda: commands.change_pathway(actor, made["pathway"], name="X", position=1),
        lambda: commands.add_site(actor, name="X", organisation=made["organisation"], area="X"),
        lambda: commands.change_site(actor, made["site"], name="X"),
        lambda: commands.add_team(
            actor,
            name="X",
            pathway=made["pathway"],
            organisation=made["organisation"],
            team_type="A06",
            age_group="02",
        ),
        lambda: commands.change_team(actor, made["team"], name="X"),
        lambda: commands.add_ward(actor, name="X", team=made["team"]),
        lambda: commands.change_ward(actor, made["ward"], name="X"),
        lambda: commands.close_place(actor, made["ward"]),
        lambda: commands.reopen_place(actor, made["ward"]),
        lambda: commands.change_service(actor, service, name="X"),
        lambda: commands.write_item(actor, service, part="values", item={"name": "X", "words": "Y"}),
        lambda: commands.remove_item(actor, service, part="values", name="X"),
        lambda: commands.move_item_up(actor, service, part="values", name="X"),
    ):
        with pytest.raises(NotAllowed):
            change()
    assert actions() == before


def test_a_place_with_a_name_that_is_taken_is_refused(world):
    with pytest.raises(Refused, match="There is already a pathway called acute"):
        commands.add_pathway(world.lead, name="acute")
    with pytest.raises(Refused, match="already a team"):
        commands.change_team(world.lead, world.thanet, name="ASHFORD CMHT")


def test_close_place_refuses_while_something_in_it_is_open(world):
    with pytest.raises(Refused, match="Community still has Ashford CMHT and Thanet CMHT open"):
        commands.close_place(world.lead, world.community)
    for team in (world.thanet, world.ashford):
        commands.close_place(world.lead, team)
    commands.close_place(world.lead, world.community)
    assert "Community" not in dict(queries.open_pathways()).values()
    with pytest.raises(Refused, match="closed already"):
        commands.close_place(world.lead, world.community)
    commands.reopen_place(world.lead, world.community)
    with pytest.raises(Refused, match="open already"):
        commands.reopen_place(world.lead, world.community)
    assert actions() == ["place.closed", "place.closed", "place.closed", "place.reopened"]


def test_close_place_when_much_is_open_says_how_much(world):
    trust = Organisation.objects.get(ods_code="RXX")
    for number in range(4):
        commands.add_site(world.lead, name=f"House {number}", organisation=trust, area="Dover")
    with pytest.raises(Refused, match="still has 8 places open"):
        commands.close_place(world.lead, trust)


# The service


def test_describe_service_happens_once_and_only_by_a_process(world):
    trust = Organisation.objects.get(ods_code="RXX")
    with pytest.raises(NotAllowed):
        commands.describe_service(world.lead, profile="kmpt", organisation=trust)
    with pytest.raises(Refused, match="described already"):
        commands.describe_service(process("A test"), profile="kmpt", organisation=trust)


def test_change_service_changes_what_it_is_given(world):
    commands.change_service(world.lead, world.service, quiet_after_days=30, phone="01632 960999")
    service = Service.objects.get()
    assert (service.quiet_after_days, service.phone, service.name) == (30, "01632 960999", "Peer support")
    (event,) = AuditEvent.objects.all()
    assert (event.action, event.changes["quiet_after_days"]) == ("service.changed", [21, 30])


def test_change_service_knows_its_settings(world):
    with pytest.raises(TypeError):
        commands.change_service(world.lead, world.service, profile="lpt")
    with pytest.raises(TypeError):
        commands.write_item(world.lead, world.service, part="name", item={"name": "X"})


def test_items_are_added_changed_moved_and_taken_out(world):
    lead, service = world.lead, world.service
    commands.write_item(lead, service, part="lengths", item={"name": "9 months", "months": 9})
    commands.write_item(lead, service, part="lengths", item={"name": "12 contacts", "contacts": 12}, was="10 contacts")
    commands.move_item_up(lead, service, part="lengths", name="Open")
    commands.remove_item(lead, service, part="lengths", name="4 months")
    assert [row["name"] for row in Service.objects.get().lengths] == ["12 contacts", "Open", "9 months"]
    assert actions() == ["service.item_written", "service.item_written", "service.item_moved", "service.item_removed"]


def test_items_refuse_what_is_no_longer_so(world):
    lead, service = world.lead, world.service
    refusals = (
        (commands.write_item, {"part": "lengths", "item": {"name": "OPEN"}}, "in the list already"),
        (commands.write_item, {"part": "lengths", "item": {"name": "X"}, "was": "gone"}, "no longer"),
        (commands.remove_item, {"part": "lengths", "name": "gone"}, "no longer"),
        (commands.remove_item, {"part": "help_now", "name": "NHS 111"}, "the last in the list"),
        (commands.move_item_up, {"part": "lengths", "name": "10 contacts"}, "at the top"),
        (commands.move_item_up, {"part": "lengths", "name": "gone"}, "at the top"),
    )
    for do, answers, words in refusals:
        with pytest.raises(Refused, match=words):
            do(lead, service, **answers)
    assert actions() == []


def test_a_command_called_within_another_joins_it(world):
    """How a person's own account is opened: by a coordinator's command, which may not open accounts by itself."""
    act = Act(world.coordinator, clock.now())
    user = commands.open_account(act, name="Maeve Lister", email="maeve@example.org", own=True)
    commands.give_role(act, user, role="person", starts_on=date(2026, 1, 1))
    assert queries.actor_for(user).roles == {"person"}
    assert set(AuditEvent.objects.values_list("act_id", flat=True)) == {act.id}


def test_the_places_a_role_reaches_follow_a_team_to_its_new_pathway(world):
    commands.change_team(world.lead, Team.objects.get(name="Thanet CMHT"), name="Thanet CMHT", pathway=world.acute)
    assert world.thanet.pk not in world.coordinator.reach("coordinator").teams
    assert world.thanet.pk in world.other_coordinator.reach("coordinator").teams
    assert Pathway.objects.count() == 2
