"""One box finds people, workers and teams: by part of a name in any order, a number or a date of birth."""

import re

from playwright.sync_api import expect


def looked_for(window, words: str) -> None:
    window.menu("Find")
    window.fill("Name, number or date of birth", words)
    window.page.get_by_role("button", name="Find").click()


def test_the_lead_finds_someone_by_parts_of_their_name_and_opens_the_record(visit):
    marcia = visit("lead")
    looked_for(marcia, "marsh leo")
    expect(marcia.page.locator("#people")).to_contain_text("Leona Marsh")
    marcia.follow(re.compile("^Leona Marsh"))
    marcia.sees("Leona Marsh")


def test_a_peer_worker_finds_nobody_they_do_not_walk_with_and_is_told_what_to_try(visit):
    imani = visit("peer-worker")
    looked_for(imani, "zzz")
    imani.sees("Nothing was found for “zzz”.", "Try the last name alone")
