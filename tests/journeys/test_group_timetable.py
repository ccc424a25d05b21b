"""A group from an idea to the sheet on the ward's wall: planned, given its dates over Christmas, started, printed."""

from datetime import date, timedelta

from tests.journeys.conftest import today, with_scripts

NAME = "Wool and words"


def christmas() -> date:
    """The next one that is at least a fortnight away."""
    this_year = date(today().year, 12, 25)
    return this_year if this_year - today() > timedelta(days=14) else date(today().year + 1, 12, 25)


@with_scripts
def test_a_group_is_planned_over_christmas_and_its_timetable_printed(visit):
    holiday = christmas()
    lead = visit("lead")
    lead.menu("Groups")
    lead.press("Plan a group")
    lead.fill("What is the group called?", NAME)
    lead.fill("What happens there, and what is it for?", "We knit, crochet, and talk if we like.")
    lead.fill("Who is it for?", "Anyone on the ward")
    lead.select("Whose group is it?", "Acute: Willow Ward (ward)")
    lead.fill("Where does it meet? (optional)", "The day room")
    lead.press("Continue")
    lead.choose("Drop in: no need to say you are coming", "Anyone it is for may join")
    lead.choose("People we support", "Nothing of each other")
    lead.press("Continue")
    lead.choose("No, by peer workers")
    lead.press("Continue")
    lead.choose("Everybody in the group session", "A therapeutic group")
    lead.press("Continue")
    lead.sees("Check and plan", "Acute: Willow Ward (ward)")
    lead.press("Plan the group")
    lead.is_at(NAME)
    lead.sees("Being planned", "Give it its dates first.")

    lead.follow("Plan dates")
    lead.choose(f"{holiday:%A}")
    lead.fill_day(holiday - timedelta(days=7), "From which day?")
    lead.fill_day(holiday + timedelta(days=14), "Until which day?")
    lead.fill("What time does it start?", "3pm")
    lead.fill("What time does it end?", "2pm")
    lead.press("Plan the dates")
    lead.sees("It must end after it starts")
    lead.picture("timetable-plan-dates")
    lead.fill("What time does it end?", "4pm")
    lead.press("Plan the dates")
    lead.sees("Bank holiday: Christmas Day", "Not going ahead")
    lead.press("Start the group")
    lead.sees("Started. People can come from now on.")
    lead.picture("timetable-group")

    lead.follow("All dates")
    lead.sees("Bank holiday: New Year's Day", "Planned")
    lead.go(f"/groups/timetable/?start={holiday}")
    lead.select("Ward or team", "Willow Ward")
    lead.press("Show")
    lead.is_at("Willow Ward: what is on")
    lead.go(f"{lead.page.url.removeprefix(lead.address)}&start={holiday}")
    lead.sees(NAME, "Not on.", "Christmas Day")
    lead.picture("timetable-week")
    lead.press("Print for the wall")
    lead.sees("Print this page with your browser")
    lead.does_not_see("Earlier", "Imani")
    lead.page.emulate_media(media="print")
    lead.does_not_see("Print this page with your browser", "Accessibility")
    assert b"/MediaBox [0 0 841" in lead.page.pdf(prefer_css_page_size=True)  # A4 on its side
    lead.page.emulate_media(media="screen")

    ward = visit("peer-worker")
    ward.menu("Groups")
    ward.follow(NAME)
    ward.sees("Next dates", "Anyone on the ward")
    ward.does_not_see("Plan dates")
