"""The whole service: every number is the sum of the rows it opens, within what the reader may see."""

import re
from datetime import timedelta

import pytest

from alongside.core import clock
from alongside.core.errors import NotAllowed
from alongside.core.guard import unguarded
from alongside.pages.queries import overview as queries
from alongside.referrals import queries as referrals
from alongside.support import queries as support
from tests.matching.offers import make_offer, make_peer, make_ready, named
from tests.pages.story import hours, said, walking
from tests.support.moments import make_contact
from tests.world import make_person, make_referral


def some_of_everything(world, people: int) -> None:
    """That many people waiting, met, quiet, unread; two contacts each, one of them this week."""
    for name in ("Kit Sorrel", "Dara Quill", "Una Price")[:people]:
        make_ready(world, name)
        quiet = walking(world, name.replace(" ", "a "))
        make_contact(quiet, hours(-24 * 30))
        make_contact(walking(world, name.replace(" ", "b ")), hours(-24), copied_at=clock.now())
        make_referral(world, make_person(world, user=None, **named(name.replace(" ", "c "))))
        make_peer(world, name.replace(" ", "d "))


@pytest.mark.parametrize("people", [1, 3])
def test_overview_asks_as_much_for_three_people_as_for_one(world, django_assert_num_queries, people):
    some_of_everything(world, people)
    with django_assert_num_queries(25):
        page = queries.overview(world.lead)
    numbers = {key: number.number for key, number in page.numbers.items()}
    assert numbers == {
        "waiting": people,
        "supported": 2 * people,
        "free": 3 * people + 3 + max(0, 3 - 2 * people),
        "contacts": people,
        "not-copied": people,
        "unread": people,
        "quiet": people,
    }


@pytest.mark.parametrize("key", sorted(queries.MEASURES))
def test_a_number_says_what_its_rows_add_up_to(world, sign_in, key):
    some_of_everything(world, 3)
    lead = sign_in("lead")
    tile = re.search(rf'href="/overview/{key}/"[^>]*>(?:<[^>]+>)?(\d+)?', lead.get("/overview/").content.decode())
    page = lead.get(f"/overview/{key}/")
    shown = page.content.decode()
    rows = shown[shown.index("<tbody") : shown.index("</tbody>")].split("<tr")[1:]
    added = sum(int(m.group(1)) for row in rows if (m := re.search(r"(\d+) free", row))) if key == "free" else len(rows)
    assert said(page).startswith("Overview")
    assert f"{added} {queries.MEASURES[key].name}" in said(page)
    assert tile, f"the overview has no link to {key}"
    if tile.group(1):
        assert int(tile.group(1)) == added


def test_numbers_agree_with_the_lists_of_the_slices(world):
    some_of_everything(world, 3)
    make_offer(world)
    numbers = queries.overview(world.lead).numbers
    assert numbers["waiting"].number == len(referrals.waiting(world.lead)) == 4
    assert numbers["supported"].number == len(support.my_people(world.lead, whole_team=True))
    assert numbers["not-copied"].number == len(support.to_copy(world.lead, whole_team=True))
    assert numbers["unread"].number == sum(row.unread for row in referrals.requests(world.lead))
    assert numbers["quiet"].number == len(support.quiet(world.lead))


def test_places_free_leaves_out_what_is_taken_on_offer_or_not_just_now(world):
    def free() -> int:
        return queries.number(world.lead, "free").number

    assert free() == 6
    walking(world, "Kofi Addo")
    assert free() == 5
    make_offer(world)
    assert free() == 4
    resting = make_peer(world, "Dara Quill")
    assert free() == 7
    with unguarded():
        resting.taking_on = False
        resting.save()
    assert free() == 4


def test_contacts_this_week_are_those_that_happened_since_monday(world):
    leona = walking(world)
    monday = make_contact(leona, clock.now() - timedelta(days=1))
    make_contact(leona, clock.now() - timedelta(days=2))
    make_contact(leona, attendance="3")
    make_contact(leona, clock.now() - timedelta(hours=1), is_current=False)
    assert [row.id for row in queries.number(world.lead, "contacts").rows] == [monday.pk]


def test_overview_by_pathway_puts_waiting_beside_free(world, sign_in):
    make_ready(world, "Kit Sorrel", received_at=clock.now() - timedelta(days=30))
    with unguarded():
        make_peer(world, "Dara Quill", agreed_caseload=0)
    page = queries.overview(world.lead)
    assert [(row.name, row.waiting, row.longest, row.supported, row.free) for row in page.pathways] == [
        ("Community", 1, 30, 0, 3),
        ("Acute", 0, 0, 0, 3),
    ]
    assert page.most_waiting == 1
    lead = sign_in("lead")
    assert "Community 1 waiting, Community 30 0 with a peer worker, Community 3 places free, Community" in said(
        lead.get("/overview/")
    )
    only = said(lead.get("/overview/free/?pathway=Community"))
    assert "3 places free" in only
    assert "Imani Calder" in only
    assert "Bethan Osei" not in only
    assert "Community only." in only


def test_overview_when_all_places_are_taken_says_full_and_where_nobody_works_says_so(world, sign_in):
    with unguarded():
        imani = make_peer(world, "Dara Quill")
        type(imani).objects.update(agreed_caseload=0)
    assert said(sign_in("lead").get("/overview/")).count(" Full") == 2
    with unguarded():
        type(imani).objects.update(taking_on=False)
    assert said(sign_in("lead").get("/overview/")).count("Nobody free") == 2


def test_overview_says_each_definition_and_the_quiet_by_name(world, sign_in):
    make_contact(walking(world, "Priya Tennant"), hours(-24 * 30))
    page = said(sign_in("lead").get("/overview/"))
    for words in (
        "waiting Taken on, and not yet with a peer worker.",
        "less those taken and those on offer.",
        "Contacts that nobody has ticked as copied to the trust's own record.",
        "We say they are read Monday to Friday, 9am to 5pm.",
        "Not met for 21 days, or longer than the two agreed",
        "Priya T with Imani 30 days",
    ):
        assert words in page


def test_overview_of_a_new_service_is_all_noughts(world, sign_in):
    page = said(sign_in("lead").get("/overview/"))
    assert "0 waiting" in page
    assert "Nobody is quiet." in page
    assert "There are none in Acute." in said(sign_in("lead").get("/overview/waiting/?pathway=Acute"))


def test_overview_for_a_coordinator_is_of_their_own_reach(world):
    some_of_everything(world, 1)
    assert queries.number(world.coordinator, "waiting").number == 1
    assert [row.name for row in queries.overview(world.coordinator).pathways] == ["Community"]
    other = queries.overview(world.other_coordinator)
    assert other.numbers["waiting"].number == 0
    assert [row.name for row in other.pathways] == ["Acute"]


@pytest.mark.parametrize("who", ["peer_worker", "team_manager", "person", "referrer", "governance", "administrator"])
def test_overview_for_anyone_else_is_not_found(world, sign_in, who):
    client = sign_in(who)
    assert client.get("/overview/").status_code == 404
    assert client.get("/overview/waiting/").status_code == 404


def test_a_number_that_there_is_not_is_not_found(world, sign_in):
    assert sign_in("lead").get("/overview/staff-morale/").status_code == 404
    with pytest.raises(NotAllowed):
        queries.number(world.peer_worker, "waiting")
