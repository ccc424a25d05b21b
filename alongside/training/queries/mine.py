"""A trainee's own training: what is next, their dates with the way in, their pieces, and other courses."""

from dataclasses import dataclass
from datetime import date, datetime

from alongside.core.actors import Actor
from alongside.training import policies
from alongside.training.models import Attendance, Cohort, Module, Place, Reflection
from alongside.training.queries.dates import DateRow, public_dates
from alongside.training.queries.places import later_courses, waiting_number
from alongside.training.queries.sessions import SessionRow, how, session_rows

Status = Place.Status
CURRENT = (Status.OFFERED, Status.TAKEN, Status.WAITING, Status.ASKED)
TURN = {Status.ASKED: "us", Status.WAITING: "us", Status.OFFERED: "you"}


@dataclass(frozen=True)
class PieceRow:
    """A module’s piece: `state` empty | kept | shared | answered."""

    module_id: str
    title: str
    prompt: str
    state: str
    saved_at: datetime | None


@dataclass(frozen=True)
class MyPlace:
    """One place of theirs. `number` on the waiting list; `marks` {session id: how they took part, in words}."""

    place: Place
    cohort: Cohort
    how: str
    turn: str
    state_words: str
    number: int
    sessions: tuple[SessionRow, ...]
    next: SessionRow | None
    marks: dict[str, str]
    missed: tuple[SessionRow, ...]
    pieces: tuple[PieceRow, ...]
    trainers: tuple[str, ...]
    later: tuple[tuple[str, str, date], ...]
    may_leave: bool
    may_defer: bool


@dataclass(frozen=True)
class MyTraining:
    now: tuple[MyPlace, ...]
    before: tuple[Place, ...]
    dates: tuple[DateRow, ...]


def my_training(actor: Actor) -> MyTraining:
    """What this candidate has asked for, is offered, waits for or is on; what is over; and courses to come."""
    found = policies.own_places(actor).select_related("cohort__programme", "candidate").order_by("-asked_at", "pk")
    places = list(found)
    now = [place for place in places if place.status in CURRENT]
    before = [place for place in places if place.status not in CURRENT]
    asked = {place.cohort_id for place in places}
    dates = [row for row in public_dates() if row.id not in asked]
    return MyTraining(tuple(_mine(place) for place in now), tuple(before), tuple(dates))


def my_place(actor: Actor, id: str) -> MyPlace:  # noqa: A002
    """One place of the actor's own. Raises DoesNotExist."""
    return _mine(policies.own_places(actor).select_related("cohort__programme", "candidate").get(pk=id))


def _mine(place: Place) -> MyPlace:
    cohort, joins = place.cohort, policies.sees_link(place)
    sessions = session_rows(cohort, links=joins)
    marks = {mark.session_id: mark for mark in place.attendances.all()}
    away = {key for key, mark in marks.items() if mark.mark == Attendance.Mark.AWAY}
    trainers = cohort.trainers.filter(ended_on=None).order_by("-leads", "user__name")
    live = place.status in CURRENT
    later = later_courses(cohort) if live else []
    return MyPlace(
        place=place,
        cohort=cohort,
        how=how(cohort),
        turn=TURN.get(Status(place.status), ""),
        state_words=place.get_status_display(),
        number=waiting_number(place) if place.status == Status.WAITING else 0,
        sessions=tuple(sessions),
        next=next((row for row in sessions if row.state in ("now", "coming")), None) if joins else None,
        marks={key: mark.get_mark_display() for key, mark in marks.items()},
        missed=tuple(row for row in sessions if row.id in away),
        pieces=_pieces(place) if joins else (),
        trainers=tuple(trainers.values_list("user__name", flat=True)),
        later=tuple((course.pk, course.name, course.starts_on) for course in later),
        may_leave=live,
        may_defer=live and bool(later),
    )


def _pieces(place: Place) -> tuple[PieceRow, ...]:
    """A line for each module that asks for a piece. Two queries."""
    written = {row.module_id: row for row in place.reflections.all()}
    modules = place.cohort.programme.modules.filter(is_open=True).exclude(prompt="").order_by("position", "title")
    return tuple(
        PieceRow(row.pk, row.title, row.prompt, _piece_state(written.get(row.pk)), _saved(written.get(row.pk)))
        for row in modules
    )


def _piece_state(piece: Reflection | None) -> str:
    if piece is None:
        return "empty"
    if piece.replied_at:
        return "answered"
    return "shared" if piece.shared_at else "kept"


def _saved(piece: Reflection | None) -> datetime | None:
    return piece.saved_at if piece else None


def own_module(actor: Actor, place: Place, module: str) -> Module:
    """A module of the programme this place is on. Raises DoesNotExist."""
    return place.cohort.programme.modules.get(pk=module)


def own_piece(actor: Actor, place: Place, module: Module) -> Reflection | None:
    return policies.own_pieces(actor).filter(place=place, module=module).first()


def get_own_piece(actor: Actor, id: str) -> Reflection:  # noqa: A002
    """The actor's own piece. Raises DoesNotExist."""
    return policies.own_pieces(actor).select_related("place__candidate", "place__cohort", "module").get(pk=id)


def get_piece(actor: Actor, id: str) -> Reflection:  # noqa: A002
    """A piece that was shared with this trainer. Raises DoesNotExist."""
    found = policies.visible_pieces(actor).select_related("place__candidate", "place__cohort__programme", "module")
    return found.get(pk=id)


def shared_pieces(actor: Actor, cohort: Cohort) -> list[Reflection]:
    """Pieces shared on this course, those without an answer first, the newest first. One query."""
    found = policies.visible_pieces(actor).filter(place__cohort=cohort)
    rows = found.select_related("place__candidate", "module").order_by("-shared_at", "pk")
    return sorted(rows, key=lambda piece: piece.replied_at is not None)
