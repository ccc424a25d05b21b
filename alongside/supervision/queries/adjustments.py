"""What helps a worker at work: their own list, and what those who agree and see to it are shown. Never why."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat

from alongside.accounts.models import RoleHolding, User
from alongside.accounts.roles import LEAD
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.core.models import Notice
from alongside.supervision import policies
from alongside.supervision.models import Adjustment, Raised
from alongside.supervision.queries.slips import AGAIN
from alongside.workforce.policies import own_worker
from alongside.workforce.queries import managers_of

Status = Adjustment.Status
OPEN = (Status.ASKED, Status.AGREED, Status.IN_PLACE, Status.INSTEAD)
TAGS = {
    Status.ASKED: "their_turn",
    Status.AGREED: "going_on",
    Status.IN_PLACE: "done",
    Status.INSTEAD: "ending",
    Status.ENDED: "on_hold",
}


@dataclass(frozen=True)
class AdjustmentRow:
    """One thing that helps. `why` is empty for everybody but its own worker. `raised_to`: who is asked to act on it
    now, because it is late, was not answered, or is a year old; only where one is looked at."""

    id: str
    worker: str
    mine: bool
    kind: str
    words: str
    why: str
    status: str
    says: tuple[str, str]
    agreed_words: str
    agreed_by: str
    in_place_by: date | None
    owner: str
    checked: bool
    review_on: date | None
    asked_at: datetime
    may_agree: bool
    raised_to: str = ""

    @property
    def is_late(self) -> bool:
        return self.status == Status.AGREED and self.in_place_by is not None and self.in_place_by < clock.today()

    @property
    def is_due_again(self) -> bool:
        return self.status == Status.IN_PLACE and self.review_on is not None and self.review_on <= clock.today()


def my_adjustments(actor: Actor) -> list[AdjustmentRow]:
    """The worker's own, those that ended last. One query."""
    if not policies.may_see_own(actor):
        raise NotAllowed("see what helps them at work")
    rows = [_row(one, mine=True) for one in policies.own_adjustments(actor).select_related("worker", "owner")]
    return sorted(rows, key=lambda row: row.status == Status.ENDED)


def adjustments(actor: Actor) -> list[AdjustmentRow]:
    """Those of the workers the actor manages today, in a lead's reach, or that they see to: late ones first."""
    if not policies.may_supervise(actor):
        raise NotAllowed("see what helps others at work")
    found = policies.given_adjustments(actor).filter(status__in=OPEN).select_related("worker", "owner")
    after = {*policies.looked_after(actor).values_list("pk", flat=True)}
    rows = [_row(one, mine=False, may_agree=one.worker_id in after) for one in found]
    return sorted(rows, key=lambda row: (not row.is_late, row.status != Status.ASKED, row.worker.lower(), row.id))


def adjustment(actor: Actor, adjustment_id: str) -> AdjustmentRow:
    """One, for its worker or for whoever agrees or sees to it."""
    found = get_adjustment(actor, adjustment_id)
    mine = policies.adjustment_is_theirs(actor, found)
    raised_to = [raised.to.name for raised in raised_of_adjustment(found) if raised.to]
    may_agree = not mine and policies.looks_after(actor, found)
    return _row(found, mine=mine, may_agree=may_agree, raised_to="".join(raised_to[:1]))


def get_adjustment(actor: Actor, adjustment_id: str) -> Adjustment:
    """One's own, or one given. Raises DoesNotExist."""
    own = policies.own_adjustments(actor).select_related("worker", "owner").filter(pk=adjustment_id).first()
    return own or policies.given_adjustments(actor).select_related("worker", "owner").get(pk=adjustment_id)


def own_adjustment(actor: Actor, adjustment_id: str) -> Adjustment:
    return policies.own_adjustments(actor).select_related("worker", "owner").get(pk=adjustment_id)


def given_adjustment(actor: Actor, adjustment_id: str) -> Adjustment:
    """One of a worker the actor manages today or has in reach as lead."""
    found = policies.given_adjustments(actor).filter(worker__in=policies.looked_after(actor).values("pk"))
    return found.select_related("worker", "owner").get(pk=adjustment_id)


def _row(one: Adjustment, *, mine: bool, may_agree: bool = False, raised_to: str = "") -> AdjustmentRow:
    return AdjustmentRow(
        id=one.pk,
        worker=one.worker.full_name,
        mine=mine,
        kind=one.get_kind_display(),
        words=one.words,
        why=one.why if mine else "",
        status=one.status,
        says=(TAGS[Status(one.status)], one.get_status_display()),
        agreed_words=one.agreed_words,
        agreed_by=one.agreed_by,
        in_place_by=one.in_place_by,
        owner=one.owner.name if one.owner else "",
        checked=one.checked_at is not None,
        review_on=one.review_on,
        asked_at=one.asked_at,
        may_agree=may_agree,
        raised_to=raised_to,
    )


def line_managers(worker_id: str) -> list[User]:
    """Those who manage this worker today, and can still sign in. Two queries."""
    return list(_staff().filter(pk__in=managers_of(worker_id)).order_by("name", "pk"))


def _staff() -> QuerySet[User]:
    today = clock.today()
    return User.objects.filter(Q(last_day=None) | Q(last_day__gte=today), is_active=True, kind=User.Kind.STAFF)


def _leads() -> QuerySet[User]:
    today = clock.today()
    held = RoleHolding.objects.filter(Q(ends_on=None) | Q(ends_on__gte=today), role=LEAD, starts_on__lte=today)
    return _staff().filter(pk__in=held.values("user"))


