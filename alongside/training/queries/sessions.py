"""The dates of a course: what a calendar is told of them, whom they concern, and one trainee's own file of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse

from alongside.core import clock
from alongside.core.actors import Actor
from alongside.formats import ical
from alongside.training import policies
from alongside.training.models import Cohort, Mode, Place, Session

JOIN_BEFORE = timedelta(minutes=20)
TITLE = "Training"  # a calendar is seen by others: it says nothing of what is learned


@dataclass(frozen=True)
class SessionRow:
    """One date as a page shows it. `state`: done | now | coming | cancelled; `join_link` only for those who may."""

    id: str
    number: int
    title: str
    about: str
    starts_at: datetime
    ends_at: datetime
    how: str
    join_link: str
    trainer: str
    state: str


def session_rows(cohort: Cohort, *, links: bool) -> list[SessionRow]:
    """Every date of a course in order, those called off among them. `links`: the reader may join. One query."""
    now, rows, number = clock.now(), [], 0
    for session in cohort.sessions.select_related("module", "trainer").order_by("starts_at", "pk"):
        number += session.cancelled_at is None
        state = "cancelled" if session.cancelled_at else state_of(session, now)
        rows.append(
            SessionRow(
                id=session.pk,
                number=number,
                title=session.title,
                about=session.module.about if session.module else "",
                starts_at=session.starts_at,
                ends_at=session.ends_at,
                how=how(session),
                join_link=session.join_link if links and state in ("now", "coming") else "",
                trainer=session.trainer.name if session.trainer else "",
                state=state,
            )
        )
    return rows


def state_of(session: Session, now: datetime) -> str:
    """`now` from twenty minutes before it starts, so that the button to join is there in time."""
    if session.ends_at <= now:
        return "done"
    return "now" if session.starts_at - JOIN_BEFORE <= now else "coming"


def how(session: Session | Cohort) -> str:
    """Online, or where."""
    words = Mode(session.mode).label
    return f"{words}: {session.where}" if session.where else words


def event_of(session: Session, *, cancelled: bool = False) -> ical.Event:
    """What a calendar is told. Taken back from one calendar alone, it counts as one change more."""
    off = session.cancelled_at is not None
    return ical.Event(
        uid=f"{session.pk}@alongside",
        sequence=session.sequence + (cancelled and not off),
        summary=TITLE,
        starts_at=session.starts_at,
        minutes=int((session.ends_at - session.starts_at).total_seconds() // 60),
        cancelled=cancelled or off,
        place=session.where,
        join_link="" if cancelled or off else session.join_link,
        link=f"{settings.PUBLIC_ADDRESS}{reverse('training:my_training')}",
    )


def addresses_of(cohort: Cohort) -> list[str]:
    """Whose calendars hold the dates of a course: those with a place, and its trainers. Two queries."""
    people = cohort.places.filter(status=Place.Status.TAKEN).values_list("candidate__email", flat=True)
    trainers = cohort.trainers.filter(ended_on=None).values_list("user__email", flat=True)
    return [*people.order_by("taken_at", "pk"), *trainers.order_by("user__name", "pk")]


def to_come(cohort: Cohort) -> list[Session]:
    """Dates that are still held, from now on."""
    found = cohort.sessions.filter(cancelled_at=None, ends_at__gt=clock.now())
    return list(found.order_by("starts_at", "pk"))


def own_calendar(actor: Actor) -> bytes:
    """All dates of the actor's own courses as a calendar file: of those they have a place on."""
    own = policies.own_places(actor).filter(status__in=(Place.Status.TAKEN, Place.Status.FINISHED))
    found = list(Session.objects.filter(cohort__in=own.values("cohort"), cancelled_at=None))
    days = [row.starts_at.date() for row in found] or [clock.today()]
    events = [event_of(session) for session in found]
    return ical.feed(events, name=TITLE, written_at=clock.now(), first=min(days), last=max(days))
