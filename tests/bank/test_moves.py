"""A date of a group is moved, called off or loses somebody, and the shifts that serve it agree with it at once."""

from datetime import timedelta

import icalendar
import pytest

from alongside.accounts.queries import actor_for
from alongside.bank import commands, jobs
from alongside.bank.models import Shift
from alongside.core import clock
from alongside.core.errors import NotAllowed, Refused
from alongside.core.models import AuditEvent
from alongside.groups import commands as groups
from alongside.groups import queries as group_queries
from alongside.groups.models import DateWorker, GroupDate
from alongside.support import commands as support
from alongside.support.queries import calendar_feed
from tests.bank.setting_up import make_bank_worker, make_shift
from tests.bank.shifts import JOB, actions, actor, answers, change, filled, invitations, letters, offered, said_to
from tests.groups.setting_up import make_date, make_group

WARD, BANK = "ward@example.org", "bank@example.org"
HOUR = timedelta(hours=1)


@pytest.fixture
def maya(world):
    return make_bank_worker(world, "Maya Lund")


@pytest.fixture
def jude(world):
    return make_bank_worker(world, "Jude Abara")


@pytest.fixture
def date(world):
    """A week from now, 2pm to 3pm; a shift of these tests is from 1pm to 4pm."""
    return make_date(make_group(world), days=7, hour=14)


def move(world, date: GroupDate, by: timedelta, longer: timedelta = timedelta()) -> None:
    groups.move_date(world.lead, date, starts_at=date.starts_at + by, ends_at=date.ends_at + by + longer)


def again(shift: Shift) -> Shift:
    shift.refresh_from_db()
    return shift


def times(shift: Shift) -> tuple[object, object]:
    return shift.starts_at, shift.ends_at


# Moved, and nobody is on it ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["asked", "not_approved", "approved"])
def test_a_moved_date_moves_the_shift_that_nobody_has(world, date, status):
    shift = make_shift(world, group_date=date, status=status)
    before = times(shift)
    move(world, date, timedelta(days=1), longer=HOUR)
    assert times(again(shift)) == (before[0] + timedelta(days=1), before[1] + timedelta(days=1) + HOUR)
    assert (shift.status, shift.changes) == (status, 1)
    assert said_to(WARD) == ["A shift has moved with its group"]
    assert AuditEvent.objects.get(action="shift.moved").actor_name == world.lead.name


def test_a_moved_date_offers_its_shift_anew_to_those_who_said_no_too(world, date, maya, jude):
    shift = offered(world, maya, jude, group_date=date)
    commands.say_no(actor(jude), shift.offers.get(worker=jude))
    move(world, date, HOUR)
    assert (again(shift).status, shift.round, answers(shift)) == ("approved", "", {"Maya": "gone", "Jude": "gone"})
    jobs.offer_shifts(JOB)
    assert answers(shift) == {"Maya": "open", "Jude": "open"}


def test_a_date_in_another_place_moves_no_shift(world, date, maya):
    shift = filled(world, maya, group_date=date)
    groups.move_date(world.lead, date, starts_at=date.starts_at, ends_at=date.ends_at, place="The garden")
    assert again(shift).keep_by is None
    assert "shift.moved" not in actions()
    assert "The garden" in letters(maya.user.email)
    assert invitations(maya.user.email) == ["REQUEST"]


def test_a_date_cut_so_short_that_no_shift_is_left_keeps_the_length_of_the_shift(world, date):
    shift = make_shift(world, group_date=date, break_minutes=150)
    move(world, date, HOUR, longer=-timedelta(minutes=40))
    assert shift.starts_at + HOUR == again(shift).starts_at
    assert shift.ends_at - shift.starts_at == timedelta(hours=3)


def test_a_shift_is_as_long_before_its_date_on_both_sides_of_a_clock_change(world, date):
    shift = make_shift(world, group_date=date)
    move(world, date, timedelta(days=200))
    assert date.starts_at - again(shift).starts_at == HOUR


