"""What time goes on: logged in two taps, taken back, seen by week, and raised when it drifts from peer work."""

from datetime import timedelta

import pytest
from django.urls import reverse

from alongside.accounts.profiles import read_profile
from alongside.core import clock
from alongside.core.actors import process
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.supervision import commands, imports, jobs, queries
from alongside.supervision.models import Raised, TimeSpent, WorkKind
from tests.supervision.setting_up import actions, make_supervision
from tests.world import worker_of

JOB = process("the job")


@pytest.fixture
def kinds(world):
    with unguarded():
        return {
            counts: WorkKind.objects.create(slug=counts, name=f"Kind {counts}", counts=counts)
            for counts in ("peer", "around", "other")
        }


def url(name, *args):
    return reverse(f"supervision:{name}", args=args)


def log(world, kind, minutes=60, weeks=0):
    with unguarded():
        on = _monday() - timedelta(weeks=weeks)
        return TimeSpent.objects.create(
            worker=worker_of(world), kind=kind, on=on, minutes=minutes, written_at=clock.now()
        )


def _monday():
    return clock.today() - timedelta(days=clock.today().weekday())


def test_log_time_is_theirs_of_the_last_month_and_some_of_a_day(world, kinds):
    imani = worker_of(world)
    made = commands.log_time(world.peer_worker, imani, kind=kinds["other"], minutes="30")
    assert (made.on, made.minutes) == (clock.today(), 30)
    assert actions() == ["time.logged"]
    with pytest.raises(NotAllowed):
        commands.log_time(world.team_manager, imani, kind=kinds["other"], minutes=30)
    for wrong in ({"minutes": 4}, {"minutes": 961}, {"on": clock.today() + timedelta(days=1)}):
        with pytest.raises(Refused):
            commands.log_time(world.peer_worker, imani, kind=kinds["peer"], **{"minutes": 30, **wrong})


def test_take_back_time_no_longer_counts(world, kinds):
    made = commands.log_time(world.peer_worker, worker_of(world), kind=kinds["other"], minutes=30)
    with pytest.raises(NotAllowed):
        commands.take_back_time(world.other_peer_worker, made)
    commands.take_back_time(world.peer_worker, made)
    assert queries.my_time(world.peer_worker) == []
    assert queries.my_trend(world.peer_worker).other_percent == 0
    assert "time.taken_back" in actions()
    with pytest.raises(Refused):
        commands.take_back_time(world.peer_worker, made)


def test_the_weeks_are_seen_by_whoever_supervises_manages_or_leads(world, kinds):
    log(world, kinds["peer"], 90)
    log(world, kinds["other"], 30)
    make_supervision(world)
    for name in ("supervisor", "team_manager", "lead"):
        (row,) = queries.trends(queries.who_logs(world.actor(name)))
        assert row.other_percent == 25
    for name in ("coordinator", "other_supervisor", "other_peer_worker"):
        assert queries.who_logs(world.actor(name)) == []
    with pytest.raises(NotAllowed):
        queries.who_logs(world.governance)
    mine = queries.my_trend(world.peer_worker)
    assert (mine.weeks[-1].total, mine.kinds[0]) == (120, ("Kind peer", 90))


def test_the_trend_is_a_table_of_hours_a_line_and_words(world, kinds, sign_in):
    for weeks in range(5):
        log(world, kinds["peer"], 90, weeks)
        log(world, kinds["other"], 60, weeks)
    log(world, kinds["other"], 600, 8)  # longer ago than is shown
    trend = queries.my_trend(world.peer_worker)
    assert [week.other_percent for week in trend.weeks] == [0, 0, 0, 40, 40, 40, 40, 40]
    assert (trend.total, trend.is_drifting, trend.most) == (750, True, 25)
    mine = sign_in("peer_worker").get(url("my_time")).content.decode()
    theirs = sign_in("lead").get(url("time_of", worker_of(world).pk)).content.decode()
    for page in (mine, theirs):
        assert page.count("1.5</td>") == 5
        assert page.count("Nothing logged</td>") == 3
        assert all(words in page for words in ("<b>40%</b>", "Much, four weeks running", "0, 0, 0, 40, 40, 40, 40, 40"))
    assert "asked to look at it with you" in mine
    assert "asked to look at it with you" not in theirs


def test_nobody_is_shown_as_drifting_before_they_have_logged_anything(world, kinds, sign_in):
    assert "Nothing is logged yet." in sign_in("peer_worker").get(url("my_time")).content.decode()
    assert "Nobody has logged time yet." in sign_in("lead").get(url("time_use")).content.decode()
    jobs.raise_drift(JOB)
    assert not Raised.objects.exists()


def test_drift_four_weeks_running_is_raised_and_closes_when_it_is_over(world, kinds):
    for weeks in (1, 2, 3, 4):
        log(world, kinds["peer"], 60, weeks)
        if weeks < 4:
            log(world, kinds["other"], 60, weeks)
    jobs.raise_drift(JOB)
    assert not Raised.objects.exists()
    last = log(world, kinds["other"], 60, 4)
    jobs.raise_drift(JOB)
    jobs.raise_drift(JOB)
    assert [(row.what, row.to.name) for row in Raised.objects.all()] == [("drift", "Owen Sallis")]
    with unguarded():
        last.delete()
    jobs.raise_drift(JOB)
    assert Raised.objects.get().closed_at is not None


def test_two_taps_log_it_and_one_takes_it_back(world, kinds, sign_in):
    imani = sign_in("peer_worker")
    assert "Kind other" in imani.get(url("my_time")).content.decode()
    assert imani.get(url("log_time", kinds["other"].pk)).status_code == 200
    assert imani.post(url("log_time", kinds["other"].pk), {"minutes": ""}).status_code == 422
    assert imani.post(url("log_time", kinds["other"].pk), {"minutes": "60"}).status_code == 302
    made = TimeSpent.objects.get()
    assert imani.get(url("my_time")).status_code == 200
    lead = sign_in("lead")
    assert "Imani Calder" in lead.get(url("time_use")).content.decode()
    assert lead.get(url("time_of", made.worker_id)).status_code == 200
    assert sign_in("coordinator").get(url("time_of", made.worker_id)).status_code == 404
    assert sign_in("governance").get(url("time_use")).status_code == 404
    assert lead.get(url("my_time")).status_code == 404
    assert imani.post(url("take_back_time", made.pk)).status_code == 302
    assert queries.my_time(world.peer_worker) == []


@pytest.mark.parametrize("name", ["kmpt", "lpt"])
def test_the_profile_describes_kinds_of_work_once(world, name):
    said = read_profile(name)["work_kinds"]
    for _ in range(2):
        imports.describe_work_kinds(JOB, said)
    found = [(kind.slug, kind.counts) for kind in queries.work_kinds()]
    assert len(found) == len(said["kinds"])
    assert {counts for _, counts in found} == set(WorkKind.Counts.values)
    assert ("observations", "other") in found
    assert queries.drift_percent() == 25
    with pytest.raises(NotAllowed):
        commands.describe_work_kind(world.lead, slug="x", name="x", counts="peer")


@pytest.mark.parametrize("how_many", [1, 3])
def test_what_time_goes_on_asks_the_same_number_of_queries(world, kinds, django_assert_num_queries, how_many):
    for weeks in range(how_many):
        log(world, kinds["peer"], 60, weeks)
    actor = world.team_manager
    with django_assert_num_queries(5):
        assert len(queries.trends(queries.who_logs(actor))) == 1
