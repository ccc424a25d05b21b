"""Fifty yeses to one shift at once: exactly one gets it. Nobody has two at once. A moved date and a yes agree."""

from datetime import timedelta

import pytest

from alongside.bank import commands
from alongside.bank.models import BankRules, Shift
from alongside.core import clock
from alongside.core.errors import Refused
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent
from alongside.groups import commands as groups
from alongside.groups.models import Group, GroupDate
from tests.bank.setting_up import make_bank_worker, make_shift
from tests.bank.shifts import actor
from tests.groups.setting_up import make_date, make_group
from tests.promises.test_at_once import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)
MANY, HOUR = 50, timedelta(hours=1)


def test_one_shift_claimed_by_fifty_at_once_goes_to_exactly_one(world):
    actors = [actor(make_bank_worker(world, f"N{number} Penny")) for number in range(MANY)]
    with unguarded():
        BankRules.objects.update(asked_at_once=MANY)
    shift = make_shift(world)
    commands.offer_next(world.bank, shift)
    assert shift.offers.filter(status="open").count() == MANY

    results = all_at_once(lambda n: commands.claim_shift(actors[n], Shift.objects.get(pk=shift.pk)), MANY)

    refused = [str(row) for row in results if isinstance(row, Exception)]
    assert refused == ["Just taken. Thank you for offering."] * (MANY - 1)
    shift.refresh_from_db()
    assert (shift.status, shift.offers.filter(status="taken").get().worker) == ("filled", shift.worker)
    assert shift.offers.filter(status="gone").count() == MANY - 1
    assert AuditEvent.objects.filter(action="shift.claimed").count() == 1


def test_two_shifts_that_overlap_claimed_at_once_by_one_worker_are_never_both_theirs(world):
    worker = make_bank_worker(world, "Maya Lund")
    shifts = [make_shift(world, hour=13, status="offered"), make_shift(world, hour=14, status="offered")]
    with unguarded():
        for shift in shifts:
            shift.offers.create(worker=worker, round="all", offered_at=clock.now())
    who = actor(worker)
    results = all_at_once(lambda n: commands.claim_shift(who, Shift.objects.get(pk=shifts[n].pk)), 2)
    refused = [row for row in results if isinstance(row, Exception)]
    assert [type(row) for row in refused] == [Refused]
    assert "overlaps" in str(refused[0])
    assert Shift.objects.filter(worker=worker).count() == 1


def test_a_date_that_moves_while_somebody_says_yes_agrees_with_its_shift(world):
    date = make_date(make_group(world), days=7, hour=14)
    worker = make_bank_worker(world, "Maya Lund")
    shift = make_shift(world, group_date=date)
    commands.offer_next(world.bank, shift)
    lead, who, before = world.lead, actor(worker), shift.starts_at
    later = {"starts_at": date.starts_at + HOUR, "ends_at": date.ends_at + HOUR}

    def do(n: int) -> None:
        if n == 0:
            groups.move_date(lead, GroupDate.objects.get(pk=date.pk), **later)
        else:
            commands.claim_shift(who, Shift.objects.get(pk=shift.pk))

    results = all_at_once(do, 2)

    shift.refresh_from_db()
    assert results[0] is None
    if shift.worker:  # the yes was first: they are asked
        assert (shift.starts_at, shift.asked_starts_at) == (before, before + HOUR)
    else:  # the move was first: it is offered anew
        assert (shift.starts_at, shift.status) == (before + HOUR, "approved")
        assert isinstance(results[1], Refused)


def test_a_group_that_ends_while_a_shift_is_asked_for_again_leaves_none_waiting_for_it(world):
    date = make_date(make_group(world), days=7, hour=14)
    shift = make_shift(world, group_date=date, status="not_approved")

    def do(n: int) -> None:
        if n == 0:
            groups.end_group(world.lead, Group.objects.get(pk=date.group_id))
        else:
            commands.change_shift(world.ward, Shift.objects.get(pk=shift.pk), with_whom="the therapist")

    results = all_at_once(do, 2)

    shift.refresh_from_db()
    assert results[0] is None
    asked_first = results[1] is None
    assert shift.status == ("cancelled" if asked_first else "not_approved")
    assert asked_first or "does not go ahead" in str(results[1])
