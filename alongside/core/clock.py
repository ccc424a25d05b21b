"""The only place that reads the clock, so that a demonstration or a test can set it."""

import calendar
import contextlib
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import date, datetime, time

from django.utils import timezone

_set_to: ContextVar[datetime | None] = ContextVar("clock_set_to", default=None)


def now() -> datetime:
    """This moment, aware."""
    return _set_to.get() or timezone.now()


def today() -> date:
    """Today's date where the service is (Europe/London)."""
    return timezone.localdate(now())


def noon(day: date) -> datetime:
    """The middle of a day where the service is, for a day whose time nobody wrote down."""
    return timezone.make_aware(datetime.combine(day, time(12)))


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


@contextlib.contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Do what follows as if it were `moment`: how the demonstration tells a story that began weeks ago."""
    token = _set_to.set(moment)
    try:
        yield
    finally:
        _set_to.reset(token)
