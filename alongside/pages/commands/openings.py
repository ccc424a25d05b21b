"""Asking kindly what records were opened for; the answer; and what governance makes of it."""

from collections.abc import Sequence

from alongside.accounts.models import User
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.core.models import Opening
from alongside.pages import notices, policies
from alongside.pages.models import AskedAbout, OpeningAsked
from alongside.pages.queries.openings import ANSWER_WITHIN

Status = OpeningAsked.Status
Answer = OpeningAsked.Answer


@command("opening.asked", "asked what records were opened for", allow=policies.may_ask_about_openings, locks=("user",))
def ask_about_openings(act: Act, *, user: User, why: str, openings: Sequence[Opening]) -> OpeningAsked:
    """One question about all of `openings` (by `user`, the first first). Of an opening nobody is asked twice."""
    if not openings or AskedAbout.objects.filter(opening__in=openings).exists():
        raise Refused("This was asked already.")
    question = OpeningAsked.objects.create(
        asked=user,
        why=why,
        records=len({opening.subject_id for opening in openings}),
        first_at=openings[0].at,
        last_at=openings[-1].at,
        asked_at=act.at,
    )
    AskedAbout.objects.bulk_create(AskedAbout(question=question, opening=opening) for opening in openings)
    notices.tell_opening_asked(act, question)
    return question


@command("opening.reminded", "reminded of what was asked about records", allow=policies.may_ask_about_openings)
def remind_of_opening(act: Act, question: OpeningAsked) -> OpeningAsked:
    """Once, when it has waited for a week. After that governance sees it, and nobody is asked a third time."""
    if question.status != Status.ASKED or question.reminded_at or act.at < question.asked_at + ANSWER_WITHIN:
        raise Refused("It was answered or closed, they were reminded already, or it is not time yet.")
    question.reminded_at = act.at
    question.save()
    notices.remind_of_opening_asked(act, question)
    return question


@command("opening.answered", "said what records were opened for", allow=policies.may_answer_opening)
def answer_opening(act: Act, question: OpeningAsked, *, answer: str, words: str = "") -> OpeningAsked:
    """One of the quick answers, with words or without; something else is said in words. It can be said anew until
    governance has read it."""
    if question.status == Status.CLOSED or question.read_at:
        raise Refused("Your answer was read already. If there is more to say, write to whoever read it.")
    if answer == Answer.OTHER and not words.strip():
        raise Refused("Say in a few words what it was for.")
    if question.status == Status.ASKED:
        question.move_to(Status.ANSWERED)
        notices.tell_opening_answered(act, question)
    question.answer, question.words, question.answered_at = answer, words.strip(), act.at
    question.save()
    return question


@command("opening.answer_read", "read what records were opened for", allow=policies.may_decide_opening)
def read_opening_answer(act: Act, question: OpeningAsked) -> OpeningAsked:
    """Governance says that they have read it: whoever answered sees that."""
    if question.status != Status.ANSWERED:
        raise Refused("There is no answer to read." if question.status == Status.ASKED else "This is closed.")
    if question.read_at:
        raise Refused(f"{question.read_by} has read it already.")
    _read(act, question)
    question.save()
    return question


@command("opening.closed", "closed a question about records opened", allow=policies.may_decide_opening)
def close_opening_question(act: Act, question: OpeningAsked, *, note: str) -> OpeningAsked:
    """What was decided, in a note for governance. It can be closed without an answer: some have left, or are away."""
    if not note.strip():
        raise Refused("Write what you decided.")
    question.move_to(Status.CLOSED)
    if question.answered_at and not question.read_at:
        _read(act, question)
    question.closed_at, question.closed_by, question.note = act.at, act.actor.name, note.strip()
    question.save()
    return question


def _read(act: Act, question: OpeningAsked) -> None:
    question.read_at, question.read_by = act.at, act.actor.name
