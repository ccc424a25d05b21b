"""Hours: said by the worker, confirmed by the ward as they were or differently, put right, or not worked at all."""

from datetime import timedelta

import pytest

from alongside.bank import commands
from alongside.core import clock
from alongside.core.errors import NotAllowed, Refused
from alongside.core.models import AuditEvent
from tests.bank.setting_up import make_bank_worker, make_shift
from tests.bank.shifts import actions, actor, filled, hours, letters, said_to, worked

WARD = "ward@example.org"


@pytest.fixture
def maya(world):
    return make_bank_worker(world, "Maya Lund")


def test_say_worked_waits_for_the_ward_and_tells_it(world, maya):
    shift = worked(world, maya)
    commands.say_worked(actor(maya), shift, **hours(shift))
    assert (shift.status, shift.worked_until, shift.worked_said_by) == ("worked", shift.ends_at, "Maya Lund")
    assert said_to(WARD) == ["Hours wait to be confirmed"]
    assert "shift.worked" in actions()


def test_say_worked_again_replaces_what_was_said(world, maya):
    shift = worked(world, maya)
    commands.say_worked(actor(maya), shift, **hours(shift))
    later = shift.ends_at + timedelta(minutes=30)
    commands.say_worked(actor(maya), shift, **hours(shift, worked_until=later, worked_break=20))
    assert (shift.worked_until, shift.worked_break) == (later, 20)


def test_say_worked_of_hours_that_cannot_be_is_refused(world, maya):
    shift = worked(world, maya)
    for changed, words in (
        ({"worked_until": shift.starts_at}, "end after it starts"),
        ({"worked_from": shift.starts_at - timedelta(hours=27)}, "24 hours"),
        ({"worked_break": 180}, "break"),
        ({"worked_until": clock.now() + timedelta(hours=1)}, "still to come"),
    ):
        with pytest.raises(Refused, match=words):
            commands.say_worked(actor(maya), shift, **hours(shift, **changed))
    coming = filled(world, maya)
    with pytest.raises(Refused, match="still to come"):
        commands.say_worked(actor(maya), coming, **hours(coming))


def test_hours_that_overlap_another_shift_of_theirs_are_refused(world, maya):
    first, second = worked(world, maya, hour=9), worked(world, maya, hour=13)
    later = first.ends_at + timedelta(hours=2)
    commands.say_worked(actor(maya), first, **hours(first, worked_until=later))
    with pytest.raises(Refused, match="overlap another shift, worked 9:00am to 2:00pm"):
        commands.say_worked(actor(maya), second, **hours(second))
    with pytest.raises(Refused, match="overlap another shift"):
        commands.confirm_hours(world.ward, second, **hours(second))
    commands.say_worked(actor(maya), second, **hours(second, worked_from=later))
    commands.say_worked(actor(maya), first, **hours(first, worked_until=later))  # itself is not another
    jude = make_bank_worker(world, "Jude Abara")
    same_time = worked(world, jude, hour=9)
    commands.say_worked(actor(jude), same_time, **hours(same_time))


def test_say_worked_by_anybody_else_or_once_confirmed_is_refused(world, maya):
    shift = worked(world, maya)
    for who in (actor(make_bank_worker(world, "Jude Abara")), world.ward, world.bank):
        with pytest.raises(NotAllowed):
            commands.say_worked(who, shift, **hours(shift))
    commands.confirm_hours(world.ward, shift, **hours(shift))
    with pytest.raises(Refused, match="has confirmed"):
        commands.say_worked(actor(maya), shift, **hours(shift))


def test_confirm_hours_as_they_were_said_tells_the_worker(world, maya):
    shift = worked(world, maya)
    commands.say_worked(actor(maya), shift, **hours(shift))
    commands.confirm_hours(world.ward, shift, **hours(shift))
    assert (shift.status, shift.confirmed_by) == ("confirmed", "Nia Brandt")
    assert said_to(maya.user.email) == ["Your hours are confirmed"]
    assert AuditEvent.objects.get(action="shift.confirmed").actor_name == "Nia Brandt"


def test_confirm_hours_that_differ_tells_the_worker(world, maya):
    shift = worked(world, maya)
    commands.say_worked(actor(maya), shift, **hours(shift))
    commands.confirm_hours(world.ward, shift, **hours(shift, worked_until=shift.ends_at - timedelta(minutes=30)))
    assert said_to(maya.user.email) == ["Hours were confirmed that differ"]
    assert "other hours than you said" in letters(maya.user.email)


def test_confirm_hours_before_the_worker_said_any_is_enough(world, maya):
    shift = worked(world, maya)
    commands.confirm_hours(world.bank, shift, **hours(shift))
    assert shift.status == "confirmed"
    assert said_to(maya.user.email) == ["Your hours are confirmed"]


def test_confirm_hours_by_whoever_may_not_is_not_allowed(world, maya):
    shift = worked(world, maya)
    world.users["maya"] = maya.user
    for who in (actor(maya), world.other_ward, world.coordinator, world.team_manager):
        with pytest.raises(NotAllowed):
            commands.confirm_hours(who, shift, **hours(shift))


def test_confirm_hours_of_what_nobody_had_or_twice_is_refused(world, maya):
    shift = worked(world, maya)
    commands.confirm_hours(world.ward, shift, **hours(shift))
    with pytest.raises(Refused):
        commands.confirm_hours(world.ward, shift, **hours(shift))
    nobody = make_shift(world, days=-2, status="empty")
    with pytest.raises(Refused):
        commands.confirm_hours(world.ward, nobody, **hours(nobody))
    coming = filled(world, maya)
    with pytest.raises(Refused, match="still to come"):
        commands.confirm_hours(world.ward, coming, **hours(coming))


def test_unconfirm_hours_opens_them_to_be_put_right(world, maya):
    shift = worked(world, maya)
    with pytest.raises(Refused):
        commands.unconfirm_hours(world.bank, worked(world, maya, days=-2, status="worked", what_for="Before"))
    commands.confirm_hours(world.ward, shift, **hours(shift))
    with pytest.raises(NotAllowed):
        commands.unconfirm_hours(actor(maya), shift)
    commands.unconfirm_hours(world.ward, shift)
    assert (shift.status, shift.confirmed_at, shift.confirmed_by) == ("worked", None, "")
    commands.confirm_hours(world.ward, shift, **hours(shift, worked_break=15))
    assert shift.worked_break == 15
    assert "shift.unconfirmed" in actions()


def test_say_not_worked_tells_the_worker_who_can_say_that_it_was(world, maya):
    shift = worked(world, maya)
    with pytest.raises(NotAllowed):
        commands.say_not_worked(actor(maya), shift)
    commands.say_not_worked(world.ward, shift, because="The ward was closed.")
    assert (shift.status, shift.because) == ("not_worked", "The ward was closed.")
    assert said_to(maya.user.email) == ["A shift is written as not worked"]
    assert "shift.not_worked" in actions()
    commands.say_worked(actor(maya), shift, **hours(shift))
    assert shift.status == "worked"


def test_say_not_worked_before_it_began_is_refused(world, maya):
    with pytest.raises(Refused, match="Cancel it"):
        commands.say_not_worked(world.ward, filled(world, maya))
