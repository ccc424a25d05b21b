"""A shift is asked for, changed, approved or not, cancelled, and given up when nobody could."""

from datetime import timedelta

import pytest

from alongside.bank import commands, jobs, queries
from alongside.bank.models import Shift
from alongside.core import clock
from alongside.core.errors import NotAllowed, Refused
from alongside.core.models import AuditEvent, Notice
from tests.bank.setting_up import make_bank_worker, make_rules, make_shift
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
    need,
    offered,
    said_to,
    worked,
)
from tests.groups.setting_up import make_date, make_group
from tests.world import make_user

WARD, BANK = "ward@example.org", "bank@example.org"


# Asking --------------------------------------------------------------------------------------------------------------


def test_ask_shift_by_the_ward_waits_to_be_approved_and_tells_the_bank(world):
    make_rules()
    worker = make_bank_worker(world, "Maya Lund")
    shift = commands.ask_shift(world.ward, **need(world, preferred=worker, skills=["art"], break_minutes=20))
    assert (shift.status, shift.asked_by, shift.preferred, shift.skills) == ("asked", "Nia Brandt", worker, ["art"])
    assert said_to(BANK) == ["A shift waits to be approved"]
    assert AuditEvent.objects.get(action="shift.asked").actor_name == "Nia Brandt"


@pytest.mark.parametrize("name", ["other_ward", "coordinator", "peer_worker", "referrer", "person", "nobody"])
def test_ask_shift_by_whoever_may_not_is_not_allowed(world, name):
    with pytest.raises(NotAllowed):
        commands.ask_shift(world.actor(name), **need(world))


@pytest.mark.parametrize(
    ("hours", "words"), [(0, "end after it starts"), (-2, "end after it starts"), (30, "longer than 24 hours")]
)
def test_ask_shift_when_its_times_cannot_be_is_refused(world, hours, words):
    facts = need(world)
    with pytest.raises(Refused, match=words):
        commands.ask_shift(world.ward, **{**facts, "ends_at": facts["starts_at"] + timedelta(hours=hours)})


def test_ask_shift_in_the_past_is_refused(world):
    past = clock.now() - timedelta(hours=1)
    with pytest.raises(Refused, match="past"):
        commands.ask_shift(world.ward, **need(world, starts_at=past, ends_at=past + timedelta(hours=3)))


def test_ask_shift_with_a_break_as_long_as_it_is_refused(world):
    with pytest.raises(Refused, match="break"):
        commands.ask_shift(world.ward, **need(world, break_minutes=180))


def test_ask_shift_that_overlaps_another_for_the_same_date_is_refused(world):
    date = make_date(make_group(world), days=7, hour=14)
    first = commands.ask_shift(world.ward, **need(world, group_date=date))
    later = first.starts_at + timedelta(hours=1)
    with pytest.raises(Refused, match="for this date of the group already"):
        commands.ask_shift(
            world.ward, **need(world, group_date=date, starts_at=later, ends_at=later + timedelta(hours=1))
        )


def test_ask_shift_for_the_same_need_twice_is_refused_and_for_another_is_not(world):
    commands.ask_shift(world.ward, **need(world))
    with pytest.raises(Refused, match="asked for already"):
        commands.ask_shift(world.ward, **need(world, what_for="games, with nia"))
    commands.ask_shift(world.ward, **need(world, what_for="A second pair of hands"))
    assert Shift.objects.count() == 2


# Changing ------------------------------------------------------------------------------------------------------------


def test_change_shift_before_it_is_approved_changes_what_was_asked(world):
    shift = commands.ask_shift(world.ward, **need(world))
    commands.change_shift(world.ward, shift, what_for="Walk and talk", ends_at=shift.ends_at + timedelta(hours=1))
    assert (shift.what_for, shift.ends_at - shift.starts_at) == ("Walk and talk", timedelta(hours=4))
    assert "shift.changed" in actions()


def test_change_shift_that_was_not_approved_asks_again(world):
    shift = commands.ask_shift(world.ward, **need(world))
    commands.refuse_shift(world.bank, shift, because="Two of your own are on.")
    commands.change_shift(world.ward, shift, what_for="Only the art group")
    assert (shift.status, shift.because) == ("asked", "")
    assert said_to(BANK) == ["A shift waits to be approved"] * 2


def test_change_shift_that_is_offered_takes_the_offers_back_and_begins_anew(world):
    worker = make_bank_worker(world, "Maya Lund")
    shift = offered(world, worker)
    with pytest.raises(Refused, match="Ask the bank"):
        commands.change_shift(world.ward, shift, what_for="Later")
    commands.change_shift(world.bank, shift, starts_at=shift.starts_at + timedelta(hours=1))
    assert (shift.status, shift.round, answers(shift)) == ("approved", "", {"Maya": "gone"})


def test_change_shift_by_the_bank_tells_the_ward(world):
    shift = make_shift(world)
    commands.change_shift(world.bank, shift, what_for="Walk")
    assert said_to(WARD) == ["A shift was changed"]


