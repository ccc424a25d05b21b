"""Somebody takes a break: two taps and no reason. Their place is kept, and they come back when they say."""

from datetime import timedelta

from tests.journeys.conftest import today
from tests.journeys.walks import address_of


def test_a_break_is_the_persons_own_choice_and_so_is_coming_back(visit):
    leona = visit("person")
    leona.follow("Take a break")
    leona.is_at("Take a break")
    leona.fill_day(today() + timedelta(days=21))
    leona.press("Start my break")
    leona.sees("You are on a break. Your place is kept.", "Come back when you like.")

    imani = visit("peer-worker")
    address_of(imani, "Leona")
    imani.sees("Leona’s place is kept.", "Leona’s choice.")
    imani.does_not_see("Take a break")

    leona.press("I am back")
    leona.sees("Welcome back.")
    imani.menu("My people")
    imani.does_not_see("On a break until")


def test_a_peer_worker_writes_a_break_down_on_their_word(visit):
    imani = visit("peer-worker")
    address_of(imani, "Kofi")
    imani.follow("Take a break")
    imani.press("Start the break")
    imani.sees("Their place is kept.", "for as long as it takes")
    imani.press("They are back from the break")
    imani.sees("Kofi is back.")
