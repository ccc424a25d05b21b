"""The dates of a course: made at once, changed, called off. Each calendar that holds one follows by itself."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from alongside.accounts.models import User
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.training import notices, policies, queries
from alongside.training.models import Cohort, Module, Session

MOST = 60  # dates made at once
SEEN = ("starts_at", "ends_at", "mode", "where", "join_link")  # what a calendar shows of a date


@command("sessions.added", "added dates to a course", allow=policies.may_teach)
def add_sessions(
    act: Act,
    cohort: Cohort,
    *,
    days: list[date],
    starts: time,
    ends: time,
    title: str = "",
    modules: list[Module] | None = None,
    mode: str = "",
    where: str = "",
    join_link: str = "",
    trainer: User | None = None,
) -> None:
    """A date for each of `days`, at the same time. With `modules`, each date takes the next one, and its title."""
    if cohort.status in (Cohort.Status.FINISHED, Cohort.Status.CANCELLED):
        raise Refused("This course is over, so it has no new dates.")
    if not days or len(days) > MOST:
        raise Refused(f"Give from one to {MOST} days.")
    taught = list(modules or [])
    if not (title or taught):
        raise Refused("Give a title, or choose that each date takes the next module.")
    made = []
    for number, day in enumerate(sorted(set(days))):
        module = taught[number] if number < len(taught) else None
        starts_at, ends_at = _moment(day, starts), _moment(day, ends)
        _after(starts_at, ends_at)
        made.append(
            Session.objects.create(
                cohort=cohort,
                module=module,
                title=module.title if module else title or f"Session {number + 1}",
                starts_at=starts_at,
                ends_at=ends_at,
                mode=mode or cohort.mode,
                where=where,
                join_link=join_link,
                trainer=trainer,
            )
        )
    notices.invite(act, made, queries.addresses_of(cohort))


@command("session.changed", "changed a date of a course", allow=policies.may_teach, locks=("cohort",))
def change_session(act: Act, session: Session, **said: Any) -> None:
    """`said`: title, module, starts_at, ends_at, mode, where, join_link, trainer. A calendar hears of what it shows."""
    _still_held(session)
    _after(said["starts_at"], said["ends_at"])
    is_seen = any(said[name] != getattr(session, name) for name in SEEN)
    for name, value in said.items():
        setattr(session, name, value)
    session.sequence += is_seen
    session.save()
    if is_seen:
        notices.invite(act, [session], queries.addresses_of(session.cohort), "changed")


@command("session.cancelled", "called off a date of a course", allow=policies.may_teach, locks=("cohort",))
def cancel_session(act: Act, session: Session) -> None:
    _still_held(session)
    session.cancelled_at = act.at
    session.sequence += 1
    session.save()
    notices.invite(act, [session], queries.addresses_of(session.cohort), "cancelled")


def _still_held(session: Session) -> None:
    if session.cancelled_at is not None:
        raise Refused("This date was called off already.")
    if session.marked_at is not None:
        raise Refused("Its register is kept, so the date stays as it was.")


def _after(starts_at: datetime, ends_at: datetime) -> None:
    if ends_at - starts_at < timedelta(minutes=5):
        raise Refused("It must end after it starts.")


def _moment(day: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))
