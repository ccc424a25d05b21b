"""The coordinator reads what came, writes down the person's own yes, accepts one, and declines another kindly."""

import re


def test_a_request_is_read_said_yes_to_and_accepted(visit):
    ines = visit("coordinator")
    ines.follow("Callum Orrin", within=ines.card("New requests"))
    ines.sees("“He says he would like a mate who gets it.”")
    ines.press("I am reading this")
    ines.follow(re.compile("^Write down their answer"))
    ines.press("Save")
    ines.sees("Select what they said", "Select how they said it")
    ines.choose("Yes", "By phone")
    ines.press("Save")
    ines.sees(re.compile("Yes to having peer support. By phone, said by Callum Orrin, written by Ines Okafor"))
    ines.press("Accept")
    ines.press("Accept")
    ines.sees("Select a pathway")
    ines.select("Which pathway?", "Community")
    ines.select("Which team? (optional)", "Ashford CMHT")
    ines.press("Accept")
    ines.menu("Waiting")
    ines.page.get_by_text("Search and filter").filter(visible=True).or_(ines.page.get_by_label("Name")).first.click()
    ines.fill("Name", "Callum")
    ines.press("Show")
    ines.sees("Callum Orrin", "Ready to match")


def test_a_request_is_not_taken_on_in_kind_words_that_are_sent(visit):
    ines = visit("coordinator")
    ines.menu("Requests")
    ines.follow("Cerys Vaughn")
    ines.sees(re.compile("Possible repeat|may be the same", re.IGNORECASE))
    ines.press("I am reading this")
    ines.follow(re.compile("^Not take it on"))
    ines.press("Not take it on")
    ines.sees("Enter what to tell them")
    ines.fill("What would you like to tell them?", "Thank you for asking. Cerys is with us already.")
    ines.fill("Where else can they turn? (optional)", "The Tuesday drop-in at the library, 10am.")
    ines.press("Not take it on")
    ines.menu("Requests")
    ines.does_not_see("Cerys Vaughn")
    ines.is_sent("Thank you for asking. Cerys is with us already.", "The Tuesday drop-in at the library, 10am.")
