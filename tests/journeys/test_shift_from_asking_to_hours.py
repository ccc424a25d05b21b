"""A ward's gap, from its asking to the pay file: approved, offered, taken, worked, confirmed, and paid as one line."""

import csv
import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.journeys.banks import days_pass, staff_bank, weeks_pass
from tests.journeys.conftest import today, with_scripts

WHAT = "Music and tea"
FORTNIGHT = timedelta(days=14)


def last_saturday() -> date:
    """The one before today: when the shift will have been worked."""
    return today() - timedelta(days=(today().weekday() - 5) % 7 or 7)


@pytest.fixture
def ward(service: tuple[str, Path], address: str) -> str:
    return staff_bank(service[1])["ward"]


@with_scripts
def test_a_shift_from_the_wards_asking_to_the_pay_file(visit, service, ward):
    day = last_saturday() + FORTNIGHT
    freya, nadia, sam = visit("ward"), visit("bank-lead"), visit("bank-peer-worker")

    freya.menu("Shifts")
    freya.is_at("Shifts on our ward")
    freya.press("Ask for a shift")
    freya.fill("What is it for?", WHAT)
    freya.fill("Who will they work with on the ward? (optional)", "Freya, occupational therapist")
    freya.fill_day(day, "Which day?")
    freya.fill("Starts at", "1pm")
    freya.fill("Ends at", "12pm")
    freya.select("Grade", "Band 3")
    freya.choose("It matters")
    freya.press("Ask for this shift")
    freya.sees("It must end after it starts")
    freya.fill("Ends at", "4pm")
    freya.select("Is there somebody you would like to ask first? (optional)", "Sam Dorling")
    freya.press("Ask for this shift")
    freya.sees("Asked. You hear when it is approved", "Waiting to be approved")

    nadia.go(f"/bank/table/?week={day}")
    nadia.follow(WHAT)
    nadia.sees("asks for this.", WHAT)
    nadia.press("Approve it")
    nadia.sees("Approved.")
    shift = nadia.page.url.removeprefix(nadia.address)
    nadia.press("Offer to the next in order now")
    nadia.sees("Sam Dorling", "The person the ward asked for")

    sam.menu("Shifts")
    sam.sees("Say no as often as you like. It never counts against you.", "You know this ward", "Brings you to 3 hours")
    sam.press("Take this shift")
    sam.sees("It is yours.", "It is in your calendar.")

    freya.menu("Shifts")
    freya.sees("Filled", "Sam D")

    days_pass(service[1], FORTNIGHT.days)
    sam.menu("Shifts")
    sam.press("Say my hours")
    sam.fill("Until", "4:30pm")
    sam.press("I worked these hours")
    sam.sees("The ward confirms the hours next.", "How are you after it?")

    freya.menu("Shifts")
    freya.sees("Hours to confirm")
    freya.press(re.compile(f"Confirm.*the hours of Saturday {last_saturday():%-d %B}"))
    freya.sees("Sam D said 1:00pm to 4:30pm.")
    freya.press("Confirm these hours")
    freya.sees("Confirmed. The hours go to payroll", "Hours confirmed")

    nadia.go(shift)
    nadia.sees("Hours confirmed by Freya Aldous")
    nadia.menu("Pay")
    nadia.sees(re.compile(r"\d+ lines? ready to go"))

    weeks_pass(service[1], 1)
    paid_for = last_saturday() - timedelta(days=7)
    nadia.menu("Pay")
    nadia.sees("Its cut-off was")
    nadia.press("Close this week")
    nadia.sees("Closed. Its file is ready.")
    nadia.page.get_by_role("table").get_by_role("link").first.click()
    nadia.sees("Sam Dorling", "3 h 30")
    with nadia.page.expect_download() as downloading:
        nadia.page.get_by_role("button", name="CSV").click()  # a link that looks like one
    rows = csv.DictReader(downloading.value.path().read_text(encoding="utf-8-sig").splitlines())
    (row,) = [row for row in rows if row["Shift"] == shift.strip("/").split("/")[-1]]
    assert row["Name"] == "Sam Dorling"
    assert (row["Ward"], row["Day"], row["Start"], row["End"]) == (ward, str(paid_for), "13:00", "16:30")
    kinds = ("Plain, minutes", "Saturday or night, minutes", "Sunday or holiday, minutes", "All, minutes")
    assert [row[kind] for kind in kinds] == ["0", "210", "0", "210"]

    sam.menu("Shifts")
    sam.follow("When I am free, my own limit and what I like")
    sam.sees("What went to payroll", "3 h 30 Saturday or night")
