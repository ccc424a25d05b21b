"""Posts as the lead sees them: each at its stage, what it waits for, and the numbers that open their rows."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from alongside.accounts.models import Pathway, Team
from alongside.accounts.queries import current_service
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.ui import dates
from alongside.workforce import policies
from alongside.workforce.models import Assignment, Post

Status = Post.Status
STAGES = (Status.IDEA, Status.CASE, Status.FUNDED, Status.ADVERTISED, Status.FILLED, Status.VACANT)
ORDER = ("pathway__position", "pathway__name", "title", "team__name", "since_on", "pk")
US = {"us", "we", "our turn"}
MONEY_ENDS_SOON = timedelta(days=183)

# What a number of the board opens: its name, its definition, and which posts are in it.
GROUPS = {
    "filled": ("filled", "Posts that somebody has."),
    "vacant": ("vacant", "Posts that were filled, and that nobody has now."),
    "being_filled": ("being filled", "Funded or advertised."),
    "hoped_for": ("hoped for", "Ideas, and cases that are made."),
    "money": ("money ends soon", "The money ends within six months. Tell the person affected first, yourself."),
    "alone": ("alone in a team", "The only filled post of its team. Somebody alone is the first to burn out."),
    "our_turn": ("waiting on us", "The next thing is ours to do."),
    "too_long": ("too long in a stage", "Longer in its stage than the service allows itself."),
    "rate": ("in the vacancy rate", "Filled and vacant posts: what the vacancy rate is worked out from."),
    "given_up": ("given up", "Posts that will not be."),
}


@dataclass(frozen=True)
class PostRow:
    """One post. `wte` is a share of full time (1.00 is 37.5 hours); `days` since it came to its stage."""

    id: str
    title: str
    pathway: str
    pathway_id: str
    team: str
    status: str
    stage: str
    band: str
    wte: Decimal
    since_on: date
    days: int
    limit: int | None
    funded_by: str
    funding_ends_on: date | None
    whose_turn: str
    note: str
    vacancy_id: str
    our_turn: bool
    alone: bool

    @property
    def too_long(self) -> bool:
        return self.limit is not None and self.days > self.limit

    @property
    def money_ends(self) -> bool:
        """Within six months, or already past."""
        ends = self.funding_ends_on
        return ends is not None and self.status != Status.GIVEN_UP and ends <= clock.today() + MONEY_ENDS_SOON

    @property
    def groups(self) -> frozenset[str]:
        """Which of GROUPS it is in."""
        stages = {
            Status.IDEA: "hoped_for",
            Status.CASE: "hoped_for",
            Status.FUNDED: "being_filled",
            Status.ADVERTISED: "being_filled",
        }
        said = {
            "money": self.money_ends,
            "alone": self.alone,
            "our_turn": self.our_turn,
            "too_long": self.too_long,
            "rate": self.status in (Status.FILLED, Status.VACANT),
        }
        return frozenset(
            {stages.get(Status(self.status), self.status), *(name for name, is_so in said.items() if is_so)}
        )


@dataclass(frozen=True)
class Move:
    """One line of a post's history."""

    on: date
    stage: str
    by: str
    words: str


@dataclass(frozen=True)
class Holding:
    """Somebody's part of a post, without their name."""

    worker_id: str
    hours: Decimal
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True)
class PostPage:
    """One post in full. `may` names the commands this actor may give it now."""

    post: Post
    row: PostRow
    moves: tuple[Move, ...]
    holdings: tuple[Holding, ...]
    may: frozenset[str]
    may_see_workers: bool


def get_post(actor: Actor, post_id: str) -> Post:
    return policies.visible_posts(actor).select_related("pathway", "team").get(pk=post_id)


