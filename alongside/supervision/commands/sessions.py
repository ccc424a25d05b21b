"""A session of supervision: planned, moved, cancelled, held; what was agreed to do; who was there."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from alongside.core import clock
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.supervision import notices, policies, queries
from alongside.supervision.commands.raising import settle
from alongside.supervision.models import Here, Session, Supervision, ToDo
from alongside.workforce.commands import take_back_credential, write_credential
from alongside.workforce.queries import kind_called

MOST = 12  # sessions planned at once


@command("supervision_session.planned", "planned a session of supervision", allow=policies.may_plan)
def plan_session(
    act: Act, supervision: Supervision, *, starts_at: datetime, minutes: int = 60, where: str = "", many: int = 1
) -> Session:
    """The next date; with `many`, a series of so many by their rhythm, at the same time of day. Returns the first.

    Whoever covers on the day leads it. Whoever asked for a session has their answer.
    """
    if supervision.status == Supervision.Status.ENDED:
        raise Refused("This supervision has ended. Nothing more is planned in it.")
    if not 1 <= many <= MOST:
        raise Refused(f"Plan from 1 to {MOST} dates at once.")
    step = timedelta(weeks=queries.weeks_of(supervision)) if many > 1 else timedelta(0)
    local = timezone.localtime(starts_at).replace(tzinfo=None)
    starts = [starts_at, *(timezone.make_aware(local + step * n) for n in range(1, many))]
    made = [_plan(act, supervision, moment, minutes, where) for moment in starts]
    _answered(act, supervision)
    return made[0]


def _plan(act: Act, supervision: Supervision, starts_at: datetime, minutes: int, where: str) -> Session:
    _to_come(starts_at)
    _free(supervision, starts_at)
    session = Session.objects.create(
        supervision=supervision,
        starts_at=starts_at,
        minutes=minutes,
        where=where,
        led_by=queries.leader_on(supervision, timezone.localdate(starts_at)),
    )
    notices.tell_of_session(act, session, "planned")
    return session


def _answered(act: Act, supervision: Supervision) -> None:
    for place in supervision.people.exclude(asked_at=None):
        place.asked_at, place.asked_words = None, ""
        place.save()
        notices.stop_asking(act, place)


def _to_come(starts_at: datetime) -> None:
    if starts_at <= clock.now():
        raise Refused("That time has passed. Choose one still to come.")


def _free(supervision: Supervision, starts_at: datetime, but: str = "") -> None:
    if supervision.sessions.filter(status=Session.Status.PLANNED, starts_at=starts_at).exclude(pk=but).exists():
        raise Refused("A session is planned at that time already.")


@command(
    "supervision_session.moved",
    "moved a session of supervision",
    allow=policies.may_change_session,
    locks=("supervision",),
)
def move_session(act: Act, session: Session, *, starts_at: datetime, minutes: int, where: str = "") -> Session:
    """To another time or place. It was not cancelled, and counts as nothing against anybody."""
    _planned(session)
    _to_come(starts_at)
    _free(session.supervision, starts_at, but=session.pk)
    old = session.led_by
    session.starts_at, session.minutes, session.where = starts_at, minutes, where
    session.changes += 1
    session.led_by = queries.leader_on(session.supervision, timezone.localdate(starts_at))
    session.reminded_at = None
    session.save()
    if old != session.led_by:
        hide_what_was_shown(session)
        notices.tell_no_longer_leads(act, session, old)
    notices.tell_of_session(act, session, "moved")
    return session


def _planned(session: Session) -> None:
    if session.status != Session.Status.PLANNED:
        raise Refused(f"This session is {session.get_status_display().lower()} already.")


def hide_what_was_shown(session: Session) -> None:
    """Somebody else leads it now: what was shown to one is not read by another, until it is shown afresh."""
    session.preparations.exclude(shown_at=None).update(shown_at=None)


@command(
    "supervision_session.cancelled", "cancelled a session", allow=policies.may_change_session, locks=("supervision",)
)
def cancel_session(act: Act, session: Session, *, by: str, next_at: datetime | None = None) -> Session:
    """`by` says on whose side it was; with `next_at`, the date instead is planned in the same act."""
    session.move_to(Session.Status.CANCELLED)
    session.cancelled_at, session.cancelled_by = act.at, by
    session.changes += 1
    session.save()
    notices.tell_of_session(act, session, "cancelled")
    if next_at is not None:
        plan_session(act, session.supervision, starts_at=next_at, minutes=session.minutes, where=session.where)
    return session


@command("supervision_session.back_on", "put a cancelled session back on", allow=policies.may_change_session)
def put_back_on(act: Act, session: Session) -> Session:
    """It was cancelled by mistake, and is still to come."""
    if session.status == Session.Status.HELD:
        raise Refused("This session was held.")
    _to_come(session.starts_at)
    _free(session.supervision, session.starts_at)
    if session.supervision.status == Supervision.Status.ENDED:
        raise Refused("This supervision has ended. Nothing more is planned in it.")
    session.move_to(Session.Status.PLANNED)
    session.cancelled_at, session.cancelled_by = None, ""
    session.changes += 1
    session.save()
    notices.tell_of_session(act, session, "planned")
    return session


@command("supervision_session.held", "wrote down a session", allow=policies.may_hold, locks=("supervision",))
def hold_session(
    act: Act,
    session: Session,
    *,
    note: str = "",
    here: Sequence[Any] | None = None,
    to_do: Sequence[Mapping[str, Any]] = (),
    next_at: datetime | None = None,
) -> Session:
    """It was held: what was said in a few words, who of a group was there (None: everybody), what each will do
    ({words, who, due_on}), and the next date. Without one that stands, the next date must be given."""
    if not queries.has_begun(session):
        raise Refused("This session is still to come. Write it down when it has begun.")
    session.move_to(Session.Status.HELD)
    session.held_at, session.note = act.at, note.strip()
    session.save()
    _write_here(session, here)
    _write_credentials(act, session)
    for line in to_do:
        _agree_to_do(session, **line)
    goes_on = session.supervision.status == Supervision.Status.RUNNING
    if next_at is not None:
        plan_session(act, session.supervision, starts_at=next_at, minutes=session.minutes, where=session.where)
    elif goes_on and queries.next_planned(session.supervision) is None:
        raise Refused("Choose the next date, so that there is always one.")
    settle(act, [row.worker for row in session.here.select_related("worker")])
    return session


def _write_credentials(act: Act, session: Session) -> None:
    """Where the service asks workers to have had supervision lately, that they had it (see docs/adr/0019)."""
    kind, day = kind_called("supervision"), queries.session_day(session)
    for row in session.here.select_related("worker") if kind else ():
        if not row.worker.credentials.filter(kind=kind, done_on=day, taken_back_at=None).exists():
            write_credential(act, row.worker, kind=kind, done_on=day)


def _write_here(session: Session, here: Sequence[Any] | None) -> None:
    inside = queries.who_is_in(session.supervision, timezone.localdate(session.starts_at))
    there = inside if here is None or not session.supervision.group_name else here
    if not there or not set(there) <= set(inside):
        raise Refused("Select who was there, among those of the group.")
    session.here.all().delete()
    for worker in there:
        Here.objects.create(session=session, worker=worker)


@command("supervision_session.corrected", "corrected what was written of a session", allow=policies.may_hold)
def correct_session(act: Act, session: Session, *, note: str, here: Sequence[Any] | None = None) -> Session:
    """The note, or who was there, was not right."""
    if session.status != Session.Status.HELD:
        raise Refused("Only a session that was written down can be corrected.")
    session.note = note.strip()
    session.save()
    if here is not None:
        _write_here(session, here)
        everyone = queries.who_is_in(session.supervision, timezone.localdate(session.starts_at))
        settle(act, everyone)
    return session


@command("supervision_session.not_held", "said that a session was not held after all", allow=policies.may_hold)
def not_held(act: Act, session: Session) -> Session:
    """By mistake: it is planned as before, and what was written stays to be written again."""
    if session.status == Session.Status.CANCELLED:
        raise Refused("This session was cancelled. Put it back on instead.")
    session.move_to(Session.Status.PLANNED)
    for row in session.here.select_related("worker"):
        for held in row.worker.credentials.filter(written_at=session.held_at or act.at, taken_back_at=None):
            take_back_credential(act, held)
    session.held_at = None
    session.save()
    session.here.all().delete()
    return session


@command("supervision_session.reminded", "reminded of a session of supervision", allow=policies.may_remind)
def remind_of_session(act: Act, session: Session) -> Session:
    """Once, the day before: whoever is in it can still prepare."""
    if session.reminded_at is not None:
        raise Refused("They were reminded already.")
    session.reminded_at = act.at
    session.save()
    notices.tell_of_session(act, session, "tomorrow")
    return session


# What was agreed to do ------------------------------------------------------------------------------------------------


@command("supervision_to_do.agreed", "agreed to do something", allow=policies.may_do)
def agree_to_do(act: Act, session: Session, *, words: str, who: Any, due_on: date | None = None) -> Session:
    _agree_to_do(session, words, who, due_on)
    return session


def _agree_to_do(session: Session, words: str, who: Any, due_on: date | None = None) -> None:
    if who.pk not in {worker.pk for worker, _ in queries.who_could_do(session)}:
        raise Refused("Choose one of those who were there.")
    ToDo.objects.create(session=session, words=words.strip(), who=who, due_on=due_on)


@command("supervision_to_do.done", "ticked something that was agreed", allow=policies.may_do)
def tick_to_do(act: Act, to_do: ToDo) -> ToDo:
    if to_do.done_at is not None:
        raise Refused("This is ticked already.")
    to_do.done_at = act.at
    to_do.save()
    return to_do


@command("supervision_to_do.not_done", "unticked something that was agreed", allow=policies.may_do)
def untick_to_do(act: Act, to_do: ToDo) -> ToDo:
    if to_do.done_at is None:
        raise Refused("This is not ticked.")
    to_do.done_at = None
    to_do.save()
    return to_do


@command("supervision_to_do.taken_back", "took back something that was agreed", allow=policies.may_do)
def take_back_to_do(act: Act, to_do: ToDo) -> ToDo:
    """It is no longer to be done, or was never agreed."""
    if to_do.taken_back_at is not None:
        raise Refused("This was taken back already.")
    to_do.taken_back_at = act.at
    to_do.save()
    return to_do
