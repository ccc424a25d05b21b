"""What helped me: the library, a worker's own, and what a person was shown and keeps."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.core.names import searchable
from alongside.support.models import Relationship, Strategy, StrategyShown
from alongside.support.policies import strategies as policies
from alongside.support.policies import walked_relationships
from alongside.support.queries import names

Status = Strategy.Status
NOTICE = timedelta(days=14)
SHOWN = ("title", "words", "topics", "named")
MEANS = {Status.DRAFT: "your_turn", Status.SHOWN: "done", Status.RESTING: "on_hold"}


@dataclass(frozen=True)
class StrategyRow:
    """One strategy as the library shows it. `by` is a first name only where its owner said so; else empty."""

    id: str
    title: str
    words: str
    topics: tuple[str, ...]
    by: str
    mine: bool


@dataclass(frozen=True)
class OwnRow:
    """One of my own. `why` is what the lead said, who took it out. `asks`: its time in the library is over, or nearly.
    `still_read`: nobody finds it any more, and whoever kept it may read it."""

    id: str
    title: str
    status: str
    status_words: str
    means: str
    shown_until: date | None
    why: str
    asks: bool
    still_read: bool


@dataclass(frozen=True)
class StrategyPage:
    """One strategy, and what the reader may do with it."""

    row: StrategyRow
    own: OwnRow | None
    in_library: bool
    may_show: bool
    may_take_out: bool


@dataclass(frozen=True)
class ShownRow:
    """What a person was shown. `gone`: they kept it, and its writer has taken it back, so no words are here."""

    id: str
    title: str
    words: str
    by: str
    shown_by: str
    shown_at: datetime
    why: str
    kept: bool
    gone: bool


def needs_library(actor: Actor) -> None:
    if not policies.may_see_library(actor):
        raise NotAllowed("read what helped others")


def strategies(actor: Actor) -> list[StrategyRow]:
    """The library by title. One query."""
    needs_library(actor)
    found = policies.visible_strategies(actor).select_related("worker")
    return [_row(actor, one) for one in found.only(*SHOWN, "worker__first_name", "worker__user")]


def looked_for(rows: Iterable[StrategyRow], words: str = "", topic: str = "") -> list[StrategyRow]:
    """Those of a topic, and only those that hold every word looked for."""
    wanted = searchable(words).split()
    return [row for row in rows if (not topic or topic in row.topics) and (not wanted or _holds(row, wanted))]


def topics_of(rows: Iterable[StrategyRow]) -> list[tuple[str, int]]:
    """(topic, how many), the most used first."""
    counted = Counter(topic for row in rows for topic in row.topics)
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))


def my_strategies(actor: Actor) -> list[OwnRow]:
    """The signed-in worker's own, by title. One query."""
    return [_own(one) for one in policies.own_strategies(actor)]


def get_strategy(actor: Actor, id: str) -> Strategy:  # noqa: A002
    """One of the library."""
    return policies.visible_strategies(actor).select_related("worker__user").get(pk=id)


def get_own_strategy(actor: Actor, id: str) -> Strategy:  # noqa: A002
    return policies.own_strategies(actor).select_related("worker__user").get(pk=id)


def strategy_page(actor: Actor, id: str) -> StrategyPage:  # noqa: A002
    """One of the library, or of my own. Two queries at most."""
    found = policies.visible_strategies(actor).select_related("worker").filter(pk=id).first()
    shown = found is not None
    found = found or get_own_strategy(actor, id)
    row = _row(actor, found)
    return StrategyPage(
        row=row,
        own=_own(found) if row.mine else None,
        in_library=shown,
        may_show=shown and actor.has("peer_worker"),
        may_take_out=shown and not row.mine and policies.may_take_out_strategy(actor, found),
    )


def people_to_show(actor: Actor, strategy: Strategy) -> list[tuple[str, str]]:
    """(relationship id, name) of those the actor walks with who were not shown it yet. One query."""
    shown = StrategyShown.objects.filter(strategy=strategy).values("person")
    walking = walked_relationships(actor).exclude(status=Relationship.Status.ENDED)
    found: Any = walking.exclude(referral__person__in=shown).select_related("referral__person")
    rows = list(found.order_by("referral__person__first_name", "pk"))
    short = names.short_names(row.referral.person for row in rows)
    return [(row.pk, short[row.referral.person_id]) for row in rows]


