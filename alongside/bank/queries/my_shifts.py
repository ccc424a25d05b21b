"""A worker's own shifts: hours this week, offers with the checks already made, what is theirs, swaps."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from alongside.bank import policies
from alongside.bank.models import BankWorker, Shift, ShiftOffer, Swap
from alongside.bank.queries.board import hours_in_words
from alongside.bank.queries.eligibility import Could, could, could_each
from alongside.bank.queries.rules import limits_of, the_rules
from alongside.bank.queries.shifts import at_new_time
from alongside.bank.queries.working import workings
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.solvers import hours
from alongside.workforce.policies import own_worker

Status, Answer = Shift.Status, ShiftOffer.Status
KEPT = timedelta(days=28)  # how long a shift that is over stays in the list


@dataclass(frozen=True)
class Offered:
    """One shift offered to them. `others`: how many more it waits for. `checked`: whether they may, and why not."""

    id: str
    shift: Shift
    hours: str
    said_no: bool
    others: int
    checked: Could


@dataclass(frozen=True)
class Mine:
    """One shift of theirs. `swap`: what they asked of a colleague, while it waits.

    `keep`: whether they could do it at the time that its group has moved to, while they are asked; on its own page.
    """

    shift: Shift
    hours: str
    means: str
    state: str
    swap: Swap | None
    is_over: bool
    keep: Could | None = None


@dataclass(frozen=True)
class MyShifts:
    """`hours`: this week, all posts together; `limit`: their own wish, or None. None of it while not on the bank."""

    on_bank: bool
    hours: float
    contract: float
    limit: Decimal | None
    offered: tuple[Offered, ...]
    said_no: tuple[Offered, ...]
    asked_of_me: tuple[Swap, ...]
    mine: tuple[Mine, ...]
    over: tuple[Mine, ...]


def my_shifts(actor: Actor) -> MyShifts:
    worker, now = own_worker(actor).get(), clock.now()
    on_bank = BankWorker.objects.filter(Q(ended_on=None) | Q(ended_on__gte=clock.today()), worker=worker)
    member = on_bank.first()
    this_week, contract = _this_week(worker, now) if member else (0.0, 0.0)
    found = _open_offers(actor, now)
    checked = could_each([offer.shift for offer, _ in found], worker, own=True)
    offers = [_offered(offer, others, may) for (offer, others), may in zip(found, checked, strict=True)]
    asked = policies.own_swaps(actor).filter(status=Swap.Status.ASKED)
    swaps = list(asked.select_related("shift__ward", "by", "to", "in_return__ward"))
    shifts = policies.own_shifts(actor).filter(status__in=Shift.HELD, ends_at__gte=now - KEPT).select_related("ward")
    mine = [_mine(shift, swaps, now) for shift in shifts]
    return MyShifts(
        on_bank=member is not None,
        hours=this_week,
        contract=contract,
        limit=member.own_limit_hours if member else None,
        offered=tuple(row for row in offers if not row.said_no),
        said_no=tuple(row for row in offers if row.said_no),
        asked_of_me=tuple(swap for swap in swaps if swap.to_id == worker.pk),
        mine=tuple(row for row in mine if not row.is_over),
        over=tuple(row for row in reversed(mine) if row.is_over),
    )


def my_offer(actor: Actor, offer_id: str) -> tuple[ShiftOffer, Offered | None]:
    """The offer, and what is said of it; None when it is gone."""
    offer = policies.own_offers(actor).select_related("shift__ward", "worker__user").get(pk=offer_id)
    gone = offer.status in (Answer.GONE, Answer.TAKEN) or offer.shift.status != Status.OFFERED
    if gone or offer.shift.starts_at <= clock.now():
        return offer, None
    waiting = offer.shift.offers.filter(status=Answer.OPEN).exclude(pk=offer.pk).count()
    return offer, _offered(offer, waiting, could(offer.shift, offer.worker, own=True))


def my_shift(actor: Actor, shift_id: str) -> Mine:
    """One of their own, also once it was cancelled or not worked."""
    shift = policies.own_shifts(actor).select_related("ward", "worker__user", "group_date__group").get(pk=shift_id)
    swaps = shift.swaps.filter(status=Swap.Status.ASKED).select_related("to", "by", "in_return__ward")
    row = _mine(shift, list(swaps), clock.now())
    keep = could(at_new_time(shift), shift.worker, own=True) if shift.keep_by else None
    return replace(row, keep=keep)


def my_swap(actor: Actor, swap_id: str) -> Swap:
    return policies.own_swaps(actor).select_related(
        "shift__ward", "in_return__ward", "by__user", "to__user", "shift__worker", "in_return__worker"
    ).get(pk=swap_id)  # fmt: skip


def swap_checked(actor: Actor, swap: Swap) -> Could:
    """Whether the one who was asked may take it, said to them."""
    given = [swap.shift_id, *([swap.in_return_id] if swap.in_return_id else [])]
    return could(swap.shift, swap.to, own=True, without=given)


def colleagues(actor: Actor, shift: Shift) -> dict[str, Any]:
    """Who may be asked to take it: everybody else on the bank now, by name. It says nothing of who could."""
    if not policies.may_ask_swap(actor, shift):
        return {}
    found = BankWorker.objects.filter(ended_on=None, worker__leaves_on=None).exclude(worker=shift.worker_id)
    rows = found.select_related("worker__user").order_by("worker__first_name", "worker__last_name", "worker")
    return {row.worker_id: row.worker for row in rows}


def shifts_to_change_for(actor: Actor, shift: Shift) -> dict[str, Shift]:
    """Colleagues' filled shifts that are still to come, which this one may be changed for."""
    if not policies.may_ask_swap(actor, shift):
        return {}
    found = Shift.objects.filter(status=Status.FILLED, starts_at__gt=clock.now()).exclude(worker=shift.worker_id)
    until = clock.now() + timedelta(days=the_rules().visible_days)
    rows = found.filter(starts_at__lt=until).select_related("ward", "worker")
    return {row.pk: row for row in rows}


