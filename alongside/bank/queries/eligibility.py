"""Says who could work a shift, who could not and why, and the smallest change that would let them."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from alongside.bank import policies
from alongside.bank.models import BankRules, Shift
from alongside.bank.queries.rules import limits_of, the_rules
from alongside.bank.queries.working import Working, workings_of
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.solvers import hours
from alongside.solvers.hours import ALWAYS_STOPS, NEVER_SET_ASIDE, Limits, Problem, Spell
from alongside.solvers.saying import clock_words
from alongside.solvers.spells import HOUR, monday_of, slots_of

NOT_AVAILABLE = "Not available"
"""The one thing said of somebody who is away, not free then, not taking on or kept away from the ward."""


@dataclass(frozen=True)
class Could:
    """One worker for one shift. `stops` is empty when they can.

    Where `stops` is ("Not available",) nothing else is said, and a page does not name them beside the others: who is
    available on one ward and not on another at the same hour would give away why. See `may_be_named`.
    """

    worker_id: str
    name: str
    can: bool
    good: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    warns: tuple[Problem, ...] = ()
    hours_this_week: float = 0
    inducted: bool = False
    band_fits: bool = False
    of_grade: bool = False
    """Their grade is the one that was asked for, not only one that does too."""
    opens: tuple[tuple[str, str], ...] = ()
    """The smallest changes that would let them: (kind, words), kinds induction, supervision, time and override."""
    problems: tuple[Problem, ...] = ()
    """The rules of working time that stop them, for whoever may set one aside."""

    @property
    def may_be_named(self) -> bool:
        return self.stops != (NOT_AVAILABLE,)


def who_could(shift: Shift, *, without: Collection[str] = ()) -> list[Could]:
    """Everybody on the bank, those who could first, in fair turns: least bank work in the weeks around it first.

    The number of SQL queries is the same for 3 workers and for 60. `without`: ids of shifts to read as not theirs.
    """
    return next(who_could_each([shift], without=without))


def who_could_each(shifts: Sequence[Shift], *, without: Collection[str] = ()) -> Iterator[list[Could]]:
    """The same for several shifts, one after the other in their order, with the same number of SQL queries."""
    rules = the_rules()
    for shift, rows in zip(shifts, workings_of(shifts, limits_of(rules), rules, without=without), strict=True):
        order = sorted(rows, key=lambda row: (row.recent_minutes, row.member.worker_id))
        asked = [_could(shift, row, rules, own=False) for row in order]
        yield sorted(asked, key=lambda row: not row.can)


def could(shift: Shift, worker: Any, *, own: bool = False, without: Collection[str] = ()) -> Could:
    """One worker, asked under the lock of both. `own`: they say yes themself, so their wishes do not stand in the way
    (free half days, own limit, wards), and the words are said to them."""
    return could_each([shift], worker, own=own, without=without)[0]


def could_each(shifts: Sequence[Shift], worker: Any, *, own: bool, without: Collection[str] = ()) -> list[Could]:
    """The same for several shifts, in their order, with the same number of SQL queries."""
    rules = the_rules()
    found = workings_of(shifts, limits_of(rules), rules, worker_id=worker.pk, without=without)
    return [
        _could(shift, rows[0], rules, own=own) if rows else _not_on_the_bank(worker, own=own)
        for shift, rows in zip(shifts, found, strict=True)
    ]


def _not_on_the_bank(worker: Any, *, own: bool) -> Could:
    return Could(worker.pk, worker.full_name, False, stops=("You are not on the bank" if own else "Not on the bank",))


def to_set_aside(actor: Actor, shift: Shift, worker_id: str) -> tuple[Any, tuple[Problem, ...]]:
    """The worker, and the rules that stop them which somebody allowed to may set aside."""
    if not policies.may_override(actor):
        raise NotAllowed("override.written")
    worker = policies.visible_members(actor).select_related("worker").get(worker=worker_id).worker
    found = could(shift, worker).problems
    return worker, tuple(problem for problem in found if problem.rule not in NEVER_SET_ASIDE)


def _could(shift: Shift, row: Working, rules: BankRules, *, own: bool) -> Could:
    member, limits = row.member, limits_of(rules)
    worker = member.worker
    new = Spell(shift.starts_at, shift.ends_at, shift.break_minutes)
    inducted = shift.ward_id in row.held.wards
    fits = _band_fits(shift, member.band, rules.fallback_days)
    monday = monday_of(new.start.astimezone(limits.zone).date())
    this_week = hours.week_hours(monday, row.spells, limits, weekly_hours=row.weekly_hours)
    if _is_away(row, new, limits):
        return _stopped(worker, "You are away that day" if own else NOT_AVAILABLE)
    if not own and _does_not_want(shift, row, limits):
        return _stopped(worker, NOT_AVAILABLE)
    own_limit = float(member.own_limit_hours) if member.own_limit_hours is not None else None
    found = hours.problems(
        new,
        row.spells,
        limits,
        weekly_hours=row.weekly_hours,
        opted_out=row.opted_out,
        own_limit=own_limit,
    )
    stopping = [problem for problem in found if _stops(problem, row) and not (own and problem.rule == "own_limit")]
    facts = _lacking(shift, row, own=own, inducted=inducted, fits=fits)
    stops = (*facts, *(problem.words if own else problem.said for problem in stopping))
    return Could(
        worker.pk,
        worker.full_name,
        not stops,
        good=_good(shift, row, new, own=own, hours_then=this_week + new.worked / HOUR),
        stops=stops,
        warns=tuple(problem for problem in found if problem not in stopping),
        hours_this_week=this_week,
        inducted=inducted,
        band_fits=fits,
        of_grade=member.band == shift.band,
        opens=_opens(shift, row, new, limits, facts=facts, stopping=stopping, inducted=inducted),
        problems=tuple(stopping),
    )


def _stopped(worker: Any, why: str) -> Could:
    return Could(worker.pk, worker.full_name, False, stops=(why,))


def _stops(problem: Problem, row: Working) -> bool:
    if problem.rule in ALWAYS_STOPS:
        return True
    return problem.stops and problem.rule not in row.overrides


def _is_away(row: Working, new: Spell, limits: Limits) -> bool:
    first, last = new.start.astimezone(limits.zone).date(), new.last_day(limits.zone)
    return any(starts_on <= last and ends_on >= first for starts_on, ends_on in row.away)


def _does_not_want(shift: Shift, row: Working, limits: Limits) -> bool:
    """Private, each alike: kept away from the ward, not free in those half days, not taking on, not this week."""
    free = row.member.free
    not_free = bool(free) and not slots_of(shift.starts_at, shift.ends_at, limits.zone) <= set(free)
    worker = row.member.worker
    return not_free or not worker.taking_on or worker.wants_nothing_new or shift.ward_id in row.kept_from


def _band_fits(shift: Shift, band: str, fallback_days: int) -> bool:
    near = shift.starts_at - clock.now() < timedelta(days=fallback_days)
    return band == shift.band or bool(near and shift.fallback_band and band == shift.fallback_band)


def _lacking(shift: Shift, row: Working, *, own: bool, inducted: bool, fits: bool) -> tuple[str, ...]:
    """What stands in the way that is not about hours: grade, skills, what is held, the ward."""
    said = []
    if not fits:
        said.append(f"This is a band {shift.band} shift" if own else f"Band {row.member.band}: this needs {shift.band}")
    has = {skill.casefold() for skill in row.member.skills}
    said += [f"Needs: {skill}" for skill in shift.skills if skill.casefold() not in has]
    said += row.held.lacking
    if not inducted:
        said.append("You have not been shown round this ward" if own else "Not shown round this ward")
    return tuple(said)


def _good(shift: Shift, row: Working, new: Spell, *, own: bool, hours_then: float) -> tuple[str, ...]:
    """What speaks for it. That they like the ward is said to them alone."""
    said = []
    before = max((spell.end for spell in row.spells if spell.end <= new.start), default=None)
    if before and new.start - before < timedelta(days=3):
        said.append(f"{round((new.start - before) / HOUR)} hours’ rest before")
    if shift.ward_id in row.held.wards:
        said.append("You know this ward" if own else "Knows this ward")
    if own and shift.ward_id in row.member.likes:
        said.append("You like this ward")
    brings = f"{hours_then:.1f}".removesuffix(".0")
    said.append(f"Brings you to {brings} hours" if own else f"Brings them to {brings} hours")
    return tuple(said)


def _opens(
    shift: Shift,
    row: Working,
    new: Spell,
    limits: Limits,
    *,
    facts: tuple[str, ...],
    stopping: list[Problem],
    inducted: bool,
) -> tuple[tuple[str, str], ...]:
    """The smallest changes of which one is enough; nothing where two things at once stand in the way."""
    name = row.member.worker.first_name
    if len(facts) == 1 and not stopping:
        if not inducted:
            return (("induction", f"Show {name} round"),)
        if row.held.lacking and "supervision" not in row.held.slugs and "supervision" in facts[0].casefold():
            return (("supervision", f"Book supervision for {name}"),)
    if facts or not stopping:
        return ()
    rules = {problem.rule for problem in stopping}
    found = []
    movable = rules <= {"overlap", "rest"} and not shift.group_date_id
    if movable and (moved := hours.clear_start(new, row.spells, limits)):
        found.append(("time", f"Start at {clock_words(moved, limits.zone)}"))
    if not rules & NEVER_SET_ASIDE:
        found.append(("override", f"Allow it for {name}, with rest given instead"))
    return tuple(found)
