"""Equality answers in numbers: of vacancies that closed, small numbers hidden, also from whoever subtracts."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet, Sum

from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.recruitment.models import Application, EqualityCount, Vacancy
from alongside.recruitment.models.equality import QUESTIONS
from alongside.recruitment.policies import applications as policies

FEWEST = 5  # standards.md 4.5 and 6: fewer than five is never shown
NOT_ASKED = "not_answered"
HIDDEN = None
STAGES = {stage.value: str(stage.label) for stage in EqualityCount.Stage}


@dataclass(frozen=True)
class CountRow:
    """One answer: how many at each stage, to the nearest five; None where it is hidden."""

    words: str
    shown: tuple[int | None, ...]


@dataclass(frozen=True)
class QuestionTable:
    words: str
    rows: tuple[CountRow, ...]


@dataclass(frozen=True)
class EqualityPage:
    vacancies: list[Vacancy]
    chosen: Vacancy | None
    stages: tuple[str, ...]
    tables: tuple[QuestionTable, ...]


def equality_page(actor: Actor, vacancy_id: str = "") -> EqualityPage:
    """Of one vacancy, or of all that closed together. Raises NotAllowed, or DoesNotExist for one not shown."""
    if not policies.may_see_equality(actor):
        raise NotAllowed("equality counts")
    seen = policies.counted_vacancies(actor).order_by("-closed_at", "pk")
    chosen = seen.get(pk=vacancy_id) if vacancy_id else None
    counted = seen.filter(pk=chosen.pk) if chosen else seen
    counts = _counts(counted)
    sent = Application.objects.filter(vacancy__in=counted)
    applied = sent.exclude(sent_at=None).count()
    tables = tuple(_table(question, counts[question.code], applied) for question in QUESTIONS)
    return EqualityPage(list(seen[:200]), chosen, tuple(STAGES.values()), tuple(table for table in tables if table))


def _counts(vacancies: QuerySet[Vacancy]) -> dict[str, dict[str, dict[str, int]]]:
    """{question: {stage: {answer: how many}}}."""
    found: dict[str, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    rows = EqualityCount.objects.filter(vacancy__in=vacancies).values_list("question", "stage", "answer")
    for question, stage, answer, many in rows.annotate(total=Sum("many")):
        found[question][stage][answer] = many
    return found


def _table(question: object, counts: Mapping[str, Mapping[str, int]], applied: int) -> QuestionTable | None:
    """None when fewer than five answered: then nothing of it is shown at all."""
    words = dict(question.choices)  # type: ignore[attr-defined]
    columns = []
    for stage in STAGES:
        answers = {answer: counts.get(stage, {}).get(answer, 0) for answer in words}
        silent = {NOT_ASKED: max(applied - sum(answers.values()), 0)} if stage == EqualityCount.Stage.SENT else {}
        columns.append(hide({**answers, **silent}))
    if all(value is HIDDEN for value in columns[0].values()):
        return None
    rows = tuple(
        CountRow(said, tuple(column.get(answer) for column in columns))
        for answer, said in {**words, NOT_ASKED: "No answer"}.items()
    )
    return QuestionTable(question.words, rows)  # type: ignore[attr-defined]


def hide(counts: Mapping[str, int]) -> dict[str, int | None]:
    """Hide what is under five, and then as many of the next smallest as it takes that nobody can work one out by
    taking the rest from the whole: at least two are hidden, and together they are five or more. What is shown is
    rounded to the nearest five, so that neither two totals nor two days give one person away."""
    hidden = {answer for answer, many in counts.items() if many < FEWEST}
    if sum(counts.values()) < FEWEST:
        hidden = set(counts)
    by_size = sorted(counts, key=lambda answer: (counts[answer], answer))
    for answer in by_size:
        together = sum(counts[name] for name in hidden)
        if not hidden or (len(hidden) > 1 and together >= FEWEST):
            break
        hidden.add(answer)
    return {answer: HIDDEN if answer in hidden else 5 * round(many / 5) for answer, many in counts.items()}
