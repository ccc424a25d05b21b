"""Routes into the work: asked, arranged with a host, under way, reviewed and finished; and the kinds there are."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.text import slugify

from alongside.accounts.models import User
from alongside.accounts.queries import current_service
from alongside.candidates import notices, policies
from alongside.candidates.commands.messages import tell_candidate
from alongside.candidates.models import Candidate, Route, RouteDay, RouteKind
from alongside.candidates.queries.days import working_days_after
from alongside.core import clock
from alongside.core.commands import Act, command
from alongside.core.errors import Refused

Status = Route.Status
OPEN = (Status.ASKED, Status.ARRANGED, Status.UNDER_WAY)
MOST_HOURS = Decimal(24)


@command("route.asked", "asked for a way into the work", allow=policies.may_ask_route)
def ask_route(act: Act, candidate: Candidate, *, kind: RouteKind, words: str = "", with_cmht: bool = True) -> Route:
    """One way in; several at once are ordinary. Asked again while it is open, it is the same one.

    `with_cmht` answers, at this moment and for this only, whether they are with a community mental health team, where
    the kind asks it. The answer is not kept.
    """
    if not kind.is_open:
        raise Refused("This is not offered at the moment. Choose another, or ask us.")
    if kind.asks_cmht and not with_cmht:
        raise Refused(
            f"{kind.name} is only for people who are with a community mental health team now. "
            "All the other ways lead to the same training."
        )
    open_now = candidate.routes.filter(kind=kind, status__in=OPEN).first()
    if open_now:
        return open_now
    before = candidate.routes.filter(kind=kind, status__in=(Status.NOT_NOW, Status.STOPPED)).last()
    route = before or Route(candidate=candidate, kind=kind)
    if before:
        before.move_to(Status.ASKED)
    route.asked_at, route.words, route.ended_at = act.at, words, None
    route.in_charge_id = kind.in_charge_id or candidate.owner_id
    route.reply_by = working_days_after(clock.today(), _interest_days())
    route.save()
    notices.tell_in_charge(act, route, "Somebody asks about a way into the work", "A candidate waits for your answer.")
    return route


@command("route.arranged", "arranged a route with a host", allow=policies.may_arrange_route)
def arrange_route(
    act: Act,
    route: Route,
    *,
    host: str,
    agreement: str,
    agreed_on: date,
    starts_on: date,
    ends_on: date | None = None,
    hours: Decimal | None = None,
    review_on: date | None = None,
    payment: str = "",
) -> Route:
    """What was agreed with the host: where, when, how many hours a week, whether paid, and when we look at it again.

    Said again, the new agreement takes the old one's place.
    """
    if ends_on and ends_on < starts_on:
        raise Refused("It ends before it starts. Check the two days.")
    if review_on and review_on < starts_on:
        raise Refused("The review is before the start. Choose a day after it.")
    if route.status not in (Status.ARRANGED, Status.UNDER_WAY):
        route.move_to(Status.ARRANGED)
    route.host, route.agreement, route.agreed_on = host, agreement, agreed_on
    route.starts_on, route.ends_on, route.hours = starts_on, ends_on, hours
    route.review_on, route.payment = review_on, payment
    route.save()
    _tell(act, route, f"{route.kind.name}: it is arranged. See where, when and what was agreed on your journey.")
    return route


@command("route.started", "said that a route is under way", allow=policies.may_arrange_route)
def start_route(act: Act, route: Route) -> Route:
    route.move_to(Status.UNDER_WAY)
    route.save()
    return route


@command("route.reviewed", "looked at how a route goes", allow=policies.may_arrange_route)
def review_route(act: Act, route: Route, *, review_words: str, review_on: date | None = None) -> Route:
    """What the two said, which the candidate reads, and the day of the next look, if there is one."""
    if route.status != Status.UNDER_WAY:
        raise Refused("This is not under way, so there is nothing to review.")
    route.review_words, route.review_on = review_words, review_on
    route.save()
    _tell(act, route, f"{route.kind.name}: what we said at the review is on your journey.")
    return route


@command("route.finished", "finished a route", allow=policies.may_arrange_route)
def finish_route(act: Act, route: Route, *, outcome: str) -> Route:
    """What came of it, shared with the candidate."""
    if not outcome.strip():
        raise Refused("Say what came of it. The candidate reads this.")
    route.move_to(Status.FINISHED)
    route.outcome, route.ended_at = outcome, act.at
    route.save()
    _tell(act, route, f"{route.kind.name}: you finished it. What came of it is on your journey.")
    return route


@command("route.put_off", "said not now to a route", allow=policies.may_arrange_route)
def not_now_route(act: Act, route: Route, *, outcome: str) -> Route:
    """We cannot arrange it now: why, and what to try instead, for the candidate to read."""
    if not outcome.strip():
        raise Refused("Say why not now, and what to try instead. The candidate reads this.")
    route.move_to(Status.NOT_NOW)
    route.outcome, route.ended_at = outcome, act.at
    route.save()
    _tell(act, route, f"{route.kind.name}: not now. Why, and what else there is, is on your journey.")
    return route


@command("route.stopped", "stopped a route", allow=policies.may_stop_route)
def stop_route(act: Act, route: Route) -> Route:
    """Stopped, without a reason. It may be asked for again."""
    route.move_to(Status.STOPPED)
    route.ended_at = act.at
    route.save()
    if policies.is_own(act.actor, route):
        notices.tell_in_charge(act, route, "A route was stopped", "A candidate stopped a way into the work.")
    return route


@command("route.passed", "passed a route to someone", allow=policies.may_arrange_route)
def pass_route(act: Act, route: Route, *, in_charge: User) -> Route:
    if route.in_charge_id == in_charge.pk:
        raise Refused(f"It is in {in_charge.name}’s hands already.")
    route.in_charge = in_charge
    route.save()
    notices.tell_in_charge(act, route, "A route is in your hands", "Somebody passed a way into the work to you.")
    return route


@command("route.day_added", "wrote down a day on a route", allow=policies.may_stop_route)
def add_route_day(act: Act, route: Route, *, day: date, hours: Decimal, expenses: Decimal = Decimal(0)) -> Route:
    """A day, its hours and any expenses: by the candidate or whoever is in charge. The same day again corrects it."""
    if route.status != Status.UNDER_WAY:
        raise Refused("This is not under way, so no day can be written down.")
    if day > clock.today():
        raise Refused("This day has not come yet.")
    if not 0 < hours <= MOST_HOURS:
        raise Refused("Enter hours from a half to 24.")
    said = {"hours": hours, "expenses": expenses or 0, "written_by": act.actor.name}
    RouteDay.objects.update_or_create(route=route, day=day, defaults=said)
    return route


@command("route.raised", "was told that a route is due", allow=policies.may_raise)
def raise_route(act: Act, route: Route) -> None:
    """An answer that is late, or a review whose day has come: told once for each day that was set."""
    asked = route.status == Status.ASKED
    name = f"route:{route.pk}:{route.reply_by if asked else route.review_on}"
    if notices.was_raised(name):
        raise Refused("This was raised already.")
    notices.raise_route(act, route, "A candidate waits for an answer" if asked else "A review is due", name)


@command("route_kind.added", "added a way into the work", allow=policies.may_change_kinds)
def add_route_kind(act: Act, *, name: str, **said: Any) -> RouteKind:
    """One way in. `said`: about, who_arranges, asks_cmht, payments (list of words), benefits_words, is_training,
    in_charge, position."""
    slug = slugify(name)[:40]
    if RouteKind.objects.filter(slug=slug).exists():
        raise Refused("There is a way of this name already. Give it another name.")
    said.setdefault("position", RouteKind.objects.count() + 1)
    return RouteKind.objects.create(name=name, slug=slug, **said)


@command("route_kind.changed", "changed a way into the work", allow=policies.may_change_kinds)
def change_route_kind(act: Act, kind: RouteKind, **said: Any) -> RouteKind:
    """Any of its fields by name; `is_open` false takes it off the public page and leaves those on it alone."""
    for name, value in said.items():
        setattr(kind, name, value)
    if RouteKind.objects.filter(name=kind.name).exclude(pk=kind.pk).exists():
        raise Refused("There is a way of this name already. Give it another name.")
    kind.save()
    return kind


def _tell(act: Act, route: Route, words: str) -> None:
    tell_candidate(act, route.candidate, words=words, once=f"{route.pk}:{act.id}")


def _interest_days() -> int:
    service = current_service()
    return service.interest_days if service else 5
