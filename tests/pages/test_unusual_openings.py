"""Which openings of records are asked about: many in an hour, nothing that explains it, the same surname; once."""

import re
from datetime import timedelta

import pytest

from alongside.accounts.models import User
from alongside.core import clock
from alongside.core.guard import unguarded
from alongside.core.models import Notice, Opening
from alongside.groups.models import Membership, Runs
from alongside.pages.models import AskedAbout, OpeningAsked
from alongside.pages.queries.unusual import unusual_openings
from alongside.referrals import commands as referrals
from alongside.referrals.models import SealOpened
from alongside.support.models import Apart, Handover
from tests.groups.setting_up import make_date, make_group
from tests.pages.asked import ago, asks, opens, somebody
from tests.pages.story import said
from tests.support.worries import tell
from tests.world import make_person, make_referral, make_relationship, worker_of

NAMES = [f"{first} {last}" for last in ("Fenwick", "Ostler", "Pryce", "Quayle") for first in ("Nora", "Idris", "Wren")]


def whys():
    return [(one.asked.name, one.why, one.records) for one in asks()]


# Nothing that explains it ---------------------------------------------------------------------------------------------


def test_opening_that_nothing_explains_is_asked_about_the_next_day(world):
    person = somebody(world, "Nora Fenwick")
    opens(world, "coordinator", person, ago(hours=23))
    assert whys() == []
    opens(world, "coordinator", person, ago(hours=25))
    assert whys() == [("Ines Okafor", "unexplained", 1)]
    [notice] = Notice.objects.all()
    assert notice.to == "coordinator@example.org"
    assert notice.subject == "What was this for? A kind question"
    assert not any(word in notice.text for word in ("Nora", "Fenwick", "surname", "coordinator"))


def test_nobody_is_asked_twice_of_the_same_openings(world):
    opens(world, "coordinator", somebody(world, "Nora Fenwick"))
    assert len(asks()) == 1
    assert len(asks()) == 1
    assert Notice.objects.count() == 1


def test_openings_of_one_hour_are_one_question(world):
    for minutes, name in enumerate(NAMES[:3]):
        opens(world, "coordinator", somebody(world, name), ago(days=2, minutes=-minutes * 20))
    opens(world, "coordinator", somebody(world, NAMES[3]), ago(days=2, minutes=-70))
    assert whys() == [("Ines Okafor", "unexplained", 3), ("Ines Okafor", "unexplained", 1)]
    assert AskedAbout.objects.count() == 4


def test_the_same_record_is_not_asked_about_again_within_a_week(world):
    person = somebody(world, "Nora Fenwick")
    opens(world, "coordinator", person)
    opens(world, "coordinator", person, ago(days=1, hours=2))
    assert len(asks()) == 1
    with clock.at(clock.now() + timedelta(days=5)):
        opens(world, "coordinator", person, ago(days=1, hours=2))
        assert len(asks()) == 1  # not six days after the first
    with clock.at(clock.now() + timedelta(days=10)):
        opens(world, "coordinator", person, ago(days=1, hours=2))
        assert len(asks()) == 2


def test_long_ago_and_lists_and_searches_are_not_asked_about(world):
    person = somebody(world, "Nora Fenwick")
    opens(world, "coordinator", person, ago(days=5))
    opens(world, "coordinator", person, how=Opening.How.SEARCHED)
    opens(world, "coordinator", None)
    assert whys() == []


@pytest.mark.parametrize("gone", [{"is_active": False}, {"last_day": "2026-11-16"}, {"kind": "own"}])
def test_whoever_cannot_answer_any_more_is_not_asked(world, gone):
    opens(world, "coordinator", somebody(world, "Nora Fenwick"))
    with unguarded():
        User.objects.filter(pk=world.users["coordinator"].pk).update(**gone)
    assert whys() == []


def was_told(world, relationship, user):
    with clock.at(ago(days=2)):
        concern = tell(world, user=user)
    type(concern).objects.update(relationship=relationship, about="person")


