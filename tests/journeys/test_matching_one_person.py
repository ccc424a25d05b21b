"""One profile at a time: the coordinator offers, the peer worker answers, then the person, and they are introduced."""

import re


def test_a_shortlist_an_offer_two_yeses_and_an_introduction(visit):
    ines = visit("coordinator")
    ines.menu("Matching")
    ines.follow("Abel Kingsnorth")
    ines.is_at("Who might walk with Abel?")
    ines.follow(re.compile("See the profile Abel would see.*Shireen Vance"))
    ines.sees("I bring snacks.", "What Abel would see")
    ines.follow("Who might walk with Abel?")
    ines.press("Offer Shireen’s profile")
    ines.sees("Asked. Abel sees the profile once the peer worker has said yes.")

    shireen = visit("second-peer-worker")
    shireen.menu("Offers")
    shireen.sees("“A game of chess, and somebody who knows about coming home.”")
    shireen.press("Yes, offer my profile to Abel")
    shireen.sees("Thank you. They can look at your profile now, and choose.", "Abel is looking")

    ines.go("/matching/")
    ines.follow("Abel Kingsnorth")
    ines.press("Write down Abel’s answer")
    ines.choose("Yes", "By phone")
    ines.press("Save")
    ines.sees("Saved. Abel’s answer is written down.")

    shireen.menu("My people")
    shireen.follow("Abel K")
    shireen.is_at("Abel Kingsnorth")


def test_somebody_with_an_account_reads_the_profile_and_says_yes_themself(visit):
    maeve = visit("person-choosing")
    maeve.sees("Someone you could meet", "“I am deaf and I sign. I have a greenhouse, two old dogs and time.”")
    maeve.press("Read more and choose")
    maeve.is_at("Would you like to meet Dilys?")
    maeve.sees("You do not have to say why. Dilys is not told why either.")
    maeve.press("Yes, I would like to meet Dilys")
    maeve.does_not_see("Someone you could meet")
    maeve.sees("Dilys Fenwick")

    ines = visit("coordinator")
    ines.menu("Waiting")
    ines.does_not_see("Maeve Lister")


def test_not_this_time_is_said_without_a_reason_and_nobody_is_told_one(visit):
    shireen = visit("second-peer-worker")
    shireen.menu("Offers")
    shireen.sees("If you think you may know Ruksana, not this time is all you need to say.")
    shireen.press("Not this time for Ruksana")
    shireen.sees("Thank you for saying. Not this time is fine, and nobody asks why.", "You said not this time")

    ines = visit("coordinator")
    ines.menu("Matching")
    ines.follow("Ruksana Pell")
    ines.sees("Offered before")
    ines.does_not_see("Offer Shireen’s profile", re.compile("said no", re.IGNORECASE))
