"""Weeks of pay: hand-counted hours, late ones, corrections, and a file that never changes."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from alongside.bank import commands, jobs, queries
from alongside.bank.models import PayLine, PayWeek, Shift
from alongside.core import clock
from alongside.core.actors import process
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent, Notice, Opening
from alongside.solvers.hours import ENGLAND, Minutes
from alongside.workforce.models import Worker
from tests.bank.setting_up import make_bank_worker, make_rules, make_shift
from tests.bank.shifts import actor
from tests.bank.test_workers import client_of
from tests.world import World

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 11, 2)


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ENGLAND)


def confirmed(
    world: World, worker: Worker, start: datetime, end: datetime, rest: int = 0, when: datetime | None = None
) -> Shift:
    """A shift worked and confirmed the moment it ended, unless `when` says later."""
    return make_shift(
        world,
        worker=worker,
        status=Shift.Status.CONFIRMED,
        starts_at=start,
        ends_at=end,
        worked_from=start,
        worked_until=end,
        worked_break=rest,
        confirmed_at=when or end,
        confirmed_by="Nia Brandt",
    )


def close(world: World, monday: date = MONDAY) -> PayWeek:
    with clock.at(queries.cut_off(monday) + timedelta(minutes=1)):
        week: PayWeek = commands.close_pay_week(world.bank, starts_on=monday)
    return week


def counted(week: PayWeek) -> list[tuple[int, int, int]]:
    return [
        (line.plain, line.saturday_or_night, line.sunday_or_holiday)
        for line in week.lines.order_by("shift__starts_at", "pk")
    ]


def test_a_week_counted_by_hand(world: World) -> None:
    """Tuesday 13:00 to 16:00: 180 plain. Wednesday 18:30 to 21:30, 20 minutes' break: 90 plain less 20, and 90 night.
    Saturday 22:00 to Sunday 06:00, an hour's break: 120 of Saturday less the break, 360 of Sunday."""
    wanda = make_bank_worker(world, "Wanda Pell")
    confirmed(world, wanda, at(3, 13), at(3, 16))
    confirmed(world, wanda, at(4, 18, 30), at(4, 21, 30), rest=20)
    confirmed(world, wanda, at(7, 22), at(8, 6), rest=60)
    assert counted(close(world)) == [(180, 0, 0), (70, 90, 0), (0, 60, 360)]


def test_the_night_the_clocks_go_back_is_paid_in_full(world: World) -> None:
    """Saturday 24 October 20:00 to Sunday 08:00 is 13 hours: 4 of Saturday, 9 of Sunday."""
    wanda = make_bank_worker(world, "Wanda Pell")
    confirmed(world, wanda, at(24, 20, month=10), at(25, 8, month=10))
    assert counted(close(world, date(2026, 10, 19))) == [(0, 240, 540)]


def test_the_night_the_clocks_go_forward_is_an_hour_less(world: World) -> None:
    wanda = make_bank_worker(world, "Wanda Pell")
    start, end = datetime(2027, 3, 27, 20, tzinfo=ENGLAND), datetime(2027, 3, 28, 8, tzinfo=ENGLAND)
    shift = confirmed(world, wanda, start, end)
    assert queries.worked_minutes(shift).total == 11 * 60


@pytest.mark.parametrize(
    ("day", "is_holiday"),
    [
        (date(2026, 12, 25), True),  # a Friday
        (date(2026, 12, 26), False),  # a Saturday: its substitute is Monday the 28th
        (date(2026, 12, 28), True),
        (date(2027, 1, 1), True),
        (date(2026, 12, 29), False),
        (date(2028, 1, 1), False),
        (date(2028, 1, 3), True),
    ],
)
def test_substitute_days_are_the_bank_holidays(day: date, is_holiday: bool) -> None:
    assert (day in queries.bank_holidays([day.year])) == is_holiday


