"""Dates of a course: made at once, changed and called off, with every calendar that holds them."""

from datetime import date, time, timedelta

import icalendar
import pytest
from django.utils import timezone

from alongside.core import clock
from alongside.core.errors import NotAllowed, Refused
from alongside.training import commands, queries
from tests.training.courses import (
    actions,
    change,
    invitations,
    make_cohort,
    make_place,
    make_session,
    make_somebody,
)
from tests.world import make_candidate

DAYS = [date(2027, 3, 2), date(2027, 3, 9), date(2027, 4, 6)]  # the clocks change between the last two
TIMES = {"starts": time(10), "ends": time(12, 30)}


def test_add_sessions_gives_each_date_the_next_module_and_invites_everyone(world):
    cohort, candidate = make_cohort(world, "offering"), make_candidate(world)
    make_place(cohort, candidate, "taken")
    waiting = make_place(cohort, make_somebody("Ben"), "waiting")
    modules = queries.open_modules(cohort.programme)
    commands.add_sessions(
        world.trainer,
        cohort,
        days=DAYS,
        **TIMES,
        title="More",
        modules=modules,
        join_link="https://teams.example.org/1",
    )
    titles = list(cohort.sessions.values_list("title", flat=True))
    assert titles == ["Beginning", "Listening", "More"]
    assert {timezone.localtime(row.starts_at).time() for row in cohort.sessions.all()} == {time(10)}
    events = invitations(candidate.email)
    assert [method for method, _ in events] == ["REQUEST"] * 3
    assert [event["DTSTART"].dt.hour for _, event in events] == [10, 10, 10]
    assert len(invitations("trainer@example.org")) == 3
    assert invitations(waiting.candidate.email) == []
    assert actions() == ["sessions.added"]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"days": []}, "one to 60"),
        ({"days": [DAYS[0] + timedelta(days=n) for n in range(61)]}, "one to 60"),
        ({"title": ""}, "title"),
        ({"ends": time(9)}, "end after"),
    ],
)
def test_add_sessions_when_something_is_missing_is_refused(world, said, words):
    cohort = make_cohort(world)
    with pytest.raises(Refused, match=words):
        commands.add_sessions(world.trainer, cohort, **{"days": DAYS, **TIMES, "title": "Talk", **said})
    change(cohort, status="finished")
    with pytest.raises(Refused, match="over"):
        commands.add_sessions(world.trainer, cohort, days=DAYS, **TIMES, title="Talk")


def test_dates_when_not_their_course_are_not_allowed(world):
    cohort, session = make_cohort(world), None
    session = make_session(cohort)
    for name in ("other_trainer", "candidate", "recruiter", "nobody"):
        with pytest.raises(NotAllowed):
            commands.add_sessions(world.actor(name), cohort, days=DAYS, **TIMES, title="Talk")
        with pytest.raises(NotAllowed):
            commands.change_session(world.actor(name), session, **now(session))
        with pytest.raises(NotAllowed):
            commands.cancel_session(world.actor(name), session)


def now(session, **said):
    names = ("title", "module", "starts_at", "ends_at", "mode", "where", "join_link", "trainer")
    return {name: getattr(session, name) for name in names} | said


def test_change_session_updates_the_calendars_that_hold_it_and_only_for_what_they_show(world):
    cohort, candidate = make_cohort(world, "running"), make_candidate(world)
    make_place(cohort, candidate, "taken")
    session = make_session(cohort)
    commands.change_session(world.trainer, session, **now(session, title="Another title"))
    assert (session.sequence, invitations(candidate.email)) == (0, [])
    moved = session.starts_at + timedelta(hours=3)
    commands.change_session(world.trainer, session, **now(session, starts_at=moved, ends_at=moved + timedelta(hours=1)))
    commands.change_session(world.trainer, session, **now(session, where="Room 2", mode="in_person"))
    events = invitations(candidate.email)
    assert [(method, event["SEQUENCE"]) for method, event in events] == [("REQUEST", 1), ("REQUEST", 2)]
    assert {str(event["UID"]) for _, event in events} == {f"{session.pk}@alongside"}
    assert events[0][1]["DTSTART"].dt == moved
    assert str(events[1][1]["LOCATION"]) == "Room 2"
    assert actions() == ["session.changed"] * 3


def test_cancel_session_takes_it_back_from_every_calendar(world):
    cohort, candidate = make_cohort(world, "running"), make_candidate(world)
    make_place(cohort, candidate, "taken")
    session = make_session(cohort)
    commands.cancel_session(world.trainer, session)
    [(method, event)] = invitations(candidate.email)
    assert (method, str(event["STATUS"]), event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)
    assert "CONFERENCE" not in event
    for do in (commands.cancel_session, lambda actor, row: commands.change_session(actor, row, **now(row))):
        with pytest.raises(Refused, match="called off already"):
            do(world.trainer, session)


def test_a_date_whose_register_is_kept_stays_as_it_was(world):
    session = make_session(make_cohort(world, "running"), marked_at=clock.now())
    with pytest.raises(Refused, match="register"):
        commands.cancel_session(world.trainer, session)


def test_a_date_that_is_over_is_not_sent_to_calendars(world):
    cohort, candidate = make_cohort(world, "offering"), make_candidate(world)
    make_session(cohort, days=-1)
    commands.take_place(world.candidate, make_place(cohort, candidate, "offered"))
    assert invitations(candidate.email) == []


def test_own_calendar_holds_the_dates_of_ones_own_courses_alone(world):
    cohort, candidate = make_cohort(world, "running"), make_candidate(world)
    make_place(cohort, candidate, "taken")
    mine = make_session(cohort)
    make_session(cohort, days=30, cancelled_at=clock.now())
    make_session(make_cohort(world, "running"))
    calendar = icalendar.Calendar.from_ical(queries.own_calendar(world.candidate))
    assert [str(event["UID"]) for event in calendar.walk("VEVENT")] == [f"{mine.pk}@alongside"]
    for name in ("other_candidate", "trainer", "lead"):
        empty = icalendar.Calendar.from_ical(queries.own_calendar(world.actor(name)))
        assert empty.walk("VEVENT") == []
