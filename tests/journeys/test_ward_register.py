"""A group on a ward, from the timetable to its register and its counts: one register, entered once."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.wards import GROUP, NAMES, ward_group


@pytest.fixture
def ward(address, service):
    """The group of today, in the home of the story's server."""
    return ward_group(service[1])


def short(name: str) -> str:
    first, last = name.split()
    return f"{first} {last[0]}"


def test_a_ward_group_from_timetable_to_register_to_counts(visit, ward):
    imani = visit("peer-worker")
    imani.menu("Groups")
    imani.press("Timetable")
    imani.sees(GROUP)
    imani.go(f"/groups/dates/{ward['date']}/")
    imani.press("Open the register")
    imani.sees("Run by you and Freya. Both are counted.", "Tap everyone who came. That is all we need.")
    imani.choose(*(short(name) for name in NAMES))  # twelve taps and one more, nothing to type
    imani.press("Save register")
    imani.is_at("Saved. 12 people, 60 minutes, you and Freya.")
    imani.sees("How are you after it?", "6 of them have it in their record too")

    freya = visit("ward")
    freya.go(f"/groups/dates/{ward['date']}/register/")
    freya.sees(re.compile("Imani Calder saved this at .* with 12 people"))
    expect(freya.page.get_by_label(short(NAMES[0]), exact=True)).to_be_checked()
    freya.page.locator("#id_unnamed").fill("2")  # two came late and would rather not be named
    freya.press("Save register")
    freya.is_at("Saved. 14 people, 60 minutes, you and Imani.")

    marcia = visit("lead")
    marcia.menu("Groups")
    marcia.press("Counts")
    marcia.go(f"/groups/counts/?group={ward['group']}")
    tiles = marcia.page.locator(".app-numbers")
    for said in ("1 date held", "14 people came", "6 contacts", "8 in group sessions", "60 minutes"):
        expect(tiles.get_by_role("link", name=said, exact=True)).to_have_count(1)
    expect(tiles.get_by_role("link", name="2 times somebody ran one", exact=True)).to_have_count(1)
    marcia.follow("6 contacts")
    marcia.sees("6 contacts: the dates behind it", re.compile(f"{GROUP}, "))


def test_just_a_count_keeps_no_names_and_can_be_taken_back(visit, ward):
    freya = visit("ward")
    freya.go(f"/groups/dates/{ward['date']}/register/")
    freya.choose("Just count")
    freya.page.locator("#id_count").fill("7")
    freya.press("Save register")
    freya.is_at("Saved. 7 people, 60 minutes, you and Imani.")
    freya.press("Take it back")
    freya.sees("Taken back. Nothing is counted now.")
    freya.follow("It did not go ahead")
    freya.press("It did not go ahead")
    freya.sees("Select who could not have it")
    freya.choose("The ward or the place")
    freya.press("It did not go ahead")
    freya.sees("It is not counted as a group to which nobody came.")


def test_somebody_who_is_not_on_the_list_is_added(visit, ward):
    imani = visit("peer-worker")
    imani.go(f"/groups/dates/{ward['date']}/register/")
    imani.choose(short(NAMES[0]))
    imani.page.get_by_text("Add someone who is not here").click()
    imani.fill("Who else came?", "Leona")
    imani.press("Find")
    expect(imani.page.get_by_label(short(NAMES[0]), exact=True)).to_be_checked()
    expect(imani.page.get_by_label("Leona M", exact=True)).to_be_checked()
    imani.press("Save register")
    imani.is_at("Saved. 2 people")