def test_a_bank_holiday_is_paid_as_one_until_midnight(world: World) -> None:
    wanda = make_bank_worker(world, "Wanda Pell")
    shift = confirmed(world, wanda, at(28, 18, month=12), at(29, 7, month=12))
    assert queries.worked_minutes(shift) == Minutes(plain=60, saturday_or_night=360, sunday_or_holiday=360)


def test_confirmed_after_the_cut_off_goes_with_the_next_week(world: World) -> None:
    wanda = make_bank_worker(world, "Wanda Pell")
    late = confirmed(world, wanda, at(3, 13), at(3, 16), when=at(9, 9, 1))
    confirmed(world, wanda, at(4, 13), at(4, 16), when=at(9, 9))
    assert counted(close(world)) == [(180, 0, 0)]
    week = close(world, MONDAY + timedelta(days=7))
    (line,) = week.lines.all()
    assert (line.shift, line.is_correction, line.because) == (late, False, "Confirmed after the cut-off of its week")


def test_the_next_weeks_shifts_wait_for_their_own_week(world: World) -> None:
    wanda = make_bank_worker(world, "Wanda Pell")
    confirmed(world, wanda, at(8, 23), at(9, 2))
    confirmed(world, wanda, at(9, 0), at(9, 3), when=at(9, 4))
    assert counted(close(world)) == [(0, 120, 60)]
    assert counted(close(world, MONDAY + timedelta(days=7))) == [(0, 180, 0)]


def test_other_hours_go_as_a_difference_and_the_closed_week_stays(world: World) -> None:
    wanda = make_bank_worker(world, "Wanda Pell")
    shift = confirmed(world, wanda, at(3, 13), at(3, 16))
    first = close(world)
    with clock.at(at(10, 10)):
        commands.unconfirm_hours(world.ward, shift)
        commands.confirm_hours(world.ward, shift, worked_from=at(3, 13), worked_until=at(3, 15, 30), worked_break=0)
    second = close(world, MONDAY + timedelta(days=7))
    assert counted(first) == [(180, 0, 0)]
    assert counted(second) == [(-30, 0, 0)]
    (line,) = second.lines.all()
    assert (line.is_correction, line.because) == (True, "Hours corrected")
    assert queries.pay_lines(world.bank, first.pk)[0].worked_until == at(3, 16)
    assert counted(close(world, MONDAY + timedelta(days=14))) == []


def test_not_worked_after_all_takes_it_back(world: World) -> None:
    wanda = make_bank_worker(world, "Wanda Pell")
    shift = confirmed(world, wanda, at(7, 22), at(8, 6))
    close(world)
    with clock.at(at(10, 10)):
        commands.unconfirm_hours(world.ward, shift)
        assert queries.due(MONDAY + timedelta(days=7), at(16, 9)) == []
        commands.say_not_worked(world.ward, shift, because="Another day")
    week = close(world, MONDAY + timedelta(days=7))
    assert counted(week) == [(0, -120, -360)]
    assert week.lines.get().because == "Not worked after all"
    assert counted(close(world, MONDAY + timedelta(days=14))) == []


def test_lines_of_a_shift_add_up_to_what_is_true(world: World) -> None:
    wanda = make_bank_worker(world, "Wanda Pell")
    shift = confirmed(world, wanda, at(3, 13), at(3, 16))
    close(world)
    for week, hour in ((1, 18), (2, 14), (3, 21)):
        with clock.at(at(9, 12) + timedelta(days=7 * (week - 1))):
            commands.unconfirm_hours(world.ward, shift)
            commands.confirm_hours(world.ward, shift, worked_from=at(3, 13), worked_until=at(3, hour), worked_break=0)
        close(world, MONDAY + timedelta(days=7 * week))
        total = sum((row.minutes for row in queries.my_pay(actor(wanda))), Minutes())
        assert total == queries.worked_minutes(shift)


def test_who_may_close_a_week(world: World) -> None:
    make_rules()
    for name in ("ward", "peer_worker", "coordinator", "team_manager"):
        with pytest.raises(NotAllowed):
            commands.close_pay_week(world.actor(name), starts_on=MONDAY)
    week = commands.close_pay_week(process("bank.jobs.close_weeks"), starts_on=MONDAY - timedelta(days=70))
    assert AuditEvent.objects.get(action="pay_week.closed").subject_id == week.pk
    assert week.closed_by == ""


