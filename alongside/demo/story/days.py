"""The calendar the story is told by: every moment is counted from the day it is loaded."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from alongside.core import clock

FRIDAY = 4
OPENED = 745  # days ago the service began to use Alongside
EARLIEST, LATEST = time(7), time(20)  # between these a meeting today may be put, to lie before or after now


def at(day: date, clock_time: str) -> datetime:
    """That time of day, "14:15", where the service is."""
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(clock_time)))


def working(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - FRIDAY))


def workdays(day: date, number: int) -> date:
    """So many working days after (or, below 0, before) a day; 0 is the day itself, whatever it is."""
    step = timedelta(days=1 if number > 0 else -1)
    while number:
        day += step
        if day.weekday() <= FRIDAY:
            number -= 1 if number > 0 else -1
    return day


class Days:
    """Today, and the three meetings that lie around now."""

    def __init__(self) -> None:
        self.now = timezone.localtime(clock.now())
        self.today = self.now.date()
        self.yesterday = workdays(self.today, -1)
        self.tomorrow = workdays(self.today, 1)

    def ago(self, days: int, clock_time: str = "10:00") -> datetime:
        """That many days ago, or on the Friday before."""
        return at(working(self.today - timedelta(days=days)), clock_time)

    def from_today(self, number: int, clock_time: str) -> datetime:
        """That many working days from today."""
        return at(workdays(self.today, number), clock_time)

    def earlier(self) -> datetime:
        """Over and written down by now: at ten, or as much earlier as that takes, or else the last working day."""
        start = min(at(self.today, "10:00"), self._round(self.now - timedelta(minutes=60)))
        return start if start >= at(self.today, EARLIEST.isoformat()) else at(self.yesterday, "10:00")

    def next(self) -> datetime:
        """The next of today: at half past one, or soon; the next working day when it is too late."""
        start = max(at(self.today, "13:30"), self._round(self.now + timedelta(minutes=40)))
        return start if start <= at(self.today, LATEST.isoformat()) else at(self.tomorrow, "13:30")

    def later(self) -> datetime:
        """The one after that, an hour and a half behind it."""
        return self.next() + timedelta(minutes=90)

    def _round(self, moment: datetime) -> datetime:
        return moment - timedelta(minutes=moment.minute % 5, seconds=moment.second, microseconds=moment.microsecond)
