"""Write meetings down for a calendar: an invitation, a change, a cancellation, a feed (RFC 5545, 5546 and 7986)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
from icalendar import Calendar, vCalAddress, vText, vUri

LONDON = ZoneInfo("Europe/London")
YEAR = timedelta(days=366)  # on either side of a meeting it holds both changes of the clock


@dataclass(frozen=True)
class Event:
    """One meeting. `uid` stays the same for its life, so that a change replaces what a calendar holds; `sequence` goes
    up by one with each change and with the cancellation. `summary` and `place` are seen by whoever sees the calendar:
    the caller gives words without a name or anything clinical ("Appointment"). `link` is a page about it.

    ValueError for a moment without a time zone, or a meeting that does not end after it starts.
    """

    uid: str
    sequence: int
    summary: str
    starts_at: datetime
    minutes: int
    cancelled: bool = False
    place: str = ""
    join_link: str = ""
    link: str = ""

    def __post_init__(self) -> None:
        if self.starts_at.utcoffset() is None:
            raise ValueError("A meeting needs moments with a time zone")
        if self.minutes < 1:
            raise ValueError("A meeting lasts at least a minute")


def meeting(event: Event, *, written_at: datetime, organiser: str = "", guest: str = "") -> bytes:
    """One meeting as the bytes of an .ics file (UTF-8), in London time whatever the zone of its start.

    With the email addresses of both an `organiser` and a `guest` it is an invitation that a mail program answers, else
    a file to be opened. ValueError for a `written_at` without a time zone.
    """
    calendar, written = _calendar(), _written(event, written_at)
    if organiser and guest:
        calendar.add("METHOD", "CANCEL" if event.cancelled else "REQUEST")
        written.add("ORGANIZER", vCalAddress(f"mailto:{organiser}"))
        written.add("ATTENDEE", vCalAddress(f"mailto:{guest}"), parameters={"RSVP": vText("TRUE")})
    calendar.add_component(written)
    day = event.starts_at.astimezone(LONDON).date()
    return _bytes(calendar, day, day)


def feed(events: Iterable[Event], *, name: str, written_at: datetime, first: date, last: date) -> bytes:
    """Meetings from `first` to `last` as a calendar that programs ask for again every hour. The same meetings and the
    same `written_at` give the same bytes."""
    calendar = _calendar()
    calendar.add("NAME", name)
    calendar.add("X-WR-CALNAME", name)
    calendar.add("REFRESH-INTERVAL", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", "PT1H")
    for event in events:
        calendar.add_component(_written(event, written_at))
    return _bytes(calendar, first, last)


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("PRODID", "-//Alongside//Peer support//EN")
    calendar.add("VERSION", "2.0")
    return calendar


def _written(event: Event, written_at: datetime) -> icalendar.Event:
    if written_at.utcoffset() is None:
        raise ValueError("A meeting needs moments with a time zone")
    starts, ends = (
        moment.astimezone(LONDON) for moment in (event.starts_at, event.starts_at + timedelta(minutes=event.minutes))
    )
    written = icalendar.Event()
    written.add("UID", event.uid)
    written.add("SEQUENCE", event.sequence)
    written.add("DTSTAMP", written_at.astimezone(ZoneInfo("UTC")))
    written.add("DTSTART", starts)
    written.add("DTEND", ends)
    written.add("SUMMARY", event.summary)
    written.add("STATUS", "CANCELLED" if event.cancelled else "CONFIRMED")
    written.add("CLASS", "PRIVATE")
    if event.place:
        written.add("LOCATION", event.place)
    if event.link:
        written.add("URL", vUri(event.link))
    if event.join_link:
        written.add("CONFERENCE", vUri(event.join_link), parameters={"VALUE": "URI", "FEATURE": "VIDEO"})
    return written


def _bytes(calendar: Calendar, first: date, last: date) -> bytes:
    """With the time zone spelled out for the days it speaks of; the library's own choice is 1970 to 2038."""
    calendar.add_missing_timezones(first - YEAR, last + YEAR)
    return bytes(calendar.to_ical())
