"""The lead says who answers and when, and sees when nobody does."""

import re

import pytest

from tests.journeys.waiting import on_duty


@pytest.fixture
def home(service, address):
    return service[1]


def test_the_lead_writes_down_who_answers_and_sees_the_gaps(visit, home):
    on_duty(home)
    marcia = visit("lead")
    marcia.menu("Settings")
    marcia.follow(re.compile("^On duty"))
    marcia.sees("Nobody is on the list yet.", re.compile("Nobody is on duty, so the lead is asked"))
    marcia.press("Put somebody on the list")
    marcia.select("Who answers?", "Ines Okafor")
    marcia.choose("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
    marcia.fill("From what time?", "8am")
    marcia.press("Save")
    marcia.sees("Enter a time, like 10:30am or 2pm")
    marcia.fill("Until what time?", "6pm")
    marcia.press("Save")
    marcia.sees("Monday to Friday, 8:00am to 6:00pm", "Nobody from Friday 6:00pm to Monday 8:00am.")

    marcia.press("Put somebody on the list")
    marcia.select("Who answers?", "Owen Sallis")
    marcia.choose("Friday", "Saturday", "Sunday")
    marcia.fill("From what time?", "6pm")
    marcia.fill("Until what time?", "6pm")
    marcia.press("Save")
    marcia.sees("Nobody from 6:00pm to 8:00am the next day, Monday to Thursday.")
    marcia.does_not_see("Nobody from Friday 6:00pm to Monday 8:00am.")
    marcia.press(re.compile("Take off.*Owen Sallis"))
    marcia.sees("Nobody from Friday 6:00pm to Monday 8:00am.")


def test_the_lead_changes_how_long_anybody_has_to_answer(visit):
    marcia = visit("lead")
    marcia.menu("Settings")
    marcia.follow(re.compile("^When somebody is worried"))
    marcia.fill(re.compile("Ask the next in line"), "20")
    marcia.fill("The line that somebody always answers", "01632 960188")
    marcia.fill("Where does the trust take incidents?", "incidents")
    marcia.press("Save")
    marcia.sees("Enter a web address, like https://safe.example.org")
    marcia.fill("Where does the trust take incidents?", "https://incidents.example.org/new")
    marcia.press("Save")

    imani = visit("peer-worker")
    imani.menu("Tell someone")
    imani.sees("The duty line:", "01632 960188")
