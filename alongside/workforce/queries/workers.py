"""Workers as the lead, coordinators and team managers see them: where, how much, how many places."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery

from alongside.accounts.models import RoleHolding, Team, User
from alongside.accounts.roles import COORDINATOR, LEAD, PEER_WORKER, SUPERVISOR, TEAM_MANAGER
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.nhs import codes
from alongside.workforce import policies
from alongside.workforce.models import Assignment, RatherNot, Worker
from alongside.workforce.policies import visible_assignments, visible_workers
from alongside.workforce.queries.profiles import (
    PLACES_TAKEN,
    OfferingRow,
    ShownTo,
    days_in_words,
    languages_in_words,
    offering_row,
)

# What somebody who takes part and is no peer worker is called, by the role they hold.
CALLED = {SUPERVISOR: "supervisor", TEAM_MANAGER: "team manager", COORDINATOR: "coordinator", LEAD: "peer support lead"}


@dataclass(frozen=True)
class AssignmentRow:
    """One assignment. `state` is "now", "coming" or "past" on the day it was asked."""

    id: str
    team: str
    pathway: str
    kind: str
    hours: Decimal
    manager: str
    starts_on: date
    ends_on: date | None
    state: str


@dataclass(frozen=True)
class WorkerRow:
    """One worker in a list. `hours` a week, today; `taken` counts open relationships and open offers."""

    id: str
    name: str
    kind: str
    teams: tuple[str, ...]
    hours: Decimal
    days: tuple[str, ...]
    taken: int
    agreed: int
    taking_on: bool
    profile_shown: bool
    leaves_on: date | None

    @property
    def free(self) -> int:
        return max(self.agreed - self.taken, 0)

    @property
    def room(self) -> str:
        """One of "paused" (not just now), "full" and "free"."""
        if not self.taking_on:
            return "paused"
        return "free" if self.free else "full"


@dataclass(frozen=True)
class WorkerPage:
    """One worker in full. The profile's parts are None for an actor who may not see what workers share."""

    worker: Worker
    row: WorkerRow
    job_role: str
    email: str
    assignments: tuple[AssignmentRow, ...]
    areas: tuple[str, ...]
    languages: tuple[str, ...]
    rules_out: tuple[str, ...]
    about: str | None
    offerings: tuple[OfferingRow, ...] | None
    may_change: bool


SORTS = {
    "name": lambda row: row.name.lower(),
    "team": lambda row: (row.teams, row.name.lower()),
    "hours": lambda row: (row.hours, row.name.lower()),
    "free": lambda row: (row.free if row.taking_on else -1, row.name.lower()),
}


def workers(actor: Actor, *, name: str = "", pathway: str = "", team: str = "", sort: str = "name") -> list[WorkerRow]:
    """Workers in reach who have not left, narrowed to a part of their name, and to a pathway or team (ids) they are in
    or soon will be.

    `sort` is one of SORTS, with "-" before it for the other way round; anything else is by name.
    """
    today = clock.today()
    found = _counted(visible_workers(actor)).filter(Q(leaves_on=None) | Q(leaves_on__gte=today))
    if pathway or team:
        place = Q(team__pathway=pathway) if pathway else Q()
        place &= Q(team=team) if team else Q()
        lasting = Assignment.objects.filter(place, Q(ends_on=None) | Q(ends_on__gte=today))
        found = found.filter(pk__in=lasting.values("worker"))
    called = name.strip().casefold()
    rows = sorted((_row(one) for one in found if called in one.full_name.casefold()), key=SORTS["name"])
    return sorted(rows, key=SORTS.get(sort.lstrip("-"), SORTS["name"]), reverse=sort.startswith("-"))


def _counted(found: QuerySet[Worker]) -> QuerySet[Worker]:
    assignments = Assignment.objects.select_related("team__pathway", "manager")
    return found.annotate(taken=PLACES_TAKEN).prefetch_related(Prefetch("assignments", assignments))


def _row(worker: Worker) -> WorkerRow:
    rows = [assignment_row(assignment) for assignment in worker.assignments.all()]
    here = [row for row in rows if row.state == "now"] or [row for row in rows if row.state == "coming"]
    return WorkerRow(
        worker.pk,
        worker.full_name,
        str(Worker.Kind(worker.kind).label),
        tuple(sorted({row.team for row in here})),
        sum((row.hours for row in rows if row.state == "now"), Decimal(0)),
        days_in_words(worker.days),
        worker.taken,  # type: ignore[attr-defined]
        worker.agreed_caseload,
        worker.taking_on,
        worker.profile_shown_at is not None,
        worker.leaves_on,
    )


def assignment_row(assignment: Assignment) -> AssignmentRow:
    today = clock.today()
    coming, past = assignment.starts_on > today, (assignment.ends_on or date.max) < today
    return AssignmentRow(
        assignment.pk,
        assignment.team.name,
        assignment.team.pathway.name,
        str(Assignment.Kind(assignment.kind).label),
        assignment.hours,
        assignment.manager.name if assignment.manager else "",
        assignment.starts_on,
        assignment.ends_on,
        "past" if past else "coming" if coming else "now",
    )


