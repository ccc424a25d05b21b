"""Somebody who has a peer worker looks after it themself: meetings, their side, goals, who knows what, and stopping."""

import re
from datetime import timedelta

from playwright.sync_api import expect

from tests.journeys.conftest import today

GOAL = "Take the bus to the sea front."


def test_a_meeting_is_changed_and_then_cancelled_without_a_reason(visit):
    leona = visit("person")
    leona.is_at("Hello Leona")
    leona.press("Change the time or place")
    leona.fill_day(today() + timedelta(days=12))
    leona.fill("What time?", "2pm")
    leona.fill("Where? (optional)", "The library café")
    leona.press("Change it")
    leona.sees("Changed. Imani has been told.", "2:00pm", re.compile("The library café"))
    leona.press("Cancel this meeting")
    leona.is_at("Cancel our meeting?")
    leona.press("Cancel this meeting")
    leona.does_not_see(re.compile("The library café"))

    imani = visit("peer-worker")
    imani.menu("My people")
    imani.follow("Leona M")
    imani.sees("Nothing is booked.")


def test_my_side_stands_beside_what_was_written(visit):
    leona = visit("person")
    add = leona.page.get_by_role("button", name=re.compile("^Add my side"))
    about_the_heron = leona.page.locator("div").filter(has_text="spotted the heron").filter(has=add).last
    leona.press(re.compile("^Add my side"), within=about_the_heron)
    leona.press("Save my side")
    leona.sees("Write your side")
    leona.fill("My side", "It was me who spotted the heron.")
    leona.press("Save my side")
    leona.sees("Your side is there now.", "“It was me who spotted the heron.”")

    imani = visit("peer-worker")
    imani.menu("My people")
    imani.follow("Leona M")
    imani.sees("“It was me who spotted the heron.”")


def test_goals_are_mine_to_add_change_reach_and_let_go(visit):
    leona = visit("person")
    leona.menu("My goals")
    leona.fill("What would you like?", "Sing in the kitchen.")
    leona.press("Add this goal")
    leona.sees("Your goal is saved.", "“Sing in the kitchen.”")
    leona.follow(re.compile("Change the words of Sing in the kitchen"))
    leona.fill("What would you like?", "Sing in the choir.")
    leona.press("Save")
    leona.sees("“Sing in the choir.”")
    leona.press(re.compile("I am there.*Sing in the choir"))
    leona.press(re.compile(f"Let it go.*{GOAL}"))
    expect(leona.page.get_by_role("button", name=re.compile(f"I am there.*{GOAL}"))).to_have_count(0)
    leona.press(re.compile(f"Take it up again.*{GOAL}"))
    expect(leona.page.get_by_role("button", name=re.compile(f"I am there.*{GOAL}"))).to_be_visible()


def test_who_opened_my_record_and_who_may_know_what(visit):
    imani = visit("peer-worker")
    imani.menu("My people")
    imani.follow("Leona M")

    leona = visit("person")
    leona.menu("My record")
    leona.sees(re.compile("Imani Calder, your peer worker"))
    leona.follow("Add or change who can know what")
    leona.choose("My doctor (GP)", "That we meet, and when it ends")
    leona.press("Save")
    leona.sees("Saved. It counts from now on.", "My doctor (GP)")
    leona.press(re.compile("Take back.*My doctor"))
    leona.sees("Taken back. It counts from now on.")
    leona.follow("Change how to reach me")
    leona.choose("Email me")
    leona.press("Save")
    leona.sees("We need this to reach you in the way you chose")
    leona.fill("My email address (optional)", "leona.marsh@example.org")
    leona.press("Save")
    leona.sees("Changed. We will use this from now on.")


def test_stopping_takes_two_taps_and_no_reason(visit):
    leona = visit("person")
    leona.follow(re.compile("^Stop peer support"))
    leona.sees("You do not have to say why.", "You can come back.")
    leona.press("Stop peer support")
    leona.sees(re.compile("Ask for peer support again"))

    imani = visit("peer-worker")
    imani.menu("My people")
    imani.does_not_see("Leona M")
    imani.is_sent(re.compile("stopped|stop", re.IGNORECASE))
