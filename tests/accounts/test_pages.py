"""The pages about accounts and settings: who sees them, what they keep, and how many questions they ask."""

import pytest
from django.test import Client
from django.urls import reverse

from alongside.accounts import commands
from alongside.accounts.models import Pathway, RoleHolding, Service, Team, User
from alongside.core import clock
from alongside.core.guard import unguarded
from tests.world import make_user

pytestmark = pytest.mark.django_db
KINDS = ("organisations", "pathways", "sites", "teams", "wards")
LISTS = ("values", "help_now", "lengths", "themes")
PARTS = ("contact", "times")


def address(name: str, *args: str) -> str:
    return reverse(f"accounts:{name}", args=args)


def settings_pages(world) -> list[str]:
    places = {
        "organisations": world.service.organisation,
        "pathways": world.acute,
        "sites": world.site,
        "teams": world.thanet,
        "wards": world.willow_ward,
    }
    return [
        address("settings"),
        *(address("change_part", part) for part in PARTS),
        *(address("items", part) for part in LISTS),
        *(address("add_item", part) for part in LISTS),
        address("change_item", "lengths") + "?item=4+months",
        *(address("places", kind) for kind in KINDS),
        *(address("add_place", kind) for kind in KINDS),
        *(address("change_place", kind, place.pk) for kind, place in places.items()),
    ]


def staff_pages(world) -> list[str]:
    user = world.users["coordinator"]
    return [
        address("open_account"),
        address("change_account", user.pk),
        address("close_account", user.pk),
        address("give_role", user.pk),
        address("end_role", user.holdings.get().pk),
    ]


@pytest.mark.parametrize("who", ["lead", "administrator"])
def test_settings_pages_open_for_those_who_keep_them(world, sign_in, who):
    client = sign_in(who)
    for page in settings_pages(world):
        assert client.get(page).status_code == 200, page


@pytest.mark.parametrize("who", ["coordinator", "peer_worker", "referrer", "person", "nobody"])
def test_settings_and_staff_pages_are_not_found_by_others(world, sign_in, who):
    client = sign_in(who)
    account = address("account", world.users["lead"].pk)
    for page in [*settings_pages(world), *staff_pages(world), address("staff"), account]:
        assert client.get(page).status_code == 404, page


def test_governance_reads_settings_and_accounts_and_changes_nothing(world, sign_in):
    client = sign_in("governance")
    account = address("account", world.users["lead"].pk)
    for page in [
        address("settings"),
        address("items", "values"),
        address("places", "teams"),
        address("staff"),
        account,
    ]:
        assert client.get(page).status_code == 200, page
    for page in [*staff_pages(world), address("add_place", "teams"), address("change_part", "contact")]:
        assert client.get(page).status_code == 404, page


def test_pages_that_are_not_there_are_not_found(world, sign_in):
    client = sign_in("lead")
    for page in (
        address("places", "planets"),
        address("add_place", "planets"),
        address("items", "planets"),
        address("change_part", "planets"),
        address("change_item", "values") + "?item=planets",
        address("close_place", "teams", world.thanet.pk),
        address("change_place", "teams", world.acute.pk),
    ):
        assert client.get(page).status_code == 404, page
    assert client.post(address("close_place", "planets", world.thanet.pk)).status_code == 404


def test_contact_and_times_are_kept(world, sign_in):
    client = sign_in("lead")
    client.post(
        address("change_part", "contact"),
        {
            "name": "Peer support in Tarnshire",
            "phone": "01632 960001",
            "requests_read": "Weekdays",
            "trust_record_name": "Tarn",
        },
    )
    times = {
        "unread_after_working_days": 2,
        "quiet_after_days": 30,
        "long_wait_weeks": 9,
        "offer_reply_days": 8,
        "undo_minutes": 11,
        "review_needs_months": 13,
        "suppress_under": 6,
    }
    assert client.post(address("change_part", "times"), times).status_code == 302
    service = Service.objects.get()
    assert (service.name, service.trust_record_name, service.undo_minutes) == ("Peer support in Tarnshire", "Tarn", 11)


def test_a_wrong_answer_keeps_what_was_typed(world, sign_in):
    response = sign_in("lead").post(address("change_part", "contact"), {"name": "", "requests_read": "Each Tuesday"})
    assert response.status_code == 422
    assert "Enter the name of the service" in response.text
    assert "Each Tuesday" in response.text


