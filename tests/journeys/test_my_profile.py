"""A peer worker's profile is theirs: words, what they offer and to whom, a pause, and a list only they can read."""

import re


def test_words_are_changed_and_shown_as_people_see_them(visit):
    imani = visit("peer-worker")
    imani.menu("My profile")
    imani.follow("Change my words")
    imani.fill("What would you like people to know", "I know how long a Tuesday can be. I whistle.")
    imani.press("Save")
    imani.press("What people see")
    imani.sees("I whistle.")


def test_something_offered_is_withdrawn_at_once(visit):
    imani = visit("peer-worker")
    imani.menu("My profile")
    imani.press(re.compile("Add something I offer|Add an offer"))
    imani.press("Add")
    imani.sees("Select what you offer to share", "Select who may see it")
    imani.select("What do you offer to share?", "Gardening")
    imani.choose("People I am suggested to")
    imani.press("Add")
    imani.press("What people see")
    imani.sees("Gardening")
    imani.menu("My profile")
    imani.press("Withdraw now Gardening")
    imani.press("What people see")
    imani.does_not_see("Gardening")


def test_not_just_now_is_one_tap_and_no_reason(visit):
    imani = visit("peer-worker")
    imani.menu("My profile")
    imani.press("Not just now")
    imani.sees("Nobody new is suggested to you.")
    imani.press("I am taking on people again")
    imani.sees("You are taking on new people.")


def test_who_i_keep_away_from_is_read_by_nobody_else(visit):
    imani = visit("peer-worker")
    imani.menu("My profile")
    imani.press("Open my private list")
    imani.sees("Nobody is told why, and nobody can look it up.")
    imani.fill("A name (optional)", "Desmond Achara")
    imani.press("Add to my private list")
    imani.sees("Desmond Achara")

    marcia = visit("lead")
    marcia.go("/workers/?name=Imani")
    marcia.follow("Imani Calder")
    marcia.does_not_see(re.compile("Desmond"), re.compile("keep away", re.IGNORECASE))

    imani.press("Take off Desmond Achara")
    imani.does_not_see("Desmond Achara")
