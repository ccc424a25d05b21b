"""One course at a glance: kind calls, who came to what, what each has shown, and the rule for finishing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, QuerySet

from alongside.candidates import queries as candidate_queries
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.solvers.attendance import CATCH_UP, ON_TRACK
from alongside.training import policies
from alongside.training.models import Assessment, Attendance, Certificate, Cohort, KindCall, Place, Principle, Session
from alongside.training.queries.attendance import WITH_US, called, is_required, outlook, sessions_of
from alongside.training.queries.understanding import principles_of, settled
from alongside.ui import dates

GOING = {ON_TRACK: "On track", CATCH_UP: "To catch up"}
MARKS = {"here": "Here", "late": "Late", "away": "Away", "caught_up": "Caught up", "": "To come", "open": "Not marked"}
LIKES = {"email": "an email", "text": "a text", "phone": "a call"}


@dataclass(frozen=True)
class CallCard:
    """A kind call to be made. `likes` is how they like to hear, in words."""

    id: str
    place_id: str
    candidate_id: str
    name: str
    first: str
    because: str
    due: str
    late: bool
    likes: str
    likes_more: str
    caller: str
    mine: bool
    plan: str


@dataclass(frozen=True)
class LateHelp:
    """Something that helps, promised by a day that has passed: it is ours, and said with the missed sessions."""

    candidate_id: str
    name: str
    words: str
    by: date | None
    with_whom: str


@dataclass(frozen=True)
class Head:
    """One session above the grid."""

    id: str
    number: int
    title: str
    starts_at: datetime
    required: bool
    today: bool
    open: bool
    came: int | None


@dataclass(frozen=True)
class GridRow:
    """One trainee. `marks` are (state, words) by session; `pieces` shown | read | not_yet by principle."""

    place_id: str
    candidate_id: str
    name: str
    marks: tuple[tuple[str, str], ...]
    counted: str
    pieces: tuple[tuple[str, str], ...]
    understanding: str
    going: str
    state: str
    why: tuple[str, ...]
    to_catch_up: bool
    certificate_id: str
    assessment_id: str
    to_try: bool


@dataclass(frozen=True)
class Grid:
    id: str
    name: str
    programme: str
    line: str
    is_finished: bool
    with_us: int
    began: int
    on_track: int
    calls: tuple[CallCard, ...]
    late_help: tuple[LateHelp, ...]
    sessions: tuple[Head, ...]
    rows: tuple[GridRow, ...]
    rule: str
    nobody_marked: bool


def get_taught(actor: Actor, cohort: str) -> Cohort:
    """A course this actor trains. Raises DoesNotExist."""
    return policies.visible_taught(actor).select_related("programme").get(pk=cohort)


def get_call(actor: Actor, call: str) -> KindCall:
    """A kind call on a course this actor trains. Raises DoesNotExist."""
    found = policies.visible_calls(actor).select_related("place__candidate", "place__cohort", "caller")
    return found.get(pk=call)


def callers(cohort: Cohort) -> dict[str, object]:
    """{user id: user} of those who may be asked to call: the course's trainers now."""
    rows = cohort.trainers.filter(ended_on=None).select_related("user").order_by("-leads", "user__name")
    return {row.user_id: row.user for row in rows}


def missed_by(place: Place) -> list[tuple[Session, str]]:
    """(session, words) of the sessions this trainee missed, or of which nobody marked them, to be caught up."""
    marks = {mark.session_id: mark.mark for mark in place.attendances.all()}
    now = clock.now()
    return [
        (session, f"{number}. {session.title}, {dates.day(session.starts_at)}")
        for number, session in enumerate(sessions_of(place.cohort), 1)
        if session.ends_at <= now and marks.get(session.pk, "away") == "away"
    ]


def cohort_grid(actor: Actor, cohort: Cohort) -> Grid:
    """The whole page, in a constant number of questions. `cohort` comes from get_taught."""
    sessions = sessions_of(cohort)
    principles = principles_of(cohort.programme)
    places = list(_places(cohort))
    helps = candidate_queries.adjustments_of([place.candidate_id for place in places], "training")
    certificates = _certificates(places)
    rows = tuple(_row(cohort, sessions, principles, place, certificates) for place in places)
    calls = tuple(_call(actor, place, call) for place in places for call in place.calls.all() if call.status == "due")
    counted = [place for place in cohort.places.all() if place.taken_at]
    done = sum(session.ends_at <= clock.now() for session in sessions)
    trainers = [row.user.name.split()[0] for row in cohort.trainers.select_related("user").filter(ended_on=None)]
    line = [cohort.get_mode_display(), f"{done} of {len(sessions)} sessions done"]
    return Grid(
        id=cohort.pk,
        name=cohort.name,
        programme=cohort.programme.name,
        line=". ".join([*line, *([f"With {' and '.join(trainers)}"] if trainers else [])]) + ".",
        is_finished=cohort.status == Cohort.Status.FINISHED,
        with_us=len(places),
        began=len(counted),
        on_track=sum(row.state == ON_TRACK for row in rows),
        calls=tuple(sorted(calls, key=lambda call: (not call.late, call.due != "Today", call.name))),
        late_help=tuple(
            LateHelp(place.candidate_id, called(place), row.words, row.by, row.with_whom)
            for place in places
            for row in helps.get(place.candidate_id, [])
            if row.late
        ),
        sessions=tuple(_head(cohort, number, session, places) for number, session in enumerate(sessions, 1)),
        rows=rows,
        rule=finishing_rule(cohort, sessions, len(principles)),
        nobody_marked=not any(place.attendances.all() for place in places),
    )