def test_weeks_close_in_order_once_and_after_their_cut_off(world: World) -> None:
    make_rules()
    with clock.at(at(9, 8)), pytest.raises(Refused, match="Its cut-off is 9 November at 09:00"):
        commands.close_pay_week(world.bank, starts_on=MONDAY)
    with pytest.raises(Refused, match="on a Monday"):
        commands.close_pay_week(world.bank, starts_on=MONDAY + timedelta(days=1))
    close(world)
    for monday in (MONDAY, MONDAY - timedelta(days=7)):
        with pytest.raises(Refused, match="gone to payroll already"):
            close(world, monday)


def test_the_cut_off_is_by_the_wall_clock_of_its_own_day(world: World) -> None:
    make_rules()
    assert queries.cut_off(date(2026, 10, 19)) == datetime(2026, 10, 26, 9, tzinfo=UTC)
    assert queries.cut_off(date(2026, 10, 12)) == datetime(2026, 10, 19, 8, tzinfo=UTC)


def test_which_weeks_wait_to_be_closed(world: World) -> None:
    wanda = make_bank_worker(world, "Wanda Pell")
    with clock.at(at(20, 12)):
        assert queries.next_week() == date(2026, 11, 16)
    confirmed(world, wanda, at(3, 13), at(3, 16))
    with clock.at(at(20, 12)):
        assert queries.weeks_to_close(world.bank) == [date(2026, 11, 2), date(2026, 11, 9)]
    close(world)
    assert queries.next_week() == date(2026, 11, 9)
    with pytest.raises(NotAllowed):
        queries.weeks_to_close(world.ward)


def test_who_has_no_hours_confirmed_is_not_in_the_file(world: World) -> None:
    wanda = make_bank_worker(world, "Wanda Pell")
    make_shift(world, worker=wanda, status=Shift.Status.WORKED, starts_at=at(3, 13), ends_at=at(3, 16))
    assert counted(close(world)) == []


def test_a_worker_says_that_hours_look_wrong(world: World) -> None:
    wanda = make_bank_worker(world, "Wanda Pell")
    shift = confirmed(world, wanda, at(3, 13), at(3, 16))
    commands.query_pay(_actor(wanda), shift, what="break")
    notice = Notice.objects.get(subject="Hours of a shift look wrong")
    assert notice.to == world.users["bank"].email
    assert "The break is not right" in notice.text
    assert AuditEvent.objects.filter(action="shift.pay_queried", subject_id=shift.pk).exists()
    with pytest.raises(NotAllowed):
        commands.query_pay(world.peer_worker, shift, what="break")
    with unguarded():
        Shift.objects.filter(pk=shift.pk).update(status=Shift.Status.FILLED)
    with pytest.raises(Refused, match="Nobody has said"):
        commands.query_pay(_actor(wanda), shift, what="break")


def _actor(worker: Worker) -> Any:
    from alongside.accounts.queries import actor_for

    return actor_for(worker.user)


@pytest.mark.parametrize("number", [1, 3])
def test_a_week_closes_with_the_same_questions(world: World, number: int, django_assert_num_queries: Any) -> None:
    wanda = make_bank_worker(world, "Wanda Pell")
    for n in range(number):
        confirmed(world, wanda, at(3 + n, 13), at(3 + n, 16))
    with django_assert_num_queries(3):
        assert len(queries.due(MONDAY, at(9, 9))) == number
    close(world)
    actor, bank, week = _actor(wanda), world.bank, PayWeek.objects.get()
    with django_assert_num_queries(1):
        assert len(queries.my_pay(actor)) == number
    with django_assert_num_queries(1):
        assert len(queries.pay_lines(bank, week.pk)) == number
    with django_assert_num_queries(2):
        assert len(queries.pay_weeks(bank)) == 1
    assert PayLine.objects.count() == number


