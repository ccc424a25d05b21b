"""Who has gone quiet, and what is due: the same people for the worker, on the overview and on every list."""

import re

from playwright.sync_api import expect


def test_whoever_is_quiet_is_quiet_everywhere(visit):
    imani = visit("peer-worker")
    quiet = imani.card(re.compile("^It has been quiet"))
    expect(quiet).to_contain_text("Priya T")
    expect(quiet.get_by_role("link", name="Priya chose a break")).to_be_visible()
    imani.menu("My people")
    expect(imani.page.get_by_role("row", name=re.compile("^Priya T"))).to_contain_text("It has been quiet")

    marcia = visit("lead")
    marcia.menu("Overview")
    marcia.follow(re.compile(r"^All \d+ quiet people"))
    said = int(re.match(r"\d+", marcia.page.get_by_role("heading", level=1).inner_text())[0])
    rows = marcia.page.locator("tbody tr")
    expect(rows).to_have_count(said)
    expect(rows.filter(has_text="Priya Tennant")).to_have_count(1)
    marcia.press("Open the full list")
    marcia.is_at("People with a peer worker")
    expect(marcia.page.locator("tbody tr")).to_have_count(said)
    expect(marcia.page.locator("tbody tr").filter(has_text="It has been quiet")).to_have_count(said)


def test_a_meeting_booked_ends_the_quiet(visit):
    imani = visit("peer-worker")
    imani.card(re.compile("^It has been quiet")).get_by_role("link", name="Priya T").click()
    imani.is_at("Priya Tennant")
    imani.sees("Nothing is booked.")


def test_the_overview_of_one_pathway_keeps_to_it(visit):
    marcia = visit("lead")
    marcia.menu("Overview")
    marcia.select("Show", "Community")
    marcia.press("Show", within=marcia.page.locator("main"))
    marcia.is_at("Community only")
    marcia.follow(re.compile(r"^\d+ waiting$"))
    marcia.sees("Community only")
    marcia.follow("Show every pathway")
    marcia.sees("The whole service")


def test_contacts_each_week_are_a_picture_and_a_table(visit):
    marcia = visit("lead")
    marcia.menu("Overview")
    expect(marcia.page.get_by_role("img", name=re.compile("^Contacts each week"))).to_be_visible()
    marcia.page.get_by_text("See this as a table").click()
    expect(marcia.card(re.compile("^Contacts each week")).get_by_role("rowheader")).to_have_count(13)
