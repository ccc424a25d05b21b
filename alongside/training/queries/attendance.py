"""Who came to what, and how each trainee's course is going: the same rule for the register, the grid and the jobs."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Prefetch, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from alongside.accounts.queries import current_service
from alongside.core import clock
from alongside.solvers import attendance
from alongside.solvers.attendance import Outlook, Sat
from alongside.training.models import Attendance, Cohort, KindCall, Place, Session
from alongside.ui.words import first_initial

CHANGE_DAYS = 3  # a register may be changed by its trainers for this long after the session
MISSED = "miss:"  # the candidate's messages are named by their own id, a colon, and this with the mark's id
REMINDER = "at:"  # the same, with the session’s id and how often it was moved: 40 characters hold it
CODE_LASTS = timedelta(minutes=10)
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXZ"  # none that can be mistaken for another
MESSAGE_AFTER = timedelta(hours=1)  # a mark put right within the hour worries nobody
MESSAGE_WITHIN = timedelta(days=7)  # later, "we missed you" is no longer kind
WITH_US = (Place.Status.TAKEN, Place.Status.FINISHED)


def called(place: Place) -> str:
    """How staff lists name a trainee: Ada F."""
    return first_initial(place.candidate.first_name, place.candidate.last_name)


def code_now(session: Session) -> str:
    """The code on the screen while it is good; empty afterwards."""
    return session.code if session.code_until and session.code_until > clock.now() else ""


def new_code() -> str:
    """Six characters for a screen, easy to read from the back of a room."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(6))


def sessions_of(cohort: Cohort) -> list[Session]:
    """The course's sessions that are held, in order. Their number is their place in this list."""
    return list(
        cohort.sessions.filter(cancelled_at=None).select_related("module", "trainer").order_by("starts_at", "pk")
    )


def day_of(session: Session) -> date:
    """The day it is on, where the service is."""
    return timezone.localdate(session.starts_at)


def day_of_moment(moment: datetime) -> date:
    return timezone.localdate(moment)


def changeable_until(session: Session) -> date:
    """The last day on which its trainers may change a register; the lead may later."""
    return day_of(session) + timedelta(days=CHANGE_DAYS)


def is_required(session: Session, number: int, cohort: Cohort) -> bool:
    """Everyone must come to it or catch it up: the module says so, or it is the first and the programme says so."""
    return bool(session.module and session.module.is_required) or (number == 1 and cohort.programme.first_is_required)


def outlook(cohort: Cohort, sessions: Sequence[Session], marks: dict[str, Attendance], at: datetime) -> Outlook:
    """How it is going for the person whose `marks` by session id these are."""
    sat = [
        Sat(
            number,
            marks[session.pk].mark if session.pk in marks else "",
            is_required(session, number, cohort),
            session.ends_at <= at,
        )
        for number, session in enumerate(sessions, 1)
    ]
    return attendance.outlook(sat, cohort.programme.attendance_percent)


def outlook_of(place: Place) -> Outlook:
    """How it is going for one trainee, now."""
    marks = {mark.session_id: mark for mark in place.attendances.all()}
    return outlook(place.cohort, sessions_of(place.cohort), marks, clock.now())


def calls_to_raise() -> list[Place]:
    """Trainees for whom a kind call is not yet asked and may help. The rows are few: courses that run now."""
    running = Cohort.objects.filter(status=Cohort.Status.RUNNING).select_related("programme")
    taken = Place.objects.filter(status=Place.Status.TAKEN).prefetch_related("attendances", "calls")
    found = []
    for cohort in running.prefetch_related(Prefetch("places", taken)):
        sessions = sessions_of(cohort)
        for place in cohort.places.all():
            marks = {mark.session_id: mark for mark in place.attendances.all()}
            if may_need_call(place.calls.all(), outlook(cohort, sessions, marks, clock.now())):
                found.append(place)
    return found


def may_need_call(calls: Iterable[KindCall], seen: Outlook) -> bool:
    """Whether what is seen asks for a call that is neither due already nor made for the very same reasons."""
    if seen.state == attendance.ON_TRACK:
        return False
    return not any(call.status == KindCall.Status.DUE or call.because == because(seen) for call in calls)


def because(seen: Outlook) -> str:
    """Why a call may help, as it is kept."""
    return ". ".join(seen.why)[:120]


def missed_name(pk: str) -> str:
    """The name of the message that says we missed them: written once for a mark."""
    return f"{MISSED}{pk}"


def missed_to_tell() -> QuerySet[Attendance]:
    """Sessions missed an hour ago or more, about which the trainee has not been written to."""
    now = clock.now()
    name = Concat(F("place__candidate_id"), Value(f":{MISSED}"), F("pk"))
    told = Attendance.objects.filter(pk=OuterRef("pk"), place__candidate__messages__once=name)
    missed = Attendance.objects.filter(
        mark=Attendance.Mark.AWAY,
        place__status=Place.Status.TAKEN,
        marked_at__lte=now - MESSAGE_AFTER,
        session__ends_at__lte=now,
        session__ends_at__gte=now - MESSAGE_WITHIN,
    )
    return missed.exclude(Exists(told)).select_related("place__candidate", "place__cohort__programme", "session")


def reminder_name(session: Session) -> str:
    """What the reminder of a session is called, as the session stands now: moved, it is another one."""
    return f"{REMINDER}{session.pk}:{session.sequence}"


def to_remind() -> QuerySet[Session]:
    """Sessions to come within the service's hours, with somebody who has a place and has not been reminded."""
    service, now = current_service(), clock.now()
    ahead = now + timedelta(hours=service.remind_hours if service else 24)
    soon = Session.objects.filter(starts_at__gt=now, starts_at__lte=ahead, cancelled_at=None)
    return soon.filter(Exists(_not_reminded(OuterRef("cohort"), OuterRef("pk"), OuterRef("sequence"))))


def not_reminded(session: Session) -> QuerySet[Place]:
    """The places of a session's course whose holders have not been reminded of it."""
    found = _not_reminded(session.cohort_id, Value(session.pk), Value(session.sequence))
    return found.select_related("candidate__user")


def _not_reminded(cohort: Any, session: Any, sequence: Any) -> QuerySet[Place]:
    parts = (F("candidate_id"), Value(f":{REMINDER}"), session, Value(":"), Cast(sequence, CharField()))
    held = Place.objects.filter(cohort=cohort, status=Place.Status.TAKEN).annotate(reminder=Concat(*parts))
    told = Place.objects.filter(pk=OuterRef("pk"), candidate__messages__once=OuterRef("reminder"))
    return held.exclude(Exists(told))


def late_calls() -> QuerySet[KindCall]:
    """Kind calls whose day has passed, of which nobody was told yet."""
    late = KindCall.objects.filter(status=KindCall.Status.DUE, due_on__lt=clock.today(), raised_at=None)
    return late.select_related("place")
