"""What groups ask of one who works: the dates they run, how each stands, and what they are asked to cover."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from alongside.core import clock
from alongside.core.actors import Actor
from alongside.groups import policies
from alongside.groups.models import After, Cover, CoverAsk, DateWorker, GroupDate
from alongside.groups.queries.registers import register_opens
from alongside.groups.queries.running import missing_kinds, with_workers


@dataclass(frozen=True)
class MyDate:
    """A date that the worker runs. `state`: "to_come", "now" (its register is open), "register" (over, without one) or
    "held".

    `prepare` and `debrief` are the group's prompts; `after`: they said how they are after it.
    """

    id: str
    worker_row: str
    group: str
    starts_at: datetime
    ends_at: datetime
    place: str
    state: str
    prepare: str
    prepared: bool
    debrief: str
    after: bool
    others: tuple[str, ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class MyAsk:
    """One thing a worker is asked to cover, or was. `state`: "asked", "said_no", "said_yes", "taken" or "stopped"."""

    id: str
    date_id: str
    group: str
    purpose: str
    starts_at: datetime
    ends_at: datetime
    where: str
    words: str
    state: str
    others: tuple[str, ...]


def my_dates(actor: Actor, first: datetime, last: datetime) -> list[MyDate]:
    """The dates a worker runs that are not called off and begin between two moments, in order. Three SQL queries."""
    mine = policies.own_date_workers(actor).filter(status=DateWorker.Status.ON)
    found = GroupDate.objects.filter(workers__in=mine, starts_at__gte=first, starts_at__lt=last)
    dates = list(with_workers(found.exclude(status=GroupDate.Status.CANCELLED)).order_by("starts_at", "pk"))
    said = set(policies.own_afters(actor).filter(date__in=dates).values_list("date_id", flat=True)) if dates else set()
    return [_my_date(date, actor, date.pk in said) for date in dates]


def _my_date(date: GroupDate, actor: Actor, after: bool) -> MyDate:
    group, now = date.group, clock.now()
    on = [row for row in date.workers.all() if row.status == DateWorker.Status.ON]
    if date.status == GroupDate.Status.HELD:
        state = "held"
    else:
        state = "register" if date.ends_at <= now else "now" if register_opens(date) <= now else "to_come"
    return MyDate(
        date.pk,
        next(row.pk for row in on if row.worker.user_id == actor.user_id),
        group.name,
        date.starts_at,
        date.ends_at,
        ", ".join(part for part in (date.place or group.place, str(group.ward or "")) if part),
        state,
        group.prepare,
        date.prepared_at is not None,
        group.debrief,
        after,
        tuple(row.worker.full_name for row in on if row.worker.user_id != actor.user_id),
        missing_kinds(date),
    )


@dataclass(frozen=True)
class MyPart:
    """What one date asks of one who runs it, for its page. `row` and `date` are ids; `covered`: somebody has it;
    `with_shift`: they come, or came, with a shift of the staff bank."""

    row: str
    date: str
    status: str
    planned: bool
    over: bool
    covered: bool
    with_shift: bool
    prepared_by: str
    debrief: str
    after: bool


def my_part(actor: Actor, date: GroupDate) -> MyPart | None:
    """The actor's own part in a date; None for everybody who is not on it. Three SQL queries at most."""
    row = policies.own_date_workers(actor).filter(date=date).first()
    if row is None or date.status == GroupDate.Status.CANCELLED:
        return None
    return MyPart(
        row.pk,
        date.pk,
        row.status,
        date.status == GroupDate.Status.PLANNED and date.ends_at > clock.now(),
        date.status == GroupDate.Status.HELD or date.ends_at <= clock.now(),
        row.covers.filter(status=Cover.Status.FOUND).exists(),
        row.with_shift,
        date.prepared_by,
        date.group.debrief,
        policies.own_afters(actor).filter(date=date).exists(),
    )


@dataclass(frozen=True)
class GroupDay:
    """A peer worker's groups for Today: what they are asked to cover, and the dates they run today."""

    asked: tuple[MyAsk, ...]
    today: tuple[MyDate, ...]


def group_day(actor: Actor, first: datetime, last: datetime) -> GroupDay:
    """Between two moments: today, from midnight to midnight. Five SQL queries at most."""
    return GroupDay(tuple(cover_asked(actor)), tuple(my_dates(actor, first, last)))


def cover_asked(actor: Actor) -> list[MyAsk]:
    """What the worker is asked to cover now and has not answered, soonest first. Two SQL queries at most."""
    asks = policies.own_asks(actor).filter(
        answer="", cover__status=Cover.Status.OPEN, cover__date__starts_at__gt=clock.now()
    )
    return [_my_ask(ask) for ask in _with_dates(asks).order_by("cover__date__starts_at", "pk")]


def my_ask(actor: Actor, ask_id: str) -> tuple[CoverAsk, MyAsk]:
    """One thing the worker was asked to cover, and how it stands. Raises DoesNotExist."""
    ask = _with_dates(policies.own_asks(actor)).get(pk=ask_id)
    return ask, _my_ask(ask)


def _with_dates(asks: QuerySet[CoverAsk]) -> QuerySet[CoverAsk]:
    running = DateWorker.objects.filter(status=DateWorker.Status.ON).select_related("worker")
    return asks.select_related("worker", "cover__date__group__ward").prefetch_related(
        Prefetch("cover__date__workers", running.order_by("worker__first_name", "pk"))
    )


def _my_ask(ask: CoverAsk) -> MyAsk:
    date, group = ask.cover.date, ask.cover.date.group
    if ask.cover.status == Cover.Status.STOPPED or date.status == GroupDate.Status.CANCELLED:
        state = "stopped"
    elif ask.cover.status == Cover.Status.FOUND:
        state = "said_yes" if ask.answer == CoverAsk.Answer.YES else "taken"
    else:
        state = "said_no" if ask.answer == CoverAsk.Answer.NO else "asked"
    return MyAsk(
        ask.pk,
        date.pk,
        group.name,
        group.purpose,
        date.starts_at,
        date.ends_at,
        ", ".join(part for part in (date.place or group.place, str(group.ward or "")) if part),
        ask.cover.words,
        state,
        tuple(row.worker.full_name for row in date.workers.all()),
    )


def after_of(actor: Actor, dates: Iterable[GroupDate]) -> dict[str, After]:
    """What the worker said of how they were after these dates, by date."""
    return {row.date_id: row for row in policies.own_afters(actor).filter(date__in=[date.pk for date in dates])}