def test_a_shift_that_was_worked_or_has_begun_stays_as_it_is(world, maya):
    date = make_date(make_group(world), days=-1)
    shift = make_shift(world, days=-1, group_date=date, status="worked", worker=maya)
    begun = make_shift(world, days=-1, group_date=date, status="filled", worker=maya)
    before = times(shift), times(begun)
    move(world, date, HOUR)
    assert (times(again(shift)), times(again(begun)), begun.keep_by) == (*before, None)
    with pytest.raises(Refused, match="stays as it is"):
        commands.follow_date(JOB, shift, starts_at=clock.now(), ends_at=clock.now() + HOUR)


@pytest.mark.parametrize("name", ["lead", "bank", "ward", "peer_worker"])
def test_a_shift_follows_its_date_by_itself_alone(world, date, name):
    shift = make_shift(world, group_date=date)
    with pytest.raises(NotAllowed):
        commands.follow_date(world.actor(name), shift, starts_at=shift.starts_at + HOUR, ends_at=shift.ends_at + HOUR)


# Moved, and somebody has it ------------------------------------------------------------------------------------------


def test_whoever_has_the_shift_is_asked_kindly_and_nothing_moves_before_they_answer(world, date, maya):
    shift = filled(world, maya, group_date=date)
    before = times(shift)
    move(world, date, timedelta(days=1))
    assert (times(again(shift)), shift.status, shift.changes) == (before, "filled", 0)
    assert shift.asked_starts_at == before[0] + timedelta(days=1)
    assert shift.keep_by - clock.now() < timedelta(hours=24)
    assert "A shift of yours may move" in said_to(maya.user.email)
    assert "It never counts against you." in letters(maya.user.email)
    assert invitations(maya.user.email) == ["REQUEST"]
    assert "A shift may move with its group" in said_to(WARD)
    assert "A shift may move with its group" in said_to(BANK)
    assert "Maya" not in letters(WARD)


def test_keep_shift_moves_it_in_their_calendar_and_says_so(world, date, maya):
    shift = filled(world, maya, group_date=date)
    asked = shift.starts_at + HOUR
    move(world, date, HOUR)
    commands.keep_shift(actor(maya), shift)
    assert (again(shift).starts_at, shift.keep_by, shift.asked_starts_at, shift.changes) == (asked, None, None, 1)
    assert invitations(maya.user.email) == ["REQUEST", "REQUEST"]
    assert "A shift is kept at its new time" in said_to(WARD)
    assert "A shift is kept at its new time" in said_to(BANK)
    assert "shift.kept" in actions()
    assert date.workers.get(worker=maya).status == "on"
    with pytest.raises(Refused, match="Nothing is asked"):
        commands.keep_shift(actor(maya), shift)


@pytest.mark.parametrize(("later", "words"), [(timedelta(hours=4), "rest"), (timedelta(hours=3), "overlaps")])
def test_keep_shift_against_the_rules_is_refused_in_words(world, date, maya, later, words):
    shift = filled(world, maya, group_date=date)
    if later == timedelta(hours=4):  # until 8pm, and the next one begins at 5am
        filled(world, maya, days=8, hour=5, what_for="Early")
    else:
        filled(world, maya, hour=17, hours=2, what_for="Evening")
    move(world, date, later)
    with pytest.raises(Refused, match=words):
        commands.keep_shift(actor(maya), shift)
    assert again(shift).keep_by is not None


def test_keep_shift_by_somebody_else_is_not_allowed(world, date, maya, jude):
    shift = filled(world, maya, group_date=date)
    move(world, date, HOUR)
    for other in (actor(jude), world.bank, world.lead, world.ward):
        with pytest.raises(NotAllowed):
            commands.keep_shift(other, shift)


def test_keep_shift_when_it_has_begun_is_refused(world, date, maya):
    shift = filled(world, maya, group_date=date)
    move(world, date, -timedelta(days=6))
    with clock.at(date.starts_at), pytest.raises(Refused, match="begun"):
        commands.keep_shift(actor(maya), shift)


def test_a_date_that_moves_back_asks_nothing_any_more(world, date, maya):
    shift = filled(world, maya, group_date=date)
    move(world, date, HOUR)
    move(world, date, -HOUR)
    assert (again(shift).keep_by, shift.status) == (None, "filled")
    assert "A shift of yours stays" in said_to(maya.user.email)


def test_a_date_that_moves_twice_asks_about_the_last_time(world, date, maya):
    shift = filled(world, maya, group_date=date)
    for _ in range(2):
        move(world, date, HOUR)
    assert again(shift).asked_starts_at == shift.starts_at + 2 * HOUR


