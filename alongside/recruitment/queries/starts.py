"""A first day and the weeks after it: for who plans it, for those beside the new worker, and for the worker."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from alongside.accounts.models import Team, User
from alongside.accounts.roles import CANDIDATE, PEER_WORKER
from alongside.candidates.queries import AdjustmentRow, adjustments_for
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.recruitment import policies
from alongside.recruitment.models import Application, FirstDay, InductionItem
from alongside.ui.words import first_initial

NEAR = timedelta(weeks=6)  # how long a first day stays on Today, for who is beside them
BESIDE = ("lead", "coordinator", "team_manager", "peer_worker")


@dataclass(frozen=True)
class FirstDayPage:
    """`checks_done` is all that a manager sees of the checks. `missing`: what stands between them and day one."""

    application: Application
    name: str
    first_name: str
    first_day: FirstDay | None
    checks_done: bool
    adjustments: list[AdjustmentRow]
    missing: list[str]
    items: list[InductionItem]
    may_start_work: bool


@dataclass(frozen=True)
class MyFirstWeeks:
    first_day: FirstDay
    shown: list[InductionItem]
    meetings: list[InductionItem]
    done: int
    all: int
    may_tick: bool


@dataclass(frozen=True)
class StartsNear:
    """`beside`: (application id, "Grace A", the first day) of each."""

    own: bool
    beside: list[tuple[str, str, date]]


def get_to_plan(actor: Actor, application: str) -> Application:
    """Somebody who said yes: for who plans, and for the manager and supervisor of their first day."""
    found = Application.objects.filter(status__in=["checks", "ready", "in_post"])
    if not policies.may_plan_start(actor):
        found = found.filter(first_day__in=policies.visible_first_days(actor))
    return found.select_related("candidate", "vacancy__team", "vacancy__pathway", "vacancy__post").get(pk=application)


def first_day_page(actor: Actor, application: str) -> FirstDayPage:
    """Raises DoesNotExist for whoever neither plans it nor is beside them."""
    found = get_to_plan(actor, application)
    days = FirstDay.objects.select_related("manager", "supervisor", "worker__user")
    first_day = days.filter(application=found).first()
    checks_done = found.status in ("ready", "in_post")
    helps = adjustments_for(found.candidate, "work")
    items = list(first_day.items.select_related("ward", "pathway")) if first_day else []
    return FirstDayPage(
        found,
        first_initial(found.candidate.first_name, found.candidate.last_name),
        found.candidate.first_name,
        first_day,
        checks_done,
        helps,
        _missing(first_day, checks_done, helps),
        items,
        policies.may_start_work(actor, found),
    )


def _missing(first_day: FirstDay | None, checks_done: bool, helps: list[AdjustmentRow]) -> list[str]:
    """In words, what is still to do before day one; empty when the day itself is all that is waited for."""
    if first_day is None:
        return ["The day, the place and the people", *(() if checks_done else ("The checks",))]
    asked = any(row.state == "asked" for row in helps)
    lines = (
        ("The checks", not checks_done),
        ("A manager and a supervisor", not (first_day.manager_id and first_day.supervisor_id)),
        ("A work email address", not first_day.work_email),
        ("What helps at work, agreed with them", asked or first_day.adjustments_agreed_at is None),
    )
    return [words for words, is_missing in lines if is_missing]


def planned(page: FirstDayPage) -> FirstDay:
    """Its first day. Raises DoesNotExist while none is planned."""
    if page.first_day is None:
        raise FirstDay.DoesNotExist
    return page.first_day


def my_first_weeks(actor: Actor) -> MyFirstWeeks | None:
    """The new worker's own; None for a peer worker who did not begin here. NotAllowed for anybody else."""
    if not actor.has(PEER_WORKER, CANDIDATE):
        raise NotAllowed("first weeks")
    first_day = policies.own_first_day(actor).select_related("manager", "supervisor").order_by("-started_at").first()
    if first_day is None:
        return None
    items = list(first_day.items.select_related("ward", "pathway"))
    meetings = [item for item in items if item.kind == InductionItem.Kind.MEETING]
    shown = [item for item in items if item.kind != InductionItem.Kind.MEETING]
    done = sum(item.done_on is not None for item in items)
    return MyFirstWeeks(first_day, shown, meetings, done, len(items), actor.has(PEER_WORKER))


def starts_near(actor: Actor) -> StartsNear:
    """For Today: first days to come or of the last weeks, of those the actor manages or supervises; and whether their
    own first weeks are still under way. Two queries."""
    recent = clock.today() - NEAR
    beside = FirstDay.objects.filter(
        Q(manager_id=actor.user_id) | Q(supervisor_id=actor.user_id), starts_on__gte=recent
    )
    live = beside.exclude(application__status__in=["withdrawn", "not_this_time"]).select_related(
        "application__candidate"
    )
    own = policies.own_first_day(actor).filter(items__done_on=None).exists()
    return StartsNear(
        own,
        [
            (first_day.application_id, first_initial(person.first_name, person.last_name), first_day.starts_on)
            for first_day in live.order_by("starts_on", "id")
            for person in [first_day.application.candidate]
        ],
    )


def get_weeks_item(actor: Actor, item: str) -> InductionItem:
    """Raises DoesNotExist."""
    found = policies.visible_items(actor).select_related("first_day__worker", "first_day__application")
    return found.get(pk=item)


def is_in_own_weeks(actor: Actor, item: InductionItem) -> bool:
    """Whether it is of the actor's own first weeks."""
    return policies.is_in_own_weeks(actor, item)


def staff_to_choose() -> dict[str, User]:
    """Staff who may be a manager or supervisor of a new worker: {id: user}, by name."""
    found = User.objects.filter(kind=User.Kind.STAFF, is_active=True, holdings__role__in=BESIDE)
    in_date = found.filter(holdings__starts_on__lte=clock.today()).distinct().order_by("name", "id")
    return {user.pk: user for user in in_date}


def teams_to_choose(application: Application) -> dict[str, Team]:
    """The open teams of a vacancy's pathway, where the vacancy names none: {id: team}."""
    if application.vacancy.team_id:
        return {}
    found: QuerySet[Team] = application.vacancy.pathway.teams.filter(is_open=True)
    return {team.pk: team for team in found}
