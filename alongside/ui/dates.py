"""Days, times and distances in the service's words: "Tuesday 24 November", "10:00am", "in 50 min", "21 days ago".

Every filter takes a date or an aware datetime, in Europe/London, and says nothing at all for None.
"""

import datetime

from django.utils import timezone

from alongside.core import clock

Moment = datetime.date | datetime.datetime


def _day(value: Moment) -> datetime.date:
    return timezone.localtime(value).date() if isinstance(value, datetime.datetime) else value


def day(value: Moment | None, *, year: bool = False) -> str:
    """Says "Tuesday 24 November", with the year when it is not this one, or when asked."""
    if value is None:
        return ""
    found = _day(value)
    named = f"{found:%A} {found.day} {found:%B}"
    return f"{named} {found.year}" if year or found.year != clock.today().year else named


def short_day(value: Moment | None) -> str:
    """Says "24 Nov", with the year when it is not this one."""
    if value is None:
        return ""
    found = _day(value)
    named = f"{found.day} {found:%b}"
    return f"{named} {found.year}" if found.year != clock.today().year else named


def full_date(value: Moment | None) -> str:
    """Says "24 November 2026": for a date of birth, a letter or a certificate."""
    if value is None:
        return ""
    found = _day(value)
    return f"{found.day} {found:%B} {found.year}"


def time(value: datetime.datetime | datetime.time | None) -> str:
    """Says "10:00am", "12:00pm" (midday)."""
    if value is None:
        return ""
    found = timezone.localtime(value) if isinstance(value, datetime.datetime) else value
    return f"{found.hour % 12 or 12}:{found:%M}{'am' if found.hour < 12 else 'pm'}"


def ago(value: Moment | None) -> str:
    """Says "25 min ago" (a moment today), "today", "yesterday", "21 days ago"."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime) and _day(value) == clock.today():
        passed = int((clock.now() - value).total_seconds() // 60)
        return _span(passed, "just now", "{} ago") if passed >= 0 else until(value)
    days = (clock.today() - _day(value)).days
    if days < 0:
        return until(value)
    return {0: "today", 1: "yesterday"}.get(days) or f"{days} days ago"


def until(value: Moment | None) -> str:
    """Says "in 50 min" (a moment today), "today", "tomorrow", "in 5 days", "in 16 weeks" (from 3 weeks on)."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime) and _day(value) == clock.today():
        left = int((value - clock.now()).total_seconds() // 60)
        return _span(left, "now", "in {}") if left >= 0 else ago(value)
    days = (_day(value) - clock.today()).days
    if days < 0:
        return ago(value)
    if days >= 21:
        return f"in {round(days / 7)} weeks"
    return {0: "today", 1: "tomorrow"}.get(days) or f"in {days} days"


def _span(of_minutes: int, none: str, frame: str) -> str:
    if of_minutes < 1:
        return none
    if of_minutes < 60:
        return frame.format(f"{of_minutes} min")
    hours = round(of_minutes / 60)
    return frame.format("1 hour" if hours == 1 else f"{hours} hours")


def minutes(value: int | None) -> str:
    """Reads "45 minutes", "1 hour", "1 hour 30"."""
    if value is None:
        return ""
    hours, rest = divmod(value, 60)
    if not hours:
        return "1 minute" if rest == 1 else f"{rest} minutes"
    named = "1 hour" if hours == 1 else f"{hours} hours"
    return f"{named} {rest}" if rest else named
