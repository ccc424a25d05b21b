"""Work with the team: a worker's own by month, and the lead's by kind and team."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, QuerySet, Sum
from django.db.models.functions import TruncMonth

from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.support.models import TeamWork
from alongside.support.policies import team_work as policies
from alongside.workforce import queries as workforce

Kind = TeamWork.Kind


@dataclass(frozen=True)
class TeamWorkRow:
    """One piece of work with the team. `month` is the first day of its month."""

    id: str
    month: date
    on: date
    kind: str
    minutes: int
    team: str
    worker: str
    words: str


@dataclass(frozen=True)
class Total:
    """How often, and minutes in all. `what` is a kind, a team, or a month."""

    what: Any
    times: int
    minutes: int


def own_worker(actor: Actor) -> Any:
    """The worker the actor is. NotAllowed for anybody else, for whom there is no such page."""
    worker = workforce.own_worker(actor)
    if worker is None:
        raise NotAllowed("work with a team as a peer worker")
    return worker


def own_teams(worker: Any) -> list[tuple[Any, str]]:
    """(team, name) of the worker's assignments today, the newest first."""
    today = clock.today()
    now = worker.assignments.filter(starts_on__lte=today).exclude(ends_on__lt=today).exclude(team=None)
    found = {row.team: row.team.name for row in now.select_related("team").order_by("-starts_on", "pk")}
    return list(found.items())


def my_team_work(actor: Actor) -> QuerySet[TeamWork]:
    """The newest first. For `team_work_rows`."""
    own_worker(actor)
    return policies.own_team_work(actor).select_related("team", "worker").order_by("-on", "-written_at", "pk")


def my_months(actor: Actor) -> dict[date, Total]:
    """What each month came to, by its first day. One query."""
    found = policies.own_team_work(actor).order_by().annotate(month=TruncMonth("on")).values("month")
    rows = found.annotate(times=Count("pk"), sum=Sum("minutes"))
    return {row["month"]: Total(row["month"], row["times"], row["sum"]) for row in rows}


def get_own_team_work(actor: Actor, id: str) -> TeamWork:  # noqa: A002
    return policies.own_team_work(actor).select_related("worker").get(pk=id)


def team_work_in_reach(actor: Actor, kind: str = "", team: str = "", months: str = "") -> QuerySet[TeamWork]:
    """The newest first. `months`: this month and those before it, so many in all. For `team_work_rows`, in two queries:
    joined to their workers SQLite would begin with those, and read all that was ever written."""
    if not policies.may_see_team_work(actor):
        raise NotAllowed("look after workers")
    found = policies.visible_team_work(actor)
    if kind:
        found = found.filter(kind=kind)
    if team:
        found = found.filter(team=team)
    if months:
        found = found.filter(on__gte=first_day(int(months)))
    return found.select_related("team").prefetch_related("worker").order_by("-on", "-written_at", "pk")


def first_day(months: int) -> date:
    """The first day of the month that many months back, this one counted."""
    this = clock.today().replace(day=1)
    years, month = divmod(this.year * 12 + this.month - months, 12)
    return date(years, month + 1, 1)


def totals(found: QuerySet[TeamWork]) -> tuple[list[Total], list[Total]]:
    """What these come to by kind, and by team: the most time first. One query."""
    rows = found.order_by().values("kind", name=F("team__name")).annotate(times=Count("pk"), sum=Sum("minutes"))
    kinds: dict[str, Total] = {}
    teams: dict[str, Total] = {}
    for row in rows:
        for where, what in ((kinds, str(Kind(row["kind"]).label)), (teams, row["name"] or "No team, or several")):
            was = where.get(what, Total(what, 0, 0))
            where[what] = Total(what, was.times + row["times"], was.minutes + row["sum"])
    return _longest(kinds), _longest(teams)


def team_choices(actor: Actor) -> list[tuple[str, str]]:
    """(id, name) of the teams that anything in reach was done with."""
    found = policies.visible_team_work(actor).exclude(team=None).order_by("team__name", "team")
    return list(found.values_list("team", "team__name").distinct())


def team_work_rows(found: Iterable[Any]) -> list[TeamWorkRow]:
    return [
        TeamWorkRow(
            id=work.pk,
            month=work.on.replace(day=1),
            on=work.on,
            kind=work.get_kind_display(),
            minutes=work.minutes,
            team=work.team.name if work.team else "",
            worker=work.worker.full_name,
            words=work.words,
        )
        for work in found
    ]


def _longest(found: dict[str, Total]) -> list[Total]:
    return sorted(found.values(), key=lambda total: (-total.minutes, total.what))
