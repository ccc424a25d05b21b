"""Write a meeting down for a calendar: an invitation, a change or a cancellation (RFC 5545, 5546 and 7986)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vText, vUri

LONDON = ZoneInfo("Europe/London")


def meeting(
    *,
    uid: str,
    sequence: int,
    summary: str,
    starts_at: datetime,
    minutes: int,
    written_at: datetime,
    cancelled: bool = False,
    place: str = "",
    join_link: str = "",
    organiser: str = "",
    guest: str = "",
) -> bytes:
    """One meeting as the bytes of an .ics file (UTF-8), in London time whatever the zone of `starts_at`.

    `uid` stays the same for the life of the meeting, so that a change replaces what the calendar holds; `sequence` goes
    up by one with each change and with the cancellation. `summary` and `place` are seen by whoever sees the calendar:
    the caller gives words without a name or anything clinical ("Appointment"). With the email addresses of both an
    `organiser` and a `guest` it is an invitation that a mail program answers, else a file to be opened. ValueError for
    a moment without a time zone or a meeting that does not end after it starts.
    """
    if starts_at.utcoffset() is None or written_at.utcoffset() is None:
        raise ValueError("A meeting needs moments with a time zone")
    if minutes < 1:
        raise ValueError("A meeting lasts at least a minute")
    starts, ends = (moment.astimezone(LONDON) for moment in (starts_at, starts_at + timedelta(minutes=minutes)))

    event = Event()
    event.add("UID", uid)
    event.add("SEQUENCE", sequence)
    event.add("DTSTAMP", written_at.astimezone(ZoneInfo("UTC")))
    event.add("DTSTART", starts)
    event.add("DTEND", ends)
    event.add("SUMMARY", summary)
    event.add("STATUS", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("CLASS", "PRIVATE")
    if place:
        event.add("LOCATION", place)
    if join_link:
        event.add("CONFERENCE", vUri(join_link), parameters={"VALUE": "URI", "FEATURE": "VIDEO"})

    calendar = Calendar()
    calendar.add("PRODID", "-//Alongside//Peer support//EN")
    calendar.add("VERSION", "2.0")
    if organiser and guest:
        calendar.add("METHOD", "CANCEL" if cancelled else "REQUEST")
        event.add("ORGANIZER", vCalAddress(f"mailto:{organiser}"))
        event.add("ATTENDEE", vCalAddress(f"mailto:{guest}"), parameters={"RSVP": vText("TRUE")})
    calendar.add_component(event)
    # A year on either side holds both changes of the clock; the library's own choice is 1970 to 2038.
    calendar.add_missing_timezones(starts.date() - timedelta(days=366), ends.date() + timedelta(days=366))
    return bytes(calendar.to_ical())
