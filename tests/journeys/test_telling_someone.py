"""Imani is worried: she tells, nobody answers in time, the next in line does, and it is seen to."""

import re

import pytest

from tests.journeys.waiting import minutes_pass, on_duty, until_seen

WORDS = "Her landlord rang. She has to leave by Friday, and cannot see a way through it."


@pytest.fixture
def home(service, address):
    return service[1]


def test_a_worry_is_told_goes_to_the_next_in_line_and_is_answered_by_a_person(visit, home):
    on_duty(home, "Ines Okafor", "Owen Sallis")
    imani = visit("peer-worker")
    imani.menu("Tell someone")
    imani.sees("You do not have to hold it alone, or decide how serious it is.", "999", "NHS 111")
    imani.choose("Leona M")
    imani.press("Tell them")
    imani.sees("Enter what has happened")
    imani.fill("What has happened?", WORDS)
    imani.choose("Yes, and they agree", re.compile("Ines Okafor"))
    imani.press("Tell them")
    imani.is_at("You have told Ines Okafor")
    imani.sees("Ines has not answered yet.", re.compile("we ask the next in line: Owen Sallis"), WORDS)
    told = imani.page.url.removeprefix(imani.address)

    minutes_pass(home, 15)
    until_seen(imani, "Owen has not answered yet.", lambda: imani.go(told))
    imani.go("/today/")
    imani.sees(re.compile("You told Owen Sallis, 15 min ago"), re.compile("No answer yet"))

    owen = visit("team-manager")
    owen.sees("Needs you now", re.compile("Imani Calder told you"))
    owen.press("Answer Imani")
    owen.sees(WORDS, "Leona Marsh", "Yes, and they agree")
    owen.press("I have this")
    owen.sees("You have this. Imani can see that you do.")

    imani.go(told)
    imani.is_at("Owen Sallis has this")
    ines = visit("coordinator")
    ines.go("/today/")
    ines.does_not_see("Needs you now")
    ines.menu("Worries")
    ines.follow(re.compile("Imani Calder"), within=ines.page.get_by_role("row").filter(has_text="In hand").first)
    ines.sees("Owen Sallis has this.")

    owen.press("Write what was done")
    owen.fill("What was done?", "Rang her landlord. She may stay until January.")
    owen.fill("Safeguarding number", "SG-2031")
    owen.press("It is done")
    imani.go(told)
    imani.sees("This is done", "Rang her landlord. She may stay until January.", "SG-2031")
    imani.is_sent("Someone needs you now", "Somebody has answered you")


def test_what_imani_tells_of_herself_is_between_her_and_the_one_she_chose(visit, home):
    on_duty(home, "Ines Okafor")
    imani = visit("peer-worker")
    imani.menu("Tell someone")
    imani.choose("Me", re.compile("Owen Sallis"))
    imani.fill("What has happened?", "I have not slept since Tuesday.")
    imani.press("Tell them")
    imani.sees("Only the person you chose can see this. It stands in no list.")
    told = imani.page.url.removeprefix(imani.address)

    lead = visit("lead")
    lead.go("/today/")
    lead.does_not_see("Needs you now")
    lead.menu("Worries")
    lead.does_not_see("No answer yet")
    assert lead.page.goto(lead.address + told).status == 404
    lead.complaints.clear()

    owen = visit("team-manager")
    owen.press("Answer Imani")
    owen.sees(
        "I have not slept since Tuesday.", "Only you were told. It stands in no list, and nobody else can see it."
    )
