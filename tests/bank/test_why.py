"""Why a shift is empty: who could, who could not and why, what would open it up; and nobody's own reasons."""

from datetime import UTC, datetime, timedelta

import pytest

from alongside.bank import queries
from alongside.bank.models import ShiftOffer
from alongside.core import clock
from alongside.core.errors import NotAllowed
from alongside.core.guard import unguarded
from alongside.workforce.models import Away, Credential, KeptAway
from tests.bank.setting_up import make_bank_worker, make_shift

TUESDAY = datetime(2026, 11, 17, 12, 40, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _tuesday():
    with clock.at(TUESDAY):
        yield


def keep_away(worker, world):
    with unguarded():
        KeptAway.objects.create(worker=worker, ward=world.willow_ward)


def be_away(worker):
    with unguarded():
        Away.objects.create(
            worker=worker,
            starts_on=clock.today(),
            ends_on=clock.today() + timedelta(days=20),
            written_by="Sol",
            written_at=clock.now(),
        )


def test_why_names_who_could_and_who_could_not_with_the_reason(world):
    make_bank_worker(world, "Sam Dorn")
    wanda = make_bank_worker(world, "Wanda Jupp")
    with unguarded():
        Credential.objects.filter(worker=wanda, kind__slug="induction").delete()
    why = queries.why_empty(world.bank, make_shift(world, with_whom="Nia").pk)
    assert [one.name for one in why.could] == ["Sam D"]
    (not_her,) = why.could_not
    assert (not_her.name, not_her.stops) == ("Wanda J", ("Not shown round this ward",))
    (change,) = why.openings
    assert (change.kind, change.names, change.worker_id) == ("induction", ("Wanda",), wanda.pk)
    assert (why.hours, why.is_open, why.with_whom) == ("1pm to 4pm", True, "Nia")


@pytest.mark.parametrize("because", ["kept away", "away", "free", "not taking on"])
def test_why_when_somebody_is_not_available_does_not_name_nor_count_them(world, because):
    sol = make_bank_worker(world, "Sol Bramley", free=["sun-am"] if because == "free" else [])
    if because == "kept away":
        keep_away(sol, world)
    elif because == "away":
        be_away(sol)
    elif because == "not taking on":
        with unguarded():
            sol.taking_on = False
            sol.save()
    why = queries.why_empty(world.bank, make_shift(world).pk)
    assert (why.could, why.could_not, why.openings) == ((), (), ())


def test_why_says_who_was_asked_and_who_said_no_and_leaves_out_who_handed_it_back(world):
    asked, said_no, new, back = (make_bank_worker(world, f"{name} Alder") for name in ("Ana", "Ben", "Cat", "Dot"))
    shift = make_shift(world, status="offered", round="all", handed_back_by=back, round_ends_at=clock.now())
    with unguarded():
        for worker, status in ((asked, "open"), (said_no, "no"), (new, "gone")):
            ShiftOffer.objects.create(shift=shift, worker=worker, status=status, round="all", offered_at=clock.now())
    why = queries.why_empty(world.bank, shift.pk)
    assert {one.name: one.answer for one in why.could} == {"Ana A": "asked", "Ben A": "no", "Cat A": ""}
    assert [one.name for one in why.to_ask] == ["Cat A"]
    assert why.closes_at == clock.now()


def test_why_of_a_shift_that_nobody_is_looked_for_is_none(world):
    sol = make_bank_worker(world, "Sol Bramley")
    assert queries.why_empty(world.bank, make_shift(world, status="filled", worker=sol).pk) is None
    assert queries.why_empty(world.bank, make_shift(world, status="asked").pk) is None
    given_up = queries.why_empty(world.bank, make_shift(world, days=9, status="empty").pk)
    assert not given_up.is_open


def test_why_is_not_for_the_ward_nor_for_other_workers(world):
    shift = make_shift(world)
    for name in ("ward", "other_ward", "peer_worker", "person", "governance"):
        with pytest.raises(NotAllowed):
            queries.why_empty(world.actor(name), shift.pk)
    assert queries.why_empty(world.other_coordinator, shift.pk)
    with pytest.raises(type(shift).DoesNotExist):
        queries.why_empty(world.coordinator, shift.pk)


def test_why_asks_as_much_for_five_workers_as_for_one(world, django_assert_num_queries):
    bank, shift = world.bank, make_shift(world)
    make_bank_worker(world, "Sol Bramley")
    with django_assert_num_queries(13):
        queries.why_empty(bank, shift.pk)
    for name in ("Ana Alder", "Ben Alder", "Cat Alder", "Dot Alder"):
        make_bank_worker(world, name)
    with django_assert_num_queries(13):
        assert len(queries.why_empty(bank, shift.pk).could) == 5


def test_workers_to_ask_are_of_the_bank_and_in_their_order(world):
    sol, ana = make_bank_worker(world, "Sol Bramley"), make_bank_worker(world, "Ana Alder")
    assert queries.workers_to_ask(world.bank, [ana.pk, "nobody0000000000", sol.pk]) == [ana, sol]
    with pytest.raises(NotAllowed):
        queries.workers_to_ask(world.ward, [ana.pk])
