"""What others write of a worker: their record, their teams, the number of places, a row of a spreadsheet."""

from datetime import date
from decimal import Decimal

from alongside.accounts.models import Team, User
from alongside.accounts.policies import may_bring_in
from alongside.core.commands import Act, command
from alongside.core.errors import NotAllowed, Refused
from alongside.workforce import policies
from alongside.workforce.commands.posts import fill_post, vacate_post
from alongside.workforce.models import Assignment, Post, Worker
from alongside.workforce.queries import left_empty

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