def test_hand_back_of_a_moved_shift_offers_it_at_the_new_time(world, date, maya, jude):
    shift = filled(world, maya, group_date=date)
    asked = shift.starts_at + HOUR
    move(world, date, HOUR)
    commands.hand_back(actor(maya), shift)
    assert (again(shift).starts_at, shift.status, shift.keep_by) == (asked, "offered", None)
    assert answers(shift)["Jude"] == "open"
    assert not date.workers.filter(worker=maya).exists()


def test_not_answered_in_time_it_is_offered_again(world, date, maya, jude):
    shift = filled(world, maya, group_date=date)
    move(world, date, HOUR)
    jobs.let_go_of_moved(JOB)
    assert again(shift).status == "filled"
    with clock.at(shift.keep_by):
        jobs.let_go_of_moved(JOB)
    assert (again(shift).status, answers(shift)["Jude"]) == ("offered", "open")
    assert "A shift is no longer yours" in said_to(maya.user.email)


def test_a_shift_that_may_move_is_not_swapped_before_that(world, date, maya, jude):
    shift = filled(world, maya, group_date=date)
    swap = commands.ask_swap(actor(maya), shift, to=jude)
    move(world, date, HOUR)
    swap.refresh_from_db()
    assert swap.status == "stopped"
    with pytest.raises(Refused, match="new time"):
        commands.ask_swap(actor(maya), again(shift), to=jude)


# It does not go ahead ------------------------------------------------------------------------------------------------


def test_a_skipped_date_cancels_its_shifts_and_tells_whoever_has_one(world, date, maya):
    shift = filled(world, maya, group_date=date)
    groups.skip_date(world.ward, date, by="ward")
    assert (again(shift).status, shift.cancelled_by, shift.late_notice) == ("cancelled", "ward", False)
    assert shift.because == "The group does not go ahead."
    assert "A shift of yours is cancelled" in said_to(maya.user.email)
    assert invitations(maya.user.email) == ["CANCEL", "REQUEST"]
    assert not date.workers.exists()
    assert "shift.cancelled" in actions()


@pytest.mark.parametrize(
    ("name", "by", "cancelled_by", "late"),
    [
        ("ward", "ward", "ward", True),
        ("lead", "nobody", "ward", True),
        ("lead", "us", "bank", False),
        ("other_coordinator", "skipped", "bank", False),
    ],
)
def test_a_date_skipped_late_is_borne_by_the_ward_that_says_so(world, date, maya, name, by, cancelled_by, late):
    shift = filled(world, maya, group_date=date)
    with clock.at(shift.starts_at - timedelta(hours=3)):
        groups.skip_date(world.actor(name), date, by=by)
    assert (again(shift).cancelled_by, shift.late_notice) == (cancelled_by, late)


def test_a_group_that_ends_cancels_the_shifts_of_its_dates_in_the_same_act(world, date, maya):
    shift, over = filled(world, maya, group_date=date), make_shift(world, days=-1, status="worked", worker=maya)
    change(over, group_date=make_date(date.group, days=-1))
    groups.end_group(world.lead, date.group)
    assert (again(shift).status, shift.cancelled_by, again(over).status) == ("cancelled", "bank", "worked")
    assert "A shift of yours is cancelled" in said_to(maya.user.email)
    acts = AuditEvent.objects.filter(action__in=("group.ended", "shift.cancelled")).values_list("act_id", flat=True)
    assert len(acts) == 2
    assert len(set(acts)) == 1


def test_a_skipped_date_leaves_what_is_over_or_was_not_approved(world, date):
    begun = make_shift(world, days=-1, group_date=date)
    not_approved = make_shift(world, group_date=date, status="not_approved")
    groups.skip_date(world.ward, date)
    assert (again(begun).status, again(not_approved).status) == ("approved", "not_approved")


def test_a_date_put_back_is_without_whoever_came_with_a_cancelled_shift(world, date, maya):
    filled(world, maya, group_date=date)
    groups.skip_date(world.ward, date)
    groups.put_back_date(world.ward, date)
    assert group_queries.missing_kinds(date) == ("peer",)


# Who is on it --------------------------------------------------------------------------------------------------------


