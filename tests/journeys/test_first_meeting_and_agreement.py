"""A peer worker and a person just introduced book their first meeting, and agree how they will do this."""

from datetime import timedelta

from tests.journeys.conftest import today


def test_a_first_meeting_is_moved_met_and_agreed(visit):
    imani = visit("peer-worker")
    imani.menu("My people")
    imani.follow("Josie B")
    imani.is_at("Josie Birkett")
    imani.sees("Large print, 18 point", "A room without steps")
    imani.follow("Change the next meeting")
    imani.fill_day(today() - timedelta(days=2))
    imani.press("Change it")
    imani.sees("The day must be today or later")
    imani.fill_day(today() + timedelta(days=9))
    imani.fill("What time?", "10.30")
    imani.fill("What is the place called", "Harbour House, the quiet room")
    imani.press("Change it")
    imani.sees("10:30am", "Harbour House, the quiet room")

    imani.follow("Start the agreement")
    imani.is_at("What we agreed")
    imani.press("Save what we agreed")
    imani.sees("Tell them the limits of confidentiality first, then tick the box")
    imani.choose("I told Josie first")
    imani.fill("What is it for?", "Somebody who has been there.")
    imani.fill("What did you both agree about how you meet", "We text if one of us cannot come.")
    imani.choose("Every week", "10 contacts")
    imani.fill("Where, usually?", "Harbour House, room 2")
    imani.press("Save what we agreed")
    imani.is_at("Josie Birkett")
    imani.sees("“Somebody who has been there.”", "We text if one of us cannot come.")
