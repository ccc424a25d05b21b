"""A ward's gap: seen on the board, why nobody has it, offered to two of those who could, taken by the first yes."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests import browser as kit
from tests.journeys.banks import staff_bank
from tests.journeys.conftest import WAYS, today

LATER = timedelta(days=45)  # further ahead than the job offers by itself


@pytest.fixture
def ward(service: tuple[str, Path], address: str) -> str:
    return staff_bank(service[1])["ward"]


@pytest.fixture
def look(chromium: Browser, address: str) -> Iterator[Callable[[str, str], kit.Visit]]:
    """`look("bank-lead", "desktop")` opens a window of that size, signed in."""
    windows = []

    def open_window(persona: str, way: str) -> kit.Visit:
        windows.append(kit.visit(chromium, address, **WAYS[way]))
        windows[-1].sign_in(persona)
        return windows[-1]

    yield open_window
    for window in windows:
        window.page.context.close()
        assert window.complaints == []


def test_a_gap_is_seen_explained_offered_to_two_and_taken_by_the_first(look, ward):
    nadia, sam = look("bank-lead", "desktop"), look("bank-peer-worker", "phone")
    day = today() + LATER
    week = f"/bank/?week={day.isoformat()}"

    nadia.menu("Staff bank")
    nadia.is_at("Week of")
    nadia.follow("Ask for a new shift")
    nadia.choose(ward)
    nadia.fill("What is it for?", "Games")
    nadia.fill_day(day, "Which day?")
    nadia.fill("Starts at", "1pm")
    nadia.fill("Ends at", "4pm")
    nadia.choose("It matters")
    nadia.press("Ask for this shift")

    nadia.go(week)
    nadia.sees("Waiting to be approved")
    nadia.follow(re.compile("Games"), within=nadia.page.get_by_role("row", name=re.compile(ward)))
    nadia.press("Approve it")

    nadia.go(week)
    row = nadia.page.get_by_role("row", name=re.compile(ward))
    assert row.get_by_role("rowheader").is_visible()
    nadia.sees("Not offered yet")
    nadia.sees(re.compile(f"Why is this empty\\? {ward}"), "What would open it up", "Anyone not named here")
    why = nadia.card("Why is this empty?")
    for name in ("Sam D", "Imani C"):
        nadia.press(f"Offer to {name}", within=why)
        nadia.sees("Offered. The first yes gets it.")
    nadia.sees("Offered to 2")
    nadia.sees("Asked, no answer yet")

    sam.menu("Shifts")
    sam.sees("Also offered to 1 other.")
    sam.press("Take this shift")
    sam.sees("It is yours.")

    nadia.go(week)
    nadia.sees("Sam D", "Everything is covered.")
    nadia.follow("See as a table")
    nadia.sees("Filled: Sam D")


def test_the_board_on_a_phone_is_a_list_by_day_and_counts_filter_it(look, ward):
    nadia = look("bank-lead", "phone")
    nadia.menu("Staff bank")
    assert not nadia.page.get_by_role("table").is_visible()
    nadia.follow(re.compile(r"^\d+\s*filled"))
    nadia.sees(re.compile("is shown"))
    nadia.follow("Show everything")
    nadia.follow("Week after")
    nadia.follow("This week")
