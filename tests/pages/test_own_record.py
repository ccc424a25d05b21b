"""What is held about a person, said to them and changed by them."""

import re
from datetime import timedelta

import pytest

from alongside.core import clock
from alongside.core.guard import unguarded
from alongside.core.models import Notice, Opening
from alongside.pages.queries import own as queries
from alongside.referrals.models import Need, OtherContact, Person, Sharing
from tests.pages.story import opened, said, walking
from tests.support.moments import make_need
from tests.world import make_person, make_referral, say_yes


@pytest.mark.parametrize("times", [1, 3])
def test_own_record_asks_as_much_for_three_of_everything_as_for_one(world, django_assert_num_queries, times):
    person = walking(world).referral.person
    for n in range(times):
        make_need(person, f"Need {n}")
        opened(world, person, ("lead", "peer_worker", "coordinator")[n])
        make_referral(world, person, status="closed")
    with django_assert_num_queries(11):
        record = queries.own_record(world.person)
    assert (len(record.needs), len(record.openings), len(record.requests)) == (times, times, times + 1)


def test_my_record_says_what_is_held(world, sign_in):
    person = make_person(
        world, contact_by="text", contact_safely="After 4pm.", nhs_number="9990123454", language="bfi", interpreter=True
    )
    say_yes(make_referral(world, person))
    make_need(person, "Large print")
    with unguarded():
        OtherContact.objects.create(person=person, name="Ann Marsh", relation="sister", may_contact=False)
        Sharing.objects.create(
            person=person, shared_with="carer", name="My sister", what="nothing", given_on=clock.today(),
            said_by="Leona", written_by="Ines Okafor",
        )  # fmt: skip
    told = said(sign_in("person").get("/my/record/"))
    for words in (
        "Best way Text me Phone 07700 900123 Email Not given",
        "When it is safe After 4pm.",
        "NHS number 999 012 3454",
        "Language British Sign Language, with an interpreter",
        "Large print We ask again on",
        "Ann Marsh , sister We never contact them",
        "My sister : nothing You said so on Tuesday 17 November. Ines Okafor wrote it down",
        "You said yes to having peer support Tuesday 17 November, by phone. Ines Okafor wrote it down",
        "“To get out of the house without my sister.” Leona",
        "Nobody yet. Each time someone opens your record, you see it here.",
    ):
        assert words in told


def test_who_has_opened_it_is_told_day_by_day_with_what_they_are(world, sign_in):
    leona = walking(world)
    person = leona.referral.person
    opened(world, person, "peer_worker")
    opened(world, person, "peer_worker")
    opened(world, person, "other_peer_worker", Opening.How.PRINTED)
    with clock.at(clock.now() - timedelta(days=1)):
        opened(world, person, "lead")
    opened(world, make_person(world, user="other_person"), "lead")
    told = said(sign_in("person").get("/my/record/"))
    assert "Imani Calder , your peer worker Tuesday 17 November, 12:40pm: opened it, 2 times that day" in told
    assert "Bethan Osei , peer worker Tuesday 17 November, 12:40pm: printed it" in told
    assert "Marcia Thornby , peer support lead Monday 16 November, 12:40pm: opened it" in told
    assert told.count("Marcia Thornby") == 1


def test_reach_me_changes_only_how_to_reach_them(world, sign_in):
    person = make_person(world, known_as="Lee", nhs_number="9990123454")
    make_referral(world, person)
    client = sign_in("person")
    assert 'value="07700 900123"' in client.get("/my/record/reach-me/").content.decode()
    ways = {
        "contact_by": "email",
        "phone": "",
        "email": "leona@example.org",
        "address": "",
        "contact_safely": "Any day.",
    }
    assert client.post("/my/record/reach-me/", ways).url == "/my/record/"
    now = Person.objects.get()
    assert (now.contact_by, now.phone, now.email, now.contact_safely) == ("email", "", "leona@example.org", "Any day.")
    assert (now.first_name, now.known_as, now.nhs_number, now.area) == ("Leona", "Lee", "9990123454", "Thanet")


def test_reach_me_says_whether_to_be_reminded_and_what_waits_never_goes_the_old_way(world, sign_in):
    person = make_person(world, contact_by="text")
    make_referral(world, person)
    client = sign_in("person")
    page = client.get("/my/record/reach-me/").content.decode()
    assert re.search(r'<input[^>]*name="reminders"[^>]*value="yes"[^>]*checked', page)
    with unguarded():
        for once in ("remind:m1:0", None):
            Notice.objects.create(
                act_id="a", channel="text", to=person.phone, text="Hello", about_id=person.pk, once=once,
                written_at=clock.now(), next_try_at=clock.now(),
            )  # fmt: skip
    ways = {"contact_by": "text", "phone": person.phone, "email": "", "address": "", "contact_safely": ""}
    assert client.post("/my/record/reach-me/", {**ways, "reminders": "no"}).status_code == 302
    person.refresh_from_db()
    assert person.reminders is False
    assert Notice.objects.filter(stopped_at=None).count() == 1
    assert "Remind me of meetings No" in said(client.get("/my/record/"))
    assert client.post("/my/record/reach-me/", {**ways, "phone": "07700 900456"}).status_code == 302
    person.refresh_from_db()
    assert person.reminders is False  # not answered: as it was
    assert Notice.objects.get(stopped_at=None).failed_as == "changed"


