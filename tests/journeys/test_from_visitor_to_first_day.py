"""The whole way in one story: a visitor says hello, shows what they learned elsewhere, applies, and starts."""

import contextlib
import re
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.conftest import today
from tests.journeys.first_days import plans_the_first_day
from tests.journeys.test_checks_to_first_day import is_cleared
from tests.journeys.test_from_visitor_to_candidate import says_hello
from tests.journeys.test_signing_in import with_a_code
from tests.journeys.test_training_elsewhere_recognised import COURSE, opens_the_claim, says_of_each

EMAIL = "jo.bramble@example.net"
JOB = re.compile("Forensic")
WORDS = "I would like to sit beside people, as somebody once sat beside me."
HELP = "A walk outside before we begin"
WHY = "Why, in a sentence the person could read"


@pytest.mark.parametrize("way", ["desktop"], indirect=True)
def test_from_a_visitor_to_the_first_day(visit, service):
    jo = visit()
    says_hello(jo, EMAIL)
    with_a_code(jo, EMAIL)
    jo.is_at("Your journey")
    claims_in_words_only(jo)

    trainer = visit("trainer")
    opens_the_claim(trainer)
    trainer.press("Decide")
    says_of_each(trainer, "Shown")
    trainer.choose("It counts")
    trainer.fill("Your reasons, for them to read", "You showed every principle in your own words.")
    trainer.press(re.compile("^Decide, and tell"))
    trainer.sees("It counts here, for every vacancy.")

    jo.menu("My journey")
    jo.sees("Your training elsewhere counts here", re.compile("You can apply for jobs now"))
    jo.go("/my-claim/")
    jo.follow(COURSE)
    jo.follow("Your certificate")
    jo.sees("Training elsewhere, accepted here", "In the name of Jo Bramble.")

    applies(jo)

    recruiter = visit("recruiter")
    puts_in_place_what_helps(recruiter)
    jo.menu("What helps me")
    jo.sees(HELP, "Is it really there?")

    recruiter.menu("Vacancies")
    recruiter.follow(JOB, within=recruiter.page.locator("main"))
    vacancy = recruiter.page.url.removeprefix(recruiter.address)
    recruiter.press("Close it now")

    piet, ines = visit("panel"), visit("coordinator")
    piet.menu("To read")
    piet.press(re.compile("^Begin .*Forensic"))
    piet.sees("Every application has its readers.")
    for reader in (piet, ines):
        reads_them_all(reader)
    recruiter.press("Shortlisting")
    recruiter.sees(re.compile("All [0-9]+ are settled"))
    recruiter.press("Finish shortlisting")
    recruiter.press("Finish, and tell everybody")

    recruiter.go(vacancy)
    recruiter.follow("Times to meet")
    recruiter.sees("Waiting to pick a time", "Jo B")
    recruiter.press("Give times")
    recruiter.fill_day(today() + timedelta(days=5), "First day")
    recruiter.fill("Which times?", "10:00\n2:30pm")
    recruiter.fill("Where? (optional)", "The garden room, second door")
    recruiter.press("Give these times")
    recruiter.sees("The times are there to be picked.")

    jo.menu("My journey")
    jo.sees("You meet us", "Your turn")
    jo.press(re.compile("^Go on"))
    jo.page.get_by_role("radio", name=re.compile("2:30pm")).check()
    jo.press("Pick this time")
    jo.sees("It is yours. An invitation for your calendar is on its way.", "The garden room, second door")

    recruiter.page.reload()
    recruiter.follow("Jo B")
    recruiter.sees(HELP, "Only you who put it in place see this.")
    the_time_has_come(service[1])
    for member in (piet, visit("second-peer-worker")):
        member.menu("To read")
        member.follow("Jo B", within=member.card("People you meet"))
        member.does_not_see(HELP)
        writes_notes(member)

    recruiter.page.reload()
    recruiter.sees("Piet Okonjo:", "Shireen Vance:")
    recruiter.follow("Outcomes")
    recruiter.follow(re.compile("^Offer Jo B"))
    recruiter.fill_day(today() + timedelta(days=7))
    recruiter.fill("What do you want to tell them?", "You listened first. We liked that very much.")
    recruiter.press("Offer the job")

    jo.menu("My journey")
    jo.press(re.compile("^Go on"))
    jo.is_at("We would like you to have this job")
    jo.sees("You listened first. We liked that very much.")
    jo.press("Yes, I would")
    jo.press("Yes, I would like this job")
    jo.sees("Thank you for saying yes.", "Every NHS worker has these.")
    checks = jo.page.url.removeprefix(jo.address)

    recruiter.menu("Checks")
    recruiter.follow("Jo B")
    is_cleared(recruiter)
    recruiter.sees("All clear")
    first_day = plans_the_first_day(recruiter, "jo.b@work.example.org")
    jo.go(checks)
    jo.sees("All done.", "Your first day is")

    lead = visit("lead")
    lead.go(first_day)
    lead.press("Begin their work")
    lead.press("Begin their work")
    lead.sees("Meetings of the first month", "Started")
    lead.follow("Their record as a worker")
    lead.is_at("Jo Bramble")

    jo.go("/")
    jo.sees("You work with us")
    jo.press("My first weeks")


