"""The board of posts: rows by pathway, columns by stage, and the numbers above it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from alongside.accounts.models import Pathway
from alongside.core.actors import Actor
from alongside.workforce import policies
from alongside.workforce.models import Post
from alongside.workforce.queries.posts import GROUPS, STAGES, PostRow, posts, teams_for_posts

Status = Post.Status
ZERO = Decimal(0)


@dataclass(frozen=True)
class Total:
    """How many posts, and how much full time they are together."""

    posts: int
    wte: Decimal


@dataclass(frozen=True)
class Filled:
    """The filled posts of a pathway, folded into one card."""

    total: Total
    teams: tuple[str, ...]
    alone: int
    money: tuple[str, ...]


@dataclass(frozen=True)
class BoardRow:
    """One pathway: its posts by stage, and its filled ones folded."""

    pathway_id: str
    pathway: str
    posts: int
    stages: dict[str, tuple[PostRow, ...]]
    filled: Filled | None


@dataclass(frozen=True)
class Board:
    """The whole board. `rate` is a share of 100, None while there is nothing to work it out from."""

    rows: tuple[BoardRow, ...]
    stages: tuple[tuple[str, str, Total], ...]
    groups: dict[str, Total]
    rate: int | None
    gaps: tuple[str, ...]


def post_board(actor: Actor) -> Board:
    """Rows by pathway, columns by stage; given up posts are not on it."""
    rows = posts(actor)
    groups = {name: total_of(row for row in rows if name in row.groups) for name in GROUPS}
    held = groups["rate"].wte
    return Board(
        tuple(_board_row(pk, name, [row for row in rows if row.pathway_id == pk]) for pk, name in _pathways(actor)),
        tuple(
            (stage.value, str(stage.label), total_of(row for row in rows if row.status == stage)) for stage in STAGES
        ),
        groups,
        round(100 * groups["vacant"].wte / held) if held else None,
        _gaps(actor, {row.team for row in rows if row.status == Status.FILLED}),
    )


def total_of(rows: Iterable[PostRow]) -> Total:
    found = [row.wte for row in rows]
    return Total(len(found), sum(found, ZERO))


def _board_row(pathway_id: str, pathway: str, rows: list[PostRow]) -> BoardRow:
    filled = [row for row in rows if row.status == Status.FILLED]
    return BoardRow(
        pathway_id,
        pathway,
        len(rows),
        {stage.value: tuple(row for row in rows if row.status == stage) for stage in STAGES if stage != Status.FILLED},
        _folded(filled) if filled else None,
    )


def _folded(rows: list[PostRow]) -> Filled:
    return Filled(
        total_of(rows),
        tuple(f"{team} {many}" for team, many in sorted(Counter(row.team or "No team" for row in rows).items())),
        sum(row.alone for row in rows),
        tuple(
            f"Money ends {month}: {many}"
            for month, many in Counter(f"{row.funding_ends_on:%b %Y}" for row in rows if row.money_ends).items()
        ),
    )


def _pathways(actor: Actor) -> list[tuple[str, str]]:
    """Open pathways in reach, and closed ones that still have posts."""
    with_posts = policies.visible_posts(actor).exclude(status=Status.GIVEN_UP).values("pathway")
    found = Pathway.objects.filter(Q(is_open=True) | Q(pk__in=with_posts)).distinct()
    have = set(with_posts.values_list("pathway", flat=True))
    return [(p.pk, p.name) for p in found if p.pk in have or policies.may_keep_posts_of(actor, p.pk, None)]


def _gaps(actor: Actor, filled: set[str]) -> tuple[str, ...]:
    """Open teams in reach without a filled post, by name."""
    return tuple(name for _, name in teams_for_posts(actor) if name not in filled)