def test_whoever_cannot_come_to_the_date_hands_back_the_shift_they_come_with(world, date, maya, jude):
    shift = filled(world, maya, group_date=date)
    groups.say_cannot_come(actor(maya), date.workers.get(worker=maya))
    assert (again(shift).status, shift.worker, answers(shift)["Jude"]) == ("offered", None, "open")
    assert date.workers.get(worker=maya).status == "cannot"
    assert invitations(maya.user.email) == ["CANCEL", "REQUEST"]
    assert "A group is out of your calendar" not in said_to(maya.user.email)
    assert "The staff bank offers their shift again." in letters(WARD)
    assert {"date_worker.cannot_come", "shift.handed_back"} <= set(actions())
    with pytest.raises(Refused, match="handed back"):
        groups.can_come_after_all(actor(maya), date.workers.get(worker=maya))


def test_whoever_cannot_come_keeps_a_shift_that_serves_another_date(world, date, maya):
    other = make_date(date.group, maya, days=9)
    shift = filled(world, maya, group_date=date)
    groups.say_cannot_come(actor(maya), other.workers.get())
    assert again(shift).status == "filled"


def test_a_shift_that_is_taken_ends_the_search_for_somebody_only_where_nobody_was_left(world, date, maya, jude):
    shift = offered(world, maya, group_date=date)
    groups.ask_cover(world.ward, date, kind="peer", workers=[jude])
    commands.claim_shift(actor(maya), shift)
    assert date.covers.get().status == "stopped"
    with pytest.raises(Refused, match="Nobody is needed any more"):
        groups.say_yes_to_cover(actor(jude), date.covers.get().asks.get())
    more = make_date(date.group, maya, days=9)
    groups.ask_cover(world.ward, more, kind="peer", workers=[jude])
    second = offered(world, jude, group_date=more, days=9)
    other = make_bank_worker(world, "Noor Teale")
    change(second.offers.get(), worker=other)
    commands.claim_shift(actor(other), second)
    assert more.covers.get().status == "open"


def test_somebody_elses_shift_of_the_date_stays_theirs(world, date, maya, jude):
    shift = filled(world, jude, group_date=date)
    change(date.workers.get(), with_shift=True)
    row = DateWorker(date=date, worker=maya, since=clock.now(), with_shift=True)
    change(row)
    groups.say_cannot_come(actor(maya), row)
    assert again(shift).status == "filled"


def test_nobody_is_taken_off_a_date_while_the_shift_is_theirs(world, date, maya):
    filled(world, maya, group_date=date)
    with pytest.raises(Refused, match="staff bank"):
        groups.take_off_date(world.ward, date.workers.get())


def test_nobody_is_put_on_a_date_while_they_have_another_shift(world, date, maya):
    filled(world, maya)
    with pytest.raises(Refused, match="Maya has something else at that time"):
        groups.put_on_date(world.ward, date, worker=maya)


# One calendar --------------------------------------------------------------------------------------------------------


def events() -> list[icalendar.Event]:
    return icalendar.Calendar.from_ical(calendar_feed("x")).walk("VEVENT")


def test_whoever_comes_with_a_shift_gets_one_invitation_and_one_event(world, date, maya):
    shift = filled(world, maya, group_date=date)
    assert invitations(maya.user.email) == ["REQUEST"]
    support.make_feed(actor_for(maya.user), token="x")
    assert [event["UID"] for event in events()] == [f"{shift.pk}@alongside"]


def test_whoever_was_on_the_date_before_has_the_shift_in_its_place(world, date, maya):
    groups.put_on_date(world.ward, date, worker=maya)
    filled(world, maya, group_date=date)
    assert "A group is part of your shift" in said_to(maya.user.email)
    assert invitations(maya.user.email) == ["CANCEL", "REQUEST", "REQUEST"]
    support.make_feed(actor_for(maya.user), token="x")
    assert len(events()) == 1


def test_who_no_longer_usually_runs_the_group_stays_on_the_date_of_their_shift(world, date, maya):
    runs = groups.say_usually_runs(world.ward, date.group, worker=maya)
    filled(world, maya, group_date=date)
    groups.no_longer_usually_runs(world.ward, runs)
    assert date.workers.get().status == "on"
