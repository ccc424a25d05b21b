"""A worker keeps away from a ward: its shifts are simply not offered, and nobody reads that they did, or why."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from tests.journeys.banks import staff_bank
from tests.journeys.conftest import today, with_scripts
from tests.journeys.resting import evening_and_morning

DAY = timedelta(days=5)
HINTS = (re.compile("Imani"), re.compile("keep away|kept away|block|rather not", re.IGNORECASE))


@pytest.fixture
def ward(service: tuple[str, Path], address: str) -> str:
    found = staff_bank(service[1])["ward"]
    evening_and_morning(service[1], today() + DAY)
    return found


@with_scripts
def test_a_blocked_ward_is_simply_not_offered_and_nobody_can_tell(visit, ward):
    imani, nadia, freya = visit("peer-worker"), visit("bank-lead"), visit("ward")
    monday = today() + DAY - timedelta(days=(today() + DAY).weekday())

    nadia.go(f"/bank/table/?week={monday}")
    nadia.follow("Film evening")
    nadia.sees("Imani Calder", "Sam Dorling")
    shift = nadia.page.url.removeprefix(nadia.address)

    def why() -> str:
        return nadia.go(shift).locator("#why").inner_text()

    imani.menu("Shifts")
    imani.sees("Film evening")
    imani.follow("Wards I would rather not work on")
    imani.follow("My days away")
    for question in ("First day away", "Last day away"):
        imani.fill_day(today() + DAY, question)
    imani.press("Keep these days")
    away = why()
    imani.press(re.compile("Take off"))
    assert "Imani C" in why()

    imani.menu("Shifts")
    imani.follow("When I am free, my own limit and what I like")
    imani.follow("A ward I would rather not work on")
    imani.press("Open my private list")
    imani.select("A ward (optional)", ward)
    imani.press("Add to my private list")
    imani.sees("Nobody is told why, and nobody can look it up.", ward)

    blocked = why()
    assert "Sam D" in blocked
    assert "Anyone not named here is not available." in blocked
    for hint in HINTS:
        assert not hint.search(blocked)
    assert blocked == away  # to the letter what a day away looks like
    nadia.go(f"/bank/?week={monday}")
    nadia.does_not_see(*HINTS)

    freya.menu("Shifts")
    freya.does_not_see(*HINTS)
