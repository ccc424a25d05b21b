"""Visits made alone: a worker says where and until when, and then that they are safe. Silence is raised to a person."""

from datetime import datetime, timedelta
from typing import Any

from alongside.accounts.queries import current_service
from alongside.core.commands import Act, command
from alongside.core.errors import NotAllowed, Refused
from alongside.support import policies
from alongside.support.commands import concerns
from alongside.support.models import Concern, Meeting, Relationship, Visit
from alongside.support.notices import concerns as notices
from alongside.support.queries.concerns import place_of_worker
from alongside.ui import dates

Status = Visit.Status
LONGEST = timedelta(hours=12)
MORE = timedelta(minutes=30)


@command("visit.started", "went on a visit alone", allow=policies.may_go_out)
def start_visit(
    act: Act,
    worker: Any,
    *,
    where: str,
    due_at: datetime,
    relationship: Relationship | None = None,
    meeting: Meeting | None = None,
) -> Visit:
    """`due_at` is when they say at the latest that they are safe, within 12 hours. One visit at a time."""
    if relationship and not policies.visible_relationships(act.actor).filter(pk=relationship.pk).exists():
        raise NotAllowed("a visit to somebody they do not know")
    if Visit.objects.filter(worker=worker).exclude(status=Status.SAFE).exists():
        raise Refused("You are on a visit already. Say that you are safe first.")
    if not act.at < due_at <= act.at + LONGEST:
        raise Refused("Say a time still to come, within 12 hours.")
    return Visit.objects.create(
        worker=worker, where=where, started_at=act.at, due_at=due_at, relationship=relationship, meeting=meeting
    )


@command("visit.extended", "stays longer on a visit", allow=policies.may_say_safe)
def extend_visit(act: Act, visit: Visit) -> Visit:
    """Thirty minutes more, from when they were expected or from now, whichever is later."""
    if visit.status != Status.OUT:
        raise Refused(_over(visit))
    visit.due_at = max(visit.due_at, act.at) + MORE
    visit.reminded_at = None
    visit.save()
    return visit


@command("visit.safe", "is safe", allow=policies.may_say_safe, locks=("concern",))
def say_safe(act: Act, visit: Visit) -> Visit:
    """Safe. Said late, it also closes what was raised, and whoever was told hears of it."""
    if visit.status == Status.SAFE:
        return visit
    visit.move_to(Status.SAFE)
    visit.safe_at = act.at
    visit.save()
    if (concern := visit.concern) and concern.status != Concern.Status.CLOSED:
        if concern.status == Concern.Status.TOLD:
            concerns.answer(act, concern)
        concerns.close(act, concern, f"{visit.worker.full_name} said that they are safe.")
        notices.tell_safe(act, concern)
    return visit


@command("visit.reminded", "asked whether they are safe", allow=policies.may_mind_visits)
def remind_visit(act: Act, visit: Visit) -> Visit:
    """To the worker only, once the time has come, before anybody else is told."""
    if visit.status != Status.OUT or visit.reminded_at or visit.due_at > act.at:
        raise Refused("They said that they are safe, or it is not time yet.")
    visit.reminded_at = act.at
    visit.save()
    notices.ask_whether_safe(act, visit)
    return visit


@command("visit.raised", "raised a visit with no word back", allow=policies.may_mind_visits)
def raise_visit(act: Act, visit: Visit) -> Visit:
    """No word in time: a worry that goes to whoever is on duty, like any other, with where the worker went."""
    if visit.status != Status.OUT or visit.due_at + grace() > act.at:
        raise Refused("They said that they are safe, or it is not time yet.")
    worker = visit.worker
    pathway_id, team_id = place_of_worker(worker, visit.relationship)
    visit.concern = concerns.raise_concern(
        act,
        once=visit.pk,
        about=Concern.About.VISIT,
        relationship=visit.relationship,
        pathway_id=pathway_id,
        team_id=team_id,
        words=f"{worker.full_name} was expected by {dates.time(visit.due_at)} and has not said that they are safe.",
        told_by=worker.full_name,
        told_by_user=worker.user,
    )
    visit.move_to(Status.RAISED)
    visit.raised_at = act.at
    visit.save()
    return visit


def grace() -> timedelta:
    """How long after the time they gave a visit is raised: as long as anybody has to answer."""
    service = current_service()
    return timedelta(minutes=service.answer_minutes if service else 15)


def _over(visit: Visit) -> str:
    if visit.status == Status.SAFE:
        return "You said that you are safe already. Start another visit."
    return f"It is past {dates.time(visit.due_at)}, and somebody was told. Say that you are safe; then start another."
