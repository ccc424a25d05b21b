"""Imani goes somewhere alone: she says where, needs longer, goes silent, and is asked after; then she is safe."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.journeys.waiting import minutes_pass, on_duty, until_seen


@pytest.fixture
def home(service, address):
    return service[1]


def soon() -> str:
    """Five minutes from now, by the clock on the wall."""
    return f"{datetime.now(ZoneInfo('Europe/London')) + timedelta(minutes=5):%H:%M}"


def test_silence_is_raised_to_whoever_is_on_duty_and_a_late_word_closes_it(visit, home):
    on_duty(home, "Ines Okafor")
    imani = visit("peer-worker")
    imani.go("/visits/start/")
    imani.fill("Where are you going?", "12 Sea View, Margate")
    imani.fill(re.compile("By when"), soon())
    imani.press("Start")
    imani.is_at("You are on a visit")
    imani.press("I need 30 minutes more")
    imani.sees(re.compile("We expect to hear from you by"))
    imani.go("/today/")
    imani.sees("You are on a visit", "12 Sea View, Margate")

    minutes_pass(home, 60)
    ines = visit("coordinator")
    until_seen(ines, "Needs you now", lambda: ines.go("/today/"))
    ines.press("Answer Imani")
    ines.is_at("Imani Calder: no word yet")
    ines.sees("12 Sea View, Margate")
    raised = ines.page.url.removeprefix(ines.address)
    ines.press("I have this")

    imani.go("/today/")
    imani.sees("Are you safe?", re.compile("somebody on duty was told"))
    imani.press("I am safe")
    imani.sees("Good to hear. Everybody who was told knows that you are safe.")
    ines.go(raised)
    ines.is_at("Imani Calder is safe")
    ines.is_sent("Are you safe?", "They are safe")


def test_a_word_in_time_tells_nobody(visit, home):
    imani = visit("peer-worker")
    imani.go("/visits/start/")
    imani.fill("Where are you going?", "The library")
    imani.fill(re.compile("By when"), soon())
    imani.press("Start")
    imani.press("I am safe")
    imani.sees("Good. Nobody was told.")
