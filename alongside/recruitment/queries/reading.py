"""One application as those who choose see it: its words and its scores, by number, with nothing that names anybody."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from alongside.core.actors import Actor
from alongside.core.models import KeptFile
from alongside.recruitment.models import Agreed, Application, Criterion, HistoryItem, Reading, Vacancy
from alongside.recruitment.policies import applications as seeing
from alongside.recruitment.policies import shortlisting as policies
from alongside.recruitment.queries import marks
from alongside.recruitment.queries.applications import AnswerRow, answers_of
from alongside.recruitment.queries.marks import Cell

Status = Application.Status


@dataclass(frozen=True)
class Said:
    """One reader's score of one criterion, and why. `who` is You, Second reader, or First and Second for others.
    Whoever settles gets the reasons with no score (None)."""

    who: str
    score: int | None
    words: str
    mine: bool = False

    @property
    def meaning(self) -> str:
        return marks.WORDS[self.score] if self.score is not None else ""


@dataclass(frozen=True)
class CriterionPage:
    """One criterion of one application: what was asked for it, what each said, and what was agreed."""

    criterion: Criterion
    questions: tuple[str, ...]
    said: tuple[Said, ...]
    mine: Said | None
    agreed: Agreed | None
    talk: bool
    to_settle: bool


@dataclass(frozen=True)
class ReadPage:
    """An application to read. `reading` is the actor's own, if they read or settle it. Nothing here names anybody
    while it is being read."""

    application: Application
    vacancy: Vacancy
    answers: list[AnswerRow]
    items: list[HistoryItem]
    criteria: list[CriterionPage]
    reading: Reading | None
    settles: bool
    both_in: bool
    can_score: bool
    can_agree: bool
    sure: bool
    answer: str
    next_id: str = ""

    @property
    def to_talk(self) -> list[CriterionPage]:
        return [row for row in self.criteria if row.talk]


@dataclass(frozen=True)
class ToRead:
    """One vacancy on my list: how many are mine, how many I scored, and by when."""

    vacancy_id: str
    title: str
    closed: bool
    mine: int
    scored: int
    finished: int
    others_left: int
    by: date | None
    begun: bool


@dataclass(frozen=True)
class ToSettle:
    application_id: str
    number: int
    title: str
    asked_of: str


def pair_of(application: Application) -> list[Reading]:
    """The two readers' readings, in a fixed order, without whoever settles or stepped aside."""
    found = application.readings.filter(stepped_aside_at=None, member__settles=False)
    return list(found.select_related("member").prefetch_related("scores").order_by("member_id"))


def cells_of(application: Application) -> list[Cell]:
    """Every criterion that is read for in the form, with both scores as soon as both are in."""
    pair = pair_of(application)
    agreed = dict(application.agreed.values_list("criterion_id", "score"))
    scores = [{row.criterion_id: row.score for row in reading.scores.all()} for reading in pair]
    both = len(pair) > 1 and all(reading.finished_at for reading in pair)
    a, b = (scores[0], scores[1]) if both else ({}, {})
    criteria = application.vacancy.criteria.filter(how=Criterion.How.FORM)
    return [Cell(row.pk, row.is_essential, a.get(row.pk), b.get(row.pk), agreed.get(row.pk)) for row in criteria]


def get_to_read(actor: Actor, application_id: str) -> Application:
    """An application the actor may read. Raises DoesNotExist. Whose it is stays out of what is fetched."""
    found = seeing.visible_applications(actor).select_related("vacancy")
    return found.get(pk=application_id)


def get_reading(actor: Actor, application: Application) -> Reading:
    """The actor's own reading of it. Raises DoesNotExist."""
    mine = policies.own_readings(actor).filter(application=application)
    return mine.select_related("member", "application__vacancy").get()


def read_page(actor: Actor, application: Application) -> ReadPage:
    """Fourteen queries or fewer, however long the application."""
    vacancy = application.vacancy
    reading = policies.own_readings(actor).filter(application=application).select_related("member").first()
    pair = pair_of(application)
    cells = cells_of(application)
    talk = marks.to_talk(cells, vacancy.bar)
    both_in = len(pair) > 1 and all(row.finished_at for row in pair)
    settles = reading is not None and reading.member.settles
    reads = reading is not None and not settles
    criteria = _criteria(application, pair, reading, talk, both_in=both_in, settles=settles)
    if settles:  # the reasons and the words of what is to be settled, and nothing of the rest
        criteria = [row for row in criteria if row.to_settle]
    sent = application.status == Status.SENT
    return ReadPage(
        application=application,
        vacancy=vacancy,
        answers=answers_of(application),
        items=list(application.history.all()),
        criteria=criteria,
        reading=reading,
        settles=settles,
        both_in=both_in,
        can_score=reads and sent and reading is not None and reading.finished_at is None,
        can_agree=reads and sent and both_in,
        sure=bool(application.interview_if_meets) and both_in and not settles,
        answer=marks.answer(cells, vacancy.bar) if both_in else marks.WAITING,
        next_id=_next(actor, application) if reads else "",
    )


