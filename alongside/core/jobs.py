"""A job is a question asked on a timer, and a command for each answer. The row is the queue."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import models

from alongside.core import clock
from alongside.core.actors import Actor, process
from alongside.core.commands import Command
from alongside.core.errors import Refused
from alongside.core.models import JobRun

Run = Callable[[Actor], None]


@dataclass(frozen=True)
class Job:
    name: str
    every: timedelta
    run: Run


JOBS: dict[str, Job] = {}


def every(**interval: float) -> Callable[[Run], Run]:
    """`@every(minutes=5)`: ask this question that often. The job is called with a process actor."""

    def register(run: Run) -> Run:
        name = f"{run.__module__.removeprefix('alongside.')}.{run.__name__}"
        JOBS[name] = Job(name, timedelta(**interval), run)
        return run

    return register


def run_due(*, but: str = "") -> Iterator[JobRun]:
    """Run every job whose time has come, but for the one of that name. A job that fails is written down and asked
    again next time."""
    for job in JOBS.values():
        if job.name == but:
            continue
        now = clock.now()
        last = JobRun.objects.filter(name=job.name).order_by("-started_at").first()
        if last and last.started_at + job.every > now:
            continue
        run = JobRun.objects.create(name=job.name, started_at=now)
        try:
            job.run(process(job.name))
        except Exception as problem:
            run.problem = repr(problem)
        run.finished_at = clock.now()
        run.save()
        JobRun.objects.filter(name=job.name).exclude(pk=run.pk).filter(problem="").delete()
        yield run


def each(rows: Iterable[models.Model], command: Command, actor: Actor, **details: Any) -> None:
    """Do `command` to every row; one refusal never stops the rest."""
    for row in rows:
        try:
            command(actor, row, **details)
        except Refused:
            continue


def work(pause: float = 1.0, until: Callable[[], bool] = lambda: False) -> None:
    """Ask every job again and again. What `alongside work` does."""
    while not until():
        for _ in run_due():
            pass
        time.sleep(pause)
