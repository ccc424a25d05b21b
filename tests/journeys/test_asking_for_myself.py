"""Somebody asks for peer support for themself, one question a page, and the coordinator finds what they said."""

import re


def test_somebody_asks_for_themself_changes_their_mind_and_is_heard(visit):
    dawn = visit()
    dawn.go("/")
    dawn.press("Get support")
    dawn.is_at("Get support")
    dawn.press("Ask for peer support")
    dawn.is_at("Ask for peer support")
    dawn.sees("Nobody watches this page at night or at weekends.")
    dawn.press("Start")

    dawn.press("Continue")
    dawn.sees("Select who it is for")
    dawn.choose("Me")
    dawn.press("Continue")
    dawn.fill("First name", "Dawn")
    dawn.fill("Last name", "Everett")
    dawn.press("Continue")
    dawn.fill("NHS number (optional)", "999 100 0004")
    dawn.press("Continue")
    dawn.sees(re.compile("Check the NHS number"))
    dawn.fill("NHS number (optional)", "")
    dawn.press("Continue")
    dawn.fill("Which town or area", "Thanet")
    dawn.press("Continue")
    dawn.choose("Text message")
    dawn.fill("Phone number (optional)", "07700 900512")
    dawn.press("Continue")
    dawn.fill("When and how is it safe", "After the school run. No voicemail.")
    dawn.press("Continue")
    dawn.press("Continue")  # nobody else
    dawn.choose("No, thank you")
    dawn.press("Continue")
    dawn.choose("Large print", "A quiet place")
    dawn.press("Continue")
    dawn.fill("What do you hope for", "To sit in the garden with somebody.")
    dawn.press("Continue")
    dawn.choose("Walking", "Gardening")
    dawn.press("Continue")
    dawn.choose("Gardening")
    dawn.press("Continue")
    dawn.press("Continue")  # nothing that they would rather not
    dawn.press("Continue")  # any day

    dawn.is_at("Check what you said, then send it")
    dawn.sees("After the school run. No voicemail.", "To sit in the garden with somebody.")
    dawn.follow(re.compile("^Change.*What do you hope for", re.IGNORECASE))
    dawn.fill("What do you hope for", "To plant something, and see it come up.")
    dawn.press("Continue")
    dawn.is_at("Check what you said, then send it")
    dawn.sees("To plant something, and see it come up.")
    dawn.press("Send")
    dawn.is_at("Thank you. We have it.")
    dawn.sees("Only in the way you said is safe.")

    ines = visit("coordinator")
    ines.menu("Requests")
    ines.follow("Dawn Everett")
    ines.sees("To plant something, and see it come up.", "After the school run. No voicemail.", "Large print")
    ines.does_not_see("To sit in the garden with somebody.")