def _criteria(
    application: Application,
    pair: list[Reading],
    reading: Reading | None,
    talk: frozenset[str],
    *,
    both_in: bool,
    settles: bool,
) -> list[CriterionPage]:
    agreed = {row.criterion_id: row for row in application.agreed.all()}
    rows = []
    for criterion in application.vacancy.criteria.filter(how=Criterion.How.FORM).prefetch_related("questions"):
        said = [
            Said(
                _who(place, row, reading),
                None if settles else score.score,
                score.words,
                mine=reading is not None and row.pk == reading.pk,
            )
            for place, row in enumerate(pair)
            for score in row.scores.all()
            if score.criterion_id == criterion.pk and (both_in or (reading is not None and row.pk == reading.pk))
        ]
        said.sort(key=lambda row: not row.mine)
        mine = next((row for row in said if row.mine), None)
        rows.append(
            CriterionPage(
                criterion,
                tuple(question.prompt for question in criterion.questions.all()),
                tuple(said),
                mine,
                agreed.get(criterion.pk),
                criterion.pk in talk,
                to_settle=settles and criterion.pk in talk,
            )
        )
    return rows


def _who(place: int, row: Reading, mine: Reading | None) -> str:
    if mine is not None and not mine.member.settles:
        return "You" if row.pk == mine.pk else "Second reader"
    return "First reader" if place == 0 else "Second reader"


def _next(actor: Actor, application: Application) -> str:
    """The next of mine without a score, by number; an empty string when this was the last."""
    mine = policies.own_readings(actor).filter(
        application__vacancy=application.vacancy_id, application__status=Status.SENT, finished_at=None, scores=None
    )
    found = mine.exclude(application=application.pk).order_by("application__number")
    return found.values_list("application_id", flat=True).first() or ""


def to_read(actor: Actor) -> list[ToRead]:
    """The vacancies I am named to shortlist, until they are decided. Two queries."""
    seats = policies.own_seats(actor).filter(settles=False, vacancy__status__in=["open", "closed"])
    criteria = Count("vacancy__criteria", filter=Q(vacancy__criteria__how=Criterion.How.FORM), distinct=True)
    seats = seats.select_related("vacancy").annotate(needed=criteria).order_by("vacancy__shortlisted_by", "pk")
    rows = [_to_read(seat) for seat in seats]
    return [row for row in rows if row.mine or not row.begun]


def _to_read(seat: Any) -> ToRead:
    open_ones = Q(application__status=Status.SENT, stepped_aside_at=None)
    mine = seat.readings.filter(open_ones).annotate(many=Count("scores"))
    found = list(mine.values_list("many", "finished_at"))
    others = Reading.objects.filter(open_ones, application__vacancy=seat.vacancy_id, finished_at=None)
    others = others.filter(member__settles=False).exclude(member=seat.pk)
    vacancy = seat.vacancy
    return ToRead(
        vacancy_id=vacancy.pk,
        title=vacancy.title,
        closed=vacancy.status == Vacancy.Status.CLOSED,
        mine=len(found),
        scored=sum(many >= seat.needed for many, _ in found),
        finished=sum(finished is not None for _, finished in found),
        others_left=others.count(),
        by=vacancy.shortlisted_by,
        begun=Reading.objects.filter(application__vacancy=vacancy.pk).exists(),
    )


def to_settle(actor: Actor) -> list[ToSettle]:
    """What two readers asked me to settle, and is not settled yet."""
    mine = policies.own_readings(actor).filter(member__settles=True, application__status=Status.SENT)
    rows = []
    for reading in mine.select_related("application__vacancy").order_by("application__number"):
        application = reading.application
        if marks.to_talk(cells_of(application), application.vacancy.bar):
            rows.append(ToSettle(application.pk, application.number, application.vacancy.title, ""))
    return rows


def answer_file(actor: Actor, application_id: str, question_id: str) -> KeptFile:
    """The file of an answer, for its writer or a reader; to a reader its name says only the number it has here."""
    own = seeing.applications_to_write(actor).filter(pk=application_id).first()
    application = own or get_to_read(actor, application_id)
    answer = application.answers.select_related("file").exclude(file=None).get(question=question_id)
    file = answer.file
    assert file is not None
    if own is None:
        ending = file.name.rsplit(".", 1)[-1] if "." in file.name else "bin"
        file.name = f"application-{application.number}.{ending}"
    return file
