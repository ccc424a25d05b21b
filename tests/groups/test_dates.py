"""The dates of a group: series over holidays and clock changes, moved, left out, put back, asked about."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from alongside.core import clock
from alongside.core.actors import process
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent, Notice
from alongside.groups import commands, jobs, queries
from alongside.groups.models import Cover, DateWorker, Membership, Runs
from tests.groups.setting_up import make_date, make_group
from tests.world import make_person, worker_of

LONDON = ZoneInfo("Europe/London")
TUESDAY = 1
SERIES = {"weekdays": [TUESDAY], "every": 1, "starts": time(14), "ends": time(15)}


@pytest.fixture
def now():
    """A Tuesday in September 2026, in the morning."""
    with clock.at(datetime(2026, 9, 1, 9, tzinfo=LONDON)):
        yield clock.now()


def usually(group, worker):
    with unguarded():
        return Runs.objects.create(group=group, worker=worker, starts_on=clock.today())


def joined(world, group, **person):
    with unguarded():
        return Membership.objects.create(
            group=group,
            person=make_person(world, contact_by="text", **person),
            status="joined",
            how="self",
            since=clock.now(),
            said_by="Leona",
            written_by="x",
        )


def walls(group) -> list[str]:
    return [f"{timezone.localtime(row.starts_at):%d %b %H:%M}" for row in group.dates.order_by("starts_at")]


# A series -----------------------------------------------------------------------------------------------------------


def test_days_of_a_series():
    days = queries.series_days([TUESDAY, 3], 2, date(2026, 9, 2), date(2026, 9, 30))
    assert [f"{day:%a %d}" for day in days] == ["Thu 03", "Tue 15", "Thu 17", "Tue 29"]
    assert queries.series_days([TUESDAY], 1, date(2026, 9, 2), date(2026, 9, 7)) == []


def test_bank_holidays_are_those_of_england():
    found = queries.bank_holidays(date(2026, 12, 1), date(2027, 1, 5))
    assert list(found) == [date(2026, 12, 25), date(2026, 12, 26), date(2026, 12, 28), date(2027, 1, 1)]
    assert date(2026, 11, 30) not in queries.bank_holidays(date(2026, 11, 1), date(2026, 12, 1))  # Scotland's


def test_a_series_stays_at_the_time_on_the_clock_when_the_clocks_change(world, now):
    group = make_group(world)
    commands.add_dates(world.ward, group, **SERIES, first=date(2026, 10, 20), last=date(2026, 11, 3))
    assert walls(group) == ["20 Oct 14:00", "27 Oct 14:00", "03 Nov 14:00"]
    before, after, _ = group.dates.order_by("starts_at")
    assert after.starts_at - before.starts_at == timedelta(days=7, hours=1)
    assert AuditEvent.objects.filter(action="dates.added").count() == 1


def test_a_series_in_spring_keeps_its_time_too(world, now):
    group = make_group(world)
    commands.add_dates(
        world.lead, group, **{**SERIES, "weekdays": [6]}, first=date(2027, 3, 21), last=date(2027, 3, 28)
    )
    assert walls(group) == ["21 Mar 14:00", "28 Mar 14:00"]
    first, second = group.dates.order_by("starts_at")
    assert second.starts_at - first.starts_at == timedelta(days=6, hours=23)
    assert second.ends_at - second.starts_at == timedelta(hours=1)


def test_bank_holidays_are_left_out_and_said_to_be(world, now):
    group = make_group(world)
    usually(group, worker_of(world))
    days = {**SERIES, "weekdays": [4]}
    commands.add_dates(world.ward, group, **days, first=date(2026, 12, 18), last=date(2027, 1, 8))
    rows = list(group.dates.order_by("starts_at"))
    assert [row.status for row in rows] == ["planned", "cancelled", "cancelled", "planned"]
    assert [row.cancelled_by for row in rows] == ["", "skipped", "skipped", ""]
    assert rows[1].words == "Bank holiday: Christmas Day"
    assert all(row.workers.count() == 1 for row in rows)
    commands.put_back_date(world.ward, rows[2])
    assert rows[2].status == "planned"
    assert rows[2].words == ""


def test_bank_holidays_go_ahead_when_asked(world, now):
    group = make_group(world)
    days = {**SERIES, "weekdays": [4], "with_holidays": True}
    commands.add_dates(world.ward, group, **days, first=date(2026, 12, 25), last=date(2026, 12, 25))
    assert group.dates.get().status == "planned"


def test_dates_that_are_there_stay_as_they_are(world, now):
    group = make_group(world)
    weeks = {**SERIES, "first": date(2026, 9, 8), "last": date(2026, 9, 15)}
    commands.add_dates(world.lead, group, **weeks)
    commands.add_dates(world.lead, group, **{**weeks, "last": date(2026, 9, 22)})
    assert len(walls(group)) == 3
    with pytest.raises(Refused, match="planned already"):
        commands.add_dates(world.lead, group, **weeks)


def test_one_message_however_many_dates(world, now):
    group = make_group(world)
    usually(group, worker_of(world))
    commands.add_dates(world.lead, group, **SERIES, first=date(2026, 9, 8), last=date(2027, 1, 26))
    notice = Notice.objects.get()
    assert notice.to == "imani@example.org"
    assert "Tuesday 8 September at 2:00pm" in notice.text
    assert "and 9 more" in notice.text
    assert "Art" not in notice.text


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"last": date(2026, 9, 7), "first": date(2026, 9, 2)}, "no such day"),
        ({"weekdays": list(range(7)), "last": date(2027, 9, 1)}, "up to 200"),
        ({"ends": time(13)}, "end after it starts"),
        ({"starts": time(8), "ends": time(21)}, "more than 12 hours"),
    ],
)
def test_a_series_that_makes_no_sense_is_refused(world, now, said, words):
    group = make_group(world)
    with pytest.raises(Refused, match=words):
        commands.add_dates(
            world.lead, group, **{**SERIES, "first": date(2026, 9, 8), "last": date(2026, 9, 22), **said}
        )
    assert not group.dates.exists()


def test_who_plans_dates(world, now):
    group = make_group(world)
    for who in ("peer_worker", "other_ward", "person"):
        with pytest.raises(NotAllowed):
            commands.add_dates(world.actor(who), group, **SERIES, first=date(2026, 9, 8), last=date(2026, 9, 8))
    commands.end_group(world.lead, group)
    with pytest.raises(Refused, match="has ended"):
        commands.add_dates(world.lead, group, **SERIES, first=date(2026, 9, 8), last=date(2026, 9, 8))


# One date -----------------------------------------------------------------------------------------------------------


def test_one_date_is_added(world):
    group = make_group(world)
    usually(group, worker_of(world))
    starts = queries.moment(clock.today() + timedelta(days=3), time(10))
    with pytest.raises(NotAllowed):
        commands.add_date(world.peer_worker, group, starts_at=starts, ends_at=starts + timedelta(hours=1))
    date = commands.add_date(
        world.lead, group, starts_at=starts, ends_at=starts + timedelta(hours=1), words="Bring wool"
    )
    assert date.workers.get().worker == worker_of(world)
    assert AuditEvent.objects.filter(action="date.added").count() == 1
    with pytest.raises(Refused, match="at that time already"):
        commands.add_date(world.lead, group, starts_at=starts, ends_at=starts + timedelta(hours=1))


def test_a_date_is_moved_and_those_it_concerns_are_told(world):
    group = make_group(world, pattern="series")
    date = make_date(group, worker_of(world), days=5, prepared_at=clock.now(), prepared_by="Imani Calder")
    joined(world, group)
    starts = date.starts_at + timedelta(days=1)
    with pytest.raises(NotAllowed):
        commands.move_date(world.other_ward, date, starts_at=starts, ends_at=starts + timedelta(hours=1))
    commands.move_date(world.ward, date, starts_at=starts, ends_at=starts + timedelta(hours=1))
    assert (date.changes, date.prepared_at, date.prepared_by) == (1, None, "")
    text, email = Notice.objects.get(channel="text"), Notice.objects.get(channel="email")
    assert "has moved" not in text.text
    assert "is now on" in text.text
    assert "Art" not in text.text
    assert "METHOD:REQUEST" in email.calendar
    assert "SEQUENCE:1" in email.calendar
    assert "SUMMARY:Group" in email.calendar
    assert AuditEvent.objects.filter(action="date.moved").count() == 1


def test_words_alone_tell_nobody_and_another_place_does(world):
    group = make_group(world)
    date = make_date(group, worker_of(world), days=5)
    same = {"starts_at": date.starts_at, "ends_at": date.ends_at}
    commands.move_date(world.lead, date, **same, words="Wool today")
    assert (date.changes, Notice.objects.count()) == (0, 0)
    commands.move_date(world.lead, date, **same, words="Wool today", place="The garden")
    assert date.changes == 1
    assert "is in another place, The garden" in Notice.objects.get().text


def test_only_a_planned_date_moves_and_not_onto_another(world):
    group = make_group(world)
    held, date, other = make_date(group, days=-2, status="held"), make_date(group, days=2), make_date(group, days=3)
    with pytest.raises(Refused, match="planned date"):
        commands.move_date(world.lead, held, starts_at=date.starts_at, ends_at=date.ends_at)
    with pytest.raises(Refused, match="at that time already"):
        commands.move_date(world.lead, date, starts_at=other.starts_at, ends_at=other.ends_at)
    with pytest.raises(Refused, match="end after"):
        commands.move_date(world.lead, date, starts_at=date.starts_at, ends_at=date.starts_at)


def test_a_date_is_left_out_and_put_back(world):
    group = make_group(world, pattern="series")
    date = make_date(group, worker_of(world), days=5)
    joined(world, group)
    with unguarded():
        Cover.objects.create(date=date, kind="peer", asked_at=clock.now(), asked_by="x")
    with pytest.raises(NotAllowed):
        commands.skip_date(world.peer_worker, date)
    commands.skip_date(world.ward, date, by="ward", words="The room is painted")
    assert (date.status, date.cancelled_by, date.words, date.changes) == ("cancelled", "ward", "The room is painted", 1)
    assert Cover.objects.get().status == "stopped"
    assert "METHOD:CANCEL" in Notice.objects.get(channel="email").calendar
    assert "does not go ahead" in Notice.objects.get(channel="text").text
    with pytest.raises(Refused):
        commands.skip_date(world.ward, date)
    with pytest.raises(NotAllowed):
        commands.put_back_date(world.peer_worker, date)
    commands.put_back_date(world.ward, date)
    assert (date.status, date.cancelled_at, date.cancelled_by, date.words, date.changes) == ("planned", None, "", "", 2)
    assert "goes ahead after all" in Notice.objects.filter(channel="text").latest("written_at").text
    with pytest.raises(Refused, match="already"):
        commands.put_back_date(world.ward, date)
    actions = ("date.skipped", "date.put_back")
    assert [AuditEvent.objects.filter(action=name).count() for name in actions] == [1, 1]


def test_a_held_date_is_not_left_out_and_an_ended_groups_date_not_put_back(world):
    group = make_group(world)
    held = make_date(group, days=-1, status="held")
    with pytest.raises(Refused, match="has a register"):
        commands.skip_date(world.lead, held)
    date = make_date(group, days=3)
    commands.end_group(world.lead, group)
    date.refresh_from_db()
    with pytest.raises(Refused, match="has ended"):
        commands.put_back_date(world.lead, date)


def test_a_drop_in_tells_nobody_but_those_who_run_it_and_nothing_of_what_is_over(world):
    group = make_group(world, pattern="drop_in")
    joined(world, group)
    commands.skip_date(world.lead, make_date(group, worker_of(world), days=2))
    assert Notice.objects.get().channel == "email"
    commands.skip_date(world.lead, make_date(group, worker_of(world), days=-2), by="nobody")
    assert Notice.objects.count() == 1


# What else is on ----------------------------------------------------------------------------------------------------


def test_what_else_is_on_in_the_ward(world):
    group, other = make_group(world), make_group(world, "Music")
    date = make_date(other, days=2, hour=14)
    spell = (date.starts_at + timedelta(minutes=30), date.ends_at + timedelta(minutes=30), "")
    assert len(queries.clashes(group, [spell])) == 1
    assert queries.clashes(group, [spell])[0].startswith("Music, ")
    assert queries.clashes(group, [(date.ends_at, date.ends_at + timedelta(hours=1), "")]) == []
    assert queries.clashes(other, [spell], but=date.pk) == []
    commands.skip_date(world.lead, date)
    assert queries.clashes(group, [spell]) == []


def test_without_a_ward_only_the_same_place_matters(world):
    here = {"ward": None, "team": world.thanet, "pathway": world.community}
    walk = make_group(world, "Walk", **here, place="The pier")
    date = make_date(walk, days=2)
    spell = (date.starts_at, date.ends_at, "")
    assert len(queries.clashes(make_group(world, "Swim", **here, place="the Pier "), [spell])) == 1
    assert queries.clashes(make_group(world, "Cook", **here, place="The kitchen"), [spell]) == []
    assert queries.clashes(make_group(world, "Talk", **here, place=""), [spell]) == []
    assert queries.clashes(walk, []) == []


# A register that is missing -----------------------------------------------------------------------------------------


def test_a_register_is_asked_for_once(world):
    group = make_group(world)
    date = make_date(group, worker_of(world), days=-2)
    jobs.ask_for_registers(process("A job"))
    jobs.ask_for_registers(process("A job"))
    notice = Notice.objects.get()
    assert (notice.to, notice.subject) == ("imani@example.org", "Who came to the group?")
    date.refresh_from_db()
    assert date.register_asked_at
    with pytest.raises(Refused):
        commands.ask_for_register(process("A job"), date)
    with pytest.raises(NotAllowed):
        commands.ask_for_register(world.lead, date)
    assert AuditEvent.objects.filter(action="date.register_asked").count() == 1


def test_nobody_is_asked_too_early_nor_for_what_was_held_or_left_out(world):
    group = make_group(world)
    now = clock.now()
    make_date(group, starts_at=now - timedelta(hours=2), ends_at=now - timedelta(hours=1))
    make_date(group, days=-2, status="held")
    make_date(group, days=-3, status="cancelled", cancelled_at=now, cancelled_by="skipped")
    assert queries.registers_to_ask_for() == []


def test_where_nobody_is_known_to_run_it_the_service_is_asked(world):
    date = make_date(make_group(world), worker_of(world), days=-2)
    with unguarded():
        DateWorker.objects.filter(date=date).update(status="cannot")
    jobs.ask_for_registers(process("A job"))
    assert Notice.objects.get().to == "peer@example.org"


@pytest.mark.parametrize(("location", "said"), [("E02", False), ("N01", True)])
def test_a_text_names_a_place_only_where_it_says_nothing_about_anybody(world, location, said):
    group = make_group(world, pattern="series", location=location, place="The bandstand")
    date = make_date(group, days=5)
    joined(world, group)
    starts = date.starts_at + timedelta(days=1)
    commands.move_date(world.lead, date, starts_at=starts, ends_at=starts + timedelta(hours=1))
    assert ("The bandstand" in Notice.objects.get(channel="text").text) is said
