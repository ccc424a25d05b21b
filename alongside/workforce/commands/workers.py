"""Everything that can happen to a worker's record, assignments, profile and private wishes."""

import functools
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from alongside.accounts.models import Team, User, Ward
from alongside.accounts.policies import may_bring_in
from alongside.core.commands import Act, Command, command
from alongside.core.errors import NotAllowed, Refused
from alongside.workforce import policies
from alongside.workforce.commands.posts import fill_post, vacate_post
from alongside.workforce.models import Assignment, KeptAway, Offering, Post, Worker
from alongside.workforce.queries import left_empty, same_name

# The lead, coordinators and team managers ---------------------------------------------------------------------------


@command("worker.added", "added a worker", allow=policies.may_add)
def add_worker(
    act: Act,
    *,
    first_name: str,
    last_name: str,
    kind: str = "peer",
    job_role: str = "07050",
    local_id: str = "",
    work_phone: str = "",
    user: User | None = None,
) -> Worker:
    """Make the record of someone who takes part. `user` is the account they sign in with, if they have one."""
    _free_account(user)
    return Worker.objects.create(
        first_name=first_name,
        last_name=last_name,
        kind=kind,
        job_role=job_role,
        local_id=local_id,
        work_phone=work_phone,
        user=user,
    )


@command("worker.changed", "changed a worker’s details", allow=policies.may_change)
def change_worker(
    act: Act,
    worker: Worker,
    *,
    first_name: str,
    last_name: str,
    kind: str,
    job_role: str,
    local_id: str = "",
    work_phone: str = "",
    user: User | None = None,
    leaves_on: date | None = None,
) -> Worker:
    """Write the details afresh. After the day they leave nobody new is suggested to them."""
    if user is None or user.pk != worker.user_id:
        _free_account(user)
    worker.first_name, worker.last_name = first_name, last_name
    worker.kind, worker.job_role = kind, job_role
    worker.local_id, worker.work_phone = local_id, work_phone
    worker.user, worker.leaves_on = user, leaves_on
    worker.save()
    return worker


def _free_account(user: User | None) -> None:
    if user is not None and Worker.objects.filter(user=user).exists():
        raise Refused("That account already belongs to another worker. Choose another, or none.")


@command("worker.assigned", "assigned a worker to a team", allow=policies.may_assign, locks=("post",))
def assign_worker(
    act: Act,
    worker: Worker,
    *,
    team: Team,
    hours: Decimal,
    kind: str = "substantive",
    manager: User | None = None,
    starts_on: date,
    ends_on: date | None = None,
    post: Post | None = None,
) -> Assignment:
    """Say where a worker works, how and how many hours a week, between which days (the last one included).

    With `post`, the post they have: it is filled from now on.
    """
    if not policies.may_assign_to(act.actor, team):
        raise NotAllowed(f"{act.actor.name} may not assign anybody to that team")
    if not team.is_open:
        raise Refused(f"{team.name} is closed. Choose another team.")
    _in_order(starts_on, ends_on)
    for other in worker.assignments.filter(team=team, kind=kind):
        if other.starts_on <= (ends_on or date.max) and starts_on <= (other.ends_on or date.max):
            raise Refused(f"They have an assignment like this with {team.name} already. End that one first.")
    if post is not None:
        _fits(post, team)
        fill_post(act, post)
    return Assignment.objects.create(
        worker=worker,
        team=team,
        kind=kind,
        hours=hours,
        manager=manager,
        starts_on=starts_on,
        ends_on=ends_on,
        post=post,
    )


def _fits(post: Post, team: Team) -> None:
    if post.pathway_id != team.pathway_id or post.team_id not in (None, team.pk):
        raise Refused(f"That post is not one of {team.name}’s. Choose another post, or none.")


@command(
    "worker.assignment_ended",
    "set the last day of a worker’s assignment",
    allow=policies.may_end_assignment,
    locks=("worker", "post"),
)
def end_assignment(act: Act, assignment: Assignment, *, ends_on: date) -> Assignment:
    """Set, or move, the last day with a team. After the last day of the last who has a post, it is vacant."""
    _in_order(assignment.starts_on, ends_on)
    assignment.ends_on = ends_on
    assignment.save()
    if assignment.post is not None and left_empty().filter(pk=assignment.post_id).exists():
        vacate_post(act, assignment.post)
    return assignment


def _in_order(starts_on: date, ends_on: date | None) -> None:
    if ends_on is not None and ends_on < starts_on:
        raise Refused("The last day is before the first. Check the two dates.")


@command("worker.caseload_agreed", "wrote down a worker’s agreed number of places", allow=policies.may_assign)
def set_caseload(act: Act, worker: Worker, *, agreed_caseload: int) -> Worker:
    """How many people at a time, as the worker and their manager agreed. A limit, never a target."""
    worker.agreed_caseload = agreed_caseload
    worker.save()
    return worker


# The worker themself -------------------------------------------------------------------------------------------------


@command("profile.shown", "showed their profile", allow=policies.may_change_own)
def show_profile(act: Act, worker: Worker) -> Worker:
    """From now on, people it is offered to are shown the profile."""
    if not worker.about:
        raise Refused("Write a few words about yourself first, so that people have something to read.")
    worker.profile_shown_at = worker.profile_shown_at or act.at
    worker.save()
    return worker


