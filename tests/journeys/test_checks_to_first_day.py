"""Checks that nobody chases in the dark, and then a first day: both sides see the same, each in their own words."""

import re
from typing import Any

from tests.journeys.first_days import plans_the_first_day

FORM = re.compile("^I have done this")


def is_cleared(recruiter: Any) -> None:
    """The recruiter clears whatever is still open, one check after the other."""
    person = recruiter.page.url.removeprefix(recruiter.address)
    recruiter.sees("Criminal record (DBS)")
    for address in recruiter.card("Checks").get_by_role("link").evaluate_all("all => all.map(a => a.pathname)"):
        recruiter.go(address)
        if recruiter.page.get_by_role("button", name="It is clear").count():
            recruiter.press("It is clear")
            recruiter.page.get_by_role("radio").first.check()
            recruiter.press("It is clear")
    recruiter.go(person)


def test_from_checks_to_the_first_day(visit):
    grace = visit("candidate")
    grace.press(re.compile("^Go on"))
    grace.sees("You will hear from us at least every 7 days, even if there is no news.")
    checks = grace.page.url.removeprefix(grace.address)
    grace.press(FORM)
    grace.sees("Thank you. It is our turn now.")

    recruiter = visit("recruiter")
    recruiter.menu("Checks")
    recruiter.follow("Grace A")
    recruiter.press(re.compile("^Tell Grace how it stands"))
    recruiter.press("Tell them")
    recruiter.sees("Write a line, even if there is no news")
    recruiter.fill("What do you want to tell them?", "No news yet, and nothing for you to do.")
    recruiter.press("Tell them")
    recruiter.sees("Grace is told.")
    recruiter.follow("Grace A")
    is_cleared(recruiter)
    recruiter.sees("All clear")

    grace.go(checks)
    grace.sees("All done.", "Next we agree your first day with you.")

    first_day = plans_the_first_day(recruiter, "grace.a@work.example.org")
    recruiter.does_not_see("Begin their work")

    grace.go(checks)
    grace.sees("Your first day is")

    lead = visit("lead")
    lead.go(first_day)
    lead.press("Begin their work")
    lead.press("Begin their work")
    lead.sees("Meetings of the first month", "To be shown")
    with lead.page.expect_navigation():
        lead.page.get_by_role("button", name=re.compile("^Done")).first.click()
    lead.follow("Their record as a worker")
    lead.is_at("Grace Ashby")

    grace.go("/")
    grace.sees("You work with us")
    grace.press("My first weeks")
    grace.sees("1 of")
