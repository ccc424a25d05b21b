"""Who is on the bank, how much they work, and a worker's own page of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from alongside.accounts.roles import PEER_WORKER
from alongside.bank import policies
from alongside.bank.models import BankWorker, OptOut
from alongside.bank.queries.pay import LineRow, midnight, my_pay
from alongside.bank.queries.rules import limits_of, the_rules
from alongside.bank.queries.working import date_spells, posts_of, shift_spells
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.solvers.hours import week_hours
from alongside.solvers.spells import monday_of
from alongside.workforce import queries as workforce
from alongside.workforce.policies import readable_workers

WEEK = timedelta(days=7)
WEEKS = 17
BEHIND = 12
"""Of the weeks shown: so many before this one, the others ahead."""


@dataclass(frozen=True)
class WeekHours:
    """One week's hours: `post` those of a substantive contract, `bank` those of shifts and groups."""

    starts_on: date
    post: float
    bank: float

    @property
    def total(self) -> float:
        return self.post + self.bank


@dataclass(frozen=True)
class MemberRow:
    id: str
    worker_id: str
    name: str
    band: str
    skills: tuple[str, ...]
    joined_on: date
    ended_on: date | None
    this_week: float
    lacking: tuple[str, ...]
    opted_out: bool


@dataclass(frozen=True)
class MemberPage:
    """One member; `weeks` in order, and the average of them all. What is theirs alone to say is not here."""

    member: BankWorker
    weeks: tuple[WeekHours, ...]
    average: float
    lacking: tuple[str, ...]
    opt_out: OptOut | None


@dataclass(frozen=True)
class MyBank:
    member: BankWorker
    this_week: WeekHours
    next_week: WeekHours
    average: float
    likes: tuple[str, ...]
    opt_out: OptOut | None
    opted_out: bool
    lacking: tuple[str, ...]
    pay: tuple[LineRow, ...]


def bank_workers(actor: Actor, *, left: bool = False) -> list[MemberRow]:
    """Those on the bank by name, or those who left. The same number of SQL queries for 3 and for 60."""
    if not policies.may_keep_bank(actor):
        raise NotAllowed("bank_worker.joined")
    today = clock.today()
    members = (
        policies.visible_members(actor).select_related("worker").order_by("worker__first_name", "worker__last_name")
    )
    members = members.filter(ended_on__lt=today) if left else members.exclude(ended_on__lt=today)
    rows = list(members)
    ids = [row.worker_id for row in rows]
    this = monday_of(today)
    weeks = _weeks(ids, this, this)
    held = workforce.held(ids, today)
    opted = _opted_out(ids, today)
    return [
        MemberRow(
            row.pk,
            row.worker_id,
            row.worker.full_name,
            row.band,
            tuple(row.skills),
            row.joined_on,
            row.ended_on,
            weeks[row.worker_id][0].total,
            held[row.worker_id].lacking,
            row.worker_id in opted,
        )
        for row in rows
    ]


def member_page(actor: Actor, member_id: str) -> MemberPage:
    member = get_member(actor, member_id)
    this = monday_of(clock.today())
    weeks = _weeks([member.worker_id], this - BEHIND * WEEK, this + (WEEKS - BEHIND - 1) * WEEK)[member.worker_id]
    return MemberPage(
        member,
        tuple(weeks),
        sum(week.total for week in weeks) / len(weeks),
        workforce.held([member.worker_id], clock.today())[member.worker_id].lacking,
        opt_out_of(member),
    )


def get_member(actor: Actor, member_id: str) -> BankWorker:
    return policies.visible_members(actor).select_related("worker").get(pk=member_id)


def own_member(actor: Actor) -> BankWorker:
    return policies.own_membership(actor).select_related("worker").get()


def my_bank(actor: Actor) -> MyBank | None:
    """What a worker said about their bank work, how much it is, and what went to payroll; None off the bank."""
    if not actor.has(PEER_WORKER):
        raise NotAllowed("see their own bank work")
    member = policies.own_membership(actor).select_related("worker").first()
    if member is None:
        return None
    this = monday_of(clock.today())
    weeks = _weeks([member.worker_id], this - (WEEKS - 1) * WEEK, this + WEEK)[member.worker_id]
    opt_out = opt_out_of(member)
    liked = [ward.name for ward, _ in workforce.ward_choices() if ward.pk in member.likes]
    return MyBank(
        member,
        weeks[-2],
        weeks[-1],
        sum(week.total for week in weeks[:-1]) / WEEKS,
        tuple(liked),
        opt_out,
        opt_out is not None and opt_out.ends_on is None,
        workforce.held([member.worker_id], clock.today())[member.worker_id].lacking,
        tuple(my_pay(actor)),
    )


def opt_out_of(member: BankWorker) -> OptOut | None:
    """The one that holds today, or that was taken back and has not ended yet."""
    rows = OptOut.objects.filter(worker=member.worker_id).order_by("-signed_on", "-written_at")
    return next((row for row in rows if row.ends_on is None or row.ends_on >= clock.today()), None)


def own_opt_out(actor: Actor) -> OptOut:
    """The worker's own that holds and was not taken back."""
    return OptOut.objects.select_related("worker").get(worker=own_member(actor).worker_id, ends_on=None)


def could_join(actor: Actor) -> list[tuple[Any, str]]:
    """Peer workers who are not on the bank, by name: for a form."""
    if not policies.may_keep_bank(actor):
        return []
    here = readable_workers(actor).filter(Q(leaves_on=None) | Q(leaves_on__gte=clock.today()), kind="peer")
    on_it = BankWorker.objects.filter(ended_on=None).values("worker")
    workers = here.exclude(pk__in=on_it).order_by("first_name", "last_name", "pk")
    return [(worker, worker.full_name) for worker in workers]


def _opted_out(ids: Collection[str], day: date) -> set[str]:
    rows = OptOut.objects.filter(worker__in=ids, signed_on__lte=day).exclude(ends_on__lt=day)
    return set(rows.values_list("worker_id", flat=True))


def _weeks(ids: Collection[str], first: date, last: date) -> dict[str, list[WeekHours]]:
    """The hours of every week from one Monday to another, of each worker. Three SQL queries, and the rules'."""
    limits = limits_of(the_rules())
    since, until = midnight(first), midnight(last + WEEK)
    shifts = shift_spells(ids, since, until)
    dates = date_spells(ids, since, until)
    posts = posts_of(ids, first, last + WEEK)
    found: dict[str, list[WeekHours]] = {}
    for worker in ids:
        serving = {serves for _, serves, _ in shifts[worker]}
        spells = [spell for _, _, spell in shifts[worker]]
        spells += [spell for pk, spell in dates[worker] if pk not in serving]
        found[worker] = []
        monday = first
        while monday <= last:
            post = sum(row.hours for row in posts[worker] if row.holds(monday))
            found[worker].append(WeekHours(monday, post, week_hours(monday, spells, limits)))
            monday += WEEK
    return found