def who_could_see_to(found: Adjustment) -> list[tuple[User, str]]:
    """Who may be asked to see to it: whoever manages the worker first, then other staff by name. Two queries."""
    near = {user.pk for user in line_managers(found.worker_id)}
    today = clock.today()
    held = RoleHolding.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=today), role__in=policies.INVOLVED, starts_on__lte=today
    )
    others = _staff().filter(Q(pk__in=held.values("user")) | Q(pk__in=near)).exclude(pk=found.worker.user_id)
    rows = [(user, f"{user.name}, line manager" if user.pk in near else user.name) for user in others.order_by("name")]
    return sorted(rows, key=lambda row: row[0].pk not in near)


def who_acts_on(found: Adjustment) -> User | None:
    """Whom what slipped is raised to: a line manager today who is not its owner, else a lead, else the owner."""
    managers = [user for user in line_managers(found.worker_id) if user.pk != found.owner_id]
    if managers:
        return managers[0]
    leads = _leads().exclude(pk=found.worker.user_id)
    return leads.exclude(pk=found.owner_id).order_by("name", "pk").first() or found.owner


WHATS = (Raised.What.ADJUSTMENT_ASKED, Raised.What.ADJUSTMENT_LATE, Raised.What.ADJUSTMENT_REVIEW)
ANSWER_WITHIN = timedelta(days=14)
KNOWS = "what-helps:"


def _here() -> QuerySet[Adjustment]:
    today = clock.today()
    return Adjustment.objects.filter(Q(worker__leaves_on=None) | Q(worker__leaves_on__gte=today)).defer("why")


def _slipped(what: str) -> QuerySet[Adjustment]:
    today = clock.today()
    slipped = {
        Raised.What.ADJUSTMENT_ASKED: Q(status=Status.ASKED, asked_at__lte=clock.now() - ANSWER_WITHIN),
        Raised.What.ADJUSTMENT_LATE: Q(status=Status.AGREED, in_place_by__lt=today),
        Raised.What.ADJUSTMENT_REVIEW: Q(status=Status.IN_PLACE, review_on__lte=today),
    }
    return _here().filter(slipped[Raised.What(what)])


def adjustments_to_raise(what: str) -> QuerySet[Adjustment]:
    """Not answered, late, or due to be looked at again; nobody is told of it now, nor said lately what they did. For
    the job."""
    told = Raised.objects.filter(
        Q(closed_at=None) | Q(closed_at__gt=clock.now() - AGAIN) & ~Q(closed_by=""), what=what, about=OuterRef("pk")
    )
    return _slipped(what).filter(~Exists(told)).select_related("worker", "owner").order_by("pk")


def adjustments_put_right() -> list[Raised]:
    """What was raised of an adjustment and holds no longer, or was raised to somebody who no longer acts on it."""
    over = []
    for raised in Raised.objects.filter(closed_at=None, what__in=WHATS).select_related("worker"):
        found = _slipped(raised.what).select_related("worker", "owner").filter(pk=raised.about).first()
        if found is None or who_acts_on(found) != raised.to:
            over.append(raised)
    return over


def raised_of_adjustment(found: Adjustment) -> list[Raised]:
    return list(Raised.objects.filter(closed_at=None, what__in=WHATS, about=found.pk).select_related("to"))


# A new manager --------------------------------------------------------------------------------------------------------


def knows_what_helps(worker_id: str, user_id: str) -> str:
    """What the message is named by which this user first hears that something helps this worker."""
    return f"{KNOWS}{worker_id}:{user_id}"


def was_said(named: str) -> bool:
    return Notice.objects.filter(once=named).exists()


def new_managers() -> list[tuple[Any, User]]:
    """(worker, user) for whoever manages a worker today and never heard that something helps them. For the job."""
    today, manages = clock.today(), "worker__assignments__"
    now = Q(**{f"{manages}ends_on": None}) | Q(**{f"{manages}ends_on__gte": today})
    there = {f"{manages}starts_on__lte": today, f"{manages}manager__in": _staff()}
    named = Concat(Value(KNOWS), "worker", Value(":"), f"{manages}manager")
    pairs = _here().filter(now, status__in=OPEN, **there).annotate(named=named, manager=F(f"{manages}manager"))
    pairs = pairs.exclude(Exists(Notice.objects.filter(once=OuterRef("named"))))
    users = _staff().in_bulk(set(pairs.values_list("manager", flat=True)))
    workers = {one.worker_id: one.worker for one in pairs.select_related("worker__user")}
    told = dict.fromkeys(pairs.order_by("worker").values_list("worker", "manager"))
    return [(workers[worker], users[user]) for worker, user in told if workers[worker].user_id != user]


def sees_what_helps(actor: Actor) -> list[str]:
    """The names of those who manage the actor today: they see what helps, and not why."""
    worker = own_worker(actor).first()
    return [user.name for user in line_managers(worker.pk)] if worker else []


def said_before(actor: Actor) -> list[str]:
    """What a worker said, before they began, that helps at work and may be passed on: theirs to ask for here too."""
    before = own_worker(actor).filter(
        first_day__application__candidate__adjustments__stage="work",
        first_day__application__candidate__adjustments__carry=True,
    )
    words = before.exclude(first_day__application__candidate__adjustments__status="withdrawn").values_list(
        "first_day__application__candidate__adjustments__words", flat=True
    )
    asked = set(policies.own_adjustments(actor).values_list("words", flat=True))
    return [one for one in words if one not in asked]


def own_at_work(actor: Actor) -> Any:
    """The actor's own record as a worker. Raises DoesNotExist."""
    return own_worker(actor).get()
