"""A swap: asked, checked both ways, agreed or not, taken back. It is theirs until it is done."""

import pytest

from alongside.bank import commands
from alongside.core import clock
from alongside.core.errors import NotAllowed, Refused
from tests.bank.setting_up import make_bank_worker
from tests.bank.shifts import actions, actor, answers, filled, invitations, letters, said_to, worked
from tests.groups.setting_up import make_date, make_group


@pytest.fixture
def maya(world):
    return make_bank_worker(world, "Maya Lund")


@pytest.fixture
def jude(world):
    return make_bank_worker(world, "Jude Abara")


def test_ask_swap_tells_the_colleague_and_changes_nothing_yet(world, maya, jude):
    shift = filled(world, maya)
    swap = commands.ask_swap(actor(maya), shift, to=jude, words="I owe you one.")
    shift.refresh_from_db()
    assert (swap.status, shift.worker) == ("asked", maya)
    assert said_to(jude.user.email) == ["A colleague asks to swap a shift"]
    assert "I owe you one." in letters(jude.user.email)
    assert "swap.asked" in actions()


def test_ask_swap_refuses_who_cannot_without_saying_why(world, maya):
    shift, new = filled(world, maya), make_bank_worker(world, "Jude Abara", ready=False)
    with pytest.raises(Refused, match=r"^Jude cannot take that shift\.$"):
        commands.ask_swap(actor(maya), shift, to=new)


def test_ask_swap_of_what_is_not_theirs_or_not_to_come_or_asked_is_refused(world, maya, jude):
    shift = filled(world, maya)
    with pytest.raises(NotAllowed):
        commands.ask_swap(actor(jude), shift, to=jude)
    with pytest.raises(NotAllowed):
        commands.ask_swap(world.bank, shift, to=jude)
    with pytest.raises(Refused, match="yours already"):
        commands.ask_swap(actor(maya), shift, to=maya)
    with pytest.raises(Refused, match="still to come"):
        commands.ask_swap(actor(maya), worked(world, maya, what_for="Yesterday"), to=jude)
    commands.ask_swap(actor(maya), shift, to=jude)
    with pytest.raises(Refused, match="Take that back first"):
        commands.ask_swap(actor(maya), shift, to=jude)


def test_ask_swap_in_return_for_what_the_colleague_no_longer_has_is_refused(world, maya, jude):
    mine, other = filled(world, maya), filled(world, maya, days=9)
    with pytest.raises(Refused, match="no longer has that shift"):
        commands.ask_swap(actor(maya), mine, to=jude, in_return=other)


def test_agree_swap_of_a_shift_for_a_group_changes_who_runs_the_date(world, maya, jude):
    date = make_date(make_group(world), days=7, hour=14)
    commands.agree_swap(actor(jude), commands.ask_swap(actor(maya), filled(world, maya, group_date=date), to=jude))
    assert date.workers.get(status="on").worker == jude


def test_agree_swap_gives_the_shift_and_both_calendars_change(world, maya, jude):
    shift = filled(world, maya)
    swap = commands.ask_swap(actor(maya), shift, to=jude)
    commands.agree_swap(actor(jude), swap)
    shift.refresh_from_db()
    assert (swap.status, shift.worker, shift.status, answers(shift)) == ("done", jude, "filled", {"Maya": "gone"})
    assert invitations(maya.user.email) == ["CANCEL", "REQUEST"]
    assert invitations(jude.user.email) == ["REQUEST"]
    assert "Somebody else comes to a shift" in said_to("ward@example.org")
    assert "swap.agreed" in actions()


def test_agree_swap_exchanges_two_shifts_of_one_day_that_would_overlap(world, maya, jude):
    mine, theirs = filled(world, maya, hour=13), filled(world, jude, hour=14, what_for="Walk")
    swap = commands.ask_swap(actor(maya), mine, to=jude, in_return=theirs)
    commands.agree_swap(actor(jude), swap)
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.worker, theirs.worker) == (jude, maya)


def test_ask_swap_that_would_leave_too_little_rest_is_refused_in_the_askers_words(world, maya, jude):
    filled(world, maya, days=6, hour=21, hours=10, what_for="Night")
    mine, theirs = filled(world, maya, days=9), filled(world, jude, days=7, hour=13, what_for="Walk")
    with pytest.raises(Refused, match="rest after"):
        commands.ask_swap(actor(maya), mine, to=jude, in_return=theirs)


def test_agree_swap_asks_again_and_refuses_when_it_no_longer_can_be(world, maya, jude):
    shift = filled(world, maya)
    swap = commands.ask_swap(actor(maya), shift, to=jude)
    filled(world, jude, hour=14, what_for="Walk")
    with pytest.raises(Refused, match="overlaps"):
        commands.agree_swap(actor(jude), swap)
    swap.refresh_from_db()
    shift.refresh_from_db()
    assert (swap.status, shift.worker) == ("asked", maya)


def test_agree_swap_for_what_one_no_longer_has_is_refused(world, maya, jude):
    mine, theirs = filled(world, maya), filled(world, jude, days=8, what_for="Walk")
    swap = commands.ask_swap(actor(maya), mine, to=jude, in_return=theirs)
    give = commands.ask_swap(actor(jude), theirs, to=maya)
    commands.agree_swap(actor(maya), give)
    with pytest.raises(Refused, match="nothing to swap"):
        commands.agree_swap(actor(jude), swap)


@pytest.mark.parametrize("do", [commands.agree_swap, commands.decline_swap])
def test_answering_a_swap_is_for_whoever_was_asked(world, maya, jude, do):
    swap = commands.ask_swap(actor(maya), filled(world, maya), to=jude)
    for who in (actor(maya), world.bank, world.ward):
        with pytest.raises(NotAllowed):
            do(who, swap)
    do(actor(jude), swap)
    with pytest.raises(Refused):
        do(actor(jude), swap)


def test_decline_swap_tells_the_asker_and_it_stays_theirs(world, maya, jude):
    shift = filled(world, maya)
    swap = commands.ask_swap(actor(maya), shift, to=jude)
    commands.decline_swap(actor(jude), swap)
    assert (swap.status, shift.worker) == ("no", maya)
    assert "A swap: not this time" in said_to(maya.user.email)
    assert "swap.declined" in actions()


def test_stop_swap_by_the_asker_takes_it_back(world, maya, jude):
    swap = commands.ask_swap(actor(maya), filled(world, maya), to=jude)
    with pytest.raises(NotAllowed):
        commands.stop_swap(actor(jude), swap)
    commands.stop_swap(actor(maya), swap)
    assert swap.status == "stopped"
    assert "swap.stopped" in actions()
    with pytest.raises(Refused):
        commands.stop_swap(actor(maya), swap)


def test_a_shift_that_is_cancelled_stops_swaps_for_it_and_in_return_for_it(world, maya, jude):
    mine, theirs = filled(world, maya), filled(world, jude, days=8, what_for="Walk")
    swap = commands.ask_swap(actor(maya), mine, to=jude, in_return=theirs)
    commands.cancel_shift(world.ward, theirs, by="ward")
    swap.refresh_from_db()
    assert swap.status == "stopped"
    assert swap.closed_at <= clock.now()
