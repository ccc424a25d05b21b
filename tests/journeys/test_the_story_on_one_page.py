"""One page tells the story so far: what they need, when they meet, what was agreed, and where it is going."""

import re

from playwright.sync_api import expect


def test_the_whole_story_is_on_one_page(visit):
    imani = visit("peer-worker")
    imani.menu("My people")
    imani.follow("Leona M")
    imani.is_at("Leona Marsh")
    for part in ("Next meeting", "What we agreed", "Leona’s goals", "Contacts", "Planned ending", "What you can do"):
        expect(imani.page.get_by_role("heading", level=2, name=part, exact=True)).to_be_visible()
    story = imani.page.get_by_role("img", name=re.compile("meetings so far"))
    expect(story).to_be_visible()
    imani.page.get_by_text("As a table").click()
    expect(imani.page.get_by_role("rowheader", name=re.compile("^Week of")).first).to_be_visible()
    imani.sees("What Leona needs", "Leona can read this page, and see who has opened it.")
    for link in ("Take a break", "Hand over to another peer worker", "Prepare the ending"):
        expect(imani.page.get_by_role("link", name=link)).to_be_visible()
    imani.follow(re.compile("^All \\d+ contacts"))
    expect(imani.page.locator(".app-timeline > li").nth(10)).to_be_visible()


def test_tell_someone_begins_on_the_page_it_is_about(visit):
    imani = visit("peer-worker")
    imani.menu("My people")
    imani.follow("Leona M")
    imani.press("Tell someone")
    imani.sees(re.compile("Leona"))
