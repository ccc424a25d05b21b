"""A peer worker shows a place that helps; it is kept with a yes, and how it was comes back in the person's words."""

import re

PLACE = "Plain Pounds"
WORDS = "They sat beside me with the letters."


def test_a_place_is_shown_and_how_it_was_comes_back(visit):
    imani = visit("peer-worker")
    imani.menu("My people")
    imani.follow("Leona M")
    imani.follow(re.compile("^Places that could help"))
    imani.sees("Nothing is kept of places shown to Leona.")
    imani.fill("What could help?", "dèbts")
    imani.press("Find")
    imani.sees(PLACE, "No referral needed")
    imani.picture("signpost-found")
    imani.follow(re.compile(f"^Show Leona this.*{PLACE}"))
    imani.press("Keep it")
    imani.sees("Ask first, then tick the box")
    imani.choose("Leona says yes to our writing down that this was shown", "We got in touch with them together")
    imani.picture("signpost-shown")
    imani.press("Keep it")
    imani.sees("Kept. Leona sees it too.", "Helped to get in touch")

    leona = visit("person")
    leona.follow(re.compile("^Places I was shown"))
    leona.sees(PLACE, "You got in touch together", "Imani Calder showed you this")
    leona.picture("signpost-mine")
    leona.follow(re.compile("^Say how it was"))
    leona.choose("I went, or rang them", "Yes, it helped")
    leona.fill("What was it like?", WORDS)
    leona.choose("Yes, it may be counted for others, as a number without a name")
    leona.picture("signpost-say")
    leona.press("Save")
    leona.sees("Thank you. It is in your words.", f"“{WORDS}”", "as a number without your name")

    imani.menu("My people")
    imani.follow("Leona M")
    imani.follow(re.compile("^Places that could help"))
    imani.sees("Went", f"“{WORDS}”", "Yes, it helped")
    imani.menu("Directory")
    imani.follow(PLACE)
    imani.sees("Too few people have said yet.")
    imani.does_not_see(WORDS)
    imani.picture("directory-entry")

    leona.press(re.compile("^Take it away"))
    leona.sees("Taken away. Nothing of it is kept.", "Nothing is kept here.")


def test_an_entry_is_made_sure_of_and_a_visitor_reads_it(visit):
    lead = visit("lead")
    lead.menu("Directory")
    lead.picture("directory")
    lead.follow(re.compile("not been checked lately"))
    lead.picture("directory-to-check")
    lead.follow("Steady Ground")
    lead.sees(re.compile("^Not checked since"))
    lead.press(re.compile("^I made sure of it today"))
    lead.sees("Thank you. It says that it was checked today.", "Marcia Thornby")

    visitor = visit()
    visitor.go("/get-support/")
    visitor.follow("Other places that help")
    visitor.is_at("Other places that help")
    visitor.sees("Saltmarsh Listening Line", "Helps in a crisis")
    visitor.does_not_see("Colleagues’ Line")
    visitor.picture("places-that-help")