def explained(world, person, who):
    """Each thing that explains why `peer_worker` or `coordinator` opened this record: by its name."""
    worker = worker_of(world)
    group = make_group(world)
    referral = make_referral(world, person, status="closed", closed_at=ago(days=9), referrer=None)
    relationship = make_relationship(world, referral, worker=worker_of(world, "other_peer_worker"), status="ended")
    user = world.users[who]
    return {
        "walks with them": lambda: make_relationship(
            world, make_referral(world, person, status="matched"), worker=worker
        ),
        "walked with them": lambda: make_relationship(world, referral, worker=worker, status="ended"),
        "is asked to take up the walk": lambda: Handover.objects.create(
            relationship=relationship, to_worker=worker, because="away", asked_at=ago(days=3), asked_by="Ines Okafor"
        ),
        "referred them": lambda: make_referral(world, person, referrer=user, status="closed", closed_at=ago(days=9)),
        "opened the seal with a reason": lambda: SealOpened.objects.create(
            person=person, user=user, reason="They rang.", opened_at=ago(days=2), until=ago(days=1, hours=20)
        ),
        "runs a group they are in": lambda: (
            Runs.objects.create(group=group, worker=worker, starts_on=clock.today() - timedelta(days=30)),
            Membership.objects.create(
                group=group, person=person, status="joined", how="self", since=ago(days=9), said_by="N", written_by="I"
            ),
        ),
        "ran one date of it": lambda: (
            make_date(group, worker, days=-2),
            Membership.objects.create(
                group=group, person=person, status="joined", how="self", since=ago(days=9), said_by="N", written_by="I"
            ),
        ),
        "was told of a worry": lambda: was_told(world, relationship, user),
    }


WHO = {
    "walks with them": "peer_worker",
    "walked with them": "peer_worker",
    "is asked to take up the walk": "peer_worker",
}
WHO |= {"runs a group they are in": "peer_worker", "ran one date of it": "peer_worker"}


@pytest.mark.parametrize(
    "why",
    [
        *("walks with them", "walked with them", "is asked to take up the walk", "referred them"),
        *("opened the seal with a reason", "runs a group they are in", "was told of a worry"),
        "ran one date of it",
    ],
)
def test_opening_that_is_explained_is_not_asked_about(world, why):
    person, other = somebody(world, "Nora Fenwick"), somebody(world, "Idris Pryce")
    who = WHO.get(why, "coordinator")
    with unguarded():
        explained(world, person, who)[why]()
    opens(world, who, person)
    opens(world, who, other)
    [question] = asks()
    assert [about.opening.subject_id for about in question.about.all()] == [other.pk]


def test_request_on_their_list_explains_it_for_the_lead_and_coordinators_alone(world):
    waiting = somebody(world, "Nora Fenwick", status="accepted")
    for who in ("lead", "coordinator", "team_manager"):
        opens(world, who, waiting)
    assert whys() == [("Owen Sallis", "unexplained", 1)]


def test_request_that_was_placed_long_before_explains_nothing(world):
    person = make_person(world, user=None)
    make_referral(world, person, status="matched", matched_at=ago(days=9), referrer=None)
    opens(world, "lead", person)
    assert whys() == [("Marcia Thornby", "unexplained", 1)]


def test_something_done_for_them_within_a_day_explains_it(world):
    person, other = (
        make_referral(
            world, make_person(world, user=None), status="matched", matched_at=ago(days=9), referrer=None
        ).person
        for _ in "ab"
    )
    for one in (person, other):
        opens(world, "coordinator", one, ago(hours=30))
    with clock.at(ago(hours=26)):
        referrals.add_need(world.coordinator, person, kind="communication", words="Large print")
    [question] = asks()
    assert [about.opening.subject_id for about in question.about.all()] == [other.pk]


def test_something_done_days_later_does_not(world):
    person = make_referral(world, status="matched", matched_at=ago(days=9), referrer=None).person
    opens(world, "coordinator", person, ago(days=3))
    with clock.at(ago(hours=30)):
        referrals.add_need(world.coordinator, person, kind="communication", words="Large print")
    assert whys() == [("Ines Okafor", "unexplained", 1)]


# Many in an hour ------------------------------------------------------------------------------------------------------


def settings(world, **fields):
    with unguarded():
        type(world.service).objects.update(**fields)


def test_many_in_an_hour_are_one_question_when_the_hour_is_over(world):
    settings(world, many_openings=5)
    people = [somebody(world, name, status="accepted") for name in NAMES[:5]]
    for number, person in enumerate(people):
        opens(world, "lead", person, ago(minutes=110 - number * 12))
        opens(world, "lead", person, ago(minutes=110 - number * 12))
    with clock.at(ago(minutes=10)):
        assert whys() == []
    assert whys() == [("Marcia Thornby", "many", 5)]
    assert AskedAbout.objects.count() == 10
    assert len(asks()) == 1


def test_fewer_and_slower_are_not_many(world):
    settings(world, many_openings=5)
    for number, name in enumerate(NAMES[:4]):
        opens(world, "lead", somebody(world, name, status="accepted"), ago(hours=10, minutes=-number))
    for number, name in enumerate(NAMES[4:9]):
        opens(world, "lead", somebody(world, name, status="accepted"), ago(hours=8, minutes=-number * 16))
    assert whys() == []


