"""Somebody who cares for another asks: for the one they care for, with their yes, and for themself."""

import re


def test_a_sister_asks_only_with_her_brothers_agreement(visit):
    hannah = visit()
    hannah.go("/ask/")
    hannah.press("Start")
    hannah.choose("Someone I care for")
    hannah.press("Continue")
    hannah.choose("I have not asked them yet")
    hannah.press("Continue")
    hannah.is_at("Please ask them first")
    hannah.follow("Back")
    hannah.choose("Yes, they would like peer support")
    hannah.press("Continue")
    hannah.fill("Your name", "Hannah Ryde")
    hannah.fill("Who are you to them?", "His sister")
    hannah.press("Continue")
    hannah.sees("Enter a phone number or an email address, so that we can reach you")
    hannah.fill("Your email address (optional)", "hannah.ryde@example.org")
    hannah.press("Continue")
    hannah.fill("First name", "Peter")
    hannah.fill("Last name", "Ryde")
    hannah.press("Continue")
    hannah.press("Continue")  # no date of birth
    hannah.press("Continue")  # no area
    hannah.choose("Phone call")
    hannah.fill("Phone number (optional)", "07700 900523")
    hannah.press("Continue")
    hannah.fill("When and how is it safe", "Evenings.")
    hannah.press("Continue")
    hannah.fill("Their name (optional)", "Hannah Ryde")
    hannah.fill("Who are they to them? (optional)", "Sister")
    hannah.press("Continue")
    hannah.choose("No, thank you")
    for _ in ("language", "what helps", "hopes", "in common", "not in common", "days"):
        hannah.press("Continue")
    hannah.is_at("Check what you said, then send it")
    hannah.press("Send")
    hannah.is_at("Thank you. We have it.")

    ines = visit("coordinator")
    ines.menu("Requests")
    ines.follow("Peter Ryde")
    ines.sees("Hannah Ryde", "His sister", "Evenings.")


def test_a_carer_asks_for_somebody_for_themself(visit):
    carol = visit()
    carol.go("/ask/who/")
    carol.choose("Me, because I care for someone")
    carol.press("Continue")
    carol.fill("First name", "Carol")
    carol.fill("Last name", "Penrose")
    for _ in ("name", "date of birth", "area"):
        carol.press("Continue")
    carol.choose("Email")
    carol.press("Continue")
    carol.sees("Enter the email address to write to")
    carol.fill("Email address (optional)", "carol.penrose@example.org")
    for _ in ("reach", "safely", "somebody else"):
        carol.press("Continue")
    carol.choose("No, thank you")
    for _ in ("language", "what helps", "hopes", "in common", "not in common", "days"):
        carol.press("Continue")
    carol.press("Send")
    carol.is_at("Thank you. We have it.")

    ines = visit("coordinator")
    ines.menu("Requests")
    row = ines.page.get_by_role("row", name=re.compile("Carol Penrose"))
    assert "For a carer, for themself" in row.inner_text()
    ines.follow("Carol Penrose")
    ines.is_at("Carol Penrose")
