"""Someone without an account loses nothing: the peer worker does it all on their word, and says whose word it was."""

import re


def test_goals_their_side_the_agreement_and_stopping_on_somebodys_word(visit):
    imani = visit("peer-worker")
    imani.menu("My people")
    imani.follow("Kofi A")
    imani.follow(re.compile("^Add a goal"))
    imani.fill("Kofi’s goal, in Kofi’s own words", "Sing one verse on my own.")
    imani.press(re.compile("^Save"))
    imani.sees("“Sing one verse on my own.”")
    imani.follow(re.compile("^Add small steps, or change it.*Sing one verse on my own"))
    imani.press(re.compile("^Reached.*Sing one verse on my own"))

    imani.follow(re.compile("."), within=imani.card("Contacts").get_by_role("listitem").first)
    imani.follow("Add Kofi’s side")
    imani.fill("Kofi’s side, in Kofi’s own words", "I nearly did not pick up. Glad I did.")
    imani.press(re.compile("^Save"))
    imani.sees("Kofi’s words are saved.", "“I nearly did not pick up. Glad I did.”")

    imani.follow("Kofi Addo")
    imani.follow(re.compile("^Look at the agreement again"))
    imani.choose("I told Kofi first", "Every two weeks", "4 months")
    imani.fill("What is it for?", "To pick up the phone to anyone.")
    imani.fill("Where, usually?", "By phone")
    imani.press("Save what we agreed")
    imani.sees("“To pick up the phone to anyone.”")

    imani.follow(re.compile("^Stop, on Kofi’s word"))
    imani.sees("Only on Kofi’s own word. Nobody has to say why.")
    imani.fill("Who told you? (optional)", "")
    imani.press("Stop, as Kofi asked")
    imani.menu("My people")
    imani.does_not_see("Kofi A")


def test_a_meeting_is_moved_and_cancelled_for_somebody_who_rang(visit):
    imani = visit("peer-worker")
    imani.menu("My people")
    imani.follow("Kofi A")
    imani.follow("Change the next meeting")
    imani.fill("What time?", "4.15pm")
    imani.press("Change it")
    imani.sees("4:15pm")
    imani.follow("Cancel it")
    imani.choose("Kofi")
    imani.press("Cancel the meeting")
    imani.sees("Nothing is booked.")
    imani.does_not_see("4:15pm")
