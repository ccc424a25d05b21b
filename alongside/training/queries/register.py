"""The register of one session: who is on it, what is marked and by whom, and what the marks would start."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from alongside.accounts.models import User
from alongside.candidates import queries as candidate_queries
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.training import policies
from alongside.training.models import Attendance, Cohort, Place, Session
from alongside.training.queries.attendance import WITH_US, called, changeable_until, sessions_of
from alongside.ui import dates

Mark = Attendance.Mark
AWAY_TOLD, AWAY_UNTOLD = "away_told", "away_untold"


def answer_of(mark: Attendance | None) -> str:
    """One word for a mark and whether they told us: here, late, away, away_told, away_untold, caught_up, or empty."""
    if mark is None:
        return ""
    if mark.mark == Mark.AWAY and mark.told_us is not None:
        return AWAY_TOLD if mark.told_us else AWAY_UNTOLD
    return mark.mark


@dataclass(frozen=True)
class RegisterRow:
    """One person on the register. `answer` is what stands now; `missed_before`: the session before was missed."""

    id: str
    name: str
    first: str
    answer: str
    note: str
    missed_before: bool


@dataclass(frozen=True)
class Register:
    id: str
    title: str
    cohort_id: str
    cohort: str
    number: int
    of: int
    starts_at: datetime
    ends_at: datetime
    how: str
    join_link: str
    rows: tuple[RegisterRow, ...]
    saved: str
    until: date
    opens: bool
    closed: bool
    cancelled: bool
    left: int
    caller: str
    caught_up: tuple[str, ...]


def get_session(actor: Actor, session: str) -> Session:
    """A session of a course this actor trains. Raises DoesNotExist."""
    return policies.visible_sessions(actor).select_related("cohort__programme", "module", "trainer").get(pk=session)


def on_the_register(session: Session) -> QuerySet[Place]:
    """Everyone with a place, by first name: the order never changes with a mark."""
    found = session.cohort.places.filter(status__in=WITH_US).select_related("candidate")
    return found.order_by("candidate__first_name", "candidate__last_name", "pk")


def register(actor: Actor, session: Session) -> Register:
    """The page of one register. `session` comes from get_session."""
    sessions = sessions_of(session.cohort)
    places = list(on_the_register(session))
    marks = {mark.place_id: mark for mark in session.attendances.all()}
    before = _missed_before(sessions, session)
    helps = candidate_queries.adjustments_of([place.candidate_id for place in places], "training")
    caller = who_calls(session)
    number = next((n for n, each in enumerate(sessions, 1) if each.pk == session.pk), 0)
    return Register(
        id=session.pk,
        title=session.title,
        cohort_id=session.cohort_id,
        cohort=session.cohort.name,
        number=number,
        of=len(sessions),
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        how=session.where or session.get_mode_display(),
        join_link=session.join_link,
        rows=tuple(
            RegisterRow(
                id=place.pk,
                name=called(place),
                first=place.candidate.first_name,
                answer=answer_of(marks.get(place.pk)),
                note=_note(marks.get(place.pk), helps.get(place.candidate_id, [])),
                missed_before=place.pk in before,
            )
            for place in places
        ),
        saved=f"Saved at {dates.time(session.marked_at)} by {session.marked_by}." if session.marked_at else "",
        until=changeable_until(session),
        opens=timezone.localdate(session.starts_at) <= clock.today(),
        closed=bool(session.marked_at) and clock.today() > changeable_until(session),
        cancelled=session.cancelled_at is not None,
        left=session.cohort.places.filter(taken_at__isnull=False).exclude(status__in=WITH_US).count(),
        caller=caller.name if caller else "",
        caught_up=tuple(_came_to_catch_up(session)),
    )


def who_calls(session: Session) -> User | None:
    """Who would be asked to make a kind call: whoever leads this session, or the course, or any of its trainers."""
    return session.trainer or trainer_to_call(session.cohort)


def trainer_to_call(cohort: Cohort) -> User | None:
    first = cohort.trainers.filter(ended_on=None).select_related("user").order_by("-leads", "user__name").first()
    return first.user if first else None


def _missed_before(sessions: list[Session], session: Session) -> set[str]:
    earlier = [each.pk for each in sessions if each.starts_at < session.starts_at]
    if not earlier:
        return set()
    return set(Attendance.objects.filter(session=earlier[-1], mark=Mark.AWAY).values_list("place_id", flat=True))


def _note(mark: Attendance | None, helps: list[candidate_queries.AdjustmentRow]) -> str:
    """What to know under a name: how it was marked, or what helps that was promised for training."""
    there = next((row.agreed or row.words for row in helps if row.state == "in_place"), "")[:60]
    if mark is None:
        return there
    if mark.mark == Mark.CAUGHT_UP:
        return f"Caught up. {mark.caught_up_words}".strip()
    if mark.by_code:
        return f"Said so with the code at {dates.time(mark.marked_at)}"
    if mark.mark == Mark.AWAY and mark.told_us:
        return "Told us"
    return there


def to_catch_up(actor: Actor, session: Session) -> list[Attendance]:
    """Sessions missed that may be caught up at this one, each with its place: who may have come to catch up.

    Of those on any course of the same programme, so that somebody may come to another group's date.
    """
    get_session(actor, session.pk)
    missed = Attendance.objects.filter(
        mark=Mark.AWAY,
        place__status=Place.Status.TAKEN,
        place__cohort__programme=session.cohort.programme_id,
        session__starts_at__lt=session.starts_at,
        session__cancelled_at=None,
    ).select_related("place__candidate", "place__cohort__programme", "session")
    return list(missed.order_by("place__candidate__first_name", "session__starts_at", "pk"))


def caught_up_at(session: Session) -> str:
    """How a catch-up at this session is written down, so that its register can show who came."""
    return f"Came to {session.title[:110]} on {dates.full_date(session.starts_at)}"


def _came_to_catch_up(session: Session) -> list[str]:
    found = Attendance.objects.filter(mark=Mark.CAUGHT_UP, caught_up_words=caught_up_at(session))
    return [called(mark.place) for mark in found.select_related("place__candidate").order_by("marked_at", "pk")]


def own_sessions_on(actor: Actor) -> list[Session]:
    """The candidate's own sessions today that are not over, soonest first: where a code on a screen may be."""
    now = clock.now()
    own = policies.own_places(actor).filter(status=Place.Status.TAKEN)
    found = Session.objects.filter(cohort__in=own.values("cohort"), cancelled_at=None, ends_at__gte=now)
    today = clock.today()
    return [session for session in found.order_by("starts_at", "pk") if timezone.localdate(session.starts_at) == today]


def own_mark(actor: Actor, session: Session) -> Attendance | None:
    return Attendance.objects.filter(place__in=policies.own_places(actor).values("pk"), session=session).first()


def marks_in_words(rows: tuple[RegisterRow, ...]) -> dict[str, int]:
    """How many here, late, away, and not marked yet."""
    found = Counter(row.answer.partition("_")[0] if row.answer != Mark.CAUGHT_UP else "here" for row in rows)
    return {"here": found["here"], "late": found["late"], "away": found["away"], "left": found[""]}
