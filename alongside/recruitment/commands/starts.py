"""The first day: planned with the candidate, begun by the lead when every check is done, and the weeks after it."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from alongside.accounts import commands as accounts
from alongside.accounts.models import Team, User
from alongside.accounts.roles import PEER_WORKER
from alongside.candidates import commands as candidates
from alongside.candidates.queries import adjustments_for, working_days_after
from alongside.core import clock
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.recruitment import notices, policies
from alongside.recruitment.commands.checks import DONE
from alongside.recruitment.commands.vacancies import UNANSWERED, finish_vacancy
from alongside.recruitment.models import Application, FirstDay, InductionItem, Vacancy
from alongside.ui import dates
from alongside.workforce import commands as workforce
from alongside.workforce import queries as workers

Status = Application.Status
AT = time(11)
# What every new worker is shown, and by how many working days after the first.
SHOWN = (
    ("Your desk, your phone, the kettle and where to be quiet", 1),
    ("Who to tell when you are worried about somebody", 1),
    ("Working alone safely, and the on-duty line", 3),
    ("What we write down, and who reads it", 5),
    ("The trust’s own induction", 10),
    ("Your own wellbeing plan, if you would like one", 10),
)
HELD_AT_START = ("trained", "checks")  # every check is done by then, and one of them is the training
SHOWN_ROUND = "induction"
# The meetings of the first month: what, with whom, and on which working day.
MEETINGS = (
    ("A first talk with your manager", "manager", 1),
    ("Supervision: the first week", "supervisor", 4),
    ("Supervision: the second week", "supervisor", 9),
    ("How are the first two weeks?", "manager", 10),
    ("Supervision: the third week", "supervisor", 14),
    ("Supervision: the first month", "supervisor", 19),
    ("How was the first month?", "manager", 20),
)


@command("start.planned", "planned a first day", allow=policies.may_plan_start)
def plan_first_day(
    act: Act,
    application: Application,
    *,
    starts_on: date,
    where: str,
    manager: User,
    supervisor: User,
    work_email: str = "",
) -> FirstDay:
    """The day, the place and the people, as agreed with them. A day that changes is told."""
    if application.status not in (Status.CHECKS, Status.READY):
        raise Refused("A first day is planned once they have said yes to the offer.")
    if starts_on < clock.today():
        raise Refused("The first day is a day to come.")
    first_day = FirstDay.objects.filter(application=application).first() or FirstDay(application=application)
    told = (first_day.starts_on, first_day.where)
    first_day.starts_on, first_day.where, first_day.work_email = starts_on, where, work_email.strip().lower()
    first_day.manager, first_day.supervisor = manager, supervisor
    first_day.save()
    if told != (starts_on, where):
        notices.tell_first_day(act, first_day)
    return first_day


@command("start.adjustments_agreed", "agreed what helps at work", allow=policies.may_plan_start, locks=("application",))
def agree_adjustments(act: Act, first_day: FirstDay) -> FirstDay:
    """Talked through before day one: everything they asked for at work is agreed, or they asked for nothing."""
    waiting = _waiting_adjustments(first_day)
    if waiting:
        raise Refused(f"They asked for this at work, and nobody has agreed it with them yet: {'; '.join(waiting)}")
    first_day.adjustments_agreed_at = act.at
    first_day.save()
    return first_day


@command("start.begun", "began somebody’s work", allow=policies.may_start_work, locks=("vacancy",))
def start_work(act: Act, application: Application, *, team: Team | None = None) -> FirstDay:
    """Day one: a staff account and role, the worker's record, the post filled, and the first weeks laid out.

    `team`: where they work, when the vacancy names none. Refused until every check is clear or not needed, whatever
    else is said, and until what helps at work is agreed. Their own account stays theirs and apart.
    """
    first_day = _ready_to_start(application)
    vacancy, candidate = application.vacancy, application.candidate
    team = vacancy.team or team
    if team is None:
        raise Refused("Choose the team they work in.")
    user = accounts.open_account(act, name=candidate.full_name, email=first_day.work_email)
    accounts.give_role(act, user, role=PEER_WORKER, team=team, starts_on=first_day.starts_on)
    worker = workforce.add_worker(act, first_name=candidate.first_name, last_name=candidate.last_name, user=user)
    workforce.assign_worker(
        act,
        worker,
        team=team,
        hours=vacancy.hours,
        kind="bank" if vacancy.contract == vacancy.Contract.BANK else "substantive",
        manager=first_day.manager,
        starts_on=first_day.starts_on,
        ends_on=vacancy.contract_until,
        post=vacancy.post,
    )
    for slug in HELD_AT_START:
        if kind := workers.kind_called(slug):
            workforce.write_credential(act, worker, kind=kind, done_on=clock.today())
    application.move_to(Status.IN_POST)
    application.ended_at = act.at
    application.save()
    first_day.worker, first_day.started_at = worker, act.at
    first_day.save()
    _lay_out(first_day, team)
    candidates.mark_in_post(act, candidate)
    notices.tell_started(act, first_day)
    if vacancy.applications.filter(status=Status.IN_POST).count() >= vacancy.places:
        _every_place_is_taken(act, vacancy)
    return first_day


@command("induction.done", "ticked off something of the first weeks", allow=policies.may_tick)
def tick_item(act: Act, item: InductionItem) -> InductionItem:
    if item.done_on:
        raise Refused(f"{item.done_by} ticked this off already.")
    item.done_on, item.done_by = clock.today(), act.actor.name
    item.save()
    _is_shown_round(act, item)
    return item


@command("induction.not_done", "took back a tick of the first weeks", allow=policies.may_tick)
def untick_item(act: Act, item: InductionItem) -> InductionItem:
    """It was ticked by mistake."""
    if not item.done_on:
        raise Refused("This is not ticked off.")
    for held in _shown_round_by(item):
        workforce.take_back_credential(act, held)
    item.done_on, item.done_by = None, ""
    item.save()
    return item


def _is_shown_round(act: Act, item: InductionItem) -> None:
    """Ticked off by somebody beside them, the ward may offer them its shifts; by themself, it is only a tick."""
    worker, kind = item.first_day.worker, workers.kind_called(SHOWN_ROUND)
    if item.ward and worker and kind and worker.user_id != act.actor.user_id and not _shown_round_by(item):
        workforce.write_credential(act, worker, kind=kind, done_on=clock.today(), ward=item.ward)


def _shown_round_by(item: InductionItem) -> list[Any]:
    """What says that they were shown round the item's ward, on the day it was ticked off."""
    if item.ward is None or item.done_on is None or item.first_day.worker is None:
        return []
    held = item.first_day.worker.credentials.filter(kind__slug=SHOWN_ROUND, ward=item.ward, done_on=item.done_on)
    return list(held.filter(taken_back_at=None))


