"""A job is asked on its timer; one that fails is written down and stops nobody else."""

from datetime import UTC, datetime, timedelta

import pytest

from alongside.core import clock, jobs
from alongside.core.actors import ANYONE, PROCESS
from alongside.core.commands import Command
from alongside.core.errors import Refused
from alongside.core.models import AuditEvent, JobRun
from alongside.core.policies import allow

START = datetime(2026, 11, 17, 12, tzinfo=UTC)


def remember(asked: list, **interval: float) -> None:
    """A job that only remembers that it was asked."""
    jobs.every(**interval)(lambda actor: asked.append(actor))


@pytest.fixture
def asked(monkeypatch, db) -> list:
    """Only the jobs of this test; what they were called with."""
    monkeypatch.setattr(jobs, "JOBS", {})
    return []


def run(minutes: float = 0) -> list[JobRun]:
    with clock.at(START + timedelta(minutes=minutes)):
        return list(jobs.run_due())


def test_job_when_left_out_waits_for_the_next_asking(asked):
    remember(asked, minutes=5)
    (name,) = jobs.JOBS
    assert list(jobs.run_due(but=name)) == []
    assert len(run()) == len(asked) == 1


def test_job_when_its_time_has_come_runs_as_a_process(asked):
    @jobs.every(minutes=5)
    def look(actor):
        asked.append(actor)

    (done,) = run()
    assert done.problem == ""
    assert (done.started_at, done.finished_at) == (START, START)
    (actor,) = asked
    assert actor.is_process
    assert actor.name == done.name == next(iter(jobs.JOBS))


def test_job_when_asked_too_soon_waits(asked):
    remember(asked, minutes=5)
    run()
    assert run(4.9) == []
    assert len(run(5)) == 1
    assert len(asked) == 2


def test_job_when_it_fails_is_written_down_asked_again_and_stops_nobody(asked):
    @jobs.every(minutes=5)
    def breaks(actor):
        raise ValueError("a hole")

    @jobs.every(minutes=5)
    def works(actor):
        asked.append(actor)

    first, second = run()
    assert (first.problem, second.problem) == ("ValueError('a hole')", "")
    assert len(run(5)) == 2
    assert len(asked) == 2
    assert JobRun.objects.filter(problem="").count() == 1  # of those that went well, the last is kept
    assert JobRun.objects.exclude(problem="").count() == 2


def test_each_when_one_is_refused_goes_on(world):
    done = []

    def change(act, user, *, word):
        if user == world.users["lead"]:
            raise Refused("Not this one.")
        done.append((act.actor.name, user.name, word))

    command = Command("test.done", "did it", allow(PROCESS, ANYONE), (), change)
    people = [world.users[name] for name in ("coordinator", "lead", "referrer")]
    jobs.each(people, command, world.coordinator, word="look")
    assert done == [("Ines Okafor", "Ines Okafor", "look"), ("Ines Okafor", "Nia Cobbold", "look")]
    assert AuditEvent.objects.filter(action="test.done").count() == 2


def test_each_when_something_breaks_says_so(world):
    def change(act, user):
        raise ValueError("a hole")

    with pytest.raises(ValueError, match="a hole"):
        jobs.each([world.users["lead"]], Command("test.done", "did it", allow(ANYONE), (), change), world.lead)


def test_work_when_told_to_stop_has_asked_once_a_round(asked):
    rounds = iter([False, False, True])
    remember(asked, seconds=0)
    jobs.work(pause=0, until=lambda: next(rounds))
    assert len(asked) == 2
