"""The first months of somebody new: the worker's own, those of whoever looks after them, and what is late."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, Min, OuterRef, Q, QuerySet

from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.supervision import policies
from alongside.supervision.models import CareerStep, Raised, StarterStep, StarterStepKind, Supervisee
from alongside.supervision.queries.slips import AGAIN
from alongside.supervision.queries.standing import Standing, standing
from alongside.workforce.queries import workers_at_work

NEW = timedelta(days=60)  # so long after a first day the steps are still laid out
GRACE = timedelta(days=7)  # so long after its day a step is raised


@dataclass(frozen=True)
class StepRow:
    id: str
    name: str
    phase: str
    who: str
    due_on: date
    done_on: date | None
    done_by: str
    left_out: bool
    words: str
    may_tick: bool

    @property
    def is_open(self) -> bool:
        return self.done_on is None and not self.left_out

    @property
    def is_late(self) -> bool:
        return self.is_open and self.due_on < clock.today()


@dataclass(frozen=True)
class FirstMonths:
    """One worker's steps, in the order of their days, from the day they began."""

    worker_id: str
    worker: str
    mine: bool
    began_on: date | None
    steps: tuple[StepRow, ...]
    may_leave_out: bool

    @property
    def phases(self) -> list[tuple[str, list[StepRow]]]:
        found: dict[str, list[StepRow]] = {}
        for step in self.steps:
            found.setdefault(step.phase, []).append(step)
        return list(found.items())

    @property
    def done(self) -> int:
        return sum(not step.is_open for step in self.steps)

    @property
    def month(self) -> int:
        """Which month they are in: 1 from their first day, 4 from three months after it; 0 where they have no steps."""
        if self.began_on is None:
            return 0
        today, began = clock.today(), self.began_on
        whole = (today.year - began.year) * 12 + today.month - began.month
        return whole + (clock.months_after(began, whole) <= today)

    @property
    def next(self) -> StepRow | None:
        """The first that is open."""
        return next((step for step in self.steps if step.is_open), None)

    @property
    def late(self) -> int:
        return sum(step.is_late for step in self.steps)


def my_first_months(actor: Actor) -> FirstMonths:
    """A worker's own; no steps for whoever began before the service had them. Two queries."""
    if not policies.may_see_own(actor):
        raise NotAllowed("see their own first months")
    found = _rows(actor, policies.own_steps(actor), Q(worker__user_id=actor.user_id))
    return found[0] if found else FirstMonths("", "", True, None, (), False)


def first_months(actor: Actor) -> list[FirstMonths]:
    """Workers with a step still open, whom the actor manages, supervises or leads: most late first. One query, which
    does not ask what the actor may tick."""
    if not policies.may_supervise(actor):
        raise NotAllowed("see first months")
    here = policies.visible_steps(actor).exclude(worker__user_id=actor.user_id)
    here = here.filter(Q(worker__leaves_on=None) | Q(worker__leaves_on__gte=clock.today()))
    still = StarterStep.objects.filter(worker=OuterRef("worker"), done_on=None, left_out_at=None)
    rows = _rows(actor, here.filter(Exists(still)))
    return sorted(rows, key=lambda row: (-row.late, row.worker.lower(), row.worker_id))


def first_months_of(actor: Actor, worker_id: str) -> FirstMonths:
    """One worker's. Raises DoesNotExist."""
    rows = _rows(actor, policies.visible_steps(actor).filter(worker=worker_id), Q(worker=worker_id))
    if not rows:
        raise StarterStep.DoesNotExist
    return rows[0]


def supervision_of(actor: Actor, worker_id: str) -> list[Standing]:
    """The dates, and no words, of a new worker's supervision: for who names supervisors with them in reach, and who
    gives it. Two queries."""
    named, given = policies.named_places(actor), policies.given_places(actor)
    places = Supervisee.objects.filter(Q(pk__in=named.values("pk")) | Q(pk__in=given.values("pk")), worker=worker_id)
    return standing(places)