def _places(cohort: Cohort) -> QuerySet[Place]:
    found = cohort.places.filter(status__in=WITH_US).select_related("candidate")
    goes = Assessment.objects.order_by("attempt").prefetch_related("judgements")
    return found.prefetch_related(
        "attendances", Prefetch("calls", KindCall.objects.select_related("caller")), Prefetch("assessments", goes)
    ).order_by("candidate__first_name", "candidate__last_name", "pk")


def _certificates(places: Sequence[Place]) -> dict[str, str]:
    """{id of the assessment: id of the certificate in force}."""
    goes = [go.pk for place in places for go in place.assessments.all()]
    found = Certificate.objects.filter(source_id__in=goes, revoked_at=None, replaced_by=None)
    return dict(found.values_list("source_id", "pk"))


def _head(cohort: Cohort, number: int, session: Session, places: Sequence[Place]) -> Head:
    now = clock.now()
    marks = [mark.mark for place in places for mark in place.attendances.all() if mark.session_id == session.pk]
    return Head(
        id=session.pk,
        number=number,
        title=session.title,
        starts_at=session.starts_at,
        required=is_required(session, number, cohort),
        today=session.starts_at.date() == now.date(),
        open=session.starts_at.date() <= now.date(),
        came=sum(mark in ("here", "late") for mark in marks) if marks else None,
    )


def _row(
    cohort: Cohort,
    sessions: Sequence[Session],
    principles: Sequence[Principle],
    place: Place,
    certificates: dict[str, str],
) -> GridRow:
    marks: dict[str, Attendance] = {mark.session_id: mark for mark in place.attendances.all()}
    seen = outlook(cohort, sessions, marks, clock.now())
    goes = list(place.assessments.all())
    last = goes[-1] if goes else None
    pieces = tuple((principle.name, _piece(principle, goes)) for principle in principles)
    shown, read = (sum(state == which for _, state in pieces) for which in ("shown", "read"))
    due = any(call.status == "due" for call in place.calls.all())
    return GridRow(
        place_id=place.pk,
        candidate_id=place.candidate_id,
        name=called(place),
        marks=tuple(_mark(session, marks.get(session.pk)) for session in sessions),
        counted=f"{seen.came} of {seen.over}" if seen.over >= seen.came else str(seen.came),
        pieces=pieces,
        understanding=f"{shown} of {len(pieces)}" + (f", {read} being read" if read else ""),
        going="Kind call" if due else GOING.get(seen.state, "Kind call"),
        state="call" if due else seen.state,
        why=seen.why,
        to_catch_up=bool(seen.to_catch_up),
        certificate_id=next((certificates[go.pk] for go in goes if go.pk in certificates), ""),
        assessment_id=last.pk if last else "",
        to_try=last is not None and last.status == Assessment.Status.TOLD and last.result == Assessment.Result.NOT_YET,
    )


def _mark(session: Session, mark: Attendance | None) -> tuple[str, str]:
    state = mark.mark if mark else "open" if session.ends_at <= clock.now() else ""
    return state or "to_come", MARKS[state]


def _piece(principle: Principle, goes: Sequence[Assessment]) -> str:
    """Shown in any go that was agreed; being read in one that is not; or not yet."""
    for go in reversed(goes):
        judged = [row for row in go.judgements.all() if row.principle_id == principle.pk]
        if go.status != Assessment.Status.SENT and settled(judged):
            return "shown"
        if go.status == Assessment.Status.SENT:
            return "read"
    return "not_yet"


def _call(actor: Actor, place: Place, call: KindCall) -> CallCard:
    candidate, today = place.candidate, clock.today()
    late = call.due_on < today
    return CallCard(
        id=call.pk,
        place_id=place.pk,
        candidate_id=place.candidate_id,
        name=called(place),
        first=candidate.first_name,
        because=call.because,
        due=f"By {dates.short_day(call.due_on)}" if late else "Today" if call.due_on == today else "This week",
        late=late,
        likes=LIKES.get(candidate.contact_by, "an email"),
        likes_more=candidate.contact_words,
        caller=call.caller.name if call.caller else "",
        mine=call.caller_id == actor.user_id,
        plan=call.plan,
    )


def finishing_rule(cohort: Cohort, sessions: Sequence[Session], pieces: int) -> str:
    """What it takes to finish, in one line for trainees and trainers alike."""
    must = [str(number) for number, each in enumerate(sessions, 1) if is_required(each, number, cohort)]
    needed = -(-len(sessions) * cohort.programme.attendance_percent // 100)
    parts = [f"session {', '.join(must)}"] if must else []
    parts.append(f"{needed} of the {len(sessions)} sessions (caught up counts)")
    parts.append(f"showing understanding of {pieces} principles: written, spoken or drawn")
    return ", ".join(parts[:-1]) + f", and {parts[-1]}."
