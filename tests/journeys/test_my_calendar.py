"""A private calendar: made with one tap, read by a phone that knows its address, and taken back at once."""

import re
import urllib.error
import urllib.request

import pytest


def asked(address: str) -> str:
    """What a calendar program gets."""
    with urllib.request.urlopen(address, timeout=30) as answer:
        return answer.read().decode()


def made(window) -> str:
    window.press("Make my calendar")
    window.sees("Your calendar is made. Copy its address now.")
    return window.page.get_by_label("The private address of your calendar").input_value()


def test_imani_makes_a_calendar_and_takes_it_back(visit):
    imani = visit("peer-worker")
    imani.menu("My calendar")
    address = made(imani)
    file = asked(address)
    assert "SUMMARY:Appointment" in file
    assert not re.search(r"leona|imani|mental|peer worker", file, re.IGNORECASE)

    imani.press("Make a new address")
    newer = imani.page.get_by_label("The private address of your calendar").input_value()
    assert newer != address
    with pytest.raises(urllib.error.HTTPError, match="404"):
        asked(address)
    assert asked(newer).count("BEGIN:VEVENT") == file.count("BEGIN:VEVENT") > 0

    imani.press("Take it back")
    imani.sees("Taken back. The old address says nothing now.", "Make my calendar")
    with pytest.raises(urllib.error.HTTPError, match="404"):
        asked(newer)


def test_a_meeting_that_leona_cancels_is_gone_from_her_calendar_at_once(visit):
    leona = visit("person")
    leona.menu("My record")
    leona.follow("Put my meetings in my calendar")
    leona.sees(re.compile("nothing about you"))
    address = made(leona)
    booked = asked(address).count("BEGIN:VEVENT")
    assert booked
    leona.menu("Home")
    leona.press("Cancel this meeting")
    leona.press("Cancel this meeting")
    assert asked(address).count("BEGIN:VEVENT") == booked - 1
