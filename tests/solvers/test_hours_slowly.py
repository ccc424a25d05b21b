"""The rules of working time against an independent reading that counts quarter hours one by one.

Random rosters run over clock changes, midnights and the edges of the weeks. Every spell begins and ends on a quarter
hour, so counting quarters is exact. Nothing here uses how solvers/hours.py counts.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.solvers.hours import Limits, Spell, problems, split

LONDON = ZoneInfo("Europe/London")
QUARTER = timedelta(minutes=15)
LIMITS = Limits(average_hours=20, local_cap_hours=30)
NO_REST = LIMITS.rest_hours * 4

# UTC moments shortly before the clocks change, a new year, and an ordinary Wednesday
AROUND = [datetime(2026, 10, 20, tzinfo=UTC), datetime(2027, 3, 23, tzinfo=UTC), datetime(2026, 6, 10, tzinfo=UTC)]


@st.composite
def spells(draw: st.DrawFn, days: int = 16) -> Spell:
    start = draw(st.sampled_from(AROUND)) + QUARTER * draw(st.integers(0, days * 96))
    end = start + QUARTER * draw(st.integers(1, 56))
    return Spell(start.astimezone(LONDON), end.astimezone(LONDON), break_minutes=draw(st.sampled_from([0, 15, 30])))


@st.composite
def rosters(draw: st.DrawFn, most: int = 14) -> tuple[Spell, list[Spell]]:
    """A new spell, and others around the same days of which none overlap one another."""
    base = draw(st.sampled_from(AROUND))
    at, others = base, []
    for _ in range(draw(st.integers(0, most))):
        at += QUARTER * draw(st.one_of(st.integers(0, 70), st.integers(70, 220)))
        end = at + QUARTER * draw(st.integers(1, 52))
        others.append(
            Spell(at.astimezone(LONDON), end.astimezone(LONDON), break_minutes=draw(st.sampled_from([0, 30])))
        )
        at = end
    start = base + QUARTER * draw(st.integers(0, 20 * 96))
    length = draw(st.integers(1, 56))
    return Spell(start.astimezone(LONDON), (start + QUARTER * length).astimezone(LONDON)), others


def quarters(spell: Spell) -> list[datetime]:
    """The beginning (UTC) of each quarter hour that is worked."""
    found, at = [], spell.starts.astimezone(UTC)
    while at < spell.ends.astimezone(UTC):
        found.append(at)
        at += QUARTER
    return found


def broken(new: Spell, others: list[Spell], limits: Limits = LIMITS, **more: float) -> set[str]:
    return {problem.rule for problem in problems(new, others, limits, **more)}


def slow_rest(new: Spell, others: list[Spell]) -> bool:
    """Count free quarters before and after the new spell; spells of one day are joined into one first."""
    busy = {quarter for spell in [new, *others] for quarter in quarters(spell)}
    began = {spell.starts.astimezone(UTC): spell.starts.astimezone(LONDON).date() for spell in [new, *others]}
    today = new.starts.astimezone(LONDON).date()

    def free_until(at: datetime, step: timedelta) -> tuple[int, datetime]:
        count = 0
        while at not in busy and count < NO_REST:
            count, at = count + 1, at + step
        return count, at

    def day_of(at: datetime) -> date:
        """On which day the spell that holds this quarter began."""
        while at not in began:
            at -= QUARTER
        return began[at]

    def furthest(edge: datetime, step: timedelta) -> datetime | None:
        """Over the spells of the same day, one way; None where another day's is nearer than a rest."""
        while True:
            free, at = free_until(edge + step, step)
            if free >= NO_REST:
                return edge
            if day_of(at) != today:
                return None
            edge = at

    first, last = furthest(quarters(new)[0], -QUARTER), furthest(quarters(new)[-1], QUARTER)
    if first is None or last is None:
        return True
    one_spell = (first, last) == (quarters(new)[0], quarters(new)[-1])
    return not one_spell and (last - first) // QUARTER + 1 > 24 * 4 - NO_REST


def overlaps(new: Spell, others: list[Spell]) -> bool:
    mine = set(quarters(new))
    return any(mine & set(quarters(other)) for other in others)


@given(rosters())
@settings(max_examples=300, deadline=None)
def test_overlap(roster: tuple[Spell, list[Spell]]) -> None:
    new, others = roster
    assert ("overlap" in broken(new, others)) == overlaps(new, others)


@given(rosters())
@settings(max_examples=400, deadline=None)
def test_daily_rest(roster: tuple[Spell, list[Spell]]) -> None:
    new, others = roster
    if not overlaps(new, others):
        assert ("rest" in broken(new, others)) == slow_rest(new, others)


def rests(busy: set[datetime], start: datetime, days: int) -> int:
    """How many times 24 hours lie free within so many days, one after another."""
    count = run = 0
    for n in range(days * 96):
        run = 0 if start + n * QUARTER in busy else run + 1
        if run == 96:
            count, run = count + 1, 0
    return count


