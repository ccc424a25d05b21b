"""Somebody has died: everything stops, and a person tells the peer worker. No page and no message does."""

from tests.journeys.conftest import today
from tests.journeys.walks import address_of


def test_a_death_stops_everything_and_is_told_by_a_person(visit):
    imani = visit("peer-worker")
    page = address_of(imani, "Leona")

    lead = visit("lead")
    lead.go(page)
    lead.follow("Leona’s record")
    lead.follow("Leona has died")
    lead.fill_day(today())
    lead.choose("Marcia Thornby")
    lead.press("Write it down")
    lead.sees("Nothing more is sent or booked.", "You are the one to tell Imani, in person or by phone.")

    imani.go("/today/")
    imani.sees("Please speak to Marcia Thornby before you do anything more today.")
    imani.does_not_see("died")
    imani.menu("My people")
    imani.does_not_see("Leona M")
    imani.sees("Please speak to Marcia Thornby")

    lead.go("/today/")
    lead.sees("Tell Imani, in person or by phone", "Say it plainly and soon")
    lead.press("I have told Imani")
    lead.sees("Look after yourself too.")

    imani.go(page)
    imani.sees("You do not have to carry it alone")