def test_ask_shift_for_a_date_of_a_group_is_on_at_that_time(world):
    date = make_date(make_group(world), days=8, hour=14)
    with pytest.raises(Refused, match=r"The group is on .* 2:00pm to 3:00pm\. The shift must be on then"):
        commands.ask_shift(world.ward, **need(world, group_date=date))
    change(date, status="cancelled", cancelled_at=clock.now(), cancelled_by="ward")
    with pytest.raises(Refused, match="does not go ahead"):
        commands.ask_shift(world.ward, **need(world, group_date=date))


def test_change_shift_that_somebody_has_is_refused(world):
    shift = filled(world, make_bank_worker(world, "Maya Lund"))
    with pytest.raises(Refused, match="Cancel it"):
        commands.change_shift(world.bank, shift, what_for="Later")
    with pytest.raises(NotAllowed):
        commands.change_shift(world.other_ward, shift, what_for="Later")


def test_change_shift_of_what_is_no_part_of_it_is_an_error(world):
    shift = commands.ask_shift(world.ward, **need(world))
    with pytest.raises(TypeError):
        commands.change_shift(world.ward, shift, status="filled")


# Approving -----------------------------------------------------------------------------------------------------------


def test_approve_shift_by_another_tells_the_ward(world):
    shift = commands.ask_shift(world.ward, **need(world))
    commands.approve_shift(world.bank, shift)
    assert (shift.status, shift.approved_by) == ("approved", "Nadia Cole")
    assert said_to(WARD) == ["A shift is approved"]
    assert "shift.approved" in actions()


@pytest.mark.parametrize("name", ["ward", "other_ward", "team_manager", "coordinator", "peer_worker"])
def test_approve_shift_by_whoever_may_not_is_not_allowed(world, name):
    shift = commands.ask_shift(world.ward, **need(world))
    with pytest.raises(NotAllowed):
        commands.approve_shift(world.actor(name), shift)
    with pytest.raises(NotAllowed):
        commands.refuse_shift(world.actor(name), shift, because="No")


def test_approve_shift_by_whoever_asked_is_not_allowed_but_for_the_bank(world):
    world.users["willow_manager"] = make_user("wm@example.org", "Wen Mora", "team_manager", team=world.willow)
    asked = commands.ask_shift(world.willow_manager, **need(world))
    with pytest.raises(NotAllowed):
        commands.approve_shift(world.willow_manager, asked)
    commands.approve_shift(world.willow_manager, commands.ask_shift(world.ward, **need(world, what_for="Art")))
    own = commands.ask_shift(world.bank, **need(world, what_for="Walk"))
    commands.approve_shift(world.bank, own)
    assert own.status == "approved"


def test_approve_shift_twice_or_too_late_is_refused(world):
    shift = make_shift(world)
    with pytest.raises(Refused):
        commands.approve_shift(world.bank, shift)
    late = make_shift(world, days=-1, status="asked")
    with pytest.raises(Refused, match="begun"):
        commands.approve_shift(world.bank, late)


def test_refuse_shift_tells_the_ward_why(world):
    shift = commands.ask_shift(world.ward, **need(world))
    commands.refuse_shift(world.lead, shift, because="Two of your own are on.")
    assert (shift.status, shift.because) == ("not_approved", "Two of your own are on.")
    assert "Two of your own are on." in letters(WARD)
    assert "shift.not_approved" in actions()
    with pytest.raises(Refused):
        commands.refuse_shift(world.lead, shift, because="Again")


# Cancelling ----------------------------------------------------------------------------------------------------------


def test_cancel_shift_by_the_ward_tells_the_worker_and_frees_their_calendar(world):
    worker = make_bank_worker(world, "Maya Lund")
    shift = filled(world, worker)
    commands.cancel_shift(world.ward, shift, by="ward", because="The room is flooded.")
    assert (shift.status, shift.cancelled_by, shift.late_notice, shift.worker) == ("cancelled", "ward", False, worker)
    assert invitations(worker.user.email) == ["CANCEL", "REQUEST"]
    assert "A shift of yours is cancelled" in said_to(worker.user.email)
    assert "flooded" not in letters(worker.user.email)
    assert "shift.cancelled" in actions()


@pytest.mark.parametrize(("before", "late"), [(4.5, False), (3.5, True)])
def test_cancel_shift_by_the_ward_with_little_notice_says_so(world, before, late):
    shift = filled(world, make_bank_worker(world, "Maya Lund"))
    with clock.at(at(shift, hours=before)):
        commands.cancel_shift(world.ward, shift, by="ward")
    assert shift.late_notice is late


def test_cancel_shift_by_the_bank_is_never_the_wards_late_notice(world):
    shift = filled(world, make_bank_worker(world, "Maya Lund"))
    with clock.at(at(shift, hours=1)):
        commands.cancel_shift(world.bank, shift, by="bank")
    assert not shift.late_notice
    assert "A shift is cancelled" in said_to(WARD)


