"""Supervision slips: cancelled twice running. Somebody who can act is asked, the two meet, and it closes by itself."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests import browser as kit
from tests.journeys.conftest import today
from tests.journeys.supervising import BEFORE, look_again, supervision_of_imani
from tests.journeys.waiting import until_seen


@pytest.fixture
def home(service: tuple[str, Path], address: str) -> Path:
    """Put back as it was; then with what the story begins with."""
    return service[1]


@pytest.fixture
def found(home: Path) -> dict[str, str]:
    return supervision_of_imani(home)


@pytest.fixture
def open_as(chromium: Browser, address: str) -> Iterator[Callable[..., kit.Visit]]:
    """A window of somebody, on a phone or at a desk."""
    windows = []

    def opened(persona: str, size: dict[str, int]) -> kit.Visit:
        windows.append(kit.visit(chromium, address, size=size))
        windows[-1].sign_in(persona)
        return windows[-1]

    yield opened
    for window in windows:
        window.page.context.close()
        assert window.complaints == []


def test_supervision_slips_and_is_picked_up(open_as, home, found):
    shireen = open_as("second-peer-worker", kit.PHONE)
    shireen.go("/people-i-supervise/")
    shireen.sees("Imani Calder", "Overdue", "Weeks without a contact", "of the last 8")
    shireen.go(f"/supervision/sessions/{found['begun']}/")
    shireen.press("Cancel it")
    shireen.choose("Something on the supervisor’s side")
    shireen.press("Cancel it")
    shireen.sees("Cancelled. Everybody in it is told.", "Cancelled by the supervisor")

    look_again(home)
    owen = open_as("team-manager", kit.DESKTOP)
    until_seen(owen, "Cancelled twice running by the supervisor", lambda: owen.go("/supervision/raised/"))
    owen.go("/today/")
    owen.follow("raised to you to put right")
    owen.is_at("What was raised")
    owen.sees("Imani Calder", "Cancelled twice running by the supervisor", "Supervision is overdue")
    owen.follow("See the dates of Imani Calder: Supervision is overdue, peer supervision")
    owen.sees("You see dates here.", "Shireen Vance", "Cancelled by the supervisor")
    owen.does_not_see(BEFORE, "How we do this together")

    imani = open_as("peer-worker", kit.PHONE)
    imani.menu("Supervision")
    imani.sees("Someone was told", "was asked", "Overdue")
    imani.follow("Ask for one sooner")
    imani.fill("Is there something you would like to say with it? (optional)", "I have a lot on my mind")
    imani.press("Ask")
    imani.sees("Asked. They are told now")

    shireen.go("/people-i-supervise/")
    shireen.sees("I have a lot on my mind")
    shireen.go(f"/supervision/sessions/{found['held']}/")
    shireen.sees(BEFORE)
    shireen.go(f"/supervision/{found['supervision']}/")
    shireen.press("Plan a date")
    shireen.fill_day(today() + timedelta(days=1))
    shireen.fill("What time?", "10am")
    shireen.press("Plan it")
    shireen.sees("Planned. It is in both calendars.")

    owen.go("/supervision/raised/")
    owen.follow("Say what you did about Imani Calder: Cancelled twice running by the supervisor, peer supervision")
    owen.fill("What did you do about it?", "Spoke with both, they meet tomorrow")
    owen.press("Save")
    owen.sees("Thank you. If it still holds in two weeks, it is raised once more.")
    owen.sees("Supervision is overdue")
    owen.does_not_see("Cancelled twice running")


def test_a_session_that_is_held_puts_it_right_by_itself(open_as, home, found):
    look_again(home)
    owen = open_as("team-manager", kit.DESKTOP)
    until_seen(owen, "Supervision is overdue", lambda: owen.go("/supervision/raised/"))

    shireen = open_as("second-peer-worker", kit.PHONE)
    shireen.go(f"/supervision/sessions/{found['begun']}/")
    shireen.press("Write it down")
    shireen.fill("What do you want to remember? (optional)", "Imani rests on Fridays now.")
    shireen.page.get_by_label("To do (optional)").first.fill("Ask about a quieter room")
    shireen.page.get_by_label("Who? (optional)").first.select_option(label="Imani Calder")
    shireen.press("Keep it")
    shireen.sees("Kept. Only those in it read the words.", "Imani rests on Fridays now.")

    imani = open_as("peer-worker", kit.PHONE)
    imani.menu("Supervision")
    imani.sees("Ask about a quieter room")
    imani.does_not_see("is overdue", "Overdue")
    imani.press("Done Ask about a quieter room")
    imani.sees("Done. Well done.")

    owen.go("/supervision/raised/?show=closed")
    owen.sees("Put right", "Supervision is overdue")
    owen.does_not_see("Imani rests on Fridays now.")
