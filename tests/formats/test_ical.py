"""A meeting in a calendar: read back with the library, and looked at as text where programs are fussy."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event

from alongside.formats import ical

WRITTEN = datetime(2026, 11, 17, 9, 30, tzinfo=UTC)
WINTER = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
SUMMER = datetime(2026, 7, 1, 9, 0, tzinfo=UTC)  # 10:00 in London


def event(**changes) -> ical.Event:
    usual = {"uid": "k3v9@alongside", "sequence": 0, "summary": "Appointment", "starts_at": WINTER, "minutes": 60}
    return ical.Event(**usual | changes)


def written(written_at=WRITTEN, organiser="", guest="", **changes) -> bytes:
    return ical.meeting(event(**changes), written_at=written_at, organiser=organiser, guest=guest)


def fed(*events: ical.Event) -> bytes:
    days = {"first": WINTER.date() - timedelta(days=30), "last": WINTER.date() + timedelta(days=90)}
    return ical.feed(events, name="Appointments", written_at=WRITTEN, **days)


def read(file: bytes) -> tuple[Calendar, Event]:
    calendar = Calendar.from_ical(file)
    (event,) = calendar.walk("VEVENT")
    return calendar, event


def test_meeting_says_when_in_london_time_with_its_time_zone():
    text = written().decode()
    assert "DTSTART;TZID=Europe/London:20261124T100000\r\n" in text
    assert "DTEND;TZID=Europe/London:20261124T110000\r\n" in text
    assert "DTSTAMP:20261117T093000Z\r\n" in text
    assert "STATUS:CONFIRMED\r\n" in text
    assert "METHOD" not in text


@pytest.mark.parametrize(("starts_at", "local"), [(WINTER, "20261124T100000"), (SUMMER, "20260701T100000")])
def test_meeting_in_summer_and_winter_carries_both_changes_of_the_clock(starts_at, local):
    calendar, event = read(written(starts_at=starts_at))
    (zone,) = calendar.walk("VTIMEZONE")
    assert zone["TZID"] == "Europe/London"
    assert {part.name for part in zone.subcomponents} == {"STANDARD", "DAYLIGHT"}
    assert event["DTSTART"].to_ical().decode() == local
    assert event.start == starts_at
    rebuilt = zone.to_tz()
    assert starts_at.astimezone(rebuilt).utcoffset() == starts_at.astimezone(ZoneInfo("Europe/London")).utcoffset()


def test_meeting_over_a_change_of_the_clock_keeps_its_length():
    _, event = read(written(starts_at=datetime(2026, 3, 29, 0, 30, tzinfo=UTC), minutes=60))
    assert event["DTSTART"].to_ical() == b"20260329T003000"
    assert event["DTEND"].to_ical() == b"20260329T023000"
    assert event.end - event.start.astimezone(UTC) == timedelta(hours=1)


def test_change_and_cancellation_keep_the_uid_and_raise_the_sequence():
    _, first = read(written())
    _, moved = read(written(sequence=1, starts_at=WINTER + timedelta(days=1)))
    _, off = read(written(sequence=2, cancelled=True))
    assert first["UID"] == moved["UID"] == off["UID"] == "k3v9@alongside"
    assert [event["SEQUENCE"] for event in (first, moved, off)] == [0, 1, 2]
    assert [event["STATUS"] for event in (first, moved, off)] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]


def test_invitation_by_mail_names_who_asks_and_who_is_asked():
    people = {"organiser": "peer.support@example.nhs.uk", "guest": "someone@example.org"}
    calendar, event = read(written(**people))
    assert calendar["METHOD"] == "REQUEST"
    assert event["ORGANIZER"] == "mailto:peer.support@example.nhs.uk"
    assert event["ATTENDEE"] == "mailto:someone@example.org"
    assert event["ATTENDEE"].params["RSVP"] == "TRUE"
    assert read(written(**people, cancelled=True))[0]["METHOD"] == "CANCEL"
    assert "METHOD" not in read(written(organiser=people["organiser"]))[0]


def test_meeting_with_a_place_and_a_link():
    file = written(place="Café, High Street; upstairs", join_link="https://meet.example/abc")
    _, event = read(file)
    assert event["LOCATION"] == "Café, High Street; upstairs"
    assert b"LOCATION:Caf\xc3\xa9\\, High Street\\; upstairs\r\n" in file
    unfolded = file.replace(b"\r\n ", b"")
    assert b"CONFERENCE;FEATURE=VIDEO;VALUE=URI:https://meet.example/abc\r\n" in unfolded
    assert all(len(line) <= 75 for line in file.split(b"\r\n"))


def test_meeting_says_nothing_it_was_not_given():
    _, event = read(written())
    assert event["SUMMARY"] == "Appointment"
    assert event["CLASS"] == "PRIVATE"
    assert not {"DESCRIPTION", "LOCATION", "CONFERENCE", "ORGANIZER", "ATTENDEE"} & set(event)


def test_words_cannot_add_lines_of_their_own():
    file = written(summary="Appointment\r\nATTENDEE:mailto:x@example.org")
    assert b"\r\nATTENDEE" not in file
    assert read(file)[1]["SUMMARY"] == "Appointment\nATTENDEE:mailto:x@example.org"


def test_same_meeting_is_written_the_same_twice():
    assert written() == written()


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"starts_at": WINTER.replace(tzinfo=None)}, "time zone"),
        ({"written_at": WRITTEN.replace(tzinfo=None)}, "time zone"),
        ({"minutes": 0}, "at least a minute"),
    ],
)
def test_meeting_that_cannot_be_is_refused(changes, why):
    with pytest.raises(ValueError, match=why):
        written(**changes)


def test_feed_names_itself_and_asks_to_be_asked_every_hour():
    calendar = Calendar.from_ical(fed())
    assert (calendar["NAME"], calendar["X-WR-CALNAME"]) == ("Appointments", "Appointments")
    assert calendar["REFRESH-INTERVAL"].dt == timedelta(hours=1)
    assert "METHOD" not in calendar  # only an invitation by mail has one
    assert calendar.walk("VEVENT") == []


def test_feed_over_both_changes_of_the_clock_keeps_every_time():
    starts = [
        datetime(2026, 10, 24, 23, 0, tzinfo=UTC),  # midnight, in summer time
        datetime(2026, 10, 25, 9, 0, tzinfo=UTC),  # nine, in winter time
        WINTER,
        datetime(2027, 3, 28, 1, 0, tzinfo=UTC),
    ]
    file = fed(*(event(uid=f"m{n}@alongside", starts_at=at) for n, at in enumerate(starts)))
    calendar = Calendar.from_ical(file)
    (zone,) = calendar.walk("VTIMEZONE")
    found = calendar.walk("VEVENT")
    assert [each["UID"] for each in found] == [f"m{n}@alongside" for n in range(4)]
    assert [each["DTSTART"].to_ical() for each in found] == [
        b"20261025T000000",
        b"20261025T090000",
        b"20261124T100000",
        b"20270328T020000",
    ]
    assert {part.name for part in zone.subcomponents} == {"STANDARD", "DAYLIGHT"}
    assert all(each["DTSTART"].params["TZID"] == "Europe/London" for each in found)


def test_feed_when_nothing_changed_is_the_same_bytes_and_says_where_to_look():
    first = fed(event(link="https://peer.example/support/abc/", place="Library"))
    assert first == fed(event(link="https://peer.example/support/abc/", place="Library"))
    assert b"URL:https://peer.example/support/abc/\r\n" in first
    assert all(len(line) <= 75 for line in first.split(b"\r\n"))
