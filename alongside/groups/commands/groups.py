"""A group from plan to end: what it is, when it begins and stops, and who usually runs it."""

from typing import Any

from alongside.accounts.models import Pathway, Team, Ward
from alongside.core import clock
from alongside.core.commands import Act, command
from alongside.core.errors import NotAllowed, Refused
from alongside.groups import notices, policies
from alongside.groups.commands.dates import also_calls_off
from alongside.groups.commands.members import fill_places
from alongside.groups.models import DateWorker, Group, GroupDate, Runs

Status = Group.Status


@command("group.added", "planned a group", allow=policies.may_add_group)
def add_group(
    act: Act, *, name: str, pathway: Pathway, team: Team | None = None, ward: Ward | None = None, **said: Any
) -> Group:
    """`said`: the group's other fields by their names. A ward's group is also its team's and its pathway's.

    Refused outside the planner's part of the service.
    """
    group = Group(name=name, **_place(pathway, team, ward), **said)
    _own_part(act, group)
    _sensible(group)
    group.save()
    return group


@command("group.changed", "changed a group", allow=policies.may_keep_group)
def change_group(
    act: Act, group: Group, *, pathway: Pathway, team: Team | None = None, ward: Ward | None = None, **said: Any
) -> None:
    """Dates that are planned already keep their time. Fewer places than people in it is refused; more go at once to
    those who wait."""
    for field, value in {**_place(pathway, team, ward), **said}.items():
        setattr(group, field, value)
    _own_part(act, group)
    _sensible(group)
    held = group.members.filter(status="joined").count() if group.size else 0
    if group.size and group.joining == Group.Joining.CLOSED and group.size < held:
        raise Refused(f"{held} people have a place, so there cannot be fewer places than that.")
    group.save()
    fill_places(act, group)


@command("group.started", "started a group", allow=policies.may_keep_group)
def start_group(act: Act, group: Group) -> None:
    """From now on people can find it, join it and come."""
    if group.status == Status.ENDED:
        raise Refused("This group has ended. It can run again instead.")
    _begin(act, group)


@command("group.ended", "ended a group", allow=policies.may_keep_group)
def end_group(act: Act, group: Group) -> None:
    """No more dates: those to come are called off, with the shifts that serve them, and whoever is in it or runs it is
    told of the nearest."""
    group.move_to(Status.ENDED)
    group.ended_at = act.at
    group.save()
    to_come = list(group.dates.filter(status=GroupDate.Status.PLANNED, starts_at__gt=act.at))
    for date in to_come:
        date.move_to(GroupDate.Status.CANCELLED)
        date.cancelled_at, date.cancelled_by, date.changes = act.at, GroupDate.CancelledBy.US, date.changes + 1
        date.save()
        notices.stop_cover(act, date)
    notices.tell_ended(act, group, to_come)
    for date in to_come:
        for also in also_calls_off:
            also(act, date)


@command("group.run_again", "let a group run again", allow=policies.may_keep_group)
def run_again(act: Act, group: Group) -> None:
    """With its people and its rules as they were; its dates are planned anew."""
    if group.status != Status.ENDED:
        raise Refused("This group has not ended, so there is nothing to run again.")
    _begin(act, group)


@command("runs.said", "said who usually runs a group", allow=policies.may_keep_group)
def say_usually_runs(act: Act, group: Group, *, worker: Any) -> Runs:
    """Asked and agreed with them first. They are put on every date to come that they are not on yet."""
    if group.status == Status.ENDED:
        raise Refused("This group has ended, so nobody is added to it.")
    if worker.leaves_on and worker.leaves_on <= clock.today():
        raise Refused(f"{worker.first_name} has left.")
    if group.runs.filter(worker=worker, ends_on=None).exists():
        raise Refused(f"{worker.first_name} usually runs this group already.")
    runs = Runs.objects.create(group=group, worker=worker, starts_on=clock.today())
    to_come = group.dates.filter(status=GroupDate.Status.PLANNED, starts_at__gt=act.at).exclude(workers__worker=worker)
    DateWorker.objects.bulk_create(DateWorker(date=date, worker=worker, since=act.at) for date in to_come)
    notices.tell_usually_runs(act, runs)
    return runs


@command("runs.ended", "said who no longer usually runs a group", allow=policies.may_keep_group)
def no_longer_usually_runs(act: Act, runs: Runs) -> None:
    """They come off the dates to come; those they already said they cannot come to keep their cover."""
    if runs.ends_on:
        raise Refused("They no longer run this group already.")
    runs.ends_on = clock.today()
    runs.save()
    off = DateWorker.objects.filter(date__group=runs.group_id, date__starts_at__gt=act.at, worker=runs.worker_id)
    off = off.filter(with_shift=False)  # as long as the shift is theirs, so is the date
    off.filter(status=DateWorker.Status.ON, date__status=GroupDate.Status.PLANNED, covers=None).delete()


def _begin(act: Act, group: Group) -> None:
    group.move_to(Status.RUNNING)
    group.started_at, group.ended_at = act.at, None
    group.save()


def _place(pathway: Pathway, team: Team | None, ward: Ward | None) -> dict[str, Any]:
    team = ward.team if ward else team
    return {"pathway": team.pathway if team else pathway, "team": team, "ward": ward}


def _own_part(act: Act, group: Group) -> None:
    if not act.actor.is_process and not policies.group_in_reach(act.actor, group):
        raise NotAllowed("plan a group outside their part of the service")


def _sensible(group: Group) -> None:
    if group.joining == Group.Joining.CLOSED and not group.size:
        raise Refused("Say how many places there are: in a closed group places are given.")
    if group.pattern == Group.Pattern.DROP_IN and group.joining == Group.Joining.CLOSED:
        raise Refused("A closed group is a series: people say whether they are coming.")
