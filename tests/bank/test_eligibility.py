"""Who could work a shift: each thing that stands in the way, in words, and what is private alone."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from alongside.bank.models import BankRules, BankWorker, OptOut, Override, Shift
from alongside.bank.queries.eligibility import NOT_AVAILABLE, Could, could, who_could
from alongside.core import clock
from alongside.core.guard import unguarded
from alongside.workforce.models import Assignment, Away, Credential, KeptAway, Worker
from tests.bank.setting_up import make_bank_worker, make_rules, make_shift
from tests.groups.setting_up import make_date, make_group
from tests.world import World

pytestmark = pytest.mark.django_db


def only(shift: Shift) -> Could:
    (row,) = who_could(shift)
    return row


def working(worker: Worker, shift: Shift, **fields: Any) -> None:
    with unguarded():
        Shift.objects.filter(pk=shift.pk).update(worker=worker, status=Shift.Status.FILLED, **fields)


def test_who_is_ready_could_and_what_speaks_for_it_is_said(world: World) -> None:
    wanda = make_bank_worker(world, "Wanda Pell")
    row = only(make_shift(world))
    assert row == could(make_shift(world, days=8), wanda)
    assert (row.can, row.inducted, row.band_fits) == (True, True, True)
    assert row.good == ("Knows this ward", "Brings them to 3 hours")
    assert could(make_shift(world), wanda, own=True).good == ("You know this ward", "Brings you to 3 hours")


def test_that_they_like_a_ward_is_said_to_them_alone(world: World) -> None:
    wanda = make_bank_worker(world, "Wanda Pell", likes=[world.willow_ward.pk])
    assert "You like this ward" in could(make_shift(world), wanda, own=True).good
    assert not any("like" in words for words in only(make_shift(world)).good)


def test_the_rest_before_speaks_for_it(world: World) -> None:
    wanda = make_bank_worker(world, "Wanda Pell")
    working(wanda, make_shift(world, days=6, hour=9))
    assert only(make_shift(world, days=7, hour=13)).good[0] == "25 hours’ rest before"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"band": "4"}, "Band 3: this needs 4"),
        ({"skills": ["Makaton"]}, "Needs: Makaton"),
    ],
)
def test_grade_and_skills_are_asked_for(world: World, fields: dict[str, Any], said: str) -> None:
    make_bank_worker(world, "Wanda Pell", skills=["Art"])
    assert only(make_shift(world, **fields)).stops == (said,)


def test_skills_are_found_whatever_their_capitals(world: World) -> None:
    make_bank_worker(world, "Wanda Pell", skills=["Art", "Makaton"])
    assert only(make_shift(world, skills=["art"])).can


def test_the_other_grade_fits_when_the_shift_is_near(world: World) -> None:
    make_bank_worker(world, "Wanda Pell", band="4")
    assert only(make_shift(world, days=7, fallback_band="4")).band_fits
    assert not only(make_shift(world, days=40, fallback_band="4")).band_fits
    assert not only(make_shift(world, days=7)).band_fits


def test_what_is_not_held_is_said_with_what_would_help(world: World) -> None:
    wanda = make_bank_worker(world, "Wanda Pell")
    with unguarded():
        Credential.objects.filter(kind__slug="supervision").update(until=clock.today())
    row = only(make_shift(world))
    assert row.stops == ("No supervision this quarter",)
    assert row.opens == (("supervision", "Book supervision for Wanda"),)
    with unguarded():
        Credential.objects.filter(worker=wanda, kind__slug="checks").delete()
    assert only(make_shift(world)).opens == ()


def test_a_ward_not_seen_yet_is_opened_by_being_shown_round(world: World) -> None:
    wanda = make_bank_worker(world, "Wanda Pell")
    with unguarded():
        Credential.objects.filter(kind__slug="induction").delete()
    row = only(make_shift(world))
    assert (row.can, row.inducted, row.stops) == (False, False, ("Not shown round this ward",))
    assert row.opens == (("induction", "Show Wanda round"),)
    assert could(make_shift(world), wanda, own=True).stops == ("You have not been shown round this ward",)


def test_private_reasons_are_one_and_the_same_and_stand_alone(world: World) -> None:
    """Kept away, away, not free then and not taking on: no page could tell one from another."""
    shift = make_shift(world, band="4", skills=["Makaton"])
    day = timezone.localdate(shift.starts_at)
    names = ("Wanda Pell", "Ravi Penn", "Maxine Orr", "Tess Loom", "Ivo Marsh")
    workers = [make_bank_worker(world, name) for name in names]
    with unguarded():
        KeptAway.objects.create(worker=workers[0], ward=world.willow_ward)
        KeptAway.objects.create(worker=workers[1], team=world.willow)
        Away.objects.create(
            worker=workers[2], starts_on=day, ends_on=day, written_by="Marcia Thornby", written_at=clock.now()
        )
        BankWorker.objects.filter(worker=workers[3]).update(free=["sat-night"])
        Worker.objects.filter(pk=workers[4].pk).update(taking_on=False)
    rows = who_could(shift)
    assert {(row.stops, row.good, row.warns, row.opens, row.problems) for row in rows} == {
        ((NOT_AVAILABLE,), (), (), (), ())
    }
    assert {(row.can, row.inducted, row.band_fits, row.hours_this_week) for row in rows} == {(False, False, False, 0)}
    assert not any(row.may_be_named for row in rows)


def test_free_half_days_hold_the_whole_shift(world: World) -> None:
    shift = make_shift(world, hour=13)
    slot = f"{timezone.localtime(shift.starts_at):%a}".lower() + "-pm"
    make_bank_worker(world, "Wanda Pell", free=[slot])
    assert only(shift).can
    assert not only(make_shift(world, hour=15, hours=6)).can


def test_their_own_wishes_do_not_stand_in_the_way_of_their_own_yes(world: World) -> None:
    wanda = make_bank_worker(world, "Wanda Pell", free=["sat-night"], own_limit_hours=2)
    with unguarded():
        BankRules.objects.update(stops=["own_limit"])
        KeptAway.objects.create(worker=wanda, ward=world.willow_ward)
    row = could(make_shift(world), wanda, own=True)
    assert row.can
    assert [problem.rule for problem in row.warns] == ["own_limit"]


def test_days_away_stand_in_the_way_even_of_their_own_yes(world: World) -> None:
    wanda = make_bank_worker(world, "Wanda Pell")
    shift = make_shift(world)
    day = timezone.localdate(shift.starts_at)
    with unguarded():
        Away.objects.create(worker=wanda, starts_on=day, ends_on=day, written_by="Wanda Pell", written_at=clock.now())
    assert could(shift, wanda, own=True).stops == ("You are away that day",)


def test_their_own_limit_is_said_to_others_without_the_number(world: World) -> None:
    make_bank_worker(world, "Wanda Pell", own_limit_hours=2)
    with unguarded():
        BankRules.objects.update(stops=["own_limit"])
    row = only(make_shift(world))
    assert row.stops == ("Would pass their own limit.",)


def test_too_little_rest_stops_with_the_hours_and_a_later_start_opens_it(world: World) -> None:
    wanda = make_bank_worker(world, "Wanda Pell")
    night = make_shift(world, days=6, hour=22, hours=8)
    working(wanda, night)
    shift = make_shift(world, days=7, hour=15)
    row = only(shift)
    friday = f"{timezone.localtime(night.starts_at):%A}"
    assert row.stops == (f"9 hours’ rest after {friday} night. Needs 11.",)
    assert row.opens == (("time", "Start at 5pm"), ("override", "Allow it for Wanda, with rest given instead"))
    assert [problem.rule for problem in row.problems] == ["rest"]


def test_a_shift_for_a_group_is_not_moved(world: World) -> None:
    wanda = make_bank_worker(world, "Wanda Pell")
    working(wanda, make_shift(world, days=6, hour=22, hours=8))
    date = make_date(make_group(world), days=7, hour=15)
    row = only(make_shift(world, days=7, hour=15, group_date=date))
    assert [kind for kind, _ in row.opens] == ["override"]


def test_rest_is_counted_from_the_end_as_it_was_worked(world: World) -> None:
    wanda = make_bank_worker(world, "Wanda Pell")
    evening = make_shift(world, days=6, hour=18)
    working(
        wanda, evening, worked_from=evening.starts_at, worked_until=evening.ends_at + timedelta(hours=2, minutes=30)
    )
    row = only(make_shift(world, days=7, hour=9))
    assert row.stops[0].startswith("9 hours 30 minutes’ rest after")


def test_an_override_lets_a_rule_pass_but_never_an_overlap(world: World) -> None:
    wanda = make_bank_worker(world, "Wanda Pell")
    working(wanda, make_shift(world, days=6, hour=22, hours=8))
    working(wanda, make_shift(world, days=7, hour=19))
    near, over = make_shift(world, days=7, hour=15), make_shift(world, days=7, hour=20)
    with unguarded():
        for shift, rule in ((near, "rest"), (over, "overlap"), (over, "rest")):
            Override.objects.create(
                shift=shift,
                worker=wanda,
                rule=rule,
                words="",
                reason="",
                written_by="Nadia Cole",
                written_at=clock.now(),
            )
    assert could(near, wanda).can
    assert [problem.rule for problem in could(near, wanda).warns] == ["rest"]
    row = could(over, wanda)
    assert row.stops[0].startswith("Works on Willow Ward until 10pm")
    assert could(over, wanda, own=True).stops[0].startswith("You work on Willow Ward until 10pm")
    assert row.opens == (("time", "Start at 10pm"),)


def test_an_overlap_stops_even_where_the_rules_do_not_say_so(world: World) -> None:
    wanda = make_bank_worker(world, "Wanda Pell")
    with unguarded():
        BankRules.objects.update(stops=[])
    working(wanda, make_shift(world, hour=13))
    assert not only(make_shift(world, hour=14)).can


def test_group_dates_they_run_are_work_but_once(world: World) -> None:
    """Not again where a shift of theirs serves the date, and not where the date did not go ahead."""
    wanda = make_bank_worker(world, "Wanda Pell")
    group = make_group(world)
    date = make_date(group, wanda, days=7, hour=14)
    assert only(make_shift(world, hour=14)).stops == ("Works in Art and conversation until 3pm that day. It overlaps.",)
    assert only(make_shift(world, hour=14, group_date=date)).can
    working(wanda, make_shift(world, hour=14, group_date=date))
    assert could(make_shift(world, hour=18), wanda).hours_this_week == 3
    with unguarded():
        Shift.objects.all().update(status=Shift.Status.NOT_WORKED)
        date.status, date.cancelled_at, date.cancelled_by = "cancelled", clock.now(), "us"
        date.save()
    assert only(make_shift(world, hour=14)).can


def test_the_half_days_of_the_other_post_overlap_and_its_hours_count_once(world: World) -> None:
    wanda = make_bank_worker(world, "Wanda Pell")
    shift = make_shift(world, hour=10)
    slot = f"{timezone.localtime(shift.starts_at):%a}".lower()
    with unguarded():
        Assignment.objects.create(
            worker=wanda, team=world.willow, kind="substantive", hours=20, starts_on=clock.today() - timedelta(days=300)
        )
        Worker.objects.filter(pk=wanda.pk).update(days=[f"{slot}-am"])
    row = only(shift)
    assert row.stops == ("Works in another post until 1pm that day. It overlaps.",)
    assert row.hours_this_week == 20
    assert only(make_shift(world, hour=13)).can
    with unguarded():
        Assignment.objects.filter(worker=wanda, kind="substantive").update(ends_on=clock.today())
    assert only(shift).can


def test_the_other_post_is_free_on_a_bank_holiday(world: World) -> None:
    with clock.at(clock.noon(date(2026, 12, 14))):
        wanda = make_bank_worker(world, "Wanda Pell")
        with unguarded():
            Assignment.objects.create(
                worker=wanda, team=world.willow, kind="substantive", hours=20, starts_on=date(2026, 1, 5)
            )
            Worker.objects.filter(pk=wanda.pk).update(days=["fri-am"])
        before, christmas = (make_shift(world, days=days, hour=10) for days in (4, 11))
        assert only(before).stops == ("Works in another post until 1pm that day. It overlaps.",)
        assert only(christmas).stops == ()


def test_the_average_warns_unless_they_opted_out(world: World) -> None:
    wanda = make_bank_worker(world, "Wanda Pell")
    with unguarded():
        Assignment.objects.create(
            worker=wanda, team=world.willow, kind="substantive", hours=48, starts_on=clock.today() - timedelta(days=300)
        )
    shift = make_shift(world)
    assert [problem.rule for problem in only(shift).warns] == ["average"]
    with unguarded():
        BankRules.objects.update(stops=["average"])
    assert not only(shift).can
    with unguarded():
        opted = OptOut.objects.create(
            worker=wanda, signed_on=clock.today(), written_by="Wanda Pell", written_at=clock.now()
        )
    assert only(shift).can
    with unguarded():
        OptOut.objects.filter(pk=opted.pk).update(ends_on=clock.today())
    assert not only(shift).can


def test_who_left_the_bank_is_not_asked_about(world: World) -> None:
    wanda = make_bank_worker(world, "Wanda Pell", ended_on=clock.today() + timedelta(days=6))
    shift = make_shift(world, days=7)
    assert who_could(shift) == []
    assert could(shift, wanda).stops == ("Not on the bank",)
    assert could(shift, wanda, own=True).stops == ("You are not on the bank",)
    assert only(make_shift(world, days=6)).can


def test_those_who_had_least_come_first_and_those_who_cannot_last(world: World) -> None:
    busy, fresh = make_bank_worker(world, "Wanda Pell"), make_bank_worker(world, "Ravi Penn")
    unready = make_bank_worker(world, "Ivo Marsh", ready=False)
    working(busy, make_shift(world, days=3))
    assert [row.worker_id for row in who_could(make_shift(world))] == [fresh.pk, busy.pk, unready.pk]


def test_shifts_left_out_are_not_counted(world: World) -> None:
    """As in a swap, where the one goes as the other comes."""
    wanda = make_bank_worker(world, "Wanda Pell")
    other = make_shift(world, hour=14)
    working(wanda, other)
    shift = make_shift(world)
    assert not could(shift, wanda).can
    assert could(shift, wanda, without=[other.pk]).can
    assert [row.can for row in who_could(shift, without=[other.pk])] == [True]


def test_without_rules_written_the_usual_ones_hold(world: World) -> None:
    wanda = make_bank_worker(world, "Wanda Pell")
    working(wanda, make_shift(world, days=6, hour=22, hours=8))
    shift = make_shift(world, hour=15)
    with unguarded():
        BankRules.objects.all().delete()
    assert not could(shift, wanda).can


@pytest.mark.parametrize("number", [1, 3])
def test_sixty_are_asked_about_as_one(world: World, number: int, django_assert_num_queries: Any) -> None:
    make_rules()
    for n in range(number):
        working(make_bank_worker(world, f"Wanda Pell{n}"), make_shift(world, days=n + 3))
    shift = make_shift(world)
    with django_assert_num_queries(11):
        assert len(who_could(shift)) == number


def test_a_shift_over_midnight_asks_for_both_days(world: World) -> None:
    wanda = make_bank_worker(world, "Wanda Pell")
    night = make_shift(world, days=7, hour=22, hours=8)
    next_day = timezone.localdate(night.ends_at)
    with unguarded():
        Away.objects.create(
            worker=wanda, starts_on=next_day, ends_on=next_day, written_by="Wanda Pell", written_at=clock.now()
        )
    assert only(night).stops == (NOT_AVAILABLE,)
