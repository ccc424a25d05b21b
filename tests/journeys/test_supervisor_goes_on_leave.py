"""A supervisor goes on leave: cover is asked for and named, and whoever covers reads nothing from before."""

from datetime import timedelta

from tests import browser as kit
from tests.journeys.conftest import today
from tests.journeys.supervising import AGREEMENT, BEFORE, look_again
from tests.journeys.test_supervision_slips import found, home, open_as
from tests.journeys.waiting import until_seen

__all__ = ["found", "home", "open_as"]  # fixtures


def test_a_supervisor_goes_on_leave(open_as, home, found):
    shireen = open_as("second-peer-worker", kit.PHONE)
    shireen.go("/me/away/")
    shireen.fill_day(today() + timedelta(days=1), "First day away")
    shireen.fill_day(today() + timedelta(days=14), "Last day away")
    shireen.press("Keep these days")

    look_again(home)
    owen = open_as("team-manager", kit.DESKTOP)
    until_seen(owen, "The supervisor is away and nobody covers", lambda: owen.go("/supervision/raised/"))
    owen.follow("Name who covers for Imani Calder: peer supervision")
    owen.sees("Shireen Vance is away from")
    owen.select("Who covers?", "Sam Dorling (peer worker)")
    owen.press("Name them")
    owen.sees("They cover, and everybody in it is told.", "Sam Dorling covers")
    owen.go("/supervision/raised/?show=closed")
    owen.sees("Put right")

    sam = open_as("bank-peer-worker", kit.PHONE)
    sam.go("/people-i-supervise/")
    sam.sees("Imani Calder", "You cover to")
    sam.follow("Open Imani Calder, Peer supervision")
    sam.sees("You cover for Shireen Vance.")
    sam.does_not_see(AGREEMENT, BEFORE)
    sam.page.goto(f"{sam.address}/supervision/sessions/{found['held']}/")
    sam.does_not_see(BEFORE)
    sam.complaints.clear()  # the browser says aloud that it was not found

    imani = open_as("peer-worker", kit.PHONE)
    imani.go(f"/supervision/sessions/{found['coming']}/")
    imani.sees("Sam Dorling covers.", "nothing from before")
    imani.press("Prepare")
    imani.fill("What would you like to bring? (optional)", "A hard goodbye")
    imani.press("Keep it")
    imani.sees("Only you read it.")
    sam.go(f"/supervision/sessions/{found['coming']}/")
    sam.does_not_see("A hard goodbye")
    imani.follow("Change what I bring")
    imani.choose("Show this to the others of this session")
    imani.press("Keep it")
    imani.sees("The others of this session read it.")
    sam.go(f"/supervision/sessions/{found['coming']}/")
    sam.sees("Imani brings", "A hard goodbye")

    lead = open_as("lead", kit.DESKTOP)
    lead.go(f"/supervision/{found['supervision']}/")
    lead.sees("You see dates here.", "Sam Dorling covers")
    lead.does_not_see("A hard goodbye", BEFORE, AGREEMENT)
    lead.press("Take this back cover by Sam Dorling")
    lead.sees("Taken back. Everybody in it is told.")
    imani.go(f"/supervision/sessions/{found['coming']}/")
    imani.sees("Only you read it.")
    imani.does_not_see("Sam Dorling covers.")