# The same surname -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("surname", "asked"), [("OKAFOR", True), (" okafor", True), ("Okafor-Lane", False), ("Oka", False), ("", False)]
)
def test_same_surname_is_asked_about_though_the_request_is_on_their_list(world, surname, asked):
    person = make_person(world, user=None, first_name="Ada", last_name=surname, search_name="ada")
    make_referral(world, person, status="accepted", referrer=None)
    opens(world, "coordinator", person)
    assert whys() == ([("Ines Okafor", "same_name", 1)] if asked else [])


def test_same_surname_of_two_words_is_compared_whole(world):
    with unguarded():
        User.objects.filter(pk=world.users["coordinator"].pk).update(name="Ines van Dijk")
    person = make_person(world, user=None, first_name="Ada", last_name="Van Dijk", search_name="ada")
    make_referral(world, person, status="accepted", referrer=None)
    opens(world, "coordinator", person)
    assert whys() == [("Ines van Dijk", "same_name", 1)]


def test_same_surname_is_not_asked_about_while_they_walk_together_nor_twice_in_a_year(world):
    person = make_person(world, user=None, first_name="Ada", last_name="Calder", search_name="ada")
    walk = make_relationship(world, make_referral(world, person, status="matched", referrer=None))
    opens(world, "peer_worker", person)
    assert whys() == []
    with unguarded():
        type(walk).objects.update(worker=worker_of(world, "other_peer_worker"))
    assert whys() == [("Imani Calder", "same_name", 1)]
    with clock.at(clock.now() + timedelta(days=300)):
        opens(world, "peer_worker", person)
        assert len(asks()) == 1


def test_what_the_service_does_not_ask_about_is_not_asked(world):
    settings(world, ask_unexplained=False, ask_same_name=False, many_openings=0)
    for name in NAMES[:4]:
        opens(world, "coordinator", somebody(world, name))
    opens(world, "coordinator", somebody(world, "Ada Okafor"))
    assert whys() == []


def test_what_is_asked_about_is_a_setting_of_the_service(world, sign_in):
    client = sign_in("lead")
    assert "Which openings somebody is asked about" in said(client.get("/settings/"))
    said_so = {"many_openings": "30", "ask_unexplained": "no", "ask_same_name": "yes", "seal_hours": "2"}
    [there] = {
        link for link in re.findall(r'href="([^"]+)"', client.get("/settings/").content.decode()) if "openings" in link
    }
    assert client.post(there, {**said_so, "many_openings": "2"}).status_code == 422
    assert client.post(there, said_so).status_code == 302
    now = type(world.service).objects.get()
    assert (now.many_openings, now.ask_unexplained, now.ask_same_name, now.seal_hours) == (30, False, True, 2)


def test_without_settings_nothing_is_asked(world):
    opens(world, "coordinator", somebody(world, "Nora Fenwick"))
    settings(world, ask_unexplained=True)
    with unguarded():
        type(world.service).objects.all().delete()
    assert whys() == []


# What must stay hidden ------------------------------------------------------------------------------------------------


def test_being_kept_apart_or_sealed_changes_nothing_of_what_is_asked(world, django_assert_num_queries):
    person = somebody(world, "Nora Fenwick")
    opens(world, "peer_worker", person)
    with django_assert_num_queries(16):
        before = unusual_openings()
    with unguarded():
        Apart.objects.create(person=person, worker=worker_of(world), declared_by=world.users["peer_worker"])
        person.seals.create(sealed_at=ago(days=3), said_by="Nora", written_by="Ines Okafor")
    with django_assert_num_queries(16):
        assert unusual_openings() == before


@pytest.mark.parametrize("times", [1, 3])
def test_finding_them_asks_as_much_for_three_as_for_one(world, django_assert_num_queries, times):
    for name in NAMES[:times]:
        opens(world, "coordinator", somebody(world, name))
        opens(world, "lead", somebody(world, f"{name}son"))
    with django_assert_num_queries(16):
        assert sum(len(one.openings) for one in unusual_openings()) == 2 * times
    assert OpeningAsked.objects.count() == 0


def test_many_twice_in_a_long_evening_are_two_questions(world):
    settings(world, many_openings=3)
    for number, name in enumerate(NAMES[:8]):
        opens(world, "lead", somebody(world, name, status="accepted"), ago(hours=9, minutes=-number * 20))
    assert whys() == [("Marcia Thornby", "many", 3), ("Marcia Thornby", "many", 3)]
