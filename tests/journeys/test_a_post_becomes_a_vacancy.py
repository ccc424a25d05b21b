"""An idea becomes a post, the post a vacancy, and the vacancy a job that a visitor reads; then what changes is said."""

import re
from datetime import timedelta

from tests.journeys.conftest import today, with_scripts

PANEL = (
    ("Imani Calder", ("Reads and scores", "Meets people"), True),
    ("Shireen Vance", ("Reads and scores", "Meets people"), True),
    ("Bethan Osei", ("Settles",), False),
)


@with_scripts
def test_an_idea_becomes_a_job_that_a_visitor_reads(visit):
    lead = visit("lead")
    lead.menu("Posts")
    lead.is_at("Posts")
    lead.press("Start an idea")
    lead.fill("What is the post called?", "Night crisis line")
    lead.select("Pathway", lead.page.get_by_label("Pathway").locator("option").nth(1).inner_text())
    lead.fill("Share of full time", "lots")
    lead.press("Write it down")
    lead.sees("like 0.6")
    lead.fill("Share of full time", "0.6")
    lead.press("Write it down")
    lead.is_at("Night crisis line")
    lead.press("Make the case")
    lead.fill("The case for this post", "Forty people rang at night last month.")
    lead.press("The case is made")
    lead.press("It is funded")
    lead.fill("Who pays?", "Community transformation")
    lead.press("Save")
    lead.sees("Advert not started")
    lead.press("Write a vacancy")
    lead.fill("Job title", "Peer support worker, night crisis line")
    lead.fill("Lowest pay, full time", "24937")
    lead.fill("Highest pay, full time", "26598")
    lead.press("Continue")
    lead.sees("Before it can open:", "Set the closing date")

    lead.follow("The work")
    lead.fill("What is it, in one sentence? (optional)", "Be there for people at night.")
    lead.fill("What they would do", "Answer the line\nListen")
    lead.fill("What nobody will ask them to do", "Judge whether somebody is in danger alone")
    lead.fill("How they will be supported", "Somebody is always on call.")
    lead.fill("Whom can they ask?", "the peer support lead")
    lead.fill("How? (optional)", "01632 960147")
    lead.press("Save")
    lead.follow("Dates, and who may see it")
    lead.fill_day(today() + timedelta(days=20), re.compile("^Apply by"))
    lead.fill_day(today() + timedelta(days=30), re.compile("^Everyone hears by"))
    lead.press("Save")
    lead.follow("What we look for, and what we ask")
    lead.sees("Always first.")
    lead.follow(re.compile("Add something to look for"))
    lead.fill("What do you look for?", "Staying calm at night")
    lead.press("Add")
    lead.follow(re.compile("Add a question"))
    lead.fill("The question", "When did you stay calm?")
    lead.press("Add")
    lead.follow(re.compile("Change the questions when you meet"))
    lead.fill("Questions when you meet", "What would you say first?")
    lead.press("Save")
    lead.follow("Peer support worker, night crisis line")
    lead.follow("Who reads, and who meets them")
    for name, does, is_peer in PANEL:
        lead.select("Who?", name)
        for box in ("Reads and scores", "Meets people", "Settles"):
            lead.page.get_by_label(box).set_checked(box in does)
        lead.page.get_by_label("They are a peer").set_checked(is_peer)
        lead.press("Name them")
    lead.follow("Peer support worker, night crisis line")
    lead.press("Open it")
    lead.sees("It is open.")

    joel = visit()
    joel.go("/jobs/")
    joel.follow("Peer support worker, night crisis line")
    joel.sees("For these hours, £14,962 to £15,959.", "20 days left", "Judge whether somebody is in danger alone")
    joel.sees("Staying calm at night", "When did you stay calm?", "Start your application")

    lead.menu("Posts")
    if lead.page.viewport_size["width"] < 600:
        lead.follow("Advertised")
    lead.sees("Night crisis line", re.compile("0 so far"))
    lead.menu("Vacancies")
    lead.follow("Peer support worker, night crisis line")
    lead.follow("The facts")
    lead.fill("More about the hours (optional)", "Three nights a week")
    lead.press("Save")
    lead.sees("Enter what changed, in a sentence")
    lead.fill("What changed?", "It is three nights a week.")
    lead.press("Save")
    lead.sees("It is three nights a week.")
    lead.press("Close it now")
    joel.page.reload()
    joel.sees("This job closed on")
    joel.does_not_see("Start your application")
