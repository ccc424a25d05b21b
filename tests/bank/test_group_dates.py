"""What the page of a group's date says of the shifts that serve it, and how a worker answers when it has moved."""

import pytest
from django.urls import reverse

from alongside.core import clock
from alongside.groups import commands as groups
from alongside.groups.queries import date_page, get_date
from tests.bank.setting_up import make_bank_worker, make_shift
from tests.bank.shifts import actor, filled
from tests.bank.test_moves import HOUR, again, move
from tests.groups.setting_up import make_date, make_group
from tests.world import worker_of


@pytest.fixture
def maya(world):
    worker = make_bank_worker(world, "Maya Lund")
    world.users["maya"] = worker.user
    return worker


@pytest.fixture
def date(world):
    return make_date(make_group(world), days=7, hour=14)


@pytest.mark.parametrize(
    ("name", "page"), [("lead", "bank:shift"), ("ward", "bank:ward_shifts"), ("other_coordinator", "bank:shift")]
)
def test_the_page_of_a_date_shows_its_shifts_with_their_state(world, date, sign_in, name, page):
    shift = make_shift(world, group_date=date)
    make_shift(world, days=8)
    (row,) = date_page(world.actor(name), date.pk).shifts
    assert (row.hours, row.state) == ("1pm to 4pm", "Approved")
    assert row.page == reverse(page, args=[shift.pk] if page == "bank:shift" else [])
    shown = sign_in(name).get(f"/groups/dates/{date.pk}/").content.decode()
    assert "Shifts of the staff bank for it" in shown
    assert row.page in shown
    assert "Ask the staff bank for somebody" not in shown


def test_the_page_of_a_date_asks_for_another_shift_where_none_stands(world, date, sign_in):
    make_shift(world, group_date=date, status="cancelled", cancelled_at=clock.now(), cancelled_by="ward")
    shown = sign_in("ward").get(f"/groups/dates/{date.pk}/").content.decode()
    assert "Cancelled" in shown
    assert "Ask the staff bank for somebody" in shown


def test_the_page_of_a_date_shows_a_worker_their_own_shift_alone(world, date, maya):
    shift = filled(world, maya, group_date=date)
    make_shift(world, group_date=date, hour=15, what_for="Second pair of hands")
    (row,) = date_page(actor(maya), date.pk).shifts
    assert row.page == f"/my-shifts/{shift.pk}/"
    assert date_page(world.actor("other_peer_worker"), date.pk).shifts == ()


def test_the_page_of_a_date_asks_no_more_for_three_shifts_than_for_one(world, date, django_assert_num_queries):
    counted = []
    for hour in (9, 11, 14):
        make_shift(world, group_date=date, hour=hour, hours=1)
        if hour != 11:
            with django_assert_num_queries(8):
                counted.append(len(date_page(world.lead, date.pk).shifts))
    assert counted == [1, 3]


def test_nobody_outside_sees_the_date_or_its_shifts(world, date):
    make_shift(world, group_date=date)
    with pytest.raises(type(date).DoesNotExist):
        get_date(world.actor("other_ward"), date.pk)


# Answering ----------------------------------------------------------------------------------------------------------


def test_the_worker_keeps_a_moved_shift_from_its_page(world, date, maya, sign_in):
    shift = filled(world, maya, group_date=date)
    move(world, date, HOUR)
    client = sign_in("maya")
    page = client.get(f"/my-shifts/{shift.pk}/").content.decode()
    assert "The group has moved" in page
    assert "Keep it at the new time" in page
    assert "Do you keep it?" in client.get("/my-shifts/").content.decode()
    client.post(f"/my-shifts/{shift.pk}/keep/")
    assert again(shift).keep_by is None
    assert "The group has moved" not in client.get(f"/my-shifts/{shift.pk}/").content.decode()


def test_a_moved_shift_that_they_could_not_do_says_why_and_only_lets_them_hand_it_back(world, date, maya, sign_in):
    shift = filled(world, maya, group_date=date)
    filled(world, maya, hour=17, hours=2, what_for="Evening")
    move(world, date, 3 * HOUR)
    client = sign_in("maya")
    page = client.get(f"/my-shifts/{shift.pk}/").content.decode()
    assert "It overlaps" in page
    assert "Keep it at the new time" not in page
    assert "Hand it back" in page


def test_the_ward_and_the_bank_read_that_it_may_move_and_not_who_is_asked(world, date, maya, sign_in):
    shift = filled(world, maya, group_date=date)
    move(world, date, HOUR)
    assert (
        "Whoever has this shift is asked whether they keep it" in sign_in("ward").get("/ward-shifts/").content.decode()
    )
    assert "May move" in sign_in("bank").get(f"/bank/shifts/{shift.pk}/").content.decode()


def test_somebody_elses_shift_is_not_kept(world, date, maya, sign_in):
    shift = filled(world, maya, group_date=date)
    move(world, date, HOUR)
    assert worker_of(world, "other_peer_worker").pk != maya.pk
    assert sign_in("other_peer_worker").post(f"/my-shifts/{shift.pk}/keep/").status_code == 404


def test_the_page_of_a_date_tells_whoever_handed_back_that_the_bank_looks(world, date, maya, sign_in):
    filled(world, maya, group_date=date)
    client = sign_in("maya")
    here = f"/groups/dates/{date.pk}/"
    assert "The shift you come with is handed back with it." in client.get(here).content.decode()
    groups.say_cannot_come(actor(maya), date.workers.get(worker=maya))
    page = client.get(here).content.decode()
    assert "The staff bank offers your shift again." in page
    assert "I can come after all" not in page
