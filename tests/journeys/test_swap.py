"""A swap: asked of a colleague, still theirs until the colleague's yes; and a shift handed back without a reason."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.journeys.banks import shift_for, staff_bank
from tests.journeys.conftest import today


@pytest.fixture
def ward(service: tuple[str, Path], address: str) -> str:
    found = staff_bank(service[1])["ward"]
    shift_for(service[1], "bank-peer-worker", today() + timedelta(days=9))
    return found


def test_a_swap_is_theirs_until_the_colleague_says_yes_and_is_handed_back_without_a_reason(visit, ward):
    sam, imani = visit("bank-peer-worker"), visit("peer-worker")

    sam.menu("Shifts")
    sam.sees("Yours", ward)
    sam.follow("Ask to swap")
    sam.sees("It is still yours until your colleague says yes.")
    sam.select("Whom would you like to ask?", "Imani Calder")
    sam.fill("A few words to them (optional)", "My nephew sings that day.")
    sam.press("Ask them")
    sam.sees("Swap asked", "It is still yours until then.")

    imani.menu("Shifts")
    imani.sees("Sam asks whether you would take it")
    imani.press("See it and answer")
    imani.sees("My nephew sings that day.", "You know this ward")
    imani.press("Yes, swap")
    imani.sees("Swapped.", "Yours")

    sam.menu("Shifts")
    sam.sees("Nothing is booked.")

    imani.follow("I cannot do it")
    imani.sees("No reason needed. Nobody on the ward sees it.")
    imani.press("Give it back")
    imani.sees("It is no longer yours.")

    freya = visit("ward")
    freya.menu("Shifts")
    freya.sees("At risk: nobody yet")
    freya.does_not_see("Imani", "Sam")

    sam.page.reload()
    sam.press("Take this shift")
    sam.sees("It is yours.")
