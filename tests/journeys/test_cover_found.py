"""A peer worker falls ill the day before a group: they say so, two are asked, and the first yes has it."""

from pathlib import Path

import pytest

from tests.journeys.conftest import with_scripts
from tests.journeys.covering import GROUP, group_to_cover


@pytest.fixture
def date(service: tuple[str, Path], address: str) -> str:
    """The address of the date."""
    return f"/groups/dates/{group_to_cover(service[1])['date']}/"


@with_scripts
def test_somebody_falls_ill_and_cover_is_found(visit, date):
    imani = visit("peer-worker")
    imani.go(date)
    imani.sees(GROUP, "You run this date", "What to prepare is on this page.", "The song sheets are in the cupboard.")
    imani.press("I cannot come")
    imani.sees("No reason is needed.", "You cannot come")

    lead = visit("lead")
    lead.go(date)
    lead.sees("A peer worker is needed")
    lead.follow("Cover and changes")
    lead.sees("This date needs a peer worker.", "Imani Calder", "Cannot come. Nobody asks why.")
    lead.choose("Shireen Vance", "Sam Dorling")
    lead.fill("A word to those you ask (optional)", "Freya is there too")
    lead.press("Ask them now")
    lead.sees("Asked. The first yes gets it", "in the place of Imani Calder", "No answer yet")

    shireen, sam = visit("second-peer-worker"), visit("bank-peer-worker")
    for one in (shireen, sam):
        one.go("/today/")
        one.sees("Could you cover?", GROUP)
        one.press(f"See and answer {GROUP}")
        one.sees(
            "The first yes gets it.", "Say no as often as you like. It never counts against you.", "Freya is there too"
        )
    shireen.press("Yes, I can")
    shireen.sees("It is yours. Thank you.", "an invitation for your calendar is on its way")

    sam.press("Yes, I can")
    sam.sees("Just taken. Thank you for offering.")
    sam.go("/today/")
    sam.does_not_see("Could you cover?")

    lead.page.reload()
    lead.sees("Somebody said yes", "Shireen Vance", "Told that it is taken")
    lead.does_not_see("This date needs a peer worker.")

    imani.page.reload()
    imani.sees("Somebody covers it. You need not think of it.")

    shireen.go(date)
    shireen.press("We are prepared")
    shireen.sees("Prepared: Shireen Vance")