def get_walked(actor: Actor, id: str) -> Relationship:  # noqa: A002
    return walked_relationships(actor).select_related("referral__person", "worker").get(pk=id)


def looking_for(actor: Actor, id: str) -> tuple[Relationship | None, frozenset[str]]:  # noqa: A002
    """For whom the actor looks through the library, and ids of what they were shown already; (None, none) for nobody
    in particular. Two queries at most."""
    walking = walked_relationships(actor).exclude(status=Relationship.Status.ENDED)
    found: Any = walking.select_related("referral__person").filter(pk=id).first() if id else None
    if found is None:
        return None, frozenset()
    shown = StrategyShown.objects.filter(person=found.referral.person)
    return found, frozenset(shown.values_list("strategy", flat=True))


def shown_to_me(actor: Actor) -> list[ShownRow]:
    """What the signed-in person was shown and has not let go: kept ones first, and those still in the library. Three
    queries."""
    if not actor.has("person"):
        raise NotAllowed("have pages of their own")
    mine = policies.strategies_shown_to(actor).filter(let_go_at=None).select_related("strategy__worker")
    rows = list(mine.order_by("-shown_at", "-pk"))
    ids = [row.strategy_id for row in rows]
    library, readable = (
        set(found.filter(pk__in=ids).values_list("pk", flat=True))
        for found in (policies.in_library(), policies.readable())
    )
    said = [_shown(row, row.strategy_id in readable) for row in rows if row.kept_at or row.strategy_id in library]
    return sorted(said, key=lambda row: (not row.kept, row.gone))


def get_shown_to_me(actor: Actor, id: str) -> StrategyShown:  # noqa: A002
    return policies.strategies_shown_to(actor).select_related("person").get(pk=id)


def is_readable(shown: StrategyShown) -> bool:
    """Whether its writer lets it be read, so that it can be kept."""
    return policies.readable().filter(pk=shown.strategy_id).exists()


def strategies_ending() -> QuerySet[Strategy]:
    """For the job: whose yes is over in a fortnight, and nobody has said so."""
    soon = clock.today() + NOTICE
    found = Strategy.objects.filter(status=Status.SHOWN, shown_until__lte=soon, ending_said_at=None)
    return found.filter(shown_until__gte=clock.today())


def strategies_over() -> QuerySet[Strategy]:
    """For the job: whose yes is over."""
    return Strategy.objects.filter(status=Status.SHOWN, shown_until__lt=clock.today())


def _holds(row: StrategyRow, wanted: Iterable[str]) -> bool:
    text = searchable(f"{row.title} {row.words} {' '.join(row.topics)} {row.by}")
    return all(word in text for word in wanted)


def _row(actor: Actor, strategy: Strategy) -> StrategyRow:
    return StrategyRow(
        id=strategy.pk,
        title=strategy.title,
        words=strategy.words,
        topics=tuple(strategy.topics),
        by=strategy.worker.first_name if strategy.named else "",
        mine=bool(actor.user_id) and strategy.worker.user_id == actor.user_id,
    )


def _own(strategy: Strategy) -> OwnRow:
    until, today = strategy.shown_until, clock.today()
    over = until is not None and until < today
    status = Status.RESTING if over else Status(strategy.status)
    still_read = status == Status.RESTING and bool(strategy.yes_at)
    return OwnRow(
        id=strategy.pk,
        title=strategy.title,
        status=status.value,
        status_words="Not in the library now" if still_read else str(status.label),
        means=MEANS[status],
        shown_until=None if over else until,
        why=strategy.taken_out_why,
        asks=still_read or (status == Status.SHOWN and until is not None and until <= today + NOTICE),
        still_read=still_read,
    )


def _shown(shown: StrategyShown, readable: bool) -> ShownRow:
    strategy = shown.strategy
    return ShownRow(
        id=shown.pk,
        title=strategy.title if readable else "",
        words=strategy.words if readable else "",
        by=strategy.worker.first_name if strategy.named and readable else "",
        shown_by=shown.shown_by,
        shown_at=shown.shown_at,
        why=shown.why if readable else "",
        kept=bool(shown.kept_at),
        gone=not readable,
    )
