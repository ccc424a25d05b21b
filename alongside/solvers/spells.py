"""A spell of work, cut where the wall clock says: by days, nights and half days, and by what payroll pays for.

Every moment is an aware datetime and every length is time that really passes: the night the clocks go back is an hour
longer, the night they go forward an hour shorter. Days, nights and weeks are those of the wall clock in `zone`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from itertools import pairwise
from zoneinfo import ZoneInfo

HOUR = timedelta(hours=1)
DAY = 24 * HOUR
ENGLAND = ZoneInfo("Europe/London")

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HALF_DAYS = {
    "am": (time(6), time(12)),
    "pm": (time(12), time(17)),
    "eve": (time(17), time(21)),
    "night": (time(21), time(6)),
}
"""The half days of "mon-am"; a night belongs to the day it begins on."""


@dataclass(frozen=True)
class Spell:
    """One stretch of work, from its start to its (actual) end, with the unpaid break inside it."""

    starts: datetime
    ends: datetime
    break_minutes: int = 0
    what: str = ""
    """Where, as in "You work on Larch until noon": a ward's name, or words that begin with in, on or at."""
    contract: bool = False
    """A half day of the substantive post: its hours are already in `weekly_hours`, so they are not added again."""

    @cached_property
    def start(self) -> datetime:
        """In UTC, where the difference of two moments is the time that passed between them."""
        return self.starts.astimezone(UTC)

    @cached_property
    def end(self) -> datetime:
        return self.ends.astimezone(UTC)

    @property
    def length(self) -> timedelta:
        return self.end - self.start

    @property
    def worked(self) -> timedelta:
        """Without the break."""
        return max(self.length - timedelta(minutes=self.break_minutes), timedelta())

    def overlaps(self, other: "Spell") -> bool:
        """Whether both are at work at one moment; one that begins as the other ends does not overlap it."""
        return other.start < self.end and self.start < other.end

    def last_day(self, zone: ZoneInfo) -> date:
        """The day of its last moment: a spell until midnight ends on the day before."""
        return (self.end - timedelta(microseconds=1)).astimezone(zone).date()


@dataclass(frozen=True)
class Minutes:
    """Whole minutes worked, by what payroll pays for them; each minute is in one of the three."""

    plain: int = 0
    saturday_or_night: int = 0
    sunday_or_holiday: int = 0

    @property
    def total(self) -> int:
        return self.plain + self.saturday_or_night + self.sunday_or_holiday

    def __bool__(self) -> bool:
        return self != Minutes()

    def __add__(self, other: "Minutes") -> "Minutes":
        return Minutes(
            self.plain + other.plain,
            self.saturday_or_night + other.saturday_or_night,
            self.sunday_or_holiday + other.sunday_or_holiday,
        )

    def __sub__(self, other: "Minutes") -> "Minutes":
        return self + Minutes(-other.plain, -other.saturday_or_night, -other.sunday_or_holiday)


def split(
    starts: datetime, ends: datetime, break_minutes: int, holidays: frozenset[date], zone: ZoneInfo = ENGLAND
) -> Minutes:
    """Worked minutes as plain, Saturday or a weekday between 20:00 and 06:00, and Sunday or a bank holiday.

    Agenda for Change unsocial hours, midnight to midnight by the wall clock. The break comes out of the plain minutes
    first, then Saturday and night, then Sunday and holiday: our reading, not verified. Agree it with payroll.
    """
    counted = {"plain": 0, "saturday_or_night": 0, "sunday_or_holiday": 0}
    for start, end in cut(Spell(starts, ends), (time(0), time(6), time(20)), zone):
        counted[_pay_kind(start.astimezone(zone), holidays)] += whole_minutes(end - start)
    left = break_minutes
    for kind in counted:
        taken = min(left, counted[kind])
        counted[kind] -= taken
        left -= taken
    return Minutes(**counted)


def _pay_kind(moment: datetime, holidays: frozenset[date]) -> str:
    if moment.weekday() == 6 or moment.date() in holidays:
        return "sunday_or_holiday"
    if moment.weekday() == 5 or moment.hour >= 20 or moment.hour < 6:
        return "saturday_or_night"
    return "plain"


def minutes_by_day(spells: Iterable[Spell], zone: ZoneInfo) -> dict[date, int]:
    """Minutes worked on each day of the wall clock, without breaks: those come from the longest part of a spell."""
    by_day: dict[date, int] = {}
    for spell in spells:
        parts = [
            (whole_minutes(end - start), start.astimezone(zone).date()) for start, end in cut(spell, (time(0),), zone)
        ]
        for minutes, day in parts:
            by_day[day] = by_day.get(day, 0) + minutes
        longest, day = max(parts)
        by_day[day] -= min(spell.break_minutes, longest)
    return by_day


def is_night(spell: Spell, zone: ZoneInfo) -> bool:
    """At least 3 hours of one night between 23:00 and 06:00 (✎ night time where no agreement says otherwise)."""
    night = timedelta()
    for start, end in cut(spell, (time(0), time(6), time(23)), zone):
        hour = start.astimezone(zone).hour
        night = night + (end - start) if hour >= 23 or hour < 6 else timedelta()
        if night >= 3 * HOUR:
            return True
    return False


def slots_of(starts: datetime, ends: datetime, zone: ZoneInfo = ENGLAND) -> frozenset[str]:
    """The half days a spell takes, like sat-pm and sun-night: those it has more than an hour of, or else the most."""
    taken: dict[str, timedelta] = {}
    for start, end in cut(Spell(starts, ends), [begins for begins, _ in HALF_DAYS.values()], zone):
        slot = _slot(start.astimezone(zone))
        taken[slot] = taken.get(slot, timedelta()) + (end - start)
    most = max(taken, key=lambda slot: taken[slot])
    return frozenset(slot for slot in taken if taken[slot] > HOUR) or frozenset({most})


def _slot(moment: datetime) -> str:
    day = moment.date() - timedelta(days=1) if moment.hour < 6 else moment.date()
    part = next((name for name, (begins, ends) in HALF_DAYS.items() if begins <= moment.time() < ends), "night")
    return f"{DAYS[day.weekday()]}-{part}"


def cut(spell: Spell, at: Iterable[time], zone: ZoneInfo) -> Iterator[tuple[datetime, datetime]]:
    """The spell in pieces (UTC), cut where the wall clock shows one of these times. None is a time that comes twice."""
    day, last = spell.start.astimezone(zone).date(), spell.end.astimezone(zone).date()
    times, cuts = list(at), []
    while day <= last:
        cuts += [datetime.combine(day, clock, zone).astimezone(UTC) for clock in times]
        day += timedelta(days=1)
    yield from pairwise(
        [spell.start, *sorted(moment for moment in cuts if spell.start < moment < spell.end), spell.end]
    )


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def whole_minutes(length: timedelta) -> int:
    return int(length.total_seconds() // 60)