def test_each_list_takes_an_item_changes_it_moves_it_and_loses_it(world, sign_in):
    client = sign_in("lead")
    answers = {
        "values": ({"name": "Hope", "words": "Things change."}, {"name": "Hope", "words": "Things change."}),
        "help_now": (
            {"name": "Shout", "number": "Text SHOUT", "words": "Any time"},
            {"name": "Shout", "number": "Text SHOUT", "words": "Any time"},
        ),
        "lengths": ({"name": "9 months", "ends": "months", "number": "9"}, {"name": "9 months", "months": 9}),
        "themes": ({"name": "Music", "kind": "interest"}, {"name": "Music", "kind": "interest"}),
    }
    for part, (typed, kept) in answers.items():
        assert client.post(address("add_item", part), typed).status_code == 302, part
        assert getattr(Service.objects.get(), part)[-1] == kept
        page = address("change_item", part) + f"?item={kept['name']}"
        assert client.get(page).status_code == 200
        assert client.post(page, {**typed, "name": "Renamed"}).status_code == 302
        assert getattr(Service.objects.get(), part)[-1]["name"] == "Renamed"
        if part != "values":
            client.post(address("move_item_up", part), {"name": "Renamed"})
            assert getattr(Service.objects.get(), part)[-2]["name"] == "Renamed"
            client.post(address("remove_item", part), {"name": "Renamed"})
            assert "Renamed" not in {row["name"] for row in getattr(Service.objects.get(), part)}
        assert client.get(address("items", part)).status_code == 200


def test_a_length_that_ends_needs_its_number_and_an_open_one_does_not(world, sign_in):
    client = sign_in("lead")
    response = client.post(address("add_item", "lengths"), {"name": "6 months", "ends": "months"})
    assert response.status_code == 422
    assert "Enter how many" in response.text
    client.post(address("add_item", "lengths"), {"name": "As long as it takes", "ends": "open"})
    assert Service.objects.get().lengths[-1] == {"name": "As long as it takes"}


def test_places_are_added_changed_closed_and_opened_again(world, sign_in):
    client, trust = sign_in("lead"), world.service.organisation
    team = {
        "name": "Dover CMHT",
        "pathway": world.community.pk,
        "organisation": trust.pk,
        "team_type": "A06",
        "age_group": "02",
    }
    typed = {
        "organisations": {"name": "A charity", "kind": "charity"},
        "pathways": {"name": "Rehabilitation", "position": "3"},
        "sites": {"name": "A house", "area": "Dover", "organisation": trust.pk, "location_type": "E01"},
        "teams": team,
        "wards": {"name": "Ash Ward", "team": world.willow.pk},
    }
    for kind, answers in typed.items():
        response = client.post(address("add_place", kind), answers)
        assert response.status_code == 302, (kind, response.text)
    made = Team.objects.get(name="Dover CMHT")
    assert (made.pathway, made.site) == (world.community, None)
    change = address("change_place", "teams", made.pk)
    assert client.post(change, {**team, "name": "Deal CMHT", "site": world.site.pk}).status_code == 302
    made.refresh_from_db()
    assert (made.name, made.site) == ("Deal CMHT", world.site)
    client.post(address("close_place", "teams", made.pk))
    assert "Open again" in client.get(address("places", "teams")).text
    client.post(address("reopen_place", "teams", made.pk))
    made.refresh_from_db()
    assert made.is_open


def test_a_team_keeps_a_pathway_that_has_closed(world, sign_in):
    with unguarded():
        Pathway.objects.filter(pk=world.acute.pk).update(is_open=False)
    page = sign_in("lead").get(address("change_place", "teams", world.willow.pk))
    assert f'<option value="{world.acute.pk}" selected>' in page.text


def test_closing_what_is_in_use_is_a_page_in_words(world, sign_in):
    response = sign_in("lead").post(address("close_place", "pathways", world.community.pk))
    assert response.status_code == 409
    assert "Community still has Ashford CMHT and Thanet CMHT open" in response.text


# Staff accounts


