"""A peer worker is suddenly off: all their people are put to others with one press, and each still says yes or no."""

import re


def test_everyone_a_worker_walks_with_is_put_forward_at_once(visit):
    lead = visit("lead")
    lead.menu("Team")
    lead.go("/workers/?name=Imani")
    lead.follow("Imani Calder")
    lead.follow("Move their people")
    lead.is_at("Move Imani’s people")
    lead.sees("Not asked yet", "Booked:")
    lead.press(re.compile("^Put forward"))
    lead.sees("Select why")
    lead.choose("Their peer worker is away")
    lead.press(re.compile("^Put forward"))
    lead.sees(re.compile("Put forward to .* (person|people)"), "Asked, waiting for an answer")

    lead.follow(re.compile("Write down the answer.*Leona Marsh"))
    lead.choose("Yes", "By phone")
    lead.press("Save")
    lead.sees("Handed over.")
    lead.go("/workers/?name=Imani")
    lead.follow("Imani Calder")
    lead.sees("Not just now")
    lead.follow("Move their people")
    lead.sees("Said yes")
