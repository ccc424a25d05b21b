"""Questions about worries: whom to tell now, what waits for an answer, and what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, F, Q, QuerySet, Value, When

from alongside.accounts.queries import OnDuty, current_service, on_duty, until_in_words, who_can_answer
from alongside.core import audit, clock
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.core.models import Opening
from alongside.support import policies
from alongside.support.models import Concern, Relationship, Visit
from alongside.support.queries import names
from alongside.workforce import queries as workforce

Status = Concern.Status
About = Concern.About
SHOWN = {"": "All", "open": "Open", "late": "Answered late, or not yet", "closed": "Done"}
SHOWN_AFTER = timedelta(days=1)  # how long the teller still sees what was done


@dataclass(frozen=True)
class CanBeTold:
    """Somebody to choose. `why` says why they stand in the list; `phone` is empty when we have none."""

    id: str
    name: str
    why: str
    phone: str
    on_duty: bool


@dataclass(frozen=True)
class ConcernRow:
    """A worry in a list. `about` is first name and initial, or whom else it is about; `told` are names in order.

    `late`: nobody has answered, or did, within the service's minutes. `told_me`: the actor was told. `private`: only
    the two may see it.
    """

    id: str
    about: str
    told_by: str
    told_at: datetime
    told: tuple[str, ...]
    told_me: bool
    status: str
    late: bool
    answered_by: str
    answered_at: datetime | None
    closed_at: datetime | None
    next_at: datetime | None
    private: bool

    @property
    def teller(self) -> str:
        return self.told_by.split(" ")[0]


@dataclass(frozen=True)
class ToldRow:
    """One person who was told: when, by whose choice, and when they were last asked again."""

    name: str
    phone: str
    told_at: datetime
    again_at: datetime | None
    chosen: bool


@dataclass(frozen=True)
class ConcernPage:
    """One worry, and what the actor may do about it. `next_in_line` are the names of whoever is asked next."""

    concern: Concern
    about: str
    is_mine: bool
    teller_phone: str
    told: tuple[ToldRow, ...]
    next_in_line: tuple[str, ...]
    visit: Visit | None


def place_of(actor: Actor, relationship: Relationship | None) -> tuple[str | None, str | None]:
    """(pathway id, team id): of the person's request, else where the actor works now; (None, None) for neither."""
    worker = None if relationship else workforce.own_worker(actor)
    return place_of_worker(worker, relationship)


def place_of_worker(worker: Any, relationship: Relationship | None) -> tuple[str | None, str | None]:
    """(pathway id, team id) of the person's request, else of the worker's team now."""
    if relationship:
        return relationship.referral.pathway_id, relationship.referral.host_team_id
    today = clock.today()
    for assignment in worker.assignments.select_related("team") if worker else ():
        if assignment.starts_on <= today and (assignment.ends_on is None or assignment.ends_on >= today):
            return assignment.team.pathway_id, assignment.team_id
    return None, None


def whom_to_tell(actor: Actor, relationship: Relationship | None = None, chosen: str = "") -> list[CanBeTold]:
    """Whoever is on duty first, the leads after them, then the actor's own managers. `chosen`, by id, stays in the
    list when their turn ended while the page was being filled in."""
    line = on_duty(clock.now(), place_of(actor, relationship)[0])
    rows = {row.user.pk: _can_be_told(row.user, _why(row), on_duty=bool(row.until)) for row in line}
    worker = workforce.own_worker(actor)
    managers = set(worker.assignments.values_list("manager", flat=True)) if worker else set()
    others = who_can_answer(filter(None, {*managers, chosen}))
    for user in sorted(others.values(), key=lambda user: (user.name, user.pk)):
        rows.setdefault(user.pk, _can_be_told(user, "Your manager" if user.pk in managers else "", on_duty=False))
    rows.pop(actor.user_id, None)
    return list(rows.values())


def _can_be_told(user: Any, why: str, *, on_duty: bool) -> CanBeTold:
    return CanBeTold(user.pk, user.name, why, user.phone, on_duty)


def _why(row: OnDuty) -> str:
    if row.until is None:
        return "Leads the service"
    return f"On duty until {until_in_words(row.until)}"


def whom_it_is_about(actor: Actor, relationship: Relationship | None = None) -> list[tuple[str, str]]:
    """(relationship id, "Leona M") of the one whose page they came from; else of those the actor walks with."""
    if relationship:
        found = [relationship]
    else:
        walked = policies.walked_relationships(actor).exclude(status=Relationship.Status.ENDED)
        found = list(walked.select_related("referral__person").order_by("referral__person__first_name", "pk"))
    short = names.short_names(row.referral.person for row in found)
    return [(row.pk, short[row.referral.person_id]) for row in found]


def open_concerns(actor: Actor) -> list[ConcernRow]:
    """What waits for an answer that the actor may give, and what they have in hand; the longest waiting first.

    A private worry is here for whoever it was told to, and for nobody else. Four queries at most.
    """
    waiting = (policies.told_concerns(actor) | policies.listed_concerns(actor)).filter(status=Status.TOLD)
    in_hand = policies.visible_concerns(actor).filter(status=Status.ANSWERED, answered_by_user=actor.user_id or None)
    found = Concern.objects.filter(Q(pk__in=waiting.values("pk")) | Q(pk__in=in_hand.values("pk")))
    found = found.exclude(told_by_user=actor.user_id or None)
    return concern_rows(actor, found.order_by("-status", "told_at", "pk"))  # told, then answered


