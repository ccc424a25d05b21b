"""What a ward asked the bank for: the state of each shift in words, hours to confirm, and what can be asked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from alongside.accounts.models import Ward
from alongside.bank import policies
from alongside.bank.models import BankWorker, Shift
from alongside.bank.queries.board import hours_in_words
from alongside.bank.queries.rules import the_rules
from alongside.bank.queries.shifts import OPEN, is_at_risk
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.ui import dates
from alongside.ui.words import first_initial

Status = Shift.Status
KEPT = timedelta(days=28)  # how long a shift that is over stays in the list
MEANS = {  # status: (whose turn, words for the ward)
    Status.ASKED: ("their_turn", "Waiting to be approved"),
    Status.NOT_APPROVED: ("your_turn", "Not approved"),
    Status.APPROVED: ("their_turn", "Approved"),
    Status.OFFERED: ("going_on", "Offered"),
    Status.FILLED: ("done", "Filled"),
    Status.WORKED: ("your_turn", "Confirm the hours"),
    Status.CONFIRMED: ("done", "Hours confirmed"),
    Status.NOT_WORKED: ("on_hold", "Not worked"),
    Status.EMPTY: ("urgent", "Nobody could"),
    Status.CANCELLED: ("on_hold", "Cancelled"),
}


@dataclass(frozen=True)
class WardShift:
    """One shift as the ward reads it: never who was asked, who said no, or who cannot come."""

    shift: Shift
    hours: str
    who: str
    means: str
    state: str
    note: str
    may_change: bool
    may_cancel: bool
    may_confirm: bool


@dataclass(frozen=True)
class WardShifts:
    to_confirm: tuple[WardShift, ...]
    coming: tuple[WardShift, ...]
    over: tuple[WardShift, ...]


def shifts_of_ward(actor: Actor) -> WardShifts:
    """What the actor's wards asked for, from four weeks ago on, in order of time. NotAllowed for anybody else."""
    if not policies.may_ask_shift(actor):
        raise NotAllowed("ask for shifts")
    now, rules = clock.now(), the_rules()
    found = policies.ward_shifts(actor).filter(ends_at__gte=now - KEPT).select_related("ward", "worker")
    rows = [_row(actor, shift, rules, now) for shift in found.order_by("starts_at", "pk")]
    confirm = tuple(row for row in rows if row.may_confirm and row.shift.status != Status.CONFIRMED)
    coming = tuple(row for row in rows if row.shift.ends_at > now and row not in confirm)
    over = tuple(row for row in reversed(rows) if row not in confirm and row not in coming)
    return WardShifts(confirm, coming, over)


def get_ward_shift(actor: Actor, shift_id: str) -> Shift:
    return policies.ward_shifts(actor).select_related("ward", "worker__user", "group_date__group").get(pk=shift_id)


def row_of(actor: Actor, shift: Shift) -> WardShift:
    return rows_of(actor, [shift])[0]


def rows_of(actor: Actor, shifts: Iterable[Shift]) -> list[WardShift]:
    """One more query, however many they are. Give them with their ward and worker."""
    rules, now = the_rules(), clock.now()
    return [_row(actor, shift, rules, now) for shift in shifts]


def _row(actor: Actor, shift: Shift, rules: Any, now: Any) -> WardShift:
    means, state = MEANS[Status(shift.status)]
    if is_at_risk(shift, rules, now):
        means, state = "ending", "At risk: nobody yet"
    if shift.status == Status.FILLED and shift.ends_at <= now:
        means, state = MEANS[Status.WORKED]
    note = shift.because
    if shift.status == Status.CANCELLED:
        late = "Late notice: the ward bears the cost. " if shift.late_notice else ""
        note = f"{late}{shift.because}"
    if shift.status == Status.FILLED and shift.asked_starts_at and shift.asked_ends_at:
        new = f"{dates.day(shift.asked_starts_at)}, {hours_in_words(shift.asked_starts_at, shift.asked_ends_at)}"
        means, state = "their_turn", "May move"
        note = f"Its group has moved. Whoever has this shift is asked whether they keep it: {new}."
    waiting = shift.status in (Status.ASKED, Status.NOT_APPROVED)
    changes = waiting or (shift.status in OPEN and policies.may_offer(actor, shift))
    return WardShift(
        shift=shift,
        hours=hours_in_words(shift.starts_at, shift.ends_at),
        who=first_initial(shift.worker.first_name, shift.worker.last_name) if shift.worker else "",
        means=means,
        state=state,
        note=note,
        may_change=changes and shift.starts_at > now and policies.may_change_shift(actor, shift),
        may_cancel=shift.status in (Status.ASKED, *OPEN, Status.FILLED)
        and shift.starts_at > now
        and policies.may_cancel(actor, shift),
        may_confirm=shift.status in (Status.FILLED, Status.WORKED, Status.CONFIRMED)
        and shift.ends_at <= now
        and policies.may_confirm(actor, shift),
    )


# What can be asked for -----------------------------------------------------------------------------------------------


def wards_to_ask(actor: Actor) -> dict[str, Ward]:
    """The open wards that the actor may ask for, by name."""
    reach = actor.reach(*policies.ASKS)
    found = Ward.objects.filter(is_open=True)
    return {ward.pk: ward for ward in (found if reach.everything else found.filter(pk__in=reach.wards))}


def workers_to_prefer(actor: Actor) -> dict[str, Any]:
    """Everybody on the bank now, by name: for whoever asks for a shift. It says nothing of who could."""
    if not policies.may_ask_shift(actor):
        raise NotAllowed("ask for shifts")
    found = BankWorker.objects.filter(ended_on=None, worker__leaves_on=None).select_related("worker")
    rows = found.order_by("worker__first_name", "worker__last_name", "worker")
    return {row.worker_id: row.worker for row in rows}


def skills_known(actor: Actor) -> list[str]:
    """What workers of the bank are good at, each once, by name."""
    if not policies.may_ask_shift(actor):
        raise NotAllowed("ask for shifts")
    rows = BankWorker.objects.filter(ended_on=None).values_list("skills", flat=True)
    return sorted({skill for skills in rows for skill in skills})


def ways_to_cancel(actor: Actor, shift: Shift) -> list[tuple[str, str]]:
    """Who the actor may say cancels: the ward for those of the ward, all three for those who run the bank."""
    ways = [(Shift.CancelledBy.WARD.value, "The ward")] if policies.asks_for_ward(actor, shift.ward) else []
    if not policies.may_offer(actor, shift):
        return ways
    worker = [(Shift.CancelledBy.WORKER.value, "The peer worker")] if shift.worker_id else []
    return [*ways, (Shift.CancelledBy.BANK.value, "The bank"), *worker]
