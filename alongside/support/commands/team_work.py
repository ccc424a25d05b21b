"""Work with the team that was about nobody in particular: written down in two taps, and taken back."""

from datetime import date
from typing import Any

from alongside.core import clock
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.support.models import TeamWork
from alongside.support.policies import team_work as policies
from alongside.support.queries.counted_once import LONGEST


@command("team_work.recorded", "wrote down work with the team", allow=policies.may_write_team_work)
def record_team_work(
    act: Act, worker: Any, *, once: str, kind: str, minutes: int, on: date, team: Any = None, words: str = ""
) -> TeamWork:
    """`team` is one the worker was assigned to on that day, or None. `once` is the form's own token."""
    if TeamWork.objects.filter(once=once).exists():
        raise Refused("You already saved this. Nothing was added twice.")
    if on > clock.today():
        raise Refused("This day is still to come. Write it down when it has happened.")
    if not 0 < minutes <= LONGEST:
        raise Refused(f"Minutes must be between 1 and {LONGEST}")
    if team is not None and not worker.assignments.filter(team=team, starts_on__lte=on).exists():
        raise Refused(f"You were not with {team.name} on that day.")
    return TeamWork.objects.create(
        worker=worker, team=team, kind=kind, on=on, minutes=minutes, words=words.strip(), once=once, written_at=act.at
    )


@command("team_work.taken_back", "took back work with the team", allow=policies.may_take_back_team_work)
def take_back_team_work(act: Act, work: TeamWork) -> TeamWork:
    """It was a mistake: it is on no list and counted nowhere. What was right is written anew."""
    if work.taken_back_at:
        raise Refused("This was taken back already.")
    work.taken_back_at = act.at
    work.save()
    return work
