"""A goal becomes small steps, named by the person; either of the two ticks them, and nobody is compared."""

import re

GOAL = "Swim at the leisure centre."


def test_a_goal_gets_small_steps_and_a_number_of_their_own(visit):
    leona = visit("person")
    leona.menu("My goals")
    leona.fill("What would you like?", GOAL)
    leona.press("Add this goal")
    leona.follow(re.compile(f"^Add small steps to {GOAL}"))
    leona.press("Add this step")
    leona.sees("Write a small step")
    for step in ("Look at the times", "Go with a friend"):
        leona.fill("A small step", step)
        leona.press("Add this step")
    leona.press(re.compile("^I took it.*Look at the times"))
    leona.sees("Done. One step further.", "Taken")
    leona.press(re.compile("^Not yet.*Look at the times"))
    leona.press(re.compile("^I took it.*Look at the times"))
    leona.follow("My goals", within=leona.page.locator("main"))
    leona.follow(re.compile(f"^Put a number to it.*{GOAL}"))
    leona.choose("3")
    leona.press("Save")
    leona.sees(re.compile("You said 3 on"))

    imani = visit("peer-worker")
    imani.menu("My people")
    imani.follow("Leona M")
    imani.sees(f"“{GOAL}”", "Go with a friend: next", re.compile("Leona said 3 on"))
    imani.follow(re.compile(f"^Steps and changes of the goal {GOAL}"))
    imani.press(re.compile("^Taken the step Go with a friend"))
    imani.fill("A small step", "On my own")
    imani.press("Add this step")
    imani.press(re.compile("^Take away the step On my own"))
    imani.does_not_see("On my own")
    imani.follow("Say it again")
    imani.choose("5")
    imani.press("Save the number")
    imani.sees(re.compile("Leona said 5 on"))
