"""Reads what each worker of the bank works around one shift, of whatever kind, and what they said about it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q

from alongside.bank.models import BankRules, BankWorker, OptOut, Override, Shift
from alongside.groups.queries import bank_holidays
from alongside.groups.queries import keeping as groups
from alongside.solvers.hours import Limits, Spell
from alongside.solvers.spells import DAYS, HOUR
from alongside.workforce import queries as workforce

NEAR = timedelta(days=16)
TURNS = timedelta(days=28)
NONE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Working:
    """What one worker works, has worked and is free to work, around one shift: what the rules are read against."""

    member: BankWorker
    spells: tuple[Spell, ...]
    weekly_hours: float
    opted_out: bool
    away: tuple[tuple[date, date], ...]
    kept_from: frozenset[str]
    held: workforce.Held
    overrides: frozenset[str]
    recent_minutes: int
    """On the bank in the four weeks before and after: whoever has had least is asked first."""


def workings(
    shift: Shift, limits: Limits, rules: BankRules, *, worker_id: str | None = None, without: Collection[str] = ()
) -> list[Working]:
    """Everybody on the bank on the shift's day, or one of them; `without`: ids of shifts read as not theirs."""
    return workings_of([shift], limits, rules, worker_id=worker_id, without=without)[0]


def workings_of(
    asked: Sequence[Shift],
    limits: Limits,
    rules: BankRules,
    *,
    worker_id: str | None = None,
    without: Collection[str] = (),
) -> list[list[Working]]:
    """The same for several shifts, in their order, with the same number of SQL queries.

    Their shifts, group dates and opt-outs are read for the weeks of the average either side, the half days of their
    other post for 16 days. Meetings with people they support are in the hours of that post and are not read.
    """
    if not asked:
        return []
    days = [(_day(shift.starts_at, limits), _day(shift.ends_at, limits)) for shift in asked]
    first, last = min(day for day, _ in days), max(day for _, day in days)
    members = BankWorker.objects.filter(Q(ended_on=None) | Q(ended_on__gte=first), joined_on__lte=last)
    members = members.filter(Q(worker__leaves_on=None) | Q(worker__leaves_on__gte=first)).select_related("worker")
    if worker_id:
        members = members.filter(worker=worker_id)
    rows = list(members)
    ids = [row.worker_id for row in rows]
    away = workforce.away(ids, first - NEAR, last + NEAR)
    held = workforce.held_on(ids, {day for day, _ in days})
    kept = workforce.kept_from_wards(ids)
    apart = groups.apart_from_dates({shift.group_date_id for shift in asked if shift.group_date_id})
    reference = timedelta(weeks=limits.average_weeks)
    since = min(shift.starts_at for shift in asked) - reference
    until = max(shift.ends_at for shift in asked) + reference
    shifts = shift_spells(ids, since, until, without=without)
    dates = date_spells(ids, since, until)
    posts = posts_of(ids, first - NEAR, last + NEAR)
    off = frozenset(bank_holidays(first - NEAR, last + NEAR))
    opted = OptOut.objects.filter(Q(ends_on=None) | Q(ends_on__gte=first), worker__in=ids, signed_on__lte=last)
    chosen = defaultdict(list)
    for worker, signed_on, ends_on in opted.values_list("worker_id", "signed_on", "ends_on"):
        chosen[worker].append((signed_on, ends_on or date.max))
    overrides = defaultdict(set)
    allowed = Override.objects.filter(shift__in=[shift.pk for shift in asked])
    for shift_id, worker, rule in allowed.values_list("shift_id", "worker_id", "rule"):
        overrides[shift_id, worker].add(rule)

    def working(row: BankWorker, shift: Shift, day: date) -> Working:
        theirs = [(pk, serves, spell) for pk, serves, spell in shifts[row.worker_id] if pk != shift.pk]
        # Apart from somebody in the group that the shift serves: as if kept from its ward.
        there = {shift.ward_id} if row.worker_id in apart.get(shift.group_date_id or "", NONE) else NONE
        serving = {serves for _, serves, _ in theirs} | {shift.group_date_id}
        return Working(
            member=row,
            spells=(
                *(spell for _, _, spell in theirs),
                *(spell for pk, spell in dates[row.worker_id] if pk not in serving),
                *_half_days(row, posts[row.worker_id], away[row.worker_id], off, day, rules, limits),
            ),
            weekly_hours=sum(post.hours for post in posts[row.worker_id] if post.holds(day)),
            opted_out=any(signed_on <= day <= ends_on for signed_on, ends_on in chosen[row.worker_id]),
            away=tuple(away[row.worker_id]),
            kept_from=kept[row.worker_id] | there,
            held=held[day][row.worker_id],
            overrides=frozenset(overrides[shift.pk, row.worker_id]),
            recent_minutes=_recent(shift, (spell for _, _, spell in theirs)),
        )

    return [
        [working(row, shift, day) for row in rows if _is_on_the_bank(row, day)]
        for shift, (day, _) in zip(asked, days, strict=True)
    ]


