"""Somebody trained elsewhere: their claim is declined with reasons, looked at again by somebody else, and counts."""

import re
from typing import Any

COURSE = "Walking beside others, level 4"
PAPER = {"name": "certificate.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 a certificate"}


def opens_the_claim(window: Any) -> None:
    window.menu("Claims")
    window.is_at("Training elsewhere")
    row = window.page.locator("tr", has_text=COURSE)
    window.follow(re.compile("."), within=row)


def says_of_each(window: Any, words: str) -> None:
    """The same of every principle; "Not yet" is also what is decided then."""
    for choice in window.page.get_by_label(words, exact=True).all():
        choice.check()


def test_training_elsewhere_is_declined_then_appealed_then_counts(visit):
    joel = visit("trainee")
    joel.go("/my-training/")
    joel.follow(re.compile("^I trained somewhere else"))
    joel.press("Start")
    joel.press("Start, and keep it")
    joel.sees("Enter the name of the course")
    joel.fill("What was the course called?", COURSE)
    joel.fill("Who taught it?", "A college in the north")
    joel.press("Start, and keep it")
    joel.is_at(COURSE)
    joel.sees("You can send it as soon as there is a paper, a badge or a few words of your own.")
    joel.go("/my-claim/")
    joel.follow(COURSE)
    joel.follow(re.compile("^Change"))
    joel.fill("About how many hours was it? (optional)", "40")
    joel.fill(
        "What did you learn about peer support, and how did you show it? (optional)",
        "To listen, and to share my story only when it helps.",
    )
    joel.press("Keep this")
    joel.press("Add a paper")
    joel.page.locator("input[type=file]").set_input_files(
        {"name": "holiday.txt", "mimeType": "text/plain", "buffer": b"a list"}
    )
    joel.press("Add it")
    joel.sees("This file is not a PDF, a Word document or a photo")
    joel.page.locator("input[type=file]").set_input_files(PAPER)
    joel.press("Add it")
    joel.sees("certificate.pdf")
    joel.press("Add a badge")
    joel.fill("Paste the badge (optional)", "this is not one")
    joel.press("Check it and add it")
    joel.sees("This is not a badge we can read")
    joel.follow("My claim")
    joel.press("Send my claim")
    joel.sees("You hear by")

    trainer = visit("trainer")
    opens_the_claim(trainer)
    trainer.press("Decide")
    says_of_each(trainer, "Not yet")
    trainer.fill("Your reasons, for them to read", "I could not see how you keep yourself well at work.")
    trainer.press(re.compile("^Decide, and tell"))
    trainer.sees("Not yet")

    joel.go("/my-claim/")
    joel.follow(COURSE)
    joel.sees("I could not see how you keep yourself well at work.")
    joel.follow("Ask for somebody else to look again")
    joel.fill("What should we look at again?", "The second page of my certificate lists it.")
    joel.press("Ask")
    joel.sees("Somebody who has not decided it before looks at everything afresh.")

    opens_the_claim(trainer)
    trainer.sees("You decided this the first time")

    lead = visit("lead")
    opens_the_claim(lead)
    lead.press("Look at it again")
    says_of_each(lead, "Shown")
    lead.choose("It counts")
    lead.fill("Your reasons, for them to read", "It is all there, on the second page.")
    lead.press(re.compile("^Decide, and tell"))
    lead.sees("It counts here, for every vacancy.")

    joel.go("/my-claim/")
    joel.follow(COURSE)
    joel.sees("It counts here as the same as our own training.", "It is all there, on the second page.")
    joel.menu("My journey")
    joel.sees("Your training elsewhere counts here")
