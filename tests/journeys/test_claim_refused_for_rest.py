"""A claim refused for rest, with the hours; and allowed once, by somebody who may, with rest given instead."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.journeys.banks import staff_bank
from tests.journeys.conftest import today, with_scripts
from tests.journeys.resting import evening_and_morning

EVENING = timedelta(days=5)


@pytest.fixture
def ward(service: tuple[str, Path], address: str) -> str:
    found = staff_bank(service[1])["ward"]
    evening_and_morning(service[1], today() + EVENING)
    return found


@with_scripts
def test_too_little_rest_is_refused_with_the_hours_and_allowed_once_with_rest_instead(visit, ward):
    evening = f"{today() + EVENING:%A} evening"
    sam, nadia = visit("bank-peer-worker"), visit("bank-lead")

    sam.menu("Shifts")
    sam.sees("2 offers", "Film evening", "Morning walk")
    sam.press("Take this shift", within=sam.page.locator(".app-card").filter(has_text="Film evening"))
    sam.sees("It is yours.")

    sam.menu("Shifts")
    sam.sees("1 offer", f"9 hours 30 minutes’ rest after {evening}. Needs 11.")
    assert sam.page.get_by_role("button", name="Take this shift").count() == 0

    morning = today() + EVENING + timedelta(days=1)
    nadia.go(f"/bank/table/?week={morning - timedelta(days=morning.weekday())}")
    nadia.follow("Morning walk")
    nadia.sees("Sam Dorling", f"9 hours 30 minutes’ rest after {evening}. Needs 11.")
    nadia.follow("Allow it, and say why")
    nadia.sees("Allow it this once", "Working Time Regulations 1998, reg. 10")
    nadia.press("Allow it")
    nadia.sees("Write how much rest is given instead")
    nadia.fill("Why is it right this once?", "Sam leads the walk and asked to.")
    nadia.fill("How much rest is given instead, and when? (optional)", "Two hours more, the same afternoon")
    nadia.fill_day(morning + timedelta(days=2))
    nadia.press("Allow it")
    nadia.sees("Rules set aside", "Sam leads the walk and asked to.")

    sam.menu("Shifts")
    sam.sees("1 offer")
    sam.press("Take this shift")
    sam.sees("It is yours.")
