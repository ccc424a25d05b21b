"""The person's record and its pages, and finding people."""

from datetime import timedelta

import pytest

from alongside.core import clock
from alongside.core.models import Opening
from alongside.referrals import queries
from tests.referrals.people import actions, need, number, other, sharing, somebody
from tests.world import make_person, make_referral, make_relationship, say_yes

WHO_OPEN = ["lead", "coordinator", "peer_worker"]
WHO_NOT = [
    "other_coordinator",
    "other_peer_worker",
    "referrer",
    "team_manager",
    "governance",
    "administrator",
    "person",
]


@pytest.fixture
def person(world):
    """Leona, whom Imani walks with, with one of everything."""
    referral = make_relationship(world).referral
    person = referral.person
    need(person, review_on=clock.today())
    number(person)
    other(person)
    sharing(person)
    return person


@pytest.mark.parametrize("who", WHO_OPEN)
def test_person_when_theirs_to_open_shows_everything_and_is_logged(world, sign_in, person, who):
    client = sign_in(who)
    page = client.get(f"/people/{person.pk}/").content.decode()
    for words in ("Text first", "A123", "Ruth Marsh", "Time to ask again", "That, and who the peer worker is".lower()):
        assert words in page
    assert client.get(f"/people/{person.pk}/?print").status_code == 200
    assert [opening.how for opening in Opening.objects.order_by("pk")] == ["opened", "printed"]


@pytest.mark.parametrize("who", WHO_NOT)
def test_person_when_not_theirs_is_not_found_on_any_page(world, sign_in, person, who):
    client = sign_in(who)
    for path in ("", "change/", "needs/", "numbers/", "others/", "sharing/", "account/"):
        assert client.get(f"/people/{person.pk}/{path}").status_code == 404, path
    for path in (
        f"/needs/{person.needs.get().pk}/",
        f"/needs/{person.needs.get().pk}/end/",
        f"/numbers/{person.identifiers.get().pk}/end/",
        f"/others/{person.other_contacts.get().pk}/remove/",
        f"/sharing/{person.sharings.get().pk}/withdraw/",
        f"/people/{person.pk}/needs/none/",
    ):
        assert client.post(path).status_code == 404, path
    assert actions() == []


def test_person_when_nothing_is_written_says_so(world, sign_in):
    bare = make_referral(world, somebody(), pathway=None, host_team=None).person
    page = sign_in("lead").get(f"/people/{bare.pk}/").content.decode()
    assert "Not asked yet" in page
    assert "Open an account for Maeve" in page
    assert "Their own yes is not written down yet" in page


def test_person_pages_when_answered_do_the_command_and_when_not_keep_what_was_typed(world, sign_in, person):
    client, here = sign_in("coordinator"), f"/people/{person.pk}/"
    account = make_referral(world, make_person(world, user=None)).person
    details = {
        "first_name": "Leona",
        "last_name": "Marsh",
        "language": "en",
        "contact_by": "phone",
        "phone": "07700 900123",
    }
    pages = [
        (f"{here}change/", details, {**details, "last_name": ""}),
        (f"{here}needs/", {"kind": "adjustment", "words": "Quiet"}, {"words": "Kept words"}),
        (f"/needs/{person.needs.get().pk}/", {"words": "Text, then ring"}, {"words": ""}),
        (f"{here}numbers/", {"issuer": "Housing", "number": "H9"}, {"issuer": "Kept words", "number": ""}),
        (f"{here}others/", {"name": "Sam", "may_contact": "no"}, {"name": "Kept words"}),
        (f"{here}sharing/", {"shared_with": "gp", "what": "steps", "said_by": "Leona"}, {"purpose": "Kept words"}),
        (f"/people/{account.pk}/account/", {"email": "maeve@example.org"}, {"email": "Kept words"}),
    ]
    for path, given, wrong in pages:
        assert client.get(path).status_code == 200, path
        kept = client.post(path, wrong)
        assert kept.status_code == 422, path
        assert "Kept words" in kept.content.decode() or "Kept words" not in wrong.values(), path
        assert client.post(path, given).status_code == 302, path
    person.refresh_from_db()
    assert person.needs.filter(words="Text, then ring").exists()
    taken = [
        f"/needs/{person.needs.first().pk}/end/",
        f"/numbers/{person.identifiers.first().pk}/end/",
        f"/others/{person.other_contacts.first().pk}/remove/",
        f"/sharing/{person.sharings.filter(withdrawn_on=None).first().pk}/withdraw/",
    ]
    for path in taken:
        assert client.post(path)["Location"] == here, path
        assert client.post(path).status_code == 404, path
    assert "Before:" in client.get(here).content.decode()


def test_say_no_needs_when_there_are_none_is_kept(world, sign_in):
    bare = make_referral(world, somebody()).person
    client = sign_in("lead")
    assert "I asked, and there is nothing" in client.get(f"/people/{bare.pk}/needs/").content.decode()
    assert client.post(f"/people/{bare.pk}/needs/none/").status_code == 302
    assert "Asked: nothing." in client.get(f"/people/{bare.pk}/").content.decode()


def test_person_page_when_there_is_more_asks_no_more_often(world, person, django_assert_num_queries):
    lead = world.lead
    with django_assert_num_queries(9):
        queries.person_page(lead, person.pk)
    for n in range(3):
        need(person, f"Need {n}")
        number(person, digits=str(n))
        other(person, f"Other {n}")
        say_yes(person.referrals.get())
    make_referral(world, person)
    with django_assert_num_queries(9):
        page = queries.person_page(lead, person.pk)
    assert (len(page.needs), len(page.identifiers), len(page.referrals)) == (4, 4, 2)


def test_need_when_review_day_has_come_is_overdue(world, person):
    need(person, "Later", review_on=clock.today() + timedelta(days=1))
    rows = queries.needs_of([person.pk])[person.pk]
    assert {row.words: row.overdue for row in rows} == {"Text first": True, "Later": False}
