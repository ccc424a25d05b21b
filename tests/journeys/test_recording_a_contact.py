"""A peer worker writes down how a meeting went: in two taps, with words, put right, taken back, and never twice."""

import re

from playwright.sync_api import expect

from tests.browser import PHONE
from tests.journeys.conftest import with_scripts

WORDS = "What do you both want to remember?"


def test_two_taps_from_today_are_enough(visit):
    imani = visit("peer-worker")
    if imani.page.viewport_size == PHONE:
        imani.picture("today")
    imani.press(re.compile("Record Wilf A"))
    imani.sees("A rest every ten minutes or so", "Just count it")
    imani.choose("We met")
    imani.press("Save")
    imani.sees("Saved.")
    expect(imani.page.get_by_role("button", name=re.compile("Record Wilf A"))).to_have_count(0)


def test_a_contact_just_saved_can_be_undone(visit):
    imani = visit("peer-worker")
    imani.press(re.compile("Record Wilf A"))
    imani.choose("We met")
    imani.press("Save")
    imani.press("Undo")
    imani.go("/today/")
    expect(imani.page.get_by_role("button", name=re.compile("Record Wilf A"))).to_be_visible()


def test_what_is_missing_is_asked_and_what_was_chosen_stays(visit):
    imani = visit("peer-worker")
    imani.press(re.compile("Record Ade W"))
    imani.choose("We wrote it together")
    imani.press("Save")
    imani.sees("Select how it went")
    expect(imani.page.get_by_label("We wrote it together")).to_be_checked()


def test_a_correction_keeps_what_was_said_before(visit):
    imani = visit("peer-worker")
    imani.menu("My people")
    imani.follow("Priya T")
    imani.follow(re.compile("."), within=imani.card("Contacts").get_by_role("listitem").first)
    imani.press("Correct this contact")
    imani.choose("90")
    imani.choose("I wrote a few words and read them to Priya")
    imani.fill(WORDS, "It was longer: we stayed for the music.")
    imani.press("Save the correction")
    imani.sees("Corrected. The original is kept.", "“It was longer: we stayed for the music.”")
    imani.follow(re.compile("."), within=imani.card("Contacts").get_by_role("listitem").first)
    imani.sees("What it said before", "A correction never takes the original away.")


def test_the_same_form_sent_twice_is_saved_once(visit):
    imani = visit("peer-worker")
    imani.press(re.compile("Record Wilf A"))
    imani.choose("We met")
    with imani.page.expect_request(lambda request: request.method == "POST") as first:
        imani.press("Save")
    sent = first.value
    again = imani.page.request.post(
        sent.url, data=sent.post_data, headers={"Content-Type": "application/x-www-form-urlencoded"}
    )
    assert "You already saved this" in again.text()


@with_scripts  # without them nothing is kept before it is sent
def test_words_kept_as_they_are_typed_wait_on_today(visit):
    imani = visit("peer-worker")
    imani.press(re.compile("Record Wilf A"))
    imani.choose("I will write a few words")
    imani.fill(WORDS, "Wilf wore the boots.")
    expect(imani.page.get_by_text("Kept as you type")).to_be_visible()
    imani.go("/today/")
    imani.sees("“Wilf wore the boots.”", "Only you can see this until you save it.")
    imani.press("Finish what you began about Wilf A")
    expect(imani.page.get_by_label(WORDS)).to_have_value("Wilf wore the boots.")
