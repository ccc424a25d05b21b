"""Who asked for a peer's voice: the list and whose turn it is, one ask, which are late, and the asker's own address."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.outreach.models import Ask, Talk
from alongside.outreach.policies import may_answer_ask, visible_asks
from alongside.ui import dates

Status = Ask.Status
OPEN = (Status.ASKED, Status.TALKING, Status.AGREED)
SHOWN = {
    "": "Our turn",
    "late": "Late",
    "mine": "In my hands",
    "coming": "Has its day",
    "done": "Done",
    "closed": "Not this time",
    "all": "All",
}
MEANS = {
    Status.ASKED: "your_turn",
    Status.TALKING: "going_on",
    Status.AGREED: "going_on",
    Status.NOT_THIS: "on_hold",
    Status.WITHDRAWN: "on_hold",
    Status.DONE: "done",
}


@dataclass(frozen=True)
class AskRow:
    """An ask on the list. `turn` says whose turn it is and what is to be done; `late`: the day we said has passed."""

    id: str
    who: str
    kind: str
    audience: str
    asked_at: datetime
    reply_by: date
    owner: str
    status: str
    status_words: str
    means: str
    late: bool
    turn: str
    next_at: datetime | None


@dataclass(frozen=True)
class AskPage:
    """One ask, and the talks planned from it, first to last."""

    ask: Ask
    row: AskRow
    talks: tuple[Talk, ...]

    @property
    def is_open(self) -> bool:
        return self.ask.status in OPEN


def asks(actor: Actor, show: str = "", kind: str = "", audience: str = "") -> QuerySet[Ask]:
    """What `show` (a key of SHOWN) leaves: what is to be answered first comes first. For `ask_rows`."""
    if not may_answer_ask(actor):
        raise NotAllowed("asks for a peer's voice")
    rows = _with_next(visible_asks(actor))
    if kind:
        rows = rows.filter(kind=kind)
    if audience:
        rows = rows.filter(audience=audience)
    found = rows.filter(_shown(actor).get(show, _ours()))
    return found.order_by(*(("-asked_at", "id") if show in ("done", "closed", "all") else ("reply_by", "id")))


def ask_counts(actor: Actor) -> dict[str, int]:
    """How many each of the first pills shows. One query."""
    which = _shown(actor)
    keys = {"": "ours", "late": "late", "mine": "mine"}
    found = visible_asks(actor).aggregate(**{name: Count("pk", filter=which[key]) for key, name in keys.items()})
    return {key: found[name] for key, name in keys.items()}


def ask_rows(found: Any) -> list[AskRow]:
    today, now = clock.today(), clock.now()
    return [_row(ask, today, now) for ask in found]


def get_ask(actor: Actor, ask_id: str) -> Ask:
    return visible_asks(actor).select_related("taken_by", "team").get(pk=ask_id)


def ask_page(actor: Actor, ask_id: str) -> AskPage:
    """Two queries."""
    ask = _with_next(visible_asks(actor)).get(pk=ask_id)
    return AskPage(ask, _row(ask, clock.today(), clock.now()), tuple(ask.talks.order_by("starts_at", "pk")))


def asks_to_raise() -> QuerySet[Ask]:
    """Nobody has answered by the day we said, and the lead has not been told yet."""
    return Ask.objects.filter(status=Status.ASKED, raised_at=None, reply_by__lt=clock.today())


# The asker's own page ------------------------------------------------------------------------------------------------


def key_of(ask: Ask) -> str:
    """What opens the asker's page beside the ask's id: signed with the installation's secret, so nothing is stored."""
    return salted_hmac("alongside.outreach.ask", ask.pk, algorithm="sha256").hexdigest()[:32]


def ask_by_key(ask_id: str, key: str) -> Ask:
    """For whoever holds the address that came with it. Raises DoesNotExist."""
    ask = Ask.objects.get(pk=ask_id)
    if not constant_time_compare(key_of(ask), key):
        raise Ask.DoesNotExist
    return ask


def is_open(ask: Ask) -> bool:
    """Whether there is still something to take back."""
    return ask.status in OPEN


def own_address(ask: Ask) -> str:
    """Where the asker sees what became of it, and takes it back."""
    return f"{settings.PUBLIC_ADDRESS}{reverse('outreach:my_ask', args=[ask.pk, key_of(ask)])}"


def planned_from(ask: Ask) -> list[Talk]:
    """The talks planned from it that stand, first to last: for the asker's page too."""
    return list(ask.talks.exclude(status=Talk.Status.CANCELLED).order_by("starts_at", "pk"))


def _with_next(rows: QuerySet[Ask]) -> QuerySet[Ask]:
    standing = Talk.objects.filter(ask=OuterRef("pk"), status=Talk.Status.PLANNED).order_by("starts_at")
    return rows.select_related("taken_by", "team").annotate(
        next_at=Subquery(standing.values("starts_at")[:1]), ends_next=Subquery(standing.values("ends_at")[:1])
    )


def _to_come() -> Exists:
    return Exists(Talk.objects.filter(ask=OuterRef("pk"), status=Talk.Status.PLANNED, ends_at__gt=clock.now()))


def _ours() -> Q:
    return Q(status__in=(Status.ASKED, Status.TALKING)) | (Q(status=Status.AGREED) & ~Q(_to_come()))


def _shown(actor: Actor) -> dict[str, Q]:
    return {
        "": _ours(),
        "late": Q(status=Status.ASKED, reply_by__lt=clock.today()),
        "mine": Q(status__in=OPEN, taken_by=actor.user_id),
        "coming": Q(status=Status.AGREED) & Q(_to_come()),
        "done": Q(status=Status.DONE),
        "closed": Q(status__in=(Status.NOT_THIS, Status.WITHDRAWN)),
        "all": Q(),
    }


def _row(ask: Any, today: date, now: datetime) -> AskRow:
    return AskRow(
        id=ask.pk,
        who=ask.organisation_name,
        kind=ask.get_kind_display(),
        audience=ask.get_audience_display(),
        asked_at=ask.asked_at,
        reply_by=ask.reply_by,
        owner=ask.taken_by.name if ask.taken_by else "",
        status=ask.status,
        status_words=ask.get_status_display(),
        means=MEANS[Status(ask.status)],
        late=is_late(ask, today),
        turn=_turn(ask, now),
        next_at=ask.next_at,
    )


def is_late(ask: Ask, today: date) -> bool:
    return ask.status == Status.ASKED and ask.reply_by < today


def _turn(ask: Any, now: datetime) -> str:
    """Whose turn it is and what is to be done, in words; empty when nothing is."""
    if ask.status == Status.ASKED:
        return f"Ours: answer by {dates.day(ask.reply_by)}"
    if ask.status == Status.TALKING:
        return "Ours: agree, or say not this time"
    if ask.status == Status.AGREED:
        if ask.next_at is None:
            return "Ours: plan it, or say it is done"
        if ask.ends_next <= now:
            return "Ours: say how it went"
        return f"Nobody’s: it is on {dates.day(ask.next_at)}"
    return ""
