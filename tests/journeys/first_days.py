"""What stories share about a first day: a plan made with somebody whose checks are clear."""

from typing import Any

from tests.journeys.conftest import today


def plans_the_first_day(recruiter: Any, work_email: str) -> str:
    """From the page of their checks to a plan that was talked through. Returns its address."""
    recruiter.press("First day")
    recruiter.press("Plan the first day")
    recruiter.fill_day(today())
    recruiter.fill("Where do they come to?", "The garden room, second door")
    for who in ("Manager", "Supervisor"):
        recruiter.page.get_by_label(who).select_option(index=1)
    recruiter.fill("Their work email address (optional)", work_email)
    recruiter.press("Keep the plan")
    recruiter.sees("What helps at work, agreed with them")
    recruiter.press("We have talked it through")
    address: str = recruiter.page.url.removeprefix(recruiter.address)
    return address
