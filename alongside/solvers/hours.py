"""Say what stands between a worker and one more spell of work by the rules of working time, and split hours for pay.

Every moment is an aware datetime and every length is time that really passes: the night the clocks go back is an hour
longer, the night they go forward an hour shorter. Days, nights and weeks are those of the wall clock in `Limits.zone`.

Rules are read from the Working Time Regulations 1998 as listed in the project's notes on standards. Which of them stop
an offer and which warn is data (`Limits.stops`). Readings that are ours and not verified are marked "our reading".
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from alongside.solvers.limits import ALWAYS_STOPS, NEEDS_REST, NEVER_SET_ASIDE, RULES, Limits, Problem
from alongside.solvers.saying import above, clock_words, day_words, length_words, part_of_day, place
from alongside.solvers.spells import (
    DAY,
    ENGLAND,
    HOUR,
    Minutes,
    Spell,
    is_night,
    minutes_by_day,
    monday_of,
    split,
)

__all__ = [
    "ALWAYS_STOPS",
    "ENGLAND",
    "NEEDS_REST",
    "NEVER_SET_ASIDE",
    "RULES",
    "Limits",
    "Minutes",
    "Problem",
    "Spell",
    "clear_start",
    "clock_words",
    "problems",
    "split",
    "week_hours",
]


def problems(
    new: Spell,
    others: Sequence[Spell],
    limits: Limits,
    *,
    weekly_hours: float = 0,
    opted_out: bool = False,
    own_limit: float | None = None,
) -> tuple[Problem, ...]:
    """What stands in the way of `new` beside `others`, in the order of RULES; empty when nothing does.

    `others` are all the worker's other spells at least 17 weeks either side, each once; `weekly_hours` are those of the
    substantive contract, counted into every week. Days away are not left out of the average (reg. 4(6), not verified),
    so it may be a little lower than the law's: see BankRules.average_hours.
    """
    found: list[tuple[str, str, str]] = [
        *_overlap(new, others, limits),
        *_rest(new, others, limits),
        *_weekly_rest(new, others),
    ]
    if not opted_out:
        found += _average(new, others, limits, weekly_hours)
    found += [
        *_night(new, others, limits, weekly_hours),
        *_break(new, limits),
        *_longest_shift(new, limits),
        *_week_limit("local_cap", limits.local_cap_hours, new, others, limits, weekly_hours),
        *_week_limit("own_limit", own_limit, new, others, limits, weekly_hours),
    ]
    return tuple(Problem(rule, words, RULES[rule], rule in limits.stops, about) for rule, words, about in found)


Found = Iterator[tuple[str, str, str]]


def _overlap(new: Spell, others: Iterable[Spell], limits: Limits) -> Found:
    for other in others:
        if other.overlaps(new):
            until = f"{place(other)} until {clock_words(other.ends, limits.zone)} that day. It overlaps."
            yield "overlap", f"You work {until}", f"Works {until}"
            return


def _rest(new: Spell, others: Iterable[Spell], limits: Limits) -> Found:
    """Reg. 10: 11 consecutive hours in each 24, between the actual end and the next start, both sides.

    Spells that start on one day are that day's work (a morning in one post, an afternoon on the bank), and need no
    rest between them as long as 11 of the 24 hours from the first start remain (our reading).
    The rest before and after is then that of the whole day's work.
    """
    needed = limits.rest_hours * HOUR
    apart = [other for other in others if not other.overlaps(new)]
    day = _one_day(new, apart, limits)
    first, last = min(spell.start for spell in day), max(spell.end for spell in day)
    if len(day) > 1 and last - first > DAY - needed:
        words = f"Work from {clock_words(first, limits.zone)} to {clock_words(last, limits.zone)}"
        left = length_words(max(DAY - (last - first), timedelta()))
        yield "rest", f"{words} leaves {left}’ rest. Needs {limits.rest_hours:g}.", ""
    others = [other for other in apart if other not in day]
    before = ((first - o.end, "after", o) for o in others if o.start < first)
    after = ((o.start - last, "before", o) for o in others if o.end > last)
    for gap, which, other in (min(near, key=_by_gap, default=(needed, "", new)) for near in (before, after)):
        if gap < needed:
            left = f"{length_words(max(gap, timedelta()))}’ rest {which} {part_of_day(other, limits.zone)}."
            yield "rest", f"{left} Needs {limits.rest_hours:g}.", ""


def _by_gap(found: tuple[timedelta, str, Spell]) -> timedelta:
    return found[0]


def _one_day(new: Spell, others: Iterable[Spell], limits: Limits) -> list[Spell]:
    """The spells that start on the new one's day and follow one another with less than a rest between."""
    on = _local(new.start, limits).date()
    same = sorted({new, *(o for o in others if _local(o.start, limits).date() == on)}, key=lambda spell: spell.start)
    at = same.index(new)
    low = high = at
    while low and same[low].start - same[low - 1].end < limits.rest_hours * HOUR:
        low -= 1
    while high + 1 < len(same) and same[high + 1].start - same[high].end < limits.rest_hours * HOUR:
        high += 1
    return same[low : high + 1]


