"""A text that cannot arrive is shown to the peer worker, who puts the number right and sends it again."""

import re
import time

import pytest


@pytest.fixture
def address(texting):
    return texting.address


def waits_for(window, words: str) -> None:
    """The page of messages, again and again until it says so."""
    for _ in range(60):
        window.go("/messages/")
        if window.page.get_by_text(words).count():
            return
        time.sleep(0.5)
    raise AssertionError(f"no message says {words}")


def test_imani_puts_the_number_right_and_sends_it_again(texting, visit):
    texting.hears("We meet on")
    texting.notify.answers = [(400, "phone_number Not enough digits")]
    imani = visit("peer-worker")
    imani.menu("My people")
    imani.follow("Leona M")
    imani.follow("Change the next meeting")
    imani.fill("What is the place called", "The bandstand")
    imani.press("Change it")

    waits_for(imani, "News of a meeting")
    imani.sees(re.compile("The number or address does not work"), re.compile("by text to 07700 900123"))
    imani.press(re.compile("^Check the number.*Leona M"))
    imani.fill("Phone number", "07700 900456")
    imani.press("Save")
    imani.menu("Messages")
    imani.press(re.compile("^Try again.*Leona M"))
    imani.sees("It goes again now.")
    texting.number = "07700 900456"
    texting.hears("Our meeting has moved.", "The bandstand")

    imani.menu("Messages")
    imani.sees("Nothing waits.")
