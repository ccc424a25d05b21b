"""Understanding: the piece somebody sent, what each trainer saw in it, where they differ, and what is settled."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, F, OuterRef, Value
from django.db.models.functions import Concat
from django.utils import timezone

from alongside.accounts.models import User
from alongside.candidates.queries import working_days_after
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.training import policies
from alongside.training.models import Assessment, Judgement, Place, Principle, Programme
from alongside.training.queries.attendance import called, outlook_of

JUDGES = 2
HEAR_WITHIN = 10  # working days from sending a piece to hearing what it shows
LATE = "late:"  # the message that says we are late is named by this and the id of the piece
Status, Result = Assessment.Status, Assessment.Result


@dataclass(frozen=True)
class Seen:
    """What one trainer saw of one principle."""

    trainer: str
    met: bool
    words: str


@dataclass(frozen=True)
class PrincipleRow:
    """One principle of a piece. `seen` is empty for whoever may not see it yet; `settled` is None until it is."""

    id: str
    name: str
    words: str
    shown_by: str
    seen: tuple[Seen, ...]
    mine: Seen | None
    differs: bool
    settled: bool | None


@dataclass(frozen=True)
class AssessmentPage:
    """A piece as one trainer sees it. `blind`: the other's marks are held back until both are in."""

    id: str
    place_id: str
    cohort_id: str
    name: str
    first: str
    attempt: int
    words: str
    file: str
    sent_at: datetime
    status: str
    rows: tuple[PrincipleRow, ...]
    readers: tuple[str, ...]
    blind: bool
    i_am_in: bool
    may_read: bool
    may_settle: bool
    is_settled: bool
    result: str
    feedback: str


@dataclass(frozen=True)
class AssessmentRow:
    """A piece in the list of those to read. `turn` says what is waited for."""

    id: str
    name: str
    attempt: int
    sent_at: datetime
    turn: str
    mine: bool
    by: date
    late: bool


@dataclass(frozen=True)
class GoRow:
    """One go, as the trainee sees it: nothing of it before they are told."""

    id: str
    attempt: int
    sent_at: datetime
    words: str
    file: str
    hear_by: date
    late: bool
    told_at: datetime | None
    result: str
    feedback: str
    shown: tuple[str, ...]
    to_try: tuple[str, ...]


def principles_of(programme: Programme) -> list[Principle]:
    """What understanding is shown against: what the programme's modules cover, or else every open principle."""
    found = Principle.objects.filter(is_open=True)
    covered = found.filter(modules__programme=programme, modules__is_open=True).distinct()
    return list(covered) or list(found)


def get_assessment(actor: Actor, assessment: str) -> Assessment:
    """A piece by somebody on a course this actor trains. Raises DoesNotExist."""
    found = policies.visible_assessments(actor).select_related("place__candidate", "place__cohort__programme", "file")
    return found.get(pk=assessment)


def own_assessment(actor: Actor, assessment: str) -> Assessment:
    """One's own piece. Raises DoesNotExist."""
    return policies.own_assessments(actor).select_related("place__candidate", "file").get(pk=assessment)


def judgements(assessment: Assessment) -> dict[str, list[Judgement]]:
    """{principle id: what each trainer saw}, in the order they judged."""
    found: dict[str, list[Judgement]] = {}
    for row in assessment.judgements.select_related("trainer").order_by("judged_at", "pk"):
        found.setdefault(row.principle_id, []).append(row)
    return found


def readers(assessment: Assessment, principles: Iterable[Principle]) -> list[User]:
    """Those who have looked at every principle: the two whose marks count, before anybody who settles."""
    ids = {principle.pk for principle in principles}
    by_user: dict[str, set[str]] = {}
    users: dict[str, User] = {}
    for rows in judgements(assessment).values():
        for row in rows:
            users[row.trainer_id] = row.trainer
            by_user.setdefault(row.trainer_id, set()).add(row.principle_id)
    return [users[pk] for pk, seen in by_user.items() if ids <= seen]


def settled(rows: Iterable[Judgement]) -> bool | None:
    """Shown or not yet, where more say the one than the other; None while they differ or fewer than two looked."""
    said = [row.met for row in rows]
    yes, no = said.count(True), said.count(False)
    return yes > no if len(said) >= JUDGES and yes != no else None


def differing(assessment: Assessment) -> set[str]:
    """Ids of the principles of which the two think differently, and nobody has settled it."""
    return {pk for pk, rows in judgements(assessment).items() if len(rows) >= JUDGES and settled(rows) is None}


def assessment_page(actor: Actor, assessment: Assessment) -> AssessmentPage:
    """What this trainer may see of a piece. `assessment` comes from get_assessment."""
    principles = principles_of(assessment.place.cohort.programme)
    seen = judgements(assessment)
    both = readers(assessment, principles)
    in_it = actor.user_id in {user.pk for user in both}
    open_to_all = len(both) >= JUDGES
    rows = tuple(_row(actor, principle, seen.get(principle.pk, []), open_to_all) for principle in principles)
    reading = assessment.status == Status.SENT
    differ = any(row.differs for row in rows)
    return AssessmentPage(
        id=assessment.pk,
        place_id=assessment.place_id,
        cohort_id=assessment.place.cohort_id,
        name=called(assessment.place),
        first=assessment.place.candidate.first_name,
        attempt=assessment.attempt,
        words=assessment.words,
        file=assessment.file.name if assessment.file else "",
        sent_at=assessment.sent_at,
        status=assessment.status,
        rows=rows,
        readers=tuple(user.name for user in both),
        blind=not open_to_all,
        i_am_in=in_it,
        may_read=reading and (len(both) < JUDGES or (in_it and differ)),
        may_settle=reading and open_to_all and differ and not in_it,
        is_settled=open_to_all and all(row.settled is not None for row in rows),
        result=assessment.result,
        feedback=assessment.feedback,
    )