@command("profile.hidden", "hid their profile", allow=policies.may_change_own)
def hide_profile(act: Act, worker: Worker) -> Worker:
    """From now on nobody is shown the profile, and nobody new is suggested."""
    worker.profile_shown_at = None
    worker.save()
    return worker


@command("worker.not_just_now", "said not just now to new people", allow=policies.may_change_own)
def not_just_now(act: Act, worker: Worker) -> Worker:
    """No new people for a while. No reason is asked; whoever they meet already stays with them."""
    worker.taking_on = False
    worker.save()
    return worker


@command("worker.taking_on_again", "said they are taking on new people again", allow=policies.may_change_own)
def taking_on_again(act: Act, worker: Worker) -> Worker:
    worker.taking_on = True
    worker.save()
    return worker


@command("profile.changed", "changed their profile", allow=policies.may_change_own)
def change_profile(
    act: Act,
    worker: Worker,
    *,
    about: str | None = None,
    languages: Sequence[str] | None = None,
    days: Sequence[str] | None = None,
    areas: Sequence[str] | None = None,
    rules_out: Sequence[str] | None = None,
) -> None:
    """Change what is given, leave the rest. A profile without words is no longer shown."""
    if about is not None:
        worker.about = about
        worker.profile_shown_at = worker.profile_shown_at if about else None
    for name, chosen in {"languages": languages, "days": days, "areas": areas, "rules_out": rules_out}.items():
        if chosen is not None:
            setattr(worker, name, list(chosen))
    worker.save()


def _part_of_profile(change: Callable[..., Any]) -> Command:
    """A command audited as `profile.changed` of the worker and nothing more.

    The audit must not say that a private list exists, nor what somebody offers to be matched by and shows to nobody.
    """
    made = Command(change_profile.action, change_profile.says, policies.may_change_own, (), change)
    functools.update_wrapper(made, change, updated=())
    return made


@_part_of_profile
def add_offering(
    act: Act, worker: Worker, *, theme: str, shown_to: str, words: str = "", shown_until: date | None = None
) -> str:
    """Offer an experience or interest. `theme` is one of the service's; `shown_until` the last day it is shown.

    Returns its id.
    """
    if worker.offerings.filter(theme=theme).exists():
        raise Refused(f"“{theme}” is on your list already. Change it there.")
    return Offering.objects.create(
        worker=worker, theme=theme, words=words, shown_to=shown_to, shown_until=shown_until
    ).pk


@_part_of_profile
def change_offering(
    act: Act, worker: Worker, *, offering: Offering, shown_to: str, words: str = "", shown_until: date | None = None
) -> None:
    """Change the words, who may see it or until when. One that was withdrawn is offered again."""
    _theirs(worker, offering)
    offering.words, offering.shown_to, offering.shown_until = words, shown_to, shown_until
    offering.withdrawn_at = None
    offering.save()


@_part_of_profile
def withdraw_offering(act: Act, worker: Worker, *, offering: Offering) -> None:
    """Nobody sees it, and it suggests nobody, from this moment. The worker keeps it, to offer again or not."""
    _theirs(worker, offering)
    offering.withdrawn_at = offering.withdrawn_at or act.at
    offering.save()


@_part_of_profile
def keep_away(act: Act, worker: Worker, *, team: Team | None = None, ward: Ward | None = None, name: str = "") -> None:
    """Keep the worker away from a team, a ward or a name: whichever are given. No reason is asked."""
    if not (team or ward or name.strip()):
        raise Refused("Write a name, or choose a team or a ward.")
    if team:
        KeptAway.objects.get_or_create(worker=worker, team=team, ward=None, name="")
    if ward:
        KeptAway.objects.get_or_create(worker=worker, team=None, ward=ward, name="")
    if name.strip() and not any(same_name(row.name, name) for row in worker.kept_away.exclude(name="")):
        KeptAway.objects.create(worker=worker, name=name.strip())


@_part_of_profile
def end_keep_away(act: Act, worker: Worker, *, kept_away: KeptAway) -> None:
    """Take one off the private list. Nothing of it is left."""
    _theirs(worker, kept_away)
    KeptAway.objects.filter(pk=kept_away.pk).delete()


def _theirs(worker: Worker, row: Offering | KeptAway) -> None:
    if row.worker_id != worker.pk:
        raise NotAllowed("This belongs to somebody else")


# A spreadsheet --------------------------------------------------------------------------------------------------------


@command("worker.brought_in", "brought in a worker", allow=may_bring_in, locks=("worker",))
def bring_in_worker(
    act: Act,
    *,
    origin: str,
    first_name: str,
    last_name: str,
    team: Team | None = None,
    hours: Decimal | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    worker: Worker | None = None,
) -> Worker:
    """Write one row of a sheet of workers. Without team, hours and first day they have no team yet.

    No account is opened and no profile is made. `worker` is who they are here already: their assignment to the team
    is then as the row says, or begins.
    """
    if starts_on:
        _in_order(starts_on, ends_on)
    made = worker or Worker.objects.create(first_name=first_name, last_name=last_name, origin=origin)
    mine = made.assignments.filter(team=team).last() if worker and team else None
    if mine is not None:
        mine.hours, mine.starts_on = hours or mine.hours, starts_on or mine.starts_on
        mine.ends_on = ends_on or mine.ends_on
        mine.save()
    elif team and hours and starts_on:
        Assignment.objects.create(worker=made, team=team, hours=hours, starts_on=starts_on, ends_on=ends_on)
    return made
