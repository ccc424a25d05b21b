"""A peer worker writes what helped them and says yes; a person is shown it and keeps it, until it is taken back."""

import re
from datetime import timedelta

from tests.journeys.conftest import today

TITLE, WORDS = "Waiting for a letter", "My sister opens the brown ones. We read them at the table, with tea."


def test_what_helped_one_is_kept_by_another_until_it_is_taken_back(visit):
    imani = visit("peer-worker")
    imani.menu("What helped me")
    imani.press("Write one")
    imani.fill("What is it about?", TITLE)
    imani.fill("What helped you?", WORDS)
    imani.fill("Words people may look for", "Letters, money")
    imani.picture("strategy-written")
    imani.press("Save")
    imani.is_at("Put it in the library?")
    imani.sees("Saved. Only you see it, until you say yes.", f"“{WORDS}”", "Without your name: “A peer worker”")
    imani.press("Put it in the library")
    imani.sees("Tick the box if you say yes")
    imani.choose("Yes, to exactly these words")
    imani.fill_day(today() + timedelta(days=90))
    imani.press("Put it in the library")
    imani.sees("It is in the library. You can take it back at any time.", "In the library until")

    lead = visit("lead")
    lead.menu("What helped me")
    lead.fill("What are you looking for?", "brown lettérs")
    lead.press("Find")
    lead.follow(TITLE)
    lead.sees(f"“{WORDS}”", "A peer worker", "About letters, money")
    lead.does_not_see("Imani")

    imani.menu("My people")
    imani.follow("Leona M")
    imani.follow(re.compile("^Something that helped somebody"))
    imani.sees("Something for Leona")
    imani.picture("strategies")
    imani.follow(TITLE)
    imani.press("Show it to Leona")
    imani.fill("A line to them", "You said that the post frightens you.")
    imani.press("Show it")
    imani.sees("Leona finds it on their own pages.", "Leona was shown this")

    leona = visit("person")
    leona.follow(re.compile("^What helped others"))
    leona.sees(TITLE, f"“{WORDS}”", "A peer worker", "“You said that the post frightens you.”")
    leona.press(re.compile("^Keep it"))
    leona.sees("Kept. You find it here.", "You keep this.")
    leona.picture("strategy-kept")

    imani.menu("What helped me")
    imani.press("Mine")
    imani.follow(TITLE)
    imani.press("Take it back")
    imani.sees("Taken back. Only you see it now")
    lead.menu("What helped me")
    lead.does_not_see(TITLE)

    leona.menu("Home")
    leona.follow(re.compile("^What helped others"))
    leona.sees("Something here has gone back", "It is nothing you did")
    leona.does_not_see(TITLE, WORDS)
    leona.picture("strategy-gone-back")
    leona.press("Take it off my page")
    leona.sees("Let go. Nobody asks why.", "Nothing is here.")
