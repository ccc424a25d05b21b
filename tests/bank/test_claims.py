"""The first yes gets a shift; what stands in the way is said in words; and it is handed back without a reason."""

from datetime import timedelta

import pytest

from alongside.bank import commands, jobs
from alongside.bank.models import Swap
from alongside.core import clock
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent
from alongside.workforce.models import Away
from tests.bank.setting_up import make_bank_worker, make_shift
from tests.bank.shifts import (
    JOB,
    actions,
    actor,
    answers,
    at,
    change,
    filled,
    invitations,
    letters,
    offered,
    said_to,
    worked,
)
from tests.groups.setting_up import make_date, make_group

WARD, BANK = "ward@example.org", "bank@example.org"


@pytest.fixture
def maya(world):
    return make_bank_worker(world, "Maya Lund")


@pytest.fixture
def jude(world):
    return make_bank_worker(world, "Jude Abara")


# Taking it -----------------------------------------------------------------------------------------------------------


def test_claim_shift_is_theirs_and_in_their_calendar_and_the_ward_knows(world, maya, jude):
    shift = offered(world, maya, jude)
    commands.claim_shift(actor(maya), shift)
    assert (shift.status, shift.worker, shift.round_ends_at) == ("filled", maya, None)
    assert answers(shift) == {"Maya": "taken", "Jude": "gone"}
    assert invitations(maya.user.email) == ["REQUEST"]
    assert said_to(WARD) == ["A shift is filled"]
    assert "Maya" not in letters(WARD)
    assert AuditEvent.objects.get(action="shift.claimed").actor_name == "Maya Lund"


def test_claim_shift_when_somebody_else_was_first_says_so_kindly(world, maya, jude):
    shift = offered(world, maya, jude)
    commands.claim_shift(actor(jude), shift)
    with pytest.raises(Refused, match=r"^Just taken\. Thank you for offering\.$"):
        commands.claim_shift(actor(maya), shift)
    with pytest.raises(Refused, match="yours already"):
        commands.claim_shift(actor(jude), shift)


def test_claim_shift_that_was_not_offered_to_them_is_not_allowed(world, maya, jude):
    shift = offered(world, maya)
    for who in (actor(jude), world.ward, world.bank, world.lead, world.nobody):
        with pytest.raises(NotAllowed):
            commands.claim_shift(who, shift)


def test_claim_shift_without_eleven_hours_rest_is_refused_in_words(world, maya):
    night = make_shift(
        world, days=6, hour=21, hours=10, status="filled", worker=maya, filled_at=clock.now(), what_for="Night"
    )
    shift = make_shift(world, days=7, hour=13, status="offered")
    with unguarded():
        shift.offers.create(worker=maya, round="all", offered_at=clock.now())
    assert night.ends_at < shift.starts_at
    with pytest.raises(Refused, match=r"hours’ rest after .*[Nn]eeds 11"):
        commands.claim_shift(actor(maya), shift)
    shift.refresh_from_db()
    assert (shift.status, answers(shift)) == ("offered", {"Maya": "open"})


def test_claim_shift_asks_again_what_was_so_when_it_was_offered(world, maya):
    shift = offered(world, maya)
    with unguarded():
        day = shift.starts_at.date()
        Away.objects.create(worker=maya, starts_on=day, ends_on=day, written_by="Maya", written_at=clock.now())
    with pytest.raises(Refused, match="away"):
        commands.claim_shift(actor(maya), shift)


def test_claim_shift_after_a_no_is_thinking_again(world, maya, jude):
    shift = offered(world, maya, jude)
    commands.say_no(actor(maya), shift.offers.get(worker=maya))
    commands.claim_shift(actor(maya), shift)
    assert (shift.worker, answers(shift)) == (maya, {"Maya": "taken", "Jude": "gone"})


def test_claim_shift_that_was_cancelled_or_begun_is_refused(world, maya):
    shift = offered(world, maya)
    with clock.at(shift.starts_at), pytest.raises(Refused, match="begun"):
        commands.claim_shift(actor(maya), shift)
    commands.cancel_shift(world.ward, shift, by="ward")
    with pytest.raises(Refused, match="no longer needs"):
        commands.claim_shift(actor(maya), shift)