def _weekly_rest(new: Spell, others: Iterable[Spell]) -> Found:
    """Reg. 11: 24 hours in each 7 days, or 48 (at once or as two of 24) in each 14.

    Each 7 and each 14 days are counted from the start of every spell whose days hold the new one: rolling, and not by
    the calendar week.
    """
    near = [new, *(o for o in others if abs(o.start - new.start) < 15 * DAY)]
    busy = _joined(sorted((spell.start, spell.end) for spell in near))
    starts = sorted({spell.start for spell in near})
    if _short_of(busy, starts, new, 7 * DAY, 1) and _short_of(busy, starts, new, 14 * DAY, 2):
        yield "weekly_rest", "No 24 hours’ rest in 7 days, nor 48 in 14.", ""


def _short_of(
    busy: list[tuple[datetime, datetime]], starts: list[datetime], new: Spell, length: timedelta, rests: int
) -> bool:
    """Whether some `length` from a start, holding the new spell, has fewer than so many times 24 hours' rest."""
    return any(
        sum(free // DAY for free in _free(busy, start, start + length)) < rests
        for start in starts
        if start < new.end and new.start < start + length
    )


def _free(busy: list[tuple[datetime, datetime]], start: datetime, end: datetime) -> Iterator[timedelta]:
    """The stretches without work between two moments."""
    at = start
    for begins, ends in busy:
        if ends <= start or begins >= end:
            continue
        yield max(begins - at, timedelta())
        at = max(at, ends)
    yield max(end - at, timedelta())


def _joined(busy: list[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    joined: list[tuple[datetime, datetime]] = []
    for start, end in busy:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _average(new: Spell, others: Iterable[Spell], limits: Limits, weekly_hours: float) -> Found:
    """Reg. 4: no more than 48 hours a week on average in any 17 weeks, contract and bank together (✎ the adding up)."""
    minutes, first, last = _worst_weeks(new, others, limits)
    average = minutes / 60 / limits.average_weeks + weekly_hours
    if average > limits.average_hours:
        when = f"{above(average)} hours a week on average from {day_words(first)} to {day_words(last)}."
        yield (
            "average",
            f"{when} No more than {limits.average_hours:g} unless you choose to.",
            f"{when} No more than " + (f"{limits.average_hours:g} without their opt-out."),
        )


def _night(new: Spell, others: Sequence[Spell], limits: Limits, weekly_hours: float) -> Found:
    """Reg. 6: a night worker works no more than 8 hours in each 24 on average, and an opt-out does not change that.

    The average is over 17 weeks without one day's rest a week (reg. 6(5)). A night is a spell with 3 hours or more
    between 23:00 and 06:00. Our reading, stricter than "as a normal course": whoever would work this night.
    """
    if not is_night(new, limits.zone):
        return
    minutes, first, last = _worst_weeks(new, others, limits)
    average = (minutes / 60 + weekly_hours * limits.average_weeks) / (6 * limits.average_weeks)
    if average > 8:
        yield (
            "night",
            f"{above(average)} hours in each 24 on average from {day_words(first)} to {day_words(last)}. At night: 8.",
            "",
        )


def _worst_weeks(new: Spell, others: Iterable[Spell], limits: Limits) -> tuple[int, date, date]:
    """The most minutes in any so many weeks that hold the whole of the new spell, and their first and last day."""
    by_day = minutes_by_day([new, *(other for other in others if not other.contract)], limits.zone)
    days = 7 * limits.average_weeks
    first, last = _local(new.start, limits).date(), new.last_day(limits.zone)
    start = last - timedelta(days=days - 1)
    total = sum(minutes for day, minutes in by_day.items() if start <= day < start + timedelta(days=days))
    worst = (total, start)
    while start < first:
        total += by_day.get(start + timedelta(days=days), 0) - by_day.get(start, 0)
        start += timedelta(days=1)
        worst = max(worst, (total, start), key=lambda found: found[0])  # of two alike, the earlier
    return worst[0], worst[1], worst[1] + timedelta(days=days - 1)


def _break(new: Spell, limits: Limits) -> Found:
    """Reg. 12: a break where the working day is longer than six hours."""
    if new.length > 6 * HOUR and new.break_minutes < limits.break_minutes:
        has = f"{new.break_minutes} minutes" if new.break_minutes else "no break"
        yield "break", f"Longer than 6 hours with {has}. Needs a break of {limits.break_minutes} minutes.", ""


def _longest_shift(new: Spell, limits: Limits) -> Found:
    if new.length > limits.longest_shift_hours * HOUR:
        yield (
            "longest_shift",
            f"{length_words(new.length)} in one shift. No more than {limits.longest_shift_hours:g}.",
            "",
        )


def _week_limit(
    rule: str, limit: float | None, new: Spell, others: Iterable[Spell], limits: Limits, weekly_hours: float
) -> Found:
    """Hours in a week from Monday to Sunday, all posts together: a local rule or a wish, not the law."""
    if limit is None:
        return
    with_new = [new, *others]
    for monday in sorted({monday_of(_local(new.start, limits).date()), monday_of(new.last_day(limits.zone))}):
        hours = week_hours(monday, with_new, limits, weekly_hours=weekly_hours)
        if hours > limit:
            brings = f"{hours:.1f}".removesuffix(".0")
            if rule == "own_limit":
                yield (
                    rule,
                    f"Brings you to {brings} hours that week. Your own limit is {limit:g}.",
                    "Would pass their own limit.",
                )
            else:
                yield rule, f"Brings the week to {brings} hours. No more than {limit:g} here.", ""
            return


def week_hours(monday: date, spells: Iterable[Spell], limits: Limits, *, weekly_hours: float = 0) -> float:
    """Hours worked in the week from this Monday, without breaks: the contract's and those of the other spells."""
    by_day = minutes_by_day((spell for spell in spells if not spell.contract), limits.zone)
    return weekly_hours + sum(by_day.get(monday + timedelta(days=n), 0) for n in range(7)) / 60


def clear_start(new: Spell, others: Sequence[Spell], limits: Limits, *, within_hours: int = 6) -> datetime | None:
    """The start nearest to the one asked, by quarter hours on the same day, with no overlap and rest kept."""
    step = timedelta(minutes=15)
    on = _local(new.start, limits).date()
    near = [other for other in others if abs(other.start - new.start) < 3 * DAY]
    for quarter in range(1, within_hours * 4 + 1):
        for moved in (step * quarter, -step * quarter):
            start = new.start + moved
            tried = Spell(start, start + new.length, new.break_minutes)
            if _local(start, limits).date() != on:
                continue
            if not any(_overlap(tried, near, limits)) and not any(_rest(tried, near, limits)):
                return _local(start, limits)
    return None


def _local(moment: datetime, limits: Limits) -> datetime:
    return moment.astimezone(limits.zone)
