"""Equality answers: each is added to a count and forgotten, inside the command that moves the application on.

Nothing says whose an answer was. The counts stand at nought from the day a vacancy opens, so no row is born with an
answer; and every count of the stage is written again each time, whoever answered what and also when nobody answered,
so that not even the database's own marks of which rows changed together (PostgreSQL's xmin) point at anybody. These
are ordinary functions, not commands: the audit says that an application was sent, and nothing of this.
"""

from collections.abc import Mapping

from django.db.models import Case, F, Value, When

from alongside.core.commands import Act
from alongside.recruitment.models import EqualityCount, Vacancy
from alongside.recruitment.models.equality import OFFERED, QUESTIONS


def make_counts(act: Act, vacancy: Vacancy) -> None:
    """A count at nought for every stage, question and answer. A vacancy that opens again keeps its counts."""
    EqualityCount.objects.bulk_create(
        [
            EqualityCount(
                id=name_of(vacancy, stage, question.code, answer),
                vacancy=vacancy,
                stage=stage,
                question=question.code,
                answer=answer,
            )
            for stage in EqualityCount.Stage.values
            for question in QUESTIONS
            for answer, _ in question.choices
        ],
        ignore_conflicts=True,
    )


def count_equality(act: Act, vacancy: Vacancy, stage: str, answers: Mapping[str, str]) -> None:
    """Add one to each answer given. `answers` is {question: answer's code}; a question left out is not counted.

    Call it once for an application at a stage. An answer that is not offered is not counted: nobody's application
    is refused for what they say here.
    """
    given = [
        name_of(vacancy, stage, question, answer)
        for question, answer in answers.items()
        if answer in OFFERED.get(question, ())
    ]
    EqualityCount.objects.filter(vacancy=vacancy, stage=stage).update(
        many=F("many") + Case(When(pk__in=given, then=Value(1)), default=Value(0))
    )


def name_of(vacancy: Vacancy, stage: str, question: str, answer: str) -> str:
    return f"{vacancy.pk}:{stage}:{question}:{answer}"