READ = (  # of a step, as plain values: a list of everybody's is made of hundreds
    *("worker", "worker__first_name", "worker__last_name", "worker__user", "kind__due_days"),
    *("pk", "kind__name", "kind__phase", "kind__who", "due_on", "done_on", "done_by", "left_out_at", "words"),
)


def _rows(actor: Actor, steps: QuerySet[StarterStep], whose: Q | None = None) -> list[FirstMonths]:
    """`whose` steps they are, where it matters what the actor may do to them."""
    ticked = set(policies.may_be_ticked(actor).filter(whose).values_list("pk", flat=True)) if whose else set()
    after = set(policies.looked_after(actor).values_list("pk", flat=True)) if whose else set()
    found: dict[tuple[str, str, bool], list[StepRow]] = {}
    began: dict[str, date] = {}
    for worker, first_name, last_name, user, due_days, pk, name, phase, who, due_on, *rest in steps.order_by(
        "due_on", "kind__position", "pk"
    ).values_list(*READ):
        done_on, done_by, left_out_at, words = rest
        row = StepRow(
            pk,
            name,
            str(StarterStepKind.Phase(phase).label),
            str(StarterStepKind.Who(who).label),
            due_on,
            done_on,
            done_by,
            left_out_at is not None,
            words,
            pk in ticked,
        )
        one = (worker, f"{first_name} {last_name}".strip(), user == actor.user_id)
        found.setdefault(one, []).append(row)
        began[worker] = due_on - timedelta(days=due_days)
    return [
        FirstMonths(worker, name, mine, began[worker], tuple(rows), worker in after)
        for (worker, name, mine), rows in found.items()
    ]


def get_step(actor: Actor, step_id: str) -> StarterStep:
    return policies.visible_steps(actor).select_related("worker", "kind").get(pk=step_id)


def step_kinds(first: date) -> list[StarterStepKind]:
    """The kinds of step asked of whoever began that day."""
    return list(StarterStepKind.objects.filter(Q(ended_on=None) | Q(ended_on__gte=first)))


def has_step_kinds() -> bool:
    return StarterStepKind.objects.exists()


def has_career_steps() -> bool:
    return CareerStep.objects.exists()


def career_steps(actor: Actor) -> list[CareerStep]:
    """What this service says of each step a peer worker may take, for everybody of its staff. One query."""
    if not policies.may_supervise(actor):
        raise NotAllowed("see the steps of a career")
    return list(CareerStep.objects.filter(Q(ended_on=None) | Q(ended_on__gte=clock.today())))


def first_day(worker: Any) -> date | None:
    """The first day of their first assignment."""
    found: date | None = worker.assignments.aggregate(first=Min("starts_on"))["first"]
    return found


def to_lay_out() -> list[Any]:
    """Peer workers here who began lately and have no step yet: for the job."""
    today = clock.today()
    if not has_step_kinds():
        return []
    began = workers_at_work("peer", today).annotate(first_on=Min("assignments__starts_on"))
    return list(began.filter(first_on__gt=today - NEW, first_on__lte=today, starter_steps=None))


def _late() -> QuerySet[StarterStep]:
    today = clock.today()
    return StarterStep.objects.filter(
        Q(worker__leaves_on=None) | Q(worker__leaves_on__gte=today),
        done_on=None,
        left_out_at=None,
        due_on__lt=today - GRACE,
    )


def steps_to_raise() -> QuerySet[StarterStep]:
    """Late by more than a week; nobody is told now, nor said lately what they did."""
    told = Raised.objects.filter(
        Q(closed_at=None) | Q(closed_at__gt=clock.now() - AGAIN) & ~Q(closed_by=""),
        what=Raised.What.STEP_LATE,
        about=OuterRef("pk"),
    )
    return _late().filter(~Exists(told)).select_related("worker").order_by("due_on", "pk")


def steps_put_right() -> list[Raised]:
    found = Raised.objects.filter(closed_at=None, what=Raised.What.STEP_LATE).select_related("worker")
    return list(found.exclude(about__in=_late().values("pk")))


def raised_of_step(step: StarterStep) -> list[Raised]:
    return list(Raised.objects.filter(closed_at=None, what=Raised.What.STEP_LATE, about=step.pk))