# Pages ---------------------------------------------------------------------------------------------------------------


def test_the_pages_of_pay(world: World, sign_in: Any) -> None:
    wanda = make_bank_worker(world, "Wanda Pell")
    confirmed(world, wanda, at(7, 22), at(8, 6), rest=60)
    with unguarded():
        Worker.objects.filter(pk=wanda.pk).update(last_name="=SUM(A1)")
    client = sign_in("bank")
    with clock.at(at(9, 10)):
        page = client.get(reverse("bank:pay_weeks")).content.decode()
        assert "1 line ready to go" in page
        assert client.post(reverse("bank:close_pay_week")).status_code == 302
        assert "No week has gone" not in client.get(reverse("bank:pay_weeks")).content.decode()
    week = PayWeek.objects.get()
    page = client.get(reverse("bank:pay_week", args=[week.pk])).content.decode()
    assert "1 h" in page
    assert "6 h" in page
    text = client.get(reverse("bank:pay_file_csv", args=[week.pk])).content.decode("utf-8-sig")
    rows = [line.split(",") for line in text.splitlines()]
    assert rows[1][0] == "Wanda =SUM(A1)"
    assert rows[1][2:15] == [
        "Willow Ward", "2026-11-07", "22:00", "06:00", "60", "0.00", "1.00", "6.00", "7.00", "0", "60", "360", "420",
    ]  # fmt: skip
    book = client.get(reverse("bank:pay_file_xlsx", args=[week.pk]))
    assert book.content[:2] == b"PK"
    assert Opening.objects.filter(how="exported").count() == 2


def test_a_name_that_begins_like_a_formula_is_only_text(world: World, sign_in: Any) -> None:
    wanda = make_bank_worker(world, "Wanda Pell")
    with unguarded():
        Worker.objects.filter(pk=wanda.pk).update(first_name="=SUM(A1)")
    confirmed(world, wanda, at(3, 13), at(3, 16))
    week = close(world)
    text = sign_in("lead").get(reverse("bank:pay_file_csv", args=[week.pk])).content.decode("utf-8-sig")
    assert "'=SUM(A1) Pell" in text


@pytest.mark.parametrize("name", ["ward", "peer_worker", "coordinator", "team_manager"])
def test_nobody_else_reads_pay(world: World, sign_in: Any, name: str) -> None:
    make_rules()
    week = close(world)
    client = sign_in(name)
    assert client.get(reverse("bank:pay_weeks")).status_code == 404
    assert client.post(reverse("bank:close_pay_week")).status_code == 404
    for page in ("pay_week", "pay_file_csv", "pay_file_xlsx"):
        assert client.get(reverse(f"bank:{page}", args=[week.pk])).status_code == 404


def test_a_worker_sees_what_went_and_says_that_it_looks_wrong(world: World) -> None:
    wanda = make_bank_worker(world, "Wanda Pell")
    shift = confirmed(world, wanda, at(3, 13), at(3, 16))
    close(world)
    client = client_of(wanda)
    assert "3 h plain" in client.get(reverse("bank:my_bank")).content.decode()
    page = reverse("bank:query_pay", args=[shift.pk])
    assert client.get(page).status_code == 200
    assert client.post(page, {}).status_code == 422
    assert client.post(page, {"what": "times"}).status_code == 302
    other = client_of(make_bank_worker(world, "Ravi Penn"))
    assert other.get(page).status_code == 404


def test_the_job_closes_every_week_that_is_over(world: World) -> None:
    wanda = make_bank_worker(world, "Wanda Pell")
    confirmed(world, wanda, at(3, 13), at(3, 16))
    with clock.at(at(17, 12)):
        jobs.close_pay_weeks(process("bank.jobs.close_pay_weeks"))
        jobs.close_pay_weeks(process("bank.jobs.close_pay_weeks"))
    assert list(PayWeek.objects.values_list("starts_on", flat=True)) == [date(2026, 11, 9), MONDAY]
