"""Awareness weeks: kept by planners, read once from a profile, with what is planned for each."""

from datetime import timedelta

import pytest

from alongside.accounts import profiles
from alongside.core import clock
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.outreach import commands, queries
from alongside.outreach.models import AwarenessWeek
from tests.outreach.setting_up import actions, make_talk, make_week


def said(days: int = 0) -> dict:
    first = clock.today()
    return {"name": "A week about rest", "starts_on": first, "ends_on": first + timedelta(days=days), "about": "Check."}


def test_add_change_and_end_a_week(world):
    week = commands.add_week(world.lead, **said())
    commands.change_week(world.coordinator, week, **said(6))
    assert (week.ends_on - week.starts_on).days == 6
    talk = make_talk(world, week=week)
    commands.end_week(world.lead, week)
    assert not queries.weeks(world.lead)
    talk.refresh_from_db()
    assert talk.week == week
    assert actions() == ["week.added", "week.changed", "week.ended"]


def test_keeping_weeks_by_others_or_wrongly_is_refused(world):
    week = make_week()
    for do, subject, more in (
        (commands.add_week, (), said()),
        (commands.change_week, (week,), said()),
        (commands.end_week, (week,), {}),
    ):
        with pytest.raises(NotAllowed):
            do(world.peer_worker, *subject, **more)
    for do, subject in ((commands.add_week, ()), (commands.change_week, (week,))):
        with pytest.raises(Refused):
            do(world.lead, *subject, **said(-1))
    commands.end_week(world.lead, week)
    with pytest.raises(Refused):
        commands.end_week(world.lead, week)
    with pytest.raises(NotAllowed):
        queries.weeks(world.team_manager)


def test_the_list_holds_what_is_planned_that_the_reader_may_see(world):
    week, past = make_week(), make_week("Past", days=-30)
    talk = make_talk(world, week=week)
    make_talk(world, week=week, status="cancelled")
    (row,) = queries.week_rows(queries.weeks(world.lead))
    assert (row.week, row.talks) == (week, (talk,))
    (row,) = queries.week_rows(queries.weeks(world.peer_worker))
    assert row.talks == ()
    assert [row.week for row in queries.week_rows(queries.weeks(world.lead, "past"))] == [past]


@pytest.mark.parametrize("name", ["kmpt", "lpt"])
def test_a_profiles_weeks_are_read_once_and_say_check_the_dates(db, name):
    profiles.load_profile(name)
    found = list(AwarenessWeek.objects.all())
    assert len(found) == 5
    assert all("heck the dates" in week.about for week in found)
    with unguarded():
        AwarenessWeek.objects.exclude(pk=found[0].pk).delete()
    profiles.load_profile(name)
    assert AwarenessWeek.objects.count() == 1
