"""Somebody who stopped comes back later: a new request, with nothing of before read unless they say so."""

from tests.journeys.walks import address_of


def test_they_come_back_after_an_ending_and_are_taken_on_again(visit):
    imani = visit("peer-worker")
    address_of(imani, "Leona")
    imani.follow("Prepare the ending")
    imani.follow("End well, together")
    imani.press("End it, together")

    leona = visit("person")
    leona.press("Ask for peer support again")
    leona.is_at("Come back")
    leona.sees("can read nothing of before, unless you say so")
    leona.fill("What do you hope for now? (optional)", "To keep going to the café.")
    leona.choose("Yes")
    leona.press("Ask for peer support again")
    leona.sees("Welcome back. We have your request.", "“To keep going to the café.”")

    lead = visit("lead")
    lead.menu("Requests")
    lead.follow("Leona Marsh")
    lead.sees("With Imani again, if that can be.")