def _is_on_the_bank(row: BankWorker, day: date) -> bool:
    leaves_on = row.worker.leaves_on
    return row.joined_on <= day and not (
        (row.ended_on and row.ended_on < day) or (leaves_on is not None and leaves_on < day)
    )


def _day(moment: datetime, limits: Limits) -> date:
    return moment.astimezone(limits.zone).date()


Dated = dict[str, list[tuple[str, str | None, Spell]]]
"""{worker id: [(the shift, the group's date it serves, the spell)]}"""


def shift_spells(ids: Collection[str], since: datetime, until: datetime, *, without: Collection[str] = ()) -> Dated:
    """Their shifts as worked, or else as planned. One SQL query."""
    found: Dated = defaultdict(list)
    theirs = Shift.objects.filter(worker__in=ids, status__in=Shift.HELD, starts_at__lt=until, ends_at__gt=since)
    for row in theirs.exclude(pk__in=without).select_related("ward").only(*SHIFT_FIELDS):
        found[str(row.worker_id)].append((row.pk, row.group_date_id, as_worked(row)))
    return found


def _recent(shift: Shift, theirs: Iterable[Spell]) -> int:
    return sum(int(spell.worked / HOUR * 60) for spell in theirs if abs(spell.start - shift.starts_at) < TURNS)


SHIFT_FIELDS = (
    "worker", "status", "starts_at", "ends_at", "break_minutes", "worked_from", "worked_until", "worked_break",
    "group_date", "ward__name",
)  # fmt: skip


def as_worked(shift: Shift) -> Spell:
    """A shift as a spell: as it was worked once that is said, as planned until then."""
    if shift.worked_from and shift.worked_until:
        return Spell(shift.worked_from, shift.worked_until, shift.worked_break or 0, shift.ward.name)
    return Spell(shift.starts_at, shift.ends_at, shift.break_minutes, shift.ward.name)


def date_spells(ids: Collection[str], since: datetime, until: datetime) -> dict[str, list[tuple[str, Spell]]]:
    """The group dates they run, each with its id. A date that a shift of theirs serves is the same work: whoever asks
    leaves it out. One SQL query."""
    found: dict[str, list[tuple[str, Spell]]] = defaultdict(list)
    rows = BankWorker.objects.filter(
        Q(worker__group_dates__was_there=None) | Q(worker__group_dates__was_there=True),
        worker__in=ids,
        worker__group_dates__status="on",
        worker__group_dates__date__status__in=["planned", "held"],
        worker__group_dates__date__starts_at__lt=until,
        worker__group_dates__date__ends_at__gt=since,
    ).values_list(
        "worker_id",
        "worker__group_dates__date",
        "worker__group_dates__date__starts_at",
        "worker__group_dates__date__ends_at",
        "worker__group_dates__date__group__name",
    )
    for worker, group_date, starts, ends, name in rows:
        found[worker].append((group_date, Spell(starts, ends, what=f"in {name}")))
    return found


@dataclass(frozen=True)
class Post:
    """A substantive assignment: hours a week between two days."""

    hours: float
    starts_on: date
    ends_on: date | None

    def holds(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


def posts_of(ids: Collection[str], first: date, last: date) -> dict[str, list[Post]]:
    found: dict[str, list[Post]] = defaultdict(list)
    rows = BankWorker.objects.filter(
        Q(worker__assignments__ends_on=None) | Q(worker__assignments__ends_on__gte=first),
        worker__in=ids,
        worker__assignments__kind="substantive",
        worker__assignments__starts_on__lte=last,
    ).values_list(
        "worker_id", "worker__assignments__hours", "worker__assignments__starts_on", "worker__assignments__ends_on"
    )
    for worker, a_week, starts_on, ends_on in rows:
        found[worker].append(Post(float(a_week), starts_on, ends_on))
    return found


def _half_days(
    member: BankWorker,
    posts: list[Post],
    away: Iterable[tuple[date, date]],
    off: Collection[date],
    around: date,
    rules: BankRules,
    limits: Limits,
) -> Iterator[Spell]:
    """The half days of their substantive post near the shift, as BankRules.half_days says when those are worked.

    For rest and overlap only: their hours are the contract's. Bank holidays (`off`) are left out, as a substantive post
    has them free.
    """
    if not posts or not member.worker.days:
        return
    zone = limits.zone
    for n in range(-NEAR.days, NEAR.days + 1):
        day = around + timedelta(days=n)
        if day in off or any(first <= day <= last for first, last in away):
            continue
        if not any(post.holds(day) for post in posts):
            continue
        for part, (begins, ends) in rules.half_days.items():
            if f"{DAYS[day.weekday()]}-{part}" in member.worker.days:
                yield Spell(
                    datetime.combine(day, time.fromisoformat(begins), zone),
                    datetime.combine(day, time.fromisoformat(ends), zone),
                    what="in another post",
                    contract=True,
                )
