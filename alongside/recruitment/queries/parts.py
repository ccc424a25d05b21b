"""An application as a list of small parts: which are done, which wait, and what must be there before it is sent."""

from collections.abc import Collection
from dataclasses import dataclass

from django.urls import reverse

from alongside.candidates.queries import qualification_of
from alongside.recruitment.models import Answer, Application, Question

DONE, HALF, TODO = "done", "half", "todo"
STATES = {DONE: "Done", HALF: "Half done", TODO: "Not started"}
ABOUT, WHY = "About you", "Why you"


@dataclass(frozen=True)
class Part:
    """One line of the task list. `state` is done, half or todo; `missing` says what to do, for the page that sends."""

    key: str
    section: str
    title: str
    state: str
    url: str
    hint: str = ""
    missing: str = ""

    @property
    def is_done(self) -> bool:
        return self.state == DONE

    @property
    def state_words(self) -> str:
        return STATES[self.state]


def words_in(text: str) -> int:
    """How many words, counted as the page counts them while they are typed."""
    return len(text.split())


def parts_of(application: Application, typed: Collection[str] = ()) -> list[Part]:
    """The parts that must be done before it is sent, in order. Six queries, however many questions there are.

    `typed` are ids of questions where something was typed that was not saved as the answer yet.
    """
    answers = {answer.question_id: answer for answer in application.answers.all()}
    return [
        _reach(application),
        _right_to_work(application),
        *_training(application),
        *(
            _question(application, question, answers.get(question.pk), question.pk in typed)
            for question in application.vacancy.questions.all()
        ),
        _history(application),
    ]


def left_of(application: Application) -> list[Part]:
    """What is still to do before it can be sent."""
    return [part for part in parts_of(application) if not part.is_done]


def _reach(application: Application) -> Part:
    candidate = application.candidate
    return Part(
        "reach",
        ABOUT,
        "How to reach you",
        DONE,
        reverse("recruitment:application_reach", args=[application.pk]),
        hint=", ".join(filter(None, (candidate.email, candidate.phone))),
    )


def _right_to_work(application: Application) -> Part:
    said = application.right_to_work is not None
    return Part(
        "right_to_work",
        ABOUT,
        "Right to work in the UK",
        DONE if said else TODO,
        reverse("recruitment:application_right_to_work", args=[application.pk]),
        missing="Say whether you may work in the UK",
    )


def _training(application: Application) -> list[Part]:
    """Looked up, never asked: what they have shown counts for every vacancy."""
    if not application.vacancy.needs_training:
        return []
    shown = qualification_of(application.candidate)
    ours = shown is not None and shown.kind == shown.Kind.TRAINING
    have = "We already have your certificate" if ours else "Your training elsewhere counts here"
    return [
        Part(
            "training",
            ABOUT,
            "Peer support training",
            DONE if shown else TODO,
            reverse("recruitment:application_training", args=[application.pk]),
            hint=have if shown else "We do not have this yet",
            missing="Finish your peer support training, or have training from elsewhere accepted",
        )
    ]


def _question(application: Application, question: Question, answer: Answer | None, typed: bool) -> Part:
    said = answer is not None and bool(answer.words.strip() or answer.file_id)
    return Part(
        f"question-{question.pk}",
        WHY,
        question.prompt,
        HALF if typed else DONE if said else TODO,
        reverse("recruitment:application_question", args=[application.pk, question.pk]),
        hint="You answered with a file" if answer and answer.file_id else "",
        missing=f"Answer “{question.prompt}”. A short answer is fine",
    )


def _history(application: Application) -> Part:
    said = bool(application.history_words.strip()) or application.history.exists()
    return Part(
        "history",
        WHY,
        "Work and other things you have done",
        DONE if said else TODO,
        reverse("recruitment:application_history", args=[application.pk]),
        hint="Gaps are fine. Caring, volunteering and getting well all count.",
        missing="Write one thing you have done. Anything counts",
    )
