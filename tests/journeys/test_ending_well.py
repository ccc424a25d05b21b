"""An ending is prepared together, in any order, with thanks both ways; what they did stays for the person to keep."""

from tests.journeys.conftest import today
from tests.journeys.walks import address_of


def test_an_ending_is_prepared_together_and_kept(visit):
    imani = visit("peer-worker")
    page = address_of(imani, "Leona")
    imani.follow("Prepare the ending")
    imani.fill_day(today(), "When did you talk about the ending? (optional)")
    imani.fill("What is Leona good at? (optional)", "Seeing what others walk past.")
    imani.fill("Who else is there? Other people and places to turn to (optional)", "The Thursday café, 10am.")
    imani.press("Save")
    imani.sees("Getting ready to end", "“Seeing what others walk past.”")

    leona = visit("person")
    leona.sees("Getting ready to end")
    leona.press("Look back, and add my part")
    leona.is_at("What we did together")
    leona.sees("The Thursday café, 10am.")
    leona.press("Add or change my part")
    leona.fill("Is there something you would like to say thank you for? (optional)", "Thank you for not rushing.")
    leona.press("Save my part")
    leona.sees("Thank you for not rushing.")

    imani.go(page)
    imani.sees("“Thank you for not rushing.”")
    imani.press("End well")
    imani.is_at("End well, together")
    imani.fill("A last word from you (optional)", "It was a good walk, Leona.")
    imani.press("End it, together")
    imani.sees("Ended well", "We did what we set out to do")

    leona.go("/my/")
    leona.sees("What you did together is yours.")
    leona.follow("What we did together")
    leona.sees("It was a good walk, Leona.", "Keep it as a file")
