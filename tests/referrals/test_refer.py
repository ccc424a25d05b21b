"""Referring, and what became of it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.core import clock
from alongside.core.guard import unguarded
from alongside.core.models import Opening
from alongside.referrals import queries
from alongside.referrals.models import Person, Referral
from tests.referrals.people import question, sharing, somebody
from tests.referrals.test_ask import _same
from tests.world import make_referral, make_relationship, say_yes, worker_of

WHO = {"told_consent": "yes", "first_name": "Cerys", "last_name": "Dunmore", "phone": "07700 900444"}
HOPES = {"hopes": "To cook again.", "needs": ["none"], "language": "en", "source": "P1", "visit_safety": "Ring twice."}


def test_refer_when_answered_in_two_pages_is_sent_and_seen(world, sign_in):
    client = sign_in("referrer")
    assert client.get("/refer/").status_code == 200
    assert client.post("/refer/who/", WHO)["Location"] == "/refer/hopes/"
    team = world.thanet.pk
    assert client.post("/refer/hopes/", {**HOPES, "host_team": team})["Location"] == "/refer/check/"
    assert client.get("/refer/check/").status_code == 200
    assert client.post("/refer/check/")["Location"] == "/my-referrals/"
    referral = Referral.objects.get()
    assert (referral.referrer, referral.host_team_id) == (world.users["referrer"], team)
    assert referral.person.needs_asked_on is not None
    assert "Cerys Dunmore" in client.get("/my-referrals/").content.decode()


def test_refer_when_for_a_carer_asks_for_carer_peer_support(world, sign_in):
    client = sign_in("lead")
    client.post("/refer/who/", {**WHO, "for_carer": "on"})
    client.post("/refer/hopes/", HOPES)
    client.post("/refer/check/")
    assert Referral.objects.get().support_for == "carer"


def test_refer_when_they_referred_before_begins_with_where_they_work(world, sign_in):
    assert queries.usual_place(world.other_referrer) == {}
    make_referral(world, source="A1", host_team=world.ashford)
    client = sign_in("referrer")
    client.post("/refer/who/", WHO)
    page = client.get("/refer/hopes/").content.decode()
    assert f'value="{world.ashford.pk}" selected' in page
    assert 'value="A1" selected' in page


def test_refer_when_not_asked_yet_stops_without_asking_more(world, sign_in):
    client = sign_in("referrer")
    assert client.post("/refer/who/", {"told_consent": "not_asked"})["Location"] == "/refer/not-yet/"
    assert "What you could say" in client.get("/refer/not-yet/").content.decode()
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("changes", "error"),
    [({"last_name": ""}, "Enter their last name"), ({"phone": ""}, "Enter a phone number, or say how to reach them")],
)
def test_refer_when_something_is_missing_says_so_and_keeps_the_rest(world, sign_in, changes, error):
    response = sign_in("referrer").post("/refer/who/", {**WHO, **changes})
    assert response.status_code == 422
    assert error in response.content.decode()
    assert "Cerys" in response.content.decode()


@pytest.mark.parametrize("who", ["person", "governance", "nobody"])
def test_refer_when_not_theirs_is_not_found(world, sign_in, who):
    client = sign_in(who)
    assert client.get("/refer/").status_code == 404
    assert client.get("/my-referrals/").status_code == 404


def test_my_referrals_when_the_person_is_known_looks_the_same(world, sign_in):
    client = sign_in("referrer")

    def sent() -> str:
        client.post("/refer/who/", {**WHO, "nhs_number": "9990123454"})
        client.post("/refer/hopes/", HOPES)
        client.post("/refer/check/")
        page = _same(client.get("/my-referrals/").content.decode())
        with unguarded():
            Referral.objects.filter(given_name="Cerys Dunmore").update(referrer=world.users["other_referrer"])
        return page

    first = sent()
    make_referral(world, somebody("Cerys", "Dunmore", nhs_number="9990123454"), status="matched", referrer=None)
    assert sent() == first


def test_my_referrals_when_there_are_three_asks_as_often_as_for_one(world, django_assert_num_queries):
    def row(n: int) -> None:
        referral = make_referral(world, somebody("Person", str(n)), status="matched")
        make_relationship(world, referral)
        question(referral)
        sharing(referral.person)

    referrer = world.referrer
    row(1)
    with django_assert_num_queries(8):
        assert len(queries.my_referrals(referrer)) == 1
    row(2)
    row(3)
    with django_assert_num_queries(8):
        assert len(queries.my_referrals(referrer)) == 3


def mine(world, referral):
    (row,) = [row for row in queries.my_referrals(world.referrer) if row.id == referral.pk]
    return row


def test_journey_when_it_goes_on_moves_one_step_at_a_time(world):
    referral = make_referral(world)

    def now() -> tuple[int, str]:
        row = mine(world, referral)
        assert len(row.steps) == 6
        return [step.state for step in row.steps].count("done"), row.turn[1]

    assert now() == (1, "Our turn")
    set_to(referral, read_at=clock.now())
    assert mine(world, referral).now == "We talk with them about what they hope for."
    say_yes(referral)
    set_to(referral, status="accepted", accepted_at=clock.now())
    assert now() == (2, "Our turn")
    set_to(referral, on_hold_until=clock.today() + timedelta(days=5))
    assert now() == (2, "On hold")
    set_to(referral, on_hold_until=None, status="matched", matched_at=clock.now())
    together = make_relationship(world, referral, status="introduced")
    assert now() == (3, "First meeting")
    set_to(together, status="meeting", first_met_at=clock.now())
    assert now() == (4, "Meeting")
    set_to(together, status="ended", ended_at=clock.now(), ended_by="both")
    set_to(referral, status="closed", closed_at=clock.now(), closure_code="02")
    assert now() == (6, "Ended")
    assert mine(world, referral).finished


def set_to(row, **fields):
    with unguarded():
        type(row).objects.filter(pk=row.pk).update(**fields)
    row.refresh_from_db()


def test_my_referrals_when_shared_names_the_worker_and_the_planned_ending(world):
    from alongside.support.models import Agreement

    together = make_relationship(world, make_referral(world, status="matched"))
    end = clock.today() + timedelta(days=90)
    with unguarded():
        Agreement.objects.create(
            relationship=together,
            agreed_on=clock.today(),
            purpose="To walk",
            limits_told=True,
            how_often="Weekly",
            where="The park",
            length_name="4 months",
            planned_end_on=end,
            said_by="Leona",
            written_by="Imani",
            written_at=clock.now(),
        )
    referral = together.referral
    worker = worker_of(world).full_name
    assert worker not in mine(world, referral).now
    assert mine(world, referral).steps[-1].when == ""
    sharing(referral.person, what="worker")
    row = mine(world, referral)
    assert worker in row.now
    assert row.steps[-1].when.startswith("planned ")


def test_my_referrals_when_nothing_may_be_shared_says_only_that(world):
    together = make_relationship(world, make_referral(world, status="matched"))
    sharing(together.referral.person, what="nothing")
    row = mine(world, together.referral)
    assert (row.now, row.steps) == ("They would rather tell you about this themself.", ())


def test_my_referrals_when_declined_or_decided_not_to_says_how(world):
    declined = make_referral(world, somebody("A", "One"), status="declined", declined_words="We are full.")
    closed = make_referral(world, somebody("B", "Two"), status="closed")
    assert mine(world, declined).now == "Not taken on, for now. We are full."
    assert mine(world, closed).now.startswith("Decided not to, for now.")


def test_my_referrals_when_there_is_a_question_puts_it_first_with_its_box(world, sign_in):
    make_referral(world, somebody("Quiet", "One"))
    referral = make_referral(world, status="asked", given_name="Leona Marsh")
    asked = question(referral, "Do you have another number?")
    client = sign_in("referrer")
    page = client.get("/my-referrals/").content.decode()
    assert "1 needs something from you" in page
    assert page.index("Do you have another number?") < page.index("Quiet One")
    where = f"/my-referrals/answer/{asked.pk}/"
    wrong = client.post(where, {f"{asked.pk}-answer": ""})
    assert wrong.status_code == 422
    assert "Do you have another number?" in wrong.content.decode()
    assert client.post(where, {f"{asked.pk}-answer": "07700 900555"})["Location"] == "/my-referrals/"
    asked.refresh_from_db()
    assert asked.answer == "07700 900555"
    assert client.get(where).status_code == 404


def test_answer_question_when_somebody_elses_is_not_found(world, sign_in):
    asked = question(make_referral(world, status="asked"))
    assert sign_in("other_referrer").get(f"/my-referrals/answer/{asked.pk}/").status_code == 404


def test_my_referrals_when_there_are_none_says_what_peer_support_is(world, sign_in):
    page = sign_in("other_referrer").get("/my-referrals/").content.decode()
    assert "You have not referred anyone yet." in page


# Many of them --------------------------------------------------------------------------------------------------------


def _many(world) -> None:
    """Twenty who wait, one of them with a question to us, and one who finished."""
    for n in range(20):
        make_referral(world, somebody("Waits", f"No {n:02}"), given_name=f"Waits No {n:02}")
    question(make_referral(world, somebody("Asked", "About"), status="asked"), "Which days?")
    make_referral(world, somebody("Long", "Gone"), status="closed")


def test_my_referrals_when_many_come_in_pages_the_question_first_and_the_finished_last(world, sign_in):
    _many(world)
    client = sign_in("referrer")
    first, second = (client.get(f"/my-referrals/?page={n}").content.decode() for n in (1, 2))
    assert first.index("Which days?") < first.index("Waits No 19")
    assert "1 to 20 of 22." in first
    assert "Waits No 00" not in first
    assert "Long Gone" not in first
    assert second.index("Waits No 00") < second.index("Long Gone")
    assert "1 needs something from you" in second


@pytest.mark.parametrize(
    ("asked", "found"),
    [("show=yours", "Asked About"), ("show=finished", "Long Gone"), ("name=no+07", "Waits No 07")],
)
def test_my_referrals_when_many_are_narrowed_by_whose_turn_and_by_name(world, sign_in, asked, found):
    _many(world)
    page = sign_in("referrer").get(f"/my-referrals/?{asked}").content.decode()
    names = ("Asked About", "Long Gone", *(f"Waits No {n:02}" for n in range(20)))
    assert [name for name in names if name in page] == [found]
    assert "22 people." in page


def test_my_referrals_when_nobody_fits_shows_the_way_back_to_all(world, sign_in):
    _many(world)
    page = sign_in("referrer").get("/my-referrals/?name=Nobody+Such").content.decode()
    assert "Nobody is here with those choices." in page
    assert "You have not referred anyone yet." not in page
    assert Opening.objects.get(how="searched").words == "Nobody Such"


def test_my_referrals_when_looked_for_by_name_knows_only_the_name_they_gave(world):
    make_referral(world, somebody("Secret", "Married"), given_name="Cerys Dunmore")
    assert queries.referred(world.referrer, name="cerys DUNMORE").count() == 1
    assert not queries.referred(world.referrer, name="Secret").exists()


def test_my_referrals_when_few_has_nothing_to_narrow_them_by(world, sign_in):
    make_referral(world)
    page = sign_in("referrer").get("/my-referrals/").content.decode()
    assert "Search and filter" not in page
    assert "?show=" not in page


def test_my_referrals_when_opened_asks_as_often_for_a_page_of_three_as_of_one(
    world, sign_in, django_assert_num_queries
):
    client = sign_in("referrer")
    make_relationship(world, make_referral(world, status="matched"))
    client.get("/my-referrals/")
    with CaptureQueriesContext(connection) as once:
        client.get("/my-referrals/")
    for n in range(2):
        make_relationship(world, make_referral(world, somebody("Person", str(n)), status="matched"))
    with django_assert_num_queries(len(once)):
        client.get("/my-referrals/")


def test_my_referrals_when_finished_and_not_to_be_told_is_not_among_the_finished(world):
    referral = make_referral(world, status="closed")
    sharing(referral.person, what="nothing")
    row = mine(world, referral)
    assert (row.now, row.finished) == ("They would rather tell you about this themself.", False)
    assert not queries.referred(world.referrer, "finished").exists()
    assert queries.referred_counts(world.referrer) == {"": 1, "yours": 0, "going": 1, "finished": 0}