def test_cancel_shift_offers_the_worker_another_of_that_day(world):
    worker = make_bank_worker(world, "Maya Lund")
    shift = filled(world, worker)
    other = make_shift(world, hour=9, what_for="Breakfast club")
    make_shift(world, days=8, what_for="Another day")
    commands.cancel_shift(world.ward, shift, by="ward")
    assert list(worker.shift_offers.filter(status="open").values_list("shift", flat=True)) == [other.pk]
    assert "is offered to you instead" in letters(worker.user.email)


def test_cancel_shift_by_the_worker_offers_nothing_instead(world):
    worker = make_bank_worker(world, "Maya Lund")
    shift = filled(world, worker)
    make_shift(world, hour=9, what_for="Breakfast club")
    commands.cancel_shift(world.bank, shift, by="worker")
    assert not worker.shift_offers.filter(status="open").exists()


def test_cancel_shift_that_is_offered_tells_those_who_have_not_answered(world):
    first, second = make_bank_worker(world, "Maya Lund"), make_bank_worker(world, "Jude Abara")
    shift = offered(world, first, second)
    commands.say_no(actor(second), shift.offers.get(worker=second))
    commands.cancel_shift(world.ward, shift, by="ward")
    assert "A shift is no longer needed" in said_to(first.user.email)
    assert "A shift is no longer needed" not in said_to(second.user.email)


def test_cancel_shift_takes_the_worker_off_the_date_of_the_group(world):
    worker = make_bank_worker(world, "Maya Lund")
    date = make_date(make_group(world), days=7, hour=14)
    shift = filled(world, worker, group_date=date)
    assert date.workers.filter(worker=worker, status="on").exists()
    commands.cancel_shift(world.ward, shift, by="ward")
    assert not date.workers.filter(worker=worker, status="on").exists()


@pytest.mark.parametrize("name", ["other_ward", "coordinator", "peer_worker", "person"])
def test_cancel_shift_by_whoever_may_not_is_not_allowed(world, name):
    with pytest.raises(NotAllowed):
        commands.cancel_shift(world.actor(name), make_shift(world), by="ward")


def test_cancel_shift_that_has_begun_or_is_over_is_refused(world):
    worker = make_bank_worker(world, "Maya Lund")
    with pytest.raises(Refused, match="begun"):
        commands.cancel_shift(world.ward, worked(world, worker), by="ward")
    with pytest.raises(Refused):
        commands.cancel_shift(world.ward, make_shift(world, status="empty"), by="ward")


# Nobody could --------------------------------------------------------------------------------------------------------


def test_give_up_on_says_so_to_the_ward(world):
    shift = offered(world, make_bank_worker(world, "Maya Lund"))
    commands.give_up_on(world.bank, shift)
    assert (shift.status, answers(shift)) == ("empty", {"Maya": "gone"})
    assert "Nobody could take a shift" in said_to(WARD)
    assert "shift.given_up" in actions()
    with pytest.raises(Refused):
        commands.give_up_on(world.bank, shift)
    with pytest.raises(NotAllowed):
        commands.give_up_on(world.ward, shift)


def test_at_risk_is_near_and_nobody_or_handed_back(world):
    rules, shift = make_rules(), make_shift(world)
    assert not queries.is_at_risk(shift, rules, clock.now())
    assert queries.is_at_risk(shift, rules, at(shift, hours=47))
    assert not queries.is_at_risk(shift, rules, shift.ends_at)
    change(shift, handed_back_by=make_bank_worker(world, "Maya Lund"))
    assert queries.is_at_risk(shift, rules, clock.now())
    assert not queries.is_at_risk(make_shift(world, status="asked", what_for="x"), rules, at(shift, hours=1))


def test_say_at_risk_is_said_once_by_the_job(world):
    shift = make_shift(world)
    with pytest.raises(Refused):
        commands.say_at_risk(world.bank, shift)
    with pytest.raises(NotAllowed):
        commands.say_at_risk(world.ward, shift)
    with clock.at(at(shift, hours=40)):
        jobs.say_who_is_missing(JOB)
        jobs.say_who_is_missing(JOB)
    assert Notice.objects.filter(to=BANK, subject="A shift is at risk").count() == 1
    assert actions().count("shift.at_risk") == 1


def test_jobs_close_what_began_without_anybody(world):
    nobody = make_shift(world, days=-1)
    asked = make_shift(world, days=-1, status="asked", what_for="Not approved")
    jobs.close_what_nobody_had(JOB)
    nobody.refresh_from_db()
    asked.refresh_from_db()
    assert (nobody.status, asked.status, asked.cancelled_by) == ("empty", "cancelled", "bank")
    assert asked.because == "It was not approved in time."


def test_jobs_for_anybody_but_a_process_find_nothing(world):
    make_shift(world, days=-1)
    assert not queries.begun_empty(world.bank)
    assert not queries.due_for_offers(world.lead)
