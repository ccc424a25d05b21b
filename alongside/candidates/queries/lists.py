"""Lists of candidates for staff: everybody, those owed something that helps, and those ready to work."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet
from django.utils import timezone

from alongside.candidates import policies
from alongside.candidates.models import Adjustment, Candidate, Message, Qualification
from alongside.candidates.queries.adjustments import AdjustmentRow, adjustment_row
from alongside.candidates.queries.known import qualified_since
from alongside.candidates.queries.messages import waiting_messages
from alongside.core import audit, clock
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.core.models import Opening
from alongside.core.names import searchable
from alongside.ui.words import first_initial

Status = Candidate.Status
SHOWING = ("waiting", "late", "messages", "mine", "resting", "in_post", "left", "everyone")


@dataclass(frozen=True)
class CandidateRow:
    """One candidate on a list: first name and one letter."""

    id: str
    name: str
    state: str
    state_words: str
    since: date
    reply_by: date | None
    late: bool
    owner: str
    messages: int
    may_apply: bool


@dataclass(frozen=True)
class ReadyRow:
    """Somebody ready to work: since when, for how many weeks, and whether they want to be told of jobs."""

    id: str
    name: str
    title: str
    ready_since: date
    weeks: int
    wants_news: bool
    owner: str
    state_words: str


@dataclass(frozen=True)
class OwedRow:
    """Something that helps and is not there yet, with whose it is."""

    adjustment: AdjustmentRow
    candidate: str


def candidates(actor: Actor, *, showing: str = "everyone", owner: str = "", name: str = "") -> QuerySet[Candidate]:
    """Those the actor may see, the longest promised first. Looking for a name is written to the log of openings.

    `showing`: waiting (for a first answer), late, messages (not opened), mine, resting, in_post, left or everyone.
    """
    if not policies.may_see_candidates(actor):
        raise NotAllowed("see candidates")
    found = policies.visible_candidates(actor).select_related("owner")
    unread = Message.objects.filter(candidate=OuterRef("pk"), from_candidate=True, read_at=None)
    wanted = {
        "waiting": Q(status=Status.NEW),
        "late": Q(status=Status.NEW, reply_by__lt=clock.today()),
        "messages": Exists(unread),
        "mine": Q(owner=actor.user_id or None) & ~Q(status=Status.LEFT),
        "resting": Q(status=Status.RESTING),
        "in_post": Q(status=Status.IN_POST),
        "left": Q(status=Status.LEFT),
    }
    if showing in wanted:
        found = found.filter(wanted[showing])
    if owner:
        found = found.filter(owner=owner)
    if name:
        audit.opened(actor, None, Opening.How.SEARCHED, at=clock.now(), words=f"Candidates: {name}"[:200])
        for part in searchable(name).split():
            found = found.filter(search_name__contains=part)
    return (
        found.order_by("status", "reply_by", "interested_at", "pk")
        if showing != "everyone"
        else found.order_by("-interested_at", "pk")
    )


def candidate_rows(found: Sequence[Candidate]) -> list[CandidateRow]:
    """Rows to show, for one page of `candidates`. Two queries."""
    found = list(found)
    keys = [candidate.pk for candidate in found]
    unread, ready = waiting_messages(keys), qualified_since(keys)
    return [
        CandidateRow(
            id=candidate.pk,
            name=first_initial(candidate.first_name, candidate.last_name),
            state=candidate.status,
            state_words=candidate.get_status_display(),
            since=timezone.localdate(candidate.interested_at),
            reply_by=candidate.reply_by if candidate.status == Status.NEW else None,
            late=candidate.status == Status.NEW and candidate.reply_by < clock.today(),
            owner=candidate.owner.name if candidate.owner else "",
            messages=unread.get(candidate.pk, 0),
            may_apply=candidate.pk in ready,
        )
        for candidate in found
    ]


def pool(actor: Actor, *, wants_news: bool = False) -> QuerySet[Candidate]:
    """Who is ready to work and does not work with us yet, the longest waiting first."""
    if not policies.may_see_pool(actor):
        raise NotAllowed("see who is ready to work")
    stands = Q(qualifications__withdrawn_at=None, qualifications__told_at__lte=clock.now())
    found = (
        policies.visible_candidates(actor)
        .filter(status__in=(Status.NEW, Status.IN_TOUCH, Status.RESTING))
        .annotate(ready_at=Min("qualifications__told_at", filter=stands))
        .filter(ready_at__isnull=False)
        .select_related("owner")
    )
    if wants_news:
        found = found.filter(alerts_since__isnull=False)
    return found.order_by("ready_at", "pk")


def ready_rows(found: Sequence[Candidate]) -> list[ReadyRow]:
    """Rows to show, for one page of `pool`. Two queries."""
    found = list(found)
    held = Qualification.objects.filter(candidate__in=found, withdrawn_at=None).order_by("reached_on", "pk")
    titles = dict(held.values_list("candidate_id", "title"))
    return [_ready(candidate, titles.get(candidate.pk, "")) for candidate in found]


def owed(actor: Actor, *, late: bool = False, mine: bool = False) -> QuerySet[Adjustment]:
    """What was asked or agreed and is not in place, of candidates the actor may see, what is due first."""
    if not policies.may_see_candidates(actor):
        raise NotAllowed("see what helps candidates")
    found = Adjustment.objects.filter(
        candidate__in=policies.visible_candidates(actor).exclude(status=Status.LEFT),
        status__in=(Adjustment.Status.ASKED, Adjustment.Status.AGREED),
    )
    if late:
        found = found.filter(by__lt=clock.today())
    if mine:
        found = found.filter(Q(with_whom=actor.user_id) | Q(with_whom=None, candidate__owner=actor.user_id))
    return found.select_related("candidate", "with_whom").order_by(F("by").asc(nulls_last=True), "asked_at", "pk")


def owed_rows(found: Sequence[Adjustment]) -> list[OwedRow]:
    return [
        OwedRow(adjustment_row(row), first_initial(row.candidate.first_name, row.candidate.last_name)) for row in found
    ]


def candidates_to_raise() -> QuerySet[Candidate]:
    """Who has not heard from us by the day we said, and nobody was told. For the job: it sees every one."""
    late = Candidate.objects.filter(status=Status.NEW, reply_by__lt=clock.today(), raised_at=None)
    return late.select_related("owner").order_by("reply_by", "pk")


def adjustments_to_raise() -> QuerySet[Adjustment]:
    """What is not answered or not in place by its day. For the job; nobody who rests or has stopped is pressed."""
    late = Adjustment.objects.filter(
        status__in=(Adjustment.Status.ASKED, Adjustment.Status.AGREED), by__lt=clock.today()
    )
    gone = (Status.RESTING, Status.LEFT)
    return late.exclude(candidate__status__in=gone).select_related("with_whom", "candidate").order_by("by", "pk")


def _ready(candidate: Candidate, title: str) -> ReadyRow:
    since: datetime = candidate.ready_at  # type: ignore[attr-defined]  # what `pool` worked out
    return ReadyRow(
        id=candidate.pk,
        name=first_initial(candidate.first_name, candidate.last_name),
        title=title,
        ready_since=timezone.localdate(since),
        weeks=(clock.now() - since).days // 7,
        wants_news=candidate.alerts_since is not None,
        owner=candidate.owner.name if candidate.owner else "",
        state_words=candidate.get_status_display(),
    )