def posts(actor: Actor, *, pathway: str = "", status: str = "", show: str = "", sort: str = "") -> list[PostRow]:
    """Posts in reach, by pathway; without the given up, unless they are asked for. `show` is one of GROUPS."""
    rows = _rows(actor)
    if show in GROUPS:
        rows = [row for row in rows if show in row.groups]
    elif status != Status.GIVEN_UP:
        rows = [row for row in rows if row.status != Status.GIVEN_UP]
    rows = [row for row in rows if pathway in ("", row.pathway_id) and status in ("", row.status)]
    return sorted(rows, key=SORTS[sort.lstrip("-")], reverse=sort[:1] == "-") if sort.lstrip("-") in SORTS else rows


SORTS: dict[str, Any] = {
    "title": lambda row: row.title.lower(),
    "stage": lambda row: [*STAGES, Status.GIVEN_UP].index(Status(row.status)),
    "wte": lambda row: row.wte,
    "days": lambda row: row.days,
    "money": lambda row: row.funding_ends_on or date.max,
}


def post_page(actor: Actor, post_id: str) -> PostPage:
    post = get_post(actor, post_id)
    (row,) = (row for row in _rows(actor) if row.id == post_id)
    moves = [Move(m.moved_on, str(Status(m.status).label), m.moved_by, m.words) for m in post.moves.all()]
    lasting = post.assignments.filter(_lasting(clock.today())).order_by("starts_on", "id")
    return PostPage(
        post,
        row,
        tuple(reversed(moves)),
        tuple(Holding(a.worker_id, a.hours, a.starts_on, a.ends_on) for a in lasting),
        frozenset(_may(actor, post)),
        bool(policies.may_see_workers(actor)),
    )


def posts_to_have(actor: Actor) -> list[tuple[Post, str]]:
    """Posts that somebody may be assigned to: funded, advertised, filled (to share) or vacant; each with its words."""
    able = (Status.FUNDED, Status.ADVERTISED, Status.FILLED, Status.VACANT)
    found = policies.posts_within(actor).filter(status__in=able).select_related("pathway", "team")
    return [
        (post, f"{post.title}, {post.team or post.pathway} ({post.get_status_display().lower()})") for post in found
    ]


def posts_to_advertise(actor: Actor) -> list[tuple[Post, str]]:
    """Posts in reach that wait for an advert, each with its words."""
    able = (Status.FUNDED, Status.VACANT)
    found = policies.visible_posts(actor).filter(status__in=able).select_related("pathway", "team")
    return [(row, f"{row.title}, {row.team or row.pathway}") for row in found]


def pathways_for_posts(actor: Actor) -> list[tuple[Pathway, str]]:
    """The open pathways in which the actor may keep posts."""
    found = Pathway.objects.filter(is_open=True)
    return [(row, row.name) for row in found if policies.may_keep_posts_of(actor, row.pk, None)]


def teams_for_posts(actor: Actor) -> list[tuple[Team, str]]:
    """The open teams for which the actor may keep posts, each with its pathway."""
    found = Team.objects.filter(is_open=True).select_related("pathway")
    return [(row, row.name) for row in found if policies.may_keep_posts_of(actor, row.pathway_id, row.pk)]


def left_empty() -> QuerySet[Post]:
    """Filled posts that somebody was assigned to, and nobody is now or will be: for jobs and commands."""
    of_it = Assignment.objects.filter(post=OuterRef("pk"))
    found = Post.objects.filter(status=Status.FILLED)
    return found.filter(Exists(of_it), ~Exists(of_it.filter(_lasting(clock.today()))))


def _lasting(today: date) -> Q:
    return Q(ends_on=None) | Q(ends_on__gte=today)


def _rows(actor: Actor) -> list[PostRow]:
    found = list(policies.visible_posts(actor).select_related("pathway", "team").order_by(*ORDER))
    adverts = _adverts(actor)
    here = Counter(post.team_id for post in found if post.status == Status.FILLED and post.team_id)
    service = current_service()
    limits = service.post_stage_days if service else {}
    return [_row(post, adverts.get(post.pk, {}), here, limits) for post in found]