def hours_of(shift: Shift) -> str:
    return hours_in_words(shift.starts_at, shift.ends_at)


def _open_offers(actor: Actor, now: datetime) -> list[tuple[ShiftOffer, int]]:
    """Each with how many others it still waits for."""
    found = policies.own_offers(actor).filter(status__in=(Answer.OPEN, Answer.NO), shift__status=Status.OFFERED)
    waiting = Count("shift__offers", filter=Q(shift__offers__status=Answer.OPEN))
    shown = found.filter(shift__starts_at__gt=now).annotate(waiting=waiting)
    rows = shown.select_related("shift__ward").order_by("shift__starts_at", "pk")
    return [(row, row.waiting - (row.status == Answer.OPEN)) for row in rows]


def _offered(offer: ShiftOffer, others: int, checked: Could) -> Offered:
    shift = offer.shift
    return Offered(
        id=offer.pk,
        shift=shift,
        hours=hours_of(shift),
        said_no=offer.status == Answer.NO,
        others=others,
        checked=checked,
    )


def _mine(shift: Shift, swaps: list[Swap], now: datetime) -> Mine:
    swap = next((row for row in swaps if row.shift_id == shift.pk), None)
    over = shift.ends_at <= now
    means, state = {
        Status.FILLED: ("your_turn", "Say your hours") if over else ("done", "Yours"),
        Status.WORKED: ("their_turn", "Worked: the ward confirms"),
        Status.CONFIRMED: ("done", "Hours confirmed"),
        Status.NOT_WORKED: ("on_hold", "Not worked"),
        Status.CANCELLED: ("on_hold", "Cancelled"),
    }[Status(shift.status)]
    if shift.keep_by and shift.status == Status.FILLED:
        means, state = "your_turn", "Its group has moved"
    elif swap:
        means, state = "going_on", "Swap asked"
    return Mine(shift, hours_of(shift), means, state, swap, over)


def _this_week(worker: Any, now: datetime) -> tuple[float, float]:
    """(hours of this week, all posts together; those of their contract among them)."""
    rules = the_rules()
    limits = limits_of(rules)
    asked = Shift(ward_id="", starts_at=now, ends_at=now + timedelta(minutes=1))
    day = timezone.localdate(now)
    for row in workings(asked, limits, rules, worker_id=worker.pk):
        monday = day - timedelta(days=day.weekday())
        return hours.week_hours(monday, row.spells, limits, weekly_hours=row.weekly_hours), row.weekly_hours
    return 0.0, 0.0