def claims_in_words_only(jo: Any) -> None:
    jo.go("/my-training/")
    jo.follow(re.compile("^I trained somewhere else"))
    jo.press("Start")
    jo.fill("What was the course called?", COURSE)
    jo.fill("Who taught it?", "A college in the north")
    jo.press("Start, and keep it")
    jo.sees("Your own words are enough, if that is what you have.")
    jo.follow(re.compile("^Change"))
    jo.fill(
        "What did you learn about peer support, and how did you show it? (optional)",
        "To listen, and to share my story only when it helps.",
    )
    jo.press("Keep this")
    jo.press("Send my claim")
    jo.sees("You hear by")


def applies(jo: Any) -> None:
    """From the public list of jobs to what was sent, one part after the other."""
    jo.menu("My journey")
    jo.follow("Jobs open now")
    jo.follow(JOB, within=jo.page.locator("main"))
    jo.press("Start your application", within=jo.page.get_by_label("Main facts"))
    jo.press("Start my application")
    jo.sees("Your training elsewhere counts here", "Cannot start yet")
    jo.press("Do the next part")
    jo.choose("Yes")
    jo.press("Save and continue")
    jo.press("Do the next part")
    while jo.page.locator("main textarea").count():
        jo.page.locator("main textarea").fill(WORDS)
        jo.press("Save and continue")
    jo.press("Do the next part")
    jo.fill("What did you do?", "Brought up two children, and got well")
    jo.press("Add this")
    jo.follow("That is all: go on")
    jo.follow("What would help you at the meeting")
    jo.fill("What would help you when we meet?", HELP)
    jo.press("Save this")
    jo.follow("That is all: go on")
    jo.press("Check and send")
    jo.sees("Two people read your answers without your name, your age or your address.")
    jo.press("Go on to send it")
    jo.sees("We do not keep what you say.")
    jo.page.get_by_role("group", name="How old are you?").get_by_label("35 to 44").check()
    jo.page.get_by_role("group", name="How do you describe yourself?").get_by_label("I prefer not to say").check()
    jo.press("Send my application")
    jo.is_at("Thank you. We have your application")
    jo.sees(WORDS)
    jo.does_not_see("35 to 44")


def puts_in_place_what_helps(recruiter: Any) -> None:
    recruiter.menu("Candidates")
    recruiter.follow("Jo B")
    recruiter.press(re.compile(f"^Agree a person and a day.*{HELP}"))
    recruiter.select("Who puts it in place?", "Rhona Pike")
    recruiter.fill_day(today() + timedelta(days=3))
    recruiter.press("Agree this")
    recruiter.press(re.compile(f"^It is in place.*{HELP}"))
    recruiter.sees("Jo has not said yet whether it is really there.")


def reads_them_all(reader: Any) -> None:
    """Both see the same in everybody: Jo shows everything that is asked, the others do so in part."""
    reader.menu("To read")
    reader.follow(JOB, within=reader.page.locator("main"))
    reader.press(re.compile("^Read application"))
    while reader.page.get_by_label("3 shown well", exact=True).count():
        reader.does_not_see(HELP, "Jo Bramble", EMAIL)
        mark = "3 shown well" if reader.page.get_by_text(WORDS).count() else "1 partly"
        for choice in reader.page.get_by_label(mark, exact=True).all():
            choice.check()
        for reason in reader.page.get_by_label(WHY).all():
            reason.fill("It is in what they wrote.")
        reader.press(re.compile("^Save"))
    reader.press("I have finished reading")


def the_time_has_come(home: Path) -> None:
    """The time that Jo picked began two hours ago: written to the tables by hand, as nobody could wait for it."""
    now = datetime.now(UTC).replace(microsecond=0, tzinfo=None)
    with contextlib.closing(sqlite3.connect(home / "alongside.sqlite3", timeout=30)) as db, db:
        db.execute(
            "UPDATE recruitment_slot SET starts_at = ?, ends_at = ? WHERE application_id IN (SELECT a.id"
            " FROM recruitment_application a JOIN candidates_candidate c ON c.id = a.candidate_id WHERE c.email = ?)",
            (*((now - timedelta(hours=hours)).isoformat(" ") for hours in (2, 1)), EMAIL),
        )


def writes_notes(member: Any) -> None:
    member.press("Write my notes")
    for choice in member.page.get_by_label("3, shown well", exact=True).all():
        choice.check()
    for heard in member.page.get_by_label("What you heard").all():
        heard.fill("Rings the lead at once, and stays.")
    member.press("Keep my notes")
    member.sees("Your notes are kept.", "Rings the lead at once, and stays.")
