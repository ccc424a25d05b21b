"""A visitor finds their way by reading: what it is, who tells of it, where, and the way in."""

import re

from playwright.sync_api import expect


def test_a_visitor_reads_their_way_to_the_first_step(visit):
    asked_of: list[str] = []
    nia = visit()
    nia.page.on("request", lambda request: asked_of.append(request.url))
    nia.go("/")
    nia.is_at("You do not have to walk this alone")
    nia.sees("They listen.", "Where we work", "If you need help now")
    nia.follow("More about peer support")
    nia.is_at("What is peer support?")
    nia.sees("What we hold to", "Reciprocal")

    nia.menu("Where we work")
    nia.sees("Mother and infant", "Thanet CMHT")
    nia.menu("Stories")
    nia.sees(re.compile("Nothing is here unless the person who lived it said yes"))

    nia.follow("Search")
    nia.fill("What are you looking for?", "carer assessment")
    nia.press("Search")
    nia.follow("For carers, family and friends")
    nia.is_at("For carers, family and friends")

    nia.menu("Become a peer support worker")
    nia.sees("Say hello", "Show what you learned", "Work placement", "Voluntary work")
    nia.page.get_by_text("Will a criminal record stop me?").click()
    nia.sees("Not by itself.")
    nia.page.get_by_role("button", name="Tell us you are interested").first.click()
    nia.sees("You are not signing up to anything.")
    expect(nia.page.get_by_role("link", name="Leave this page quickly")).to_be_visible()
    assert {url.split("/")[2] for url in asked_of} == {nia.address.split("/")[2]}