def test_claim_shift_whose_offer_was_taken_back_is_refused(world, maya, jude):
    shift = offered(world, maya)
    commands.change_shift(world.bank, shift, what_for="Other")
    commands.offer_to(world.bank, shift, workers=[jude])
    with pytest.raises(Refused, match="not offered to you"):
        commands.claim_shift(actor(maya), shift)


def test_claim_shift_that_serves_a_group_puts_them_on_its_date(world, maya):
    date = make_date(make_group(world), days=7, hour=14)
    filled(world, maya, group_date=date)
    assert date.workers.get().worker == maya


# Handing it back -----------------------------------------------------------------------------------------------------


def test_hand_back_offers_it_again_at_once_and_says_no_reason(world, maya, jude):
    shift = offered(world, maya, jude)
    commands.claim_shift(actor(maya), shift)
    commands.hand_back(actor(maya), shift)
    assert (shift.status, shift.worker, shift.handed_back_by) == ("offered", None, maya)
    assert answers(shift) == {"Maya": "gone", "Jude": "open"}
    assert invitations(maya.user.email) == ["CANCEL", "REQUEST"]
    assert "A shift is offered again" in said_to(WARD)
    assert "Maya" not in letters(WARD)
    assert "A shift is empty again" in said_to(BANK)
    assert "shift.handed_back" in actions()


def test_hand_back_goes_to_those_whose_turn_it_was_and_never_to_a_no(world, maya, jude):
    other = make_bank_worker(world, "Ro Finch")
    shift = offered(world, maya, jude, other)
    commands.say_no(actor(jude), shift.offers.get(worker=jude))
    commands.claim_shift(actor(maya), shift)
    commands.hand_back(actor(maya), shift)
    assert answers(shift) == {"Maya": "gone", "Jude": "no", "Ro": "open"}
    change(shift, round_ends_at=clock.now() - timedelta(minutes=1))
    jobs.offer_shifts(JOB)
    assert answers(shift) == {"Maya": "gone", "Jude": "no", "Ro": "open"}  # whoever handed it back is not asked again


def test_hand_back_when_only_later_rounds_are_left_goes_on_to_them(world, maya, jude):
    shift = make_shift(world, preferred=maya)
    commands.offer_next(world.bank, shift)
    commands.claim_shift(actor(maya), shift)
    commands.hand_back(actor(maya), shift)
    assert (shift.status, answers(shift)) == ("offered", {"Maya": "gone", "Jude": "open"})


def test_hand_back_when_nobody_could_leaves_it_to_be_offered(world, maya):
    shift = filled(world, maya)
    commands.hand_back(world.bank, shift)
    assert (shift.status, shift.worker) == ("approved", None)


def test_hand_back_with_little_notice_says_it_is_soon(world, maya):
    shift = filled(world, maya)
    with clock.at(at(shift, hours=2)):
        commands.hand_back(actor(maya), shift)
    assert "A shift is empty again, and soon" in said_to(BANK)


def test_hand_back_stops_its_swap_and_leaves_the_date(world, maya, jude):
    date = make_date(make_group(world), days=7, hour=14)
    shift = filled(world, maya, group_date=date)
    swap = commands.ask_swap(actor(maya), shift, to=jude)
    commands.hand_back(actor(maya), shift)
    assert Swap.objects.get(pk=swap.pk).status == "stopped"
    assert not date.workers.filter(status="on").exists()


def test_hand_back_by_others_or_too_late_is_refused(world, maya, jude):
    shift = filled(world, maya)
    for who in (actor(jude), world.ward, world.team_manager):
        with pytest.raises(NotAllowed):
            commands.hand_back(who, shift)
    with pytest.raises(Refused, match="begun"):
        commands.hand_back(actor(maya), worked(world, maya, what_for="Yesterday"))
    with pytest.raises(Refused, match="cannot be handed back"):
        commands.hand_back(actor(maya), worked(world, maya, days=-3, status="worked", what_for="Before"))