def _adverts(actor: Actor) -> dict[str, dict[str, Any]]:
    """The vacancy of each post that is being written, open or being chosen from, and how many have applied."""
    sent = ~Q(vacancies__applications__status__in=["started", "withdrawn"])
    found = (
        policies.visible_posts(actor)
        .filter(vacancies__status__in=["draft", "closed", "open"])
        .order_by("vacancies__status")
        .values(*("id", "vacancies__id", "vacancies__status", "vacancies__closes_at", "vacancies__interviews_from"))
        .annotate(sent=Count("vacancies__applications", filter=sent))
    )
    in_order = sorted(found, key=lambda row: ("draft", "closed", "open").index(row["vacancies__status"]))
    return {row["id"]: row for row in in_order}


def _row(post: Post, advert: dict[str, Any], here: Counter[Any], limits: dict[str, int]) -> PostRow:
    days = (clock.today() - post.since_on).days
    waits = post.status in (Status.FUNDED, Status.VACANT) and advert.get("vacancies__status") in (None, "draft")
    return PostRow(
        post.pk,
        post.title,
        post.pathway.name,
        post.pathway_id,
        post.team.name if post.team else "",
        post.status,
        str(Status(post.status).label),
        post.band,
        post.wte,
        post.since_on,
        days,
        limits.get(post.status),
        post.funded_by,
        post.funding_ends_on,
        post.whose_turn,
        _note(post, advert, days),
        advert.get("vacancies__id", ""),
        waits or post.whose_turn.strip().lower() in US,
        post.status == Status.FILLED and here[post.team_id] == 1,
    )


def _note(post: Post, advert: dict[str, Any], days: int) -> str:
    """One line on what it waits for."""
    if post.status == Status.VACANT:
        return f"Empty {_days(days)}. {_advert(advert)}"
    if post.status in (Status.FUNDED, Status.ADVERTISED):
        return _advert(advert)
    if post.status == Status.FILLED or not post.whose_turn:
        first = post.case_words.strip().split("\n")[0] if post.status == Status.IDEA else ""
        return first if len(first) <= 70 else first[:67].rstrip() + "…"
    return "Our turn" if post.whose_turn.strip().lower() in US else f"With {post.whose_turn} {_days(days)}"


def _advert(advert: dict[str, Any]) -> str:
    status = advert.get("vacancies__status")
    if status == "open":
        return f"Closes {dates.short_day(advert['vacancies__closes_at'])}. {advert['sent']} so far"
    if status == "closed" and (meets := advert["vacancies__interviews_from"]):
        return f"Interviews {dates.short_day(meets)}"
    return {"closed": "Closed. Being read", "draft": "Advert being written"}.get(status or "", "Advert not started")


def _days(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"


def _may(actor: Actor, post: Post) -> Iterable[str]:
    """The commands that this actor may give the post in its state."""
    for name, (policy, states) in MAY.items():
        if post.status in states and policy(actor, post):
            yield name


MAY = {
    "make_case": (policies.may_change_post, (Status.IDEA,)),
    "think_again": (policies.may_change_post, (Status.CASE,)),
    "fund_post": (policies.may_fund_post, (Status.CASE,)),
    "advertise_post": (policies.may_advertise_post, (Status.FUNDED, Status.VACANT)),
    "stop_advertising": (policies.may_advertise_post, (Status.ADVERTISED,)),
    "fill_post": (policies.may_fill_post, (Status.FUNDED, Status.ADVERTISED, Status.VACANT)),
    "vacate_post": (policies.may_fill_post, (Status.FILLED,)),
    "give_up_post": (policies.may_fund_post, (Status.IDEA, Status.CASE, Status.FUNDED, Status.VACANT)),
    "take_up_again": (policies.may_fund_post, (Status.GIVEN_UP,)),
    "change_post": (policies.may_change_post, tuple(Status)),
}