@given(rosters(most=26))
@settings(max_examples=200, deadline=None)
def test_weekly_rest(roster: tuple[Spell, list[Spell]]) -> None:
    new, others = roster
    busy = {quarter for spell in [new, *others] for quarter in quarters(spell)}
    begins, ends = new.starts.astimezone(UTC), new.ends.astimezone(UTC)

    def short(days: int, needed: int) -> bool:
        return any(
            rests(busy, start, days) < needed
            for start in (spell.starts.astimezone(UTC) for spell in [new, *others])
            if start < ends and begins < start + timedelta(days=days)
        )

    assert ("weekly_rest" in broken(new, others)) == (short(7, 1) and short(14, 2))


@st.composite
def seasons(draw: st.DrawFn) -> tuple[Spell, list[Spell]]:
    """Spells over 40 weeks, with breaks, and the new one among them."""
    base = datetime(2026, 7, 1, 8, tzinfo=UTC)
    found = []
    for day in sorted(draw(st.sets(st.integers(0, 280), min_size=1, max_size=60))):
        start = base + timedelta(days=day) + QUARTER * draw(st.integers(0, 60))
        length = draw(st.integers(4, 48))
        break_minutes = draw(st.sampled_from([0, 15]))
        found.append(
            Spell(start.astimezone(LONDON), (start + QUARTER * length).astimezone(LONDON), break_minutes=break_minutes)
        )
    new = draw(st.sampled_from(found))
    return new, [spell for spell in found if spell is not new]


def worked_by_day(spells: list[Spell]) -> dict[date, int]:
    by_day: dict[date, int] = {}
    for spell in spells:
        parts: dict[date, int] = {}
        for quarter in quarters(spell):
            day = quarter.astimezone(LONDON).date()
            parts[day] = parts.get(day, 0) + 15
        longest = max(parts, key=lambda day: (parts[day], day))
        parts[longest] = max(parts[longest] - spell.break_minutes, 0)
        for day, minutes in parts.items():
            by_day[day] = by_day.get(day, 0) + minutes
    return by_day


@given(seasons(), st.floats(0, 18))
@settings(max_examples=150, deadline=None)
def test_average_of_every_seventeen_weeks(season: tuple[Spell, list[Spell]], weekly_hours: float) -> None:
    new, others = season
    by_day = worked_by_day([new, *others])
    first, last = new.starts.astimezone(LONDON).date(), quarters(new)[-1].astimezone(LONDON).date()
    averages = []
    for back in range(119):
        start = last - timedelta(days=back)
        window = [start + timedelta(days=n) for n in range(119)]
        if first in window and last in window:
            averages.append(sum(by_day.get(day, 0) for day in window) / 60 / 17 + weekly_hours)
    assert ("average" in broken(new, others, weekly_hours=weekly_hours)) == (max(averages) > 20)


@given(seasons(), st.floats(0, 18))
@settings(max_examples=100, deadline=None)
def test_the_local_cap_in_every_calendar_week(season: tuple[Spell, list[Spell]], weekly_hours: float) -> None:
    new, others = season
    by_week: dict[tuple[int, int], int] = {}
    for day, minutes in worked_by_day([new, *others]).items():
        week = day.isocalendar()[:2]
        by_week[week] = by_week.get(week, 0) + minutes
    touched = {quarter.astimezone(LONDON).date().isocalendar()[:2] for quarter in quarters(new)}
    over = any(by_week[week] / 60 + weekly_hours > 30 for week in touched)
    assert ("local_cap" in broken(new, others, weekly_hours=weekly_hours)) == over


@given(spells(), st.booleans())
@settings(max_examples=300, deadline=None)
def test_night_is_counted_by_quarters(spell: Spell, opted_out: bool) -> None:
    nights: dict[date, int] = {}
    for quarter in quarters(spell):
        local = quarter.astimezone(LONDON)
        if local.hour >= 23 or local.hour < 6:
            night = local.date() if local.hour >= 23 else local.date() - timedelta(days=1)
            nights[night] = nights.get(night, 0) + 15
    is_night = max(nights.values(), default=0) >= 180
    found = {problem.rule for problem in problems(spell, [], LIMITS, weekly_hours=48.1, opted_out=opted_out)}
    assert ("night" in found) == is_night


@given(spells(), st.sets(st.integers(0, 16)))
@settings(max_examples=400, deadline=None)
def test_pay_is_split_minute_by_minute(spell: Spell, closed: set[int]) -> None:
    begins = spell.starts.astimezone(LONDON).date()
    holidays = frozenset(begins + timedelta(days=n) for n in closed)
    counted = [0, 0, 0]
    at = spell.starts.astimezone(UTC)
    while at < spell.ends.astimezone(UTC):
        local = at.astimezone(LONDON)
        if local.date() in holidays or local.strftime("%a") == "Sun":
            counted[2] += 1
        elif local.strftime("%a") == "Sat" or not 6 <= local.hour < 20:
            counted[1] += 1
        else:
            counted[0] += 1
        at += timedelta(minutes=1)
    for _ in range(spell.break_minutes):
        kind = next((n for n in range(3) if counted[n]), None)
        if kind is not None:
            counted[kind] -= 1
    found = split(spell.starts, spell.ends, spell.break_minutes, holidays)
    assert [found.plain, found.saturday_or_night, found.sunday_or_holiday] == counted
    assert found.total == sum(counted)
