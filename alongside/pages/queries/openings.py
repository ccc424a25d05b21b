"""Questions about records opened: for whoever is asked, and for governance who reads the answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import BooleanField, Case, ExpressionWrapper, Q, QuerySet, When

from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.pages import policies
from alongside.pages.models import OpeningAsked
from alongside.referrals.queries.reasons import names_of_opened

Status = OpeningAsked.Status
NO_ANSWER = "No answer, and reminded"
ANSWERS, OTHER = OpeningAsked.Answer.choices, OpeningAsked.Answer.OTHER.value
NAMED = 6  # whose records, by name, in one question; more are counted
# Until they are reminded, and after that until governance reads that nothing was said. A week: whoever works one day of
# it has been there to read it, and nobody is chased over a weekend.
ANSWER_WITHIN = timedelta(days=7)


@dataclass(frozen=True)
class AskedRow:
    """A question, to the one who is asked. `names`: whose records, as they read them there."""

    id: str
    why: str
    names: tuple[str, ...]
    records: int
    first_at: datetime
    last_at: datetime
    status: str
    answer: str
    words: str
    answered_at: datetime | None
    read_by: str

    @property
    def not_named(self) -> int:
        return self.records - len(self.names)


@dataclass(frozen=True)
class QuestionRow:
    """A question, to governance. Never whose record by name, and never that a surname is the same."""

    id: str
    who: str
    records: int
    first_at: datetime
    status: str
    status_words: str
    unanswered: bool
    answer: str
    words: str
    days: int
    is_read: bool


@dataclass(frozen=True)
class QuestionPage:
    """All of one question: its row, its record, and the openings it is about as they stand in the log."""

    row: QuestionRow
    question: OpeningAsked
    openings: tuple[Any, ...]


def openings_asked_now(actor: Actor) -> int:
    """How many questions wait for the actor's own answer. One SQL query."""
    return policies.own_openings_asked(actor).filter(status=Status.ASKED).count()


def get_own_question(actor: Actor, id: str) -> OpeningAsked:  # noqa: A002
    return policies.own_openings_asked(actor).get(pk=id)


def own_questions(actor: Actor, limit: int = 20) -> list[AskedRow]:
    """What the actor was asked, those without an answer first. Four SQL queries."""
    waits = Case(When(status=Status.ASKED, then=0), default=1)
    return _asked_rows(policies.own_openings_asked(actor).order_by(waits, "-first_at", "pk")[:limit])


def own_question_row(actor: Actor, id: str) -> AskedRow:  # noqa: A002
    """One of the actor's own, in words."""
    [row] = _asked_rows(policies.own_openings_asked(actor).filter(pk=id))
    return row


def _asked_rows(found: QuerySet[OpeningAsked]) -> list[AskedRow]:
    rows = list(found.prefetch_related("about__opening"))
    whose = {one.pk: list(dict.fromkeys(about.opening.subject_id for about in _in_order(one))) for one in rows}
    names = names_of_opened({person for people in whose.values() for person in people})
    return [
        AskedRow(
            one.pk,
            one.why,
            tuple(names[person][0] for person in whose[one.pk] if person in names)[:NAMED],
            one.records,
            one.first_at,
            one.last_at,
            one.status,
            one.get_answer_display(),
            one.words,
            one.answered_at,
            one.read_by,
        )
        for one in rows
    ]


def _in_order(question: OpeningAsked) -> list[Any]:
    return sorted(question.about.all(), key=lambda about: (about.opening.at, about.opening_id))


def questions_to_remind() -> QuerySet[OpeningAsked]:
    """Those that waited long enough for an answer, and of which nobody was reminded yet."""
    waited = OpeningAsked.objects.filter(status=Status.ASKED, asked_at__lte=clock.now() - ANSWER_WITHIN)
    return waited.filter(reminded_at=None).order_by("asked_at", "pk")


def opening_questions(
    actor: Actor, *, show: str = "open", who: str = "", since: date | None = None
) -> QuerySet[OpeningAsked]:
    """What others were asked: what nobody answered first, then the newest. `show`: open, waiting, answered, closed or
    all."""
    if not policies.may_read_logs(actor):
        raise NotAllowed("read what is asked about records opened")
    rows = _questions(actor).order_by("-unanswered", "-first_at", "pk")
    kinds = {"waiting": [Status.ASKED], "answered": [Status.ANSWERED], "closed": [Status.CLOSED]}
    if show in kinds:
        rows = rows.filter(status__in=kinds[show])
    elif show != "all":
        rows = rows.exclude(status=Status.CLOSED)
    if who:
        rows = rows.filter(asked__name__icontains=who)
    if since:
        rows = rows.filter(first_at__date__gte=since)
    return rows


def _questions(actor: Actor) -> QuerySet[Any]:
    """With whether each is unanswered: nothing was said, though they were reminded and had as long again."""
    silent = Q(status=Status.ASKED, reminded_at__lte=clock.now() - ANSWER_WITHIN, reminded_at__isnull=False)
    rows = policies.visible_openings_asked(actor).select_related("asked")
    return rows.annotate(unanswered=ExpressionWrapper(silent, BooleanField()))


def questions_open(actor: Actor) -> int:
    """How many are not closed yet. One SQL query."""
    return opening_questions(actor).count()


def question_rows(found: Iterable[Any]) -> list[QuestionRow]:
    """In words, for governance. Of rows from `opening_questions`."""
    return [
        QuestionRow(
            one.pk,
            one.asked.name,
            one.records,
            one.first_at,
            one.status,
            NO_ANSWER if one.unanswered else one.get_status_display(),
            one.unanswered,
            one.get_answer_display(),
            one.words,
            (clock.now() - one.asked_at).days,
            one.read_at is not None,
        )
        for one in found
    ]


def get_question(actor: Actor, id: str) -> OpeningAsked:  # noqa: A002
    return _questions(actor).get(pk=id)


def question_page(actor: Actor, id: str) -> QuestionPage:  # noqa: A002
    """Two SQL queries."""
    question = get_question(actor, id)
    about = question.about.select_related("opening").order_by("opening__at", "opening_id")
    [row] = question_rows([question])
    return QuestionPage(row, question, tuple(one.opening for one in about))
