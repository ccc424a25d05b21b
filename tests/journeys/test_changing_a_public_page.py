"""An editor changes the words of the public site, tries them out, publishes them and goes back; a story comes down."""

import re
from datetime import timedelta

from tests.journeys.conftest import today

TITLE = "For carers, family and friends"


def test_words_when_published_are_what_visitors_read_and_can_be_taken_back(visit):
    editor, anybody = visit("editor"), visit()
    editor.follow(TITLE)
    was = editor.page.get_by_label("Words").input_value()
    editor.fill("Words", f"You matter as much as they do.\n\n{was}")
    editor.press("Save and see how it looks")
    editor.sees("Visitors do not see this yet.", "You matter as much as they do.")
    anybody.go("/about/carers/")
    anybody.does_not_see("You matter as much as they do.")

    editor.follow("Publish…")
    editor.sees("What changes for visitors")
    editor.press("Publish it")
    anybody.go("/about/carers/")
    anybody.sees("You matter as much as they do.")

    editor.follow("All versions")
    editor.follow("Version 1")
    editor.press("Go back to this one")
    editor.sees("Version 1 is what visitors read again.")
    anybody.go("/about/carers/")
    anybody.does_not_see("You matter as much as they do.")


def test_two_who_write_at_once_when_both_save_lose_nothing(visit):
    editor, lead = visit("editor"), visit("lead")
    editor.follow(TITLE)
    lead.menu("Public pages")
    lead.follow(TITLE)
    lead.fill("First sentence", "Words of the lead.")
    lead.press("Save and see how it looks")

    editor.fill("Title", "For everyone who cares")
    editor.press("Save and see how it looks")
    editor.sees(re.compile("saved version 2 meanwhile"), "Words of the lead.")
    assert editor.page.get_by_label("Title").input_value() == "For everyone who cares"
    editor.fill("First sentence", "Words of the lead.")
    editor.press("Save and see how it looks")
    editor.is_at("For everyone who cares")
    editor.sees("Words of the lead.")


def test_a_page_when_taken_off_the_site_is_not_found_until_it_is_put_back(visit):
    editor, anybody = visit("editor"), visit()
    editor.follow(TITLE)
    editor.press("Take it off the site")
    anybody.page.goto(f"{anybody.address}/about/carers/")
    anybody.is_at("Page not found")
    anybody.complaints.clear()  # the browser mentions the 404
    editor.press("Put it back on the site")
    anybody.go("/about/carers/")
    anybody.is_at(TITLE)


def test_a_story_when_its_teller_takes_it_back_is_down_at_once(visit):
    editor = visit("editor")
    editor.press("All stories")
    editor.press("Write down a story")
    editor.fill("Title", "The third cup of tea")
    editor.fill("The name it goes by", "Sunday")
    editor.choose("Someone who had peer support")
    editor.fill("Their story, in their own words", "The first two times I said nothing. Nobody minded.")
    editor.press("Save")
    editor.press("Write down their yes")
    editor.sees("The first two times I said nothing. Nobody minded.")
    editor.fill("How did they say it?", "signed, at a meeting")
    editor.fill_day(today() + timedelta(days=365), "Until when?")
    editor.press("Write down their yes")
    editor.press("Put it on the site")
    link = editor.page.locator("code").first.inner_text()

    teller = visit()
    teller.go("/stories/the-third-cup-of-tea/")
    teller.sees("Nobody minded.")
    teller.go(link.removeprefix(teller.address))
    teller.press("Take my story down")
    teller.is_at("Your story is down now")
    teller.page.goto(f"{teller.address}/stories/the-third-cup-of-tea/")
    teller.is_at("Page not found")
    teller.complaints.clear()  # the browser mentions the 404
    editor.page.reload()
    editor.sees(re.compile("Whoever told it took it back"))


def test_a_question_when_asked_in_public_is_answered_by_a_person(visit):
    anybody = visit()
    anybody.go("/contact/")
    anybody.go("/ask-us/")
    anybody.choose("A job")
    anybody.fill("What would you like to ask?", "Are there part-time jobs near the coast?")
    anybody.fill("What may we call you?", "Robin Vale")
    anybody.press("Send my question")
    anybody.sees("Enter an email address or a phone number, so that we can answer")
    anybody.fill("Email address", "robin@example.net")
    anybody.press("Send my question")
    anybody.is_at("Thank you for asking")
    anybody.sees(re.compile("A person answers you by"))

    lead = visit("lead")
    lead.menu("Questions asked")
    lead.follow("Robin V")
    lead.fill("What do you answer?", "Yes: two are open now, on our jobs page.")
    lead.press("Answer")
    lead.sees(re.compile("Robin Vale has heard from us"))
    lead.is_sent("An answer to your question")
