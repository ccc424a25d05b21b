"""Routes: the kinds on offer, one candidate on one of them, and the list of those who are."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet, Sum
from django.utils.text import slugify

from alongside.candidates import policies
from alongside.candidates.models import Candidate, Route, RouteKind
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.ui.words import first_initial

Status = Route.Status
OPEN = (Status.ASKED, Status.ARRANGED, Status.UNDER_WAY)


@dataclass(frozen=True)
class RouteRow:
    """One way into the work, for the public pages."""

    slug: str
    name: str
    about: str
    who_arranges: str
    asks_cmht: bool
    benefits_words: str
    is_training: bool


@dataclass(frozen=True)
class OnRoute:
    """One candidate on one route, for a list. `next_words` and `by` say what is next and by which day."""

    id: str
    candidate_id: str
    candidate: str
    kind: str
    state: str
    state_words: str
    in_charge: str
    host: str
    next_words: str
    by: date | None
    late: bool


@dataclass(frozen=True)
class Days:
    """What was written down on a route: how many days, hours and pounds."""

    rows: tuple[tuple[date, Decimal, Decimal, str], ...]
    hours: Decimal
    expenses: Decimal


def public_routes() -> list[RouteRow]:
    """The ways in that are open, in their order. One query."""
    return [
        RouteRow(k.slug, k.name, k.about, k.who_arranges, k.asks_cmht, k.benefits_words, k.is_training)
        for k in RouteKind.objects.filter(is_open=True)
    ]


def route_kinds(actor: Actor) -> list[RouteKind]:
    """Every kind, closed ones too, for those who may see the page. NotAllowed for others."""
    if not policies.may_see_kinds(actor):
        raise NotAllowed("see the ways into the work")
    return list(RouteKind.objects.select_related("in_charge"))


def get_route_kind(actor: Actor, slug: str) -> RouteKind:
    if not policies.may_change_kinds(actor):
        raise NotAllowed("change the ways into the work")
    return RouteKind.objects.get(slug=slug)


def open_kind(slug: str) -> RouteKind:
    """One way in that is open, for whoever would like to take it."""
    return RouteKind.objects.get(slug=slug, is_open=True)


def kind_is_known(name: str) -> bool:
    """Whether there is a way in of this name, as it was first called, open or closed. For the profile."""
    return RouteKind.objects.filter(slug=slugify(name)[:40]).exists()


def kinds_to_ask(candidate: Candidate) -> list[RouteKind]:
    """The ways in that this candidate is not on already."""
    on = candidate.routes.filter(status__in=(*OPEN, Status.FINISHED)).values("kind")
    return list(RouteKind.objects.filter(is_open=True).exclude(pk__in=on))


def get_route(actor: Actor, id: str) -> Route:  # noqa: A002
    """A route the actor may see. Raises DoesNotExist."""
    return policies.visible_routes(actor).select_related("candidate__owner", "kind", "in_charge").get(pk=id)


def own_route(actor: Actor, id: str) -> Route:  # noqa: A002
    """A route of the signed-in candidate. Raises DoesNotExist."""
    own = Route.objects.filter(candidate__in=policies.own_candidate(actor))
    return own.select_related("candidate__owner", "kind", "in_charge").get(pk=id)


def routes_of(candidate: Candidate) -> list[OnRoute]:
    """All of one candidate's routes, the oldest first. One query."""
    found = candidate.routes.select_related("kind", "in_charge", "candidate")
    return [on_route(route) for route in found]


def days_of(route: Route) -> Days:
    """The days on a route, the newest first. Two queries."""
    rows = route.route_days.order_by("-day")
    total = rows.aggregate(hours=Sum("hours"), expenses=Sum("expenses"))
    return Days(
        tuple((row.day, row.hours, row.expenses, row.written_by) for row in rows),
        total["hours"] or Decimal(0),
        total["expenses"] or Decimal(0),
    )


def routes(actor: Actor, *, state: str = "", mine: bool = False) -> QuerySet[Route]:
    """Routes for a list, the longest promised first. `state`: open, asked, going_on or over. Said aloud by
    `on_routes`."""
    if not policies.may_see_routes(actor):
        raise NotAllowed("see routes")
    found = policies.visible_routes(actor).select_related("candidate", "kind", "in_charge")
    states = {
        "open": OPEN,
        "asked": (Status.ASKED,),
        "going_on": (Status.ARRANGED, Status.UNDER_WAY),
        "over": (Status.FINISHED, Status.NOT_NOW, Status.STOPPED),
    }
    if state in states:
        found = found.filter(status__in=states[state])
    if mine:
        found = found.filter(in_charge=actor.user_id)
    return found.order_by("reply_by", "asked_at", "pk")


def on_routes(rows: list[Route]) -> list[OnRoute]:
    return [on_route(route) for route in rows]


def on_route(route: Route) -> OnRoute:
    words, by = _next(route)
    return OnRoute(
        id=route.pk,
        candidate_id=route.candidate_id,
        candidate=first_initial(route.candidate.first_name, route.candidate.last_name),
        kind=route.kind.name,
        state=route.status,
        state_words=route.get_status_display(),
        in_charge=route.in_charge.name if route.in_charge else "",
        host=route.host,
        next_words=words,
        by=by,
        late=by is not None and by < clock.today(),
    )


def routes_to_raise() -> list[Route]:
    """Answers that are late, and reviews whose day has come. For the job: it sees every one."""
    today = clock.today()
    late = Route.objects.filter(status=Status.ASKED, reply_by__lt=today, kind__is_training=False)
    due = Route.objects.filter(status=Status.UNDER_WAY, review_on__lte=today)
    return [*late.select_related("in_charge"), *due.select_related("in_charge")]


def _next(route: Route) -> tuple[str, date | None]:
    """What is next on a route, and by which day."""
    if route.status == Status.ASKED:
        return ("Look at training dates", None) if route.kind.is_training else ("Answer them", route.reply_by)
    if route.status == Status.ARRANGED:
        return "Starts", route.starts_on
    if route.status == Status.UNDER_WAY:
        return ("Review", route.review_on) if route.review_on else ("Ends", route.ends_on)
    return "", None