def get_worker(actor: Actor, worker_id: str) -> Worker:
    return visible_workers(actor).get(pk=worker_id)


def get_assignment(actor: Actor, assignment_id: str) -> Assignment:
    return visible_assignments(actor).select_related("worker", "team").get(pk=assignment_id)


def worker_page(actor: Actor, worker_id: str) -> WorkerPage:
    """One worker in full. What they share to be suggested by, and show to nobody, is never in it."""
    worker = _counted(visible_workers(actor)).select_related("user").get(pk=worker_id)
    sees = policies.may_see_offerings(actor, worker)
    offered = [offering_row(offering) for offering in worker.offerings.all()] if sees else []
    rows = [assignment_row(assignment) for assignment in worker.assignments.all()]
    order = {"now": 0, "coming": 1, "past": 2}
    return WorkerPage(
        worker,
        _row(worker),
        codes.JOB_ROLE[worker.job_role].plain,
        worker.user.email if worker.user else "",
        tuple(sorted(rows, key=lambda row: order[row.state])),
        tuple(worker.areas),
        languages_in_words(worker),
        tuple(str(RatherNot(value).label) for value in worker.rules_out),
        worker.about if sees else None,
        tuple(row for row in offered if row.shown and row.shown_to != ShownTo.MATCHING) if sees else None,
        policies.may_change(actor, worker),
    )


def worker_choices(actor: Actor) -> list[tuple[str, str]]:
    """(id, name) of the workers in reach who have not left, by name: for any form."""
    here = visible_workers(actor).filter(Q(leaves_on=None) | Q(leaves_on__gte=clock.today()))
    return sorted(((worker.pk, worker.full_name) for worker in here), key=lambda row: row[1].lower())


def workers_near(pathway: str, team: str | None) -> list[tuple[Worker, str]]:
    """Who works in this pathway or team today, and clinicians without a team: (worker, name and kind), by name.

    Arguments are ids. For naming who runs something, by somebody who has asked them. One query.
    """
    today = clock.today()
    now = Assignment.objects.filter(Q(ends_on=None) | Q(ends_on__gte=today), starts_on__lte=today)
    here = now.filter(Q(team__pathway=pathway) | Q(team=team))
    clinical = Q(kind=Worker.Kind.CLINICIAN, assignments=None)
    found = Worker.objects.filter(Q(leaves_on=None) | Q(leaves_on__gt=today))
    found = found.filter(Q(pk__in=here.values("worker")) | clinical).order_by("first_name", "last_name", "pk")
    return named(found)


def named(workers: QuerySet[Worker]) -> list[tuple[Worker, str]]:
    """(worker, name and what they are here), in the order given: a peer worker, or the role they hold today, or a
    clinician. Two who have the same name are told apart by it. One query.
    """
    held = _held(*CALLED).filter(user=OuterRef("user")).order_by("-role")
    rows = workers.annotate(as_role=Subquery(held.values("role")[:1]))
    return [(row, f"{row.full_name} ({_called(row)})") for row in rows]


def _called(worker: Worker) -> str:
    role = getattr(worker, "as_role", None)
    return CALLED[role] if role and worker.kind == Worker.Kind.CLINICIAN else str(worker.get_kind_display()).lower()


def user_choices(worker: Worker | None = None) -> list[tuple[User, str]]:
    """Staff who may take part and are no worker yet, peer workers and those who supervise them, and this worker's own
    account, by email."""
    free = _holding(PEER_WORKER, SUPERVISOR, TEAM_MANAGER, COORDINATOR, LEAD).filter(worker_record=None)
    own = User.objects.filter(worker_record=worker) if worker else User.objects.none()
    return [(user, f"{user.email} ({user.name})") for user in (free | own).distinct().order_by("email")]


def manager_choices() -> list[tuple[User, str]]:
    """Who may be somebody's manager: staff who are a team manager or the lead today, by name."""
    return [(user, user.name) for user in _holding(TEAM_MANAGER, LEAD).order_by("name")]


def _holding(*roles: str) -> QuerySet[User]:
    held = _held(*roles)
    return User.objects.filter(pk__in=held.values("user"), kind=User.Kind.STAFF, is_active=True)


def _held(*roles: str) -> QuerySet[RoleHolding]:
    today = clock.today()
    return RoleHolding.objects.filter(Q(ends_on=None) | Q(ends_on__gte=today), role__in=roles, starts_on__lte=today)


def team_choices(actor: Actor) -> list[tuple[Team, str]]:
    """Each open team the actor may assign workers to, and its name."""
    teams = Team.objects.filter(is_open=True)
    return [(team, team.name) for team in teams if policies.may_assign_to(actor, team)]


def managers_of(worker_id: str) -> list[str]:
    """The users (ids) who manage this worker today."""
    today = clock.today()
    now = Assignment.objects.filter(Q(ends_on=None) | Q(ends_on__gte=today), worker=worker_id, starts_on__lte=today)
    return list(now.exclude(manager=None).order_by("manager").values_list("manager", flat=True).distinct())