def my_concerns(actor: Actor) -> list[ConcernRow]:
    """What the actor told, until a day after it was done; their own visits are shown as visits. Four queries."""
    lately = Q(status__in=(Status.TOLD, Status.ANSWERED)) | Q(closed_at__gte=clock.now() - SHOWN_AFTER)
    found = policies.own_concerns(actor).filter(lately).exclude(about=About.VISIT)
    return concern_rows(actor, found.order_by("-told_at", "pk"))


def concerns(actor: Actor, show: str = "") -> QuerySet[Concern]:
    """Those in the actor's reach, open first; never a private one. `show`: open, late, closed or all ("")."""
    found = policies.listed_concerns(actor)
    limit = timedelta(minutes=_minutes())
    late = Q(answered_at__gt=F("told_at") + limit) | Q(status=Status.TOLD, told_at__lt=clock.now() - limit)
    chosen = {"open": ~Q(status=Status.CLOSED), "late": late, "closed": Q(status=Status.CLOSED)}.get(show, Q())
    first = Case(When(status=Status.TOLD, then=Value(0)), When(status=Status.ANSWERED, then=Value(1)), default=Value(2))
    return found.filter(chosen).order_by(first, "-told_at", "pk")


def concern_rows(actor: Actor, found: QuerySet[Concern] | Iterable[Concern]) -> list[ConcernRow]:
    """The rows of these worries, in their order. Three queries."""
    if isinstance(found, QuerySet):
        found = found.select_related("relationship__referral__person").prefetch_related("told__user")
    found = list(found)
    limit = timedelta(minutes=_minutes())
    short = names.short_names(row.relationship.referral.person for row in found if row.relationship)
    return [_row(actor, row, short, limit) for row in found]


def _row(actor: Actor, concern: Concern, short: dict[str, str], limit: timedelta) -> ConcernRow:
    told = list(concern.told.all())
    person = concern.relationship.referral.person_id if concern.relationship else ""
    return ConcernRow(
        id=concern.pk,
        about=short[person] if concern.about == About.PERSON else _whom(concern),
        told_by=concern.told_by,
        told_at=concern.told_at,
        told=tuple(row.user.name for row in told),
        told_me=any(row.user_id == actor.user_id for row in told),
        status=concern.status,
        late=(concern.answered_at or clock.now()) > concern.told_at + limit,
        answered_by=concern.answered_by,
        answered_at=concern.answered_at,
        closed_at=concern.closed_at,
        next_at=concern.next_at,
        private=concern.private,
    )


def _whom(concern: Concern) -> str:
    if concern.about == About.PERSON and concern.relationship:
        return concern.relationship.referral.person.full_name
    return {About.ME: "Themself", About.VISIT: "A visit with no word back"}.get(About(concern.about), "Someone else")


def get_concern(actor: Actor, id: str) -> Concern:  # noqa: A002
    """One that the actor told, was told of, or has in reach."""
    found = policies.visible_concerns(actor).select_related("relationship__referral__person", "told_by_user")
    return found.get(pk=id)


def open_concern(actor: Actor, id: str) -> ConcernPage:  # noqa: A002
    """The page of one worry. Whoever reads what another told of a person has opened that person's record: logged."""
    concern = get_concern(actor, id)
    mine = concern.told_by_user_id == actor.user_id
    if concern.about == About.PERSON and concern.relationship and not mine:
        person = concern.relationship.referral.person
        audit.opened(actor, person, Opening.How.OPENED, at=clock.now())
    told = list(concern.told.select_related("user"))
    return ConcernPage(
        concern=concern,
        about=_whom(concern),
        is_mine=mine,
        teller_phone=_phone_of(concern.told_by_user),
        told=tuple(ToldRow(row.user.name, row.user.phone, row.told_at, row.again_at, row.chosen) for row in told),
        next_in_line=_next_in_line(concern, {row.user_id for row in told}),
        visit=Visit.objects.filter(concern=concern).select_related("relationship__referral__person", "worker").first(),
    )


def _next_in_line(concern: Concern, told: set[str]) -> tuple[str, ...]:
    """Who is asked when the time to answer is over, as it looks now."""
    if concern.private or concern.next_at is None:
        return ()
    known = told | {concern.told_by_user_id}
    line = [row for row in on_duty(concern.next_at, concern.pathway_id) if row.user.pk not in known]
    turns = [row for row in line if row.until]
    return tuple(row.user.name for row in (turns[:1] or line))


def _phone_of(user: Any) -> str:
    worker = getattr(user, "worker_record", None)
    return (worker.work_phone if worker else "") or user.phone


def _minutes() -> int:
    service = current_service()
    return service.answer_minutes if service else 15


def unanswered_due() -> QuerySet[Concern]:
    """For the job: nobody has answered, and it is time to ask the next."""
    return Concern.objects.filter(status=Status.TOLD, next_at__lte=clock.now()).order_by("next_at")


def needs_to_mind(actor: Actor) -> None:
    """Raises NotAllowed for whoever has no list of worries to mind."""
    if not policies.sees_team(actor):
        raise NotAllowed("the list of worries")