def _ready_to_start(application: Application) -> FirstDay:
    """Its first day, or Refused with what is still missing. The checks are read again: a state is not enough."""
    open_checks = application.checks.exclude(status__in=DONE).values_list("kind__name", flat=True)
    if open_checks or not application.checks.exists() or application.status != Status.READY:
        left = ", ".join(open_checks) or application.get_status_display().lower()
        raise Refused(f"Nobody starts until every check is done. Still open: {left}.")
    first_day = FirstDay.objects.filter(application=application).first()
    if first_day is None or not (first_day.manager_id and first_day.supervisor_id and first_day.work_email):
        raise Refused("Plan the first day first: the day, a manager, a supervisor and a work email address.")
    if first_day.adjustments_agreed_at is None or _waiting_adjustments(first_day):
        raise Refused("Agree with them what helps at work before day one.")
    if first_day.starts_on > clock.today():
        raise Refused(f"Their first day is {dates.day(first_day.starts_on)}. You can begin it then.")
    return first_day


def _every_place_is_taken(act: Act, vacancy: Vacancy) -> None:
    """Those on the reserve list hear; and where nobody waits for an answer, the vacancy is finished."""
    for other in vacancy.applications.filter(status=Status.RESERVE).select_related("candidate"):
        notices.tell_place_filled(act, other)
    if vacancy.status == Vacancy.Status.CLOSED and not vacancy.applications.filter(status__in=UNANSWERED).exists():
        finish_vacancy(act, vacancy)


def _waiting_adjustments(first_day: FirstDay) -> list[str]:
    rows = adjustments_for(first_day.application.candidate, "work")
    return [row.words for row in rows if row.state == "asked"]


def _lay_out(first_day: FirstDay, team: Team) -> None:
    """The list of the first weeks: what everybody is shown, the pathway, the team's wards, and the meetings."""
    before = first_day.starts_on - timedelta(days=1)  # so that the first working day is the first day, or after it
    make = InductionItem.objects.create
    for what, days in SHOWN:
        make(first_day=first_day, what=what, due_on=working_days_after(before, days))
    due = working_days_after(before, 10)
    make(first_day=first_day, what=f"How {team.pathway.name} works", pathway=team.pathway, due_on=due)
    wards = list(team.wards.filter(is_open=True))
    for ward in wards:
        make(first_day=first_day, what=f"Shown round {ward.name}", ward=ward, due_on=due)
    if not wards:
        make(first_day=first_day, what=f"Shown round where {team.name} works", due_on=due)
    people = {"manager": first_day.manager, "supervisor": first_day.supervisor}
    names = {role: person.name for role, person in people.items() if person}
    for what, with_whom, days in MEETINGS:
        on = working_days_after(before, days)
        make(
            first_day=first_day,
            kind=InductionItem.Kind.MEETING,
            what=what,
            with_whom=names[with_whom],
            due_on=on,
            at=timezone.make_aware(datetime.combine(on, AT)),
        )
