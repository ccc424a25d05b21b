"""Somebody would like another peer worker: no reason, and no message that tells the one they have."""

from tests.journeys.walks import address_of


def test_someone_else_is_asked_for_seen_by_the_lead_and_thought_of_again(visit):
    imani = visit("peer-worker")
    page = address_of(imani, "Leona")

    leona = visit("person")
    leona.follow("Ask for someone else to walk with me")
    leona.is_at("Someone else to walk with me")
    leona.sees("You do not have to say why.", "You do not have to tell Imani.")
    leona.press("Keep meeting Imani for now")
    leona.sees("You asked for someone else", "We have not told Imani.")

    imani.go(page)
    imani.does_not_see("asked for another")

    lead = visit("lead")
    lead.go(page)
    lead.sees("Leona asked for another peer worker", "We have not told Imani")

    leona.press("I would rather stay with Imani")
    leona.sees("You carry on with Imani.")
    lead.go(page)
    lead.does_not_see("asked for another peer worker")
