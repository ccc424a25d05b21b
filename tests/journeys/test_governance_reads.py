"""Governance reads who changed what and who opened which record, and nothing that anybody wrote."""

import re

from playwright.sync_api import expect


def test_what_was_changed_and_opened_is_there_to_read(visit):
    imani = visit("peer-worker")
    imani.menu("My people")
    imani.follow("Leona M")
    imani.follow(re.compile("^Add a goal"))
    imani.fill("own words", "Learn three chords.")
    imani.press(re.compile("^Save"))

    grace = visit("governance")
    grace.is_at("What changed")
    grace.sees(re.compile("^Imani Calder wrote down a goal"))
    grace.does_not_see(re.compile("Learn three chords"))
    filters(grace)
    grace.fill("Who", "Marcia")
    grace.press("Show")
    grace.does_not_see(re.compile("^Imani Calder"))

    grace.menu("Records opened")
    row = grace.page.get_by_role("row").filter(has_text="Imani Calder").first
    expect(row).to_contain_text("opened the record")
    grace.follow(re.compile("^person "), within=row)
    grace.is_at("Records opened")
    assert grace.page.request.get(f"{grace.address}/people/").status == 404


def filters(window) -> None:
    """On a phone the filters wait behind one line."""
    line = window.page.get_by_text("Search and filter")
    if line.is_visible():
        line.click()
