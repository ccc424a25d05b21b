"""Finding people: by what is known of them, and only those whose record the actor may open."""

from datetime import date, timedelta

import pytest

from alongside.core import clock
from alongside.core.guard import unguarded
from alongside.core.names import searchable
from alongside.referrals import queries
from alongside.referrals.models import Identifier, Need
from tests.world import make_person, make_referral, make_relationship


def somebody(world, name="Zoë O'Brien", **fields):
    first, last = name.split(" ", 1)
    known = fields.pop("search_name", searchable(name))
    return make_person(world, user=None, **{"first_name": first, "last_name": last, "search_name": known, **fields})


@pytest.fixture
def zoe(world):
    person = somebody(world, nhs_number="9990123454", phone="07700 900111", birth_date=date(1980, 5, 1))
    with unguarded():
        Identifier.objects.create(person=person, number="RXY 4417", issuer="The trust’s own record")
    make_referral(world, person)
    make_referral(world)
    return person


def names(actor, words, limit=10):
    return [row.name for row in queries.find_people(actor, words, limit)]


@pytest.mark.parametrize(
    "words",
    [
        *("zoe", "ZOË o'brien", "O’Brien", "obrien zoe", "brien zo"),
        *("999 012 3454", "999-012-3454", "9990123454"),
        *("RXY 4417", "rxy4417 ", "rxy 4417"),
        *("07700 900111", "07700900111", "900111", "7700900111"),
        *("01/05/1980", "1/5/1980", "1 May 1980", "1 may 1980", "1 May  1980", "01-05-1980", "1980-05-01", "1.5.1980"),
    ],
)
def test_find_when_name_number_phone_or_birth_fits_finds_them(world, zoe, words):
    assert names(world.coordinator, words) == ["Zoë O'Brien"]


@pytest.mark.parametrize(
    "words", ["", "?!", "zzz", "7013", "9990123455", "RXY 44", "2 May 1980", "31/02/1980", "zoe marsh"]
)
def test_find_when_nothing_fits_finds_nobody(world, zoe, words):
    assert names(world.lead, words) == []


def test_find_when_not_in_reach_finds_nobody(world, zoe):
    for words in ("zoe", "9990123454", "RXY 4417", "900111", "01/05/1980"):
        for who in (world.other_coordinator, world.peer_worker, world.team_manager, world.governance):
            assert names(who, words) == [], (words, who)


def test_find_when_an_identifier_has_ended_no_longer_finds_by_it(world, zoe):
    with unguarded():
        Identifier.objects.update(ended_on=clock.today())
    assert names(world.lead, "RXY 4417") == []


def test_find_when_names_begin_so_puts_them_first(world):
    for name in ("Aled Amari", "Mara Young", "Tamara Bell", "Zed Marsh"):
        make_referral(world, somebody(world, name))
    assert names(world.lead, "mar") == ["Mara Young", "Zed Marsh", "Aled Amari", "Tamara Bell"]
    assert names(world.lead, "mar", limit=2) == ["Mara Young", "Zed Marsh"]


def test_find_says_how_the_newest_request_stands_and_with_whom(world):
    relationship = make_relationship(world)
    person = relationship.referral.person
    (row,) = queries.find_people(world.lead, "leona", 10)
    assert row.says == ("Community", f"With {relationship.worker.full_name}")
    with unguarded():
        type(relationship).objects.update(status="ended", ended_at=clock.now())
        type(relationship.referral).objects.update(received_at=clock.now() - timedelta(days=90))
    make_referral(world, person, status="accepted", received_at=clock.now())
    (row,) = queries.find_people(world.lead, "leona", 10)
    assert row.says == ("Community", "Waiting for a peer worker")


def test_find_when_many_are_found_asks_as_often_as_for_one(world, django_assert_num_queries):
    lead = world.lead
    make_referral(world, somebody(world, "Ann One", known_as="Annie"))
    with django_assert_num_queries(3):
        assert names(lead, "ann") == ["Ann One (Annie)"]
    for last in ("Two", "Three"):
        person = make_referral(world, somebody(world, f"Ann {last}")).person
        with unguarded():
            Need.objects.create(person=person, kind="adjustment", words="Text first", review_on=clock.today())
    with django_assert_num_queries(3):
        found = queries.find_people(lead, "ann", 10)
    assert [len(row.needs) for row in found] == [0, 1, 1]