@pytest.mark.parametrize(
    ("way", "empty"), [("phone", "phone"), ("text", "phone"), ("email", "email"), ("post", "address")]
)
def test_reach_me_asks_for_what_the_way_needs(world, sign_in, way, empty):
    make_referral(world)
    ways = {"contact_by": way, "phone": "07700 900111", "email": "l@example.org", "address": "1 Fern Road", empty: ""}
    typed = sign_in("person").post("/my/record/reach-me/", {**ways, "contact_safely": "After four."})
    assert typed.status_code == 422
    assert "We need this to reach you in the way you chose" in said(typed)
    assert "After four." in typed.content.decode()


def test_reach_me_with_a_wrong_email_says_so_once(world, sign_in):
    make_referral(world)
    typed = sign_in("person").post("/my/record/reach-me/", {"contact_by": "email", "email": "leona"})
    assert "We need this" not in said(typed)
    assert "Enter an email address in the correct format" in said(typed)


def test_reach_me_through_someone_else_needs_nothing_more(world, sign_in):
    make_referral(world)
    assert sign_in("person").post("/my/record/reach-me/", {"contact_by": "someone"}).status_code == 302


def test_i_need_is_written_down_and_taken_off(world, sign_in):
    make_referral(world)
    client = sign_in("person")
    assert "Everyone who meets you" in said(client.get("/my/record/needs/"))
    assert client.post("/my/record/needs/", {"words": "Big print"}).status_code == 422
    assert client.post("/my/record/needs/", {"kind": "communication", "words": "Big print"}).url == "/my/record/#needs"
    need = Need.objects.get()
    assert (need.words, need.kind, need.ended_on) == ("Big print", "communication", None)
    assert client.get(f"/my/record/needs/{need.pk}/take-off/").status_code == 404
    assert client.post(f"/my/record/needs/{need.pk}/take-off/").url == "/my/record/#needs"
    need.refresh_from_db()
    assert need.ended_on == clock.today()
    assert client.post(f"/my/record/needs/{need.pk}/take-off/").status_code == 404


def test_who_can_know_is_said_and_taken_back(world, sign_in):
    make_referral(world)
    client = sign_in("person")
    assert "You can take it back any day." in said(client.get("/my/record/who-can-know/"))
    assert client.post("/my/record/who-can-know/", {"shared_with": "gp"}).status_code == 422
    answer = {"shared_with": "carer", "name": "My sister", "what": "steps", "purpose": ""}
    assert client.post("/my/record/who-can-know/", answer).url == "/my/record/#who-can-know"
    sharing = Sharing.objects.get()
    assert (sharing.name, sharing.what, sharing.said_by, sharing.written_by) == (
        "My sister",
        "steps",
        "Leona",
        "Leona Marsh",
    )
    assert "Who can know what My sister: that we meet, and when it ends" in said(client.get("/my/"))
    assert client.post(f"/my/record/who-can-know/{sharing.pk}/take-back/").url == "/my/record/#who-can-know"
    sharing.refresh_from_db()
    assert sharing.withdrawn_on == clock.today()
    assert "You have not said that anyone may know anything." in said(client.get("/my/record/"))


def test_everybody_who_opened_it_is_on_a_page_of_its_own(world, sign_in):
    person = walking(world).referral.person
    for days in range(55):
        with clock.at(clock.now() - timedelta(days=days)):
            opened(world, person, "lead" if days else "coordinator")
    client = sign_in("person")
    short = said(client.get("/my/record/"))
    assert short.count("Marcia Thornby") == 9
    told = said(client.get("/my/record/opened/"))
    assert "Ines Okafor , coordinator Tuesday 17 November, 12:40pm: opened it" in told
    assert told.count("Marcia Thornby") == 49
    assert said(client.get("/my/record/opened/?page=2")).count("Marcia Thornby") == 5


def test_who_opened_it_is_told_with_what_they_were_on_that_day(world, sign_in):
    person = walking(world).referral.person
    opened(world, person, "lead")
    with unguarded():
        world.users["lead"].holdings.update(ends_on=clock.today() - timedelta(days=1))
    assert "Marcia Thornby Tuesday 17 November" in said(sign_in("person").get("/my/record/opened/"))
    with clock.at(clock.now() - timedelta(days=3)):
        opened(world, person, "lead")
    assert "Marcia Thornby , peer support lead Saturday 14 November" in said(
        sign_in("person").get("/my/record/opened/")
    )


@pytest.mark.parametrize("times", [1, 3])
def test_openings_ask_as_much_for_three_as_for_one(world, django_assert_num_queries, times):
    person, actor = walking(world).referral.person, world.person
    for who in ("lead", "peer_worker", "coordinator")[:times]:
        opened(world, person, who)
    with django_assert_num_queries(4):
        found, aloud = queries.own_openings_aloud(actor)
        assert len(aloud(found[:50])) == times


@pytest.mark.parametrize("who", ["lead", "governance", "peer_worker"])
def test_whose_record_it_is_not_finds_no_such_page(world, sign_in, who):
    assert sign_in(who).get("/my/record/opened/").status_code == 404