def test_an_administrator_opens_an_account_gives_a_role_and_ends_both(world, sign_in):
    client = sign_in("administrator")
    opened = client.post(address("open_account"), {"name": "Femi Ash", "email": "femi@example.org"})
    user = User.objects.get(email="femi@example.org")
    assert opened.url == address("give_role", user.pk)
    given = client.post(opened.url, {"role": "team_manager", "place": f"teams:{world.thanet.pk}"})
    assert given.status_code == 302
    holding = user.holdings.get()
    assert (holding.team, holding.pathway, holding.starts_on) == (world.thanet, None, clock.today())
    page = client.get(address("account", user.pk))
    assert "Thanet CMHT" in page.text
    client.post(address("end_role", holding.pk), {"when": "now"})
    assert "Ended" in client.get(address("account", user.pk)).text
    client.post(
        address("change_account", user.pk), {"name": "Femi Ashe", "email": "femi@example.org", "phone": "01632 960007"}
    )
    client.post(address("close_account", user.pk), {"when": "now"})
    assert "Closed" in client.get(address("account", user.pk)).text
    client.post(address("reopen_account", user.pk))
    user.refresh_from_db()
    assert (user.name, user.phone, user.is_active, user.last_day) == ("Femi Ashe", "01632 960007", True, None)


def test_a_last_day_has_to_be_said(world, sign_in):
    page = address("close_account", world.users["coordinator"].pk)
    response = sign_in("administrator").post(page, {"when": "then"})
    assert response.status_code == 422
    assert "Enter the last day" in response.text


def test_a_role_for_the_whole_service_names_no_place(world, sign_in):
    sign_in("administrator").post(address("give_role", world.users["nobody"].pk), {"role": "governance"})
    holding = RoleHolding.objects.get(user=world.users["nobody"])
    assert (holding.pathway, holding.team, holding.ward) == (None, None, None)


def test_an_administrators_own_account_offers_no_role_to_themself(world, sign_in):
    client = sign_in("administrator")
    own = world.users["administrator"].pk
    assert "Give a role" not in client.get(address("account", own)).text
    assert client.get(address("give_role", own)).status_code == 404


def test_the_list_never_shows_a_persons_own_account(world, sign_in):
    client = sign_in("administrator")
    page = client.get(address("staff") + "?show=all").text
    assert "Ines Okafor" in page
    assert "Leona Marsh" not in page
    assert client.get(address("account", world.users["person"].pk)).status_code == 404


def test_the_list_is_searched_and_filtered(world, sign_in):
    client = sign_in("lead")
    commands.close_account(world.administrator, world.users["other_referrer"], last_day=None)
    for asked, seen, unseen in (
        ("search=okafor", "Ines Okafor", "Owen Sallis"),
        ("search=manager@", "Owen Sallis", "Ines Okafor"),
        ("role=coordinator", "Ines Okafor", "Owen Sallis"),
        ("show=closed", "Tom Farrow", "Ines Okafor"),
        ("", "Ines Okafor", "Tom Farrow"),
    ):
        page = client.get(f"{address('staff')}?{asked}").text
        assert seen in page, asked
        assert unseen not in page, asked
    assert "Nobody has an account with those choices" in client.get(address("staff") + "?search=zzz").text


@pytest.mark.parametrize("more", [1, 3])
def test_the_list_asks_the_same_number_of_questions_however_long(world, sign_in, more, django_assert_num_queries):
    for number in range(more):
        make_user(f"more{number}@example.org", f"More {number}", "coordinator", pathway=world.acute)
    client = sign_in("administrator")
    client.get(address("staff"))
    with django_assert_num_queries(6):
        assert f"More {more - 1}" in client.get(address("staff")).text


@pytest.mark.parametrize("more", [1, 3])
def test_a_list_of_places_asks_the_same_number_of_questions(world, sign_in, more, django_assert_num_queries):
    for number in range(more):
        commands.add_team(
            world.lead,
            name=f"Team {number}",
            pathway=world.acute,
            organisation=world.service.organisation,
            team_type="A06",
            age_group="02",
        )
    client = sign_in("lead")
    client.get(address("places", "teams"))
    with django_assert_num_queries(6):
        assert f"Team {more - 1}" in client.get(address("places", "teams")).text


# My account


@pytest.mark.parametrize("who", ["person", "peer_worker", "administrator", "nobody"])
def test_everybody_has_a_page_of_their_own(world, sign_in, who):
    page = sign_in(who).get(address("my_account"))
    assert page.status_code == 200
    assert world.users[who].name in page.text


def test_my_name_is_mine_to_change(world, sign_in):
    client = sign_in("person")
    assert client.get(address("change_own_name")).status_code == 200
    client.post(address("change_own_name"), {"name": "Leona M", "phone": ""})
    world.users["person"].refresh_from_db()
    assert world.users["person"].name == "Leona M"


def test_a_visitor_is_asked_to_sign_in(world):
    response = Client().get(address("my_account"))
    assert response.url == "/accounts/login/?next=/my-account/"