def _row(actor: Actor, principle: Principle, found: list[Judgement], open_to_all: bool) -> PrincipleRow:
    said = {row.trainer_id: Seen(row.trainer.name, row.met, row.words) for row in found}
    stands = settled(found) if open_to_all else None
    return PrincipleRow(
        id=principle.pk,
        name=principle.name,
        words=principle.words,
        shown_by=principle.shown_by,
        seen=tuple(said.values()) if open_to_all else (),
        mine=said.get(actor.user_id),
        differs=open_to_all and stands is None,
        settled=stands,
    )


def to_read(actor: Actor, cohort_id: str = "") -> list[AssessmentRow]:
    """Pieces not yet told, on the courses this actor trains, oldest first."""
    waiting = policies.visible_assessments(actor).exclude(status=Status.TOLD)
    if cohort_id:
        waiting = waiting.filter(place__cohort=cohort_id)
    waiting = waiting.select_related("place__candidate").prefetch_related("judgements")
    return [_to_read(actor, row) for row in waiting.order_by("sent_at", "pk")]


def _to_read(actor: Actor, assessment: Assessment) -> AssessmentRow:
    looked = {row.trainer_id for row in assessment.judgements.all()}
    if assessment.status == Status.AGREED:
        turn, mine = "To tell the trainee", True
    elif actor.user_id in looked and len(looked) < JUDGES:
        turn, mine = "Waits for another trainer", False
    elif len(looked) >= JUDGES:
        turn, mine = "To agree on", True
    else:
        turn, mine = "To read", True
    name, by = called(assessment.place), hear_by(assessment)
    late = by < clock.today()
    return AssessmentRow(assessment.pk, name, assessment.attempt, assessment.sent_at, turn, mine, by, late)


def hear_by(assessment: Assessment) -> date:
    """The day by which whoever sent it hears."""
    return working_days_after(timezone.localdate(assessment.sent_at), HEAR_WITHIN)


def late_pieces() -> list[Assessment]:
    """Pieces whose day has passed, of which nobody has been told yet."""
    name = Concat(F("place__candidate_id"), Value(f":{LATE}"), F("pk"))
    said = Assessment.objects.filter(pk=OuterRef("pk"), place__candidate__messages__once=name)
    waiting = Assessment.objects.exclude(status=Status.TOLD).exclude(Exists(said))
    waiting = waiting.select_related("place__candidate", "place__cohort")
    return [assessment for assessment in waiting if hear_by(assessment) < clock.today()]


def own_goes(place: Place) -> list[GoRow]:
    """The trainee's own goes, newest first. `place` comes from own_place."""
    return [_go(row) for row in reversed(list(place.assessments.select_related("file")))]


def _go(row: Assessment) -> GoRow:
    told = row.status == Status.TOLD
    by_name = _settled_names(row) if told else {}
    return GoRow(
        id=row.pk,
        attempt=row.attempt,
        sent_at=row.sent_at,
        words=row.words,
        file=row.file.name if row.file else "",
        hear_by=hear_by(row),
        late=not told and hear_by(row) < clock.today(),
        told_at=row.told_at,
        result=row.result if told else "",
        feedback=row.feedback if told else "",
        shown=tuple(name for name, met in by_name.items() if met),
        to_try=tuple(name for name, met in by_name.items() if not met),
    )


def _settled_names(row: Assessment) -> dict[str, bool]:
    """{name of a principle: shown}, of a piece that was agreed."""
    found: dict[str, list[Judgement]] = {}
    for judged in row.judgements.select_related("principle").order_by("principle__position", "principle__name"):
        found.setdefault(judged.principle.name, []).append(judged)
    return {name: bool(settled(rows)) for name, rows in found.items()}


def may_send(place: Place) -> str:
    """Why nothing may be sent now, in words; empty when it may."""
    if place.status not in (Place.Status.TAKEN, Place.Status.FINISHED):
        return "You show understanding while you have a place on the course."
    last = place.assessments.order_by("-attempt").first()
    if last is not None and last.status != Status.TOLD:
        return "Your piece is being read. You hear here as soon as both trainers have looked at it."
    if last is not None and last.result == Result.MET:
        return "You have shown your understanding already. There is nothing more to send."
    return ""


def to_recognise() -> list[Assessment]:
    """Understanding shown and told while sessions were missing, which have been caught up since."""
    found = Assessment.objects.filter(status=Status.TOLD, result=Result.MET)
    counted = Assessment.objects.filter(pk=OuterRef("pk"), place__candidate__qualifications__source_id=F("pk"))
    found = found.exclude(Exists(counted))
    found = found.select_related("place__candidate", "place__cohort__programme")
    return [assessment for assessment in found if outlook_of(assessment.place).met]
