"""What a candidate sees of applying: who may, how far along they are, what they wrote, and what was sent."""

from collections.abc import Collection
from dataclasses import dataclass

from alongside.candidates.policies import own_candidate
from alongside.candidates.queries import adjustments_for, qualification_of
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.recruitment.models import Answer, Application, HistoryItem, Question, Vacancy
from alongside.recruitment.policies import applications as policies
from alongside.recruitment.queries.parts import Part, parts_of
from alongside.ui import dates

Status = Application.Status


@dataclass(frozen=True)
class ApplyPage:
    """Whether whoever asks may apply. `state`: open | started | closed | elsewhere | own_page | not_trained.

    elsewhere: on NHS Jobs; own_page: a visitor or staff, who need a candidate's own page first.
    """

    vacancy: Vacancy
    state: str
    application: Application | None = None
    candidate: object = None


@dataclass(frozen=True)
class TaskList:
    """An application as a list of parts, and where it stands."""

    application: Application
    vacancy: Vacancy
    parts: list[Part]
    is_open: bool
    closes_today: bool
    changed: str
    helps: int

    @property
    def done(self) -> int:
        return sum(part.is_done for part in self.parts)

    @property
    def left(self) -> int:
        return len(self.parts) - self.done

    @property
    def next_part(self) -> Part | None:
        return next((part for part in self.parts if not part.is_done), None)

    def section(self, name: str) -> list[Part]:
        return [part for part in self.parts if part.section == name]


@dataclass(frozen=True)
class AnswerRow:
    """A question with what was answered: words, a file, or both."""

    question: Question
    words: str = ""
    file_id: str = ""
    file_name: str = ""
    file_kind: str = ""

    @property
    def is_spoken(self) -> bool:
        return self.file_kind.startswith("audio/")


def apply_page(actor: Actor, vacancy_id: str) -> ApplyPage:
    """Raises DoesNotExist for a vacancy that is not shown to the public."""
    vacancy = policies.vacancies_to_apply(actor).select_related("pathway", "recruiter").get(pk=vacancy_id)
    candidate = own_candidate(actor).first()
    mine = policies.own_application(actor).filter(vacancy=vacancy).first()
    if mine:
        return ApplyPage(vacancy, "started", mine, candidate)
    if not is_open(vacancy):
        return ApplyPage(vacancy, "closed")
    if vacancy.apply_link:
        return ApplyPage(vacancy, "elsewhere")
    if candidate is None:
        return ApplyPage(vacancy, "own_page")
    if vacancy.needs_training and qualification_of(candidate) is None:
        return ApplyPage(vacancy, "not_trained", candidate=candidate)
    return ApplyPage(vacancy, "open", candidate=candidate)


def is_open(vacancy: Vacancy) -> bool:
    """Whether an application may be sent at this moment."""
    return vacancy.status == Vacancy.Status.OPEN and vacancy.closes_at is not None and clock.now() < vacancy.closes_at


def get_application_to_write(actor: Actor, application_id: str) -> Application:
    """One's own, or one that the candidate asked us to write with them. Raises DoesNotExist."""
    found = policies.applications_to_write(actor)
    return found.select_related("vacancy__recruiter", "vacancy__pathway", "candidate__owner").get(pk=application_id)


def get_asked(application: Application, question_id: str) -> Question:
    return application.vacancy.questions.prefetch_related("criteria").get(pk=question_id)


def get_history_item(application: Application, item_id: str) -> HistoryItem:
    return application.history.select_related("application__candidate", "application__vacancy").get(pk=item_id)


def task_list(application: Application, typed: Collection[str] = ()) -> TaskList:
    """`typed`: ids of questions with words kept as they were typed, and not saved as the answer yet."""
    vacancy = application.vacancy
    changed = vacancy.changed_at is not None and vacancy.changed_at > application.seen_vacancy_at
    return TaskList(
        application=application,
        vacancy=vacancy,
        parts=parts_of(application, typed),
        is_open=is_open(vacancy),
        closes_today=is_open(vacancy)
        and dates.day(vacancy.closes_at, year=True) == dates.day(clock.today(), year=True),
        changed=(vacancy.changed_words or "Its words changed.") if changed else "",
        helps=len(adjustments_for(application.candidate, "interview")),
    )


def answers_of(application: Application) -> list[AnswerRow]:
    """Every question of the vacancy in order, with what was answered. Two queries."""
    answers = {answer.question_id: answer for answer in _answers(application)}
    return [_row(question, answers.get(question.pk)) for question in application.vacancy.questions.all()]


def answer_to(application: Application, question: Question) -> AnswerRow:
    return _row(question, _answers(application).filter(question=question).first())


def _answers(application: Application):  # type: ignore[no-untyped-def]
    return application.answers.select_related("file").defer("file__data")


def _row(question: Question, answer: Answer | None) -> AnswerRow:
    if answer is None:
        return AnswerRow(question)
    file = answer.file
    return AnswerRow(
        question, answer.words, file.pk if file else "", file.name if file else "", file.kind if file else ""
    )


def applications_we_write(actor: Actor) -> list[Application]:
    """Those that candidates asked us to write with them, still being written."""
    if not actor.has(*policies.KEEPERS):
        return []
    found = policies.applications_to_write(actor).filter(status=Status.STARTED)
    return list(found.select_related("vacancy", "candidate").order_by("started_at"))


def still_written() -> list[str]:
    """Ids of applications that are being written and may still be sent, for the job that keeps what was typed."""
    found = Application.objects.filter(status=Status.STARTED, vacancy__status=Vacancy.Status.OPEN)
    return list(found.values_list("pk", flat=True))
