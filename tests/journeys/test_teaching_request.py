"""A university asks for a peer worker's voice: it is answered, planned with somebody who chooses what to share, given,
thanked, and those who came say what they think without a name."""

import contextlib
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.journeys.conftest import today

TITLE = "What helps, and what does not"
SHARED = "My first week on a ward, and who was kind."


@pytest.fixture
def home(service: tuple[str, Path]) -> Path:
    return service[1]


def let_it_begin(home: Path) -> None:
    """The days pass until the talk is over. Set-up writes to the tables by hand."""
    ended = datetime.now(UTC).replace(microsecond=0, tzinfo=None) - timedelta(minutes=30)
    starts = ended - timedelta(hours=1)
    with contextlib.closing(sqlite3.connect(home / "alongside.sqlite3", timeout=30)) as db, db:
        changed = db.execute(
            "UPDATE outreach_talk SET starts_at = ?, ends_at = ? WHERE title = ?",
            (starts.isoformat(" "), ended.isoformat(" "), TITLE),
        )
        assert changed.rowcount == 1


def test_a_teaching_request_from_a_university_to_feedback(visit, home):
    dana = visit()
    dana.go("/a-peers-voice/")
    dana.picture("voice")
    dana.press("Ask")
    dana.choose("Teaching on a course", "Students")
    dana.fill("What do you hope for?", "Two hours on hope, with second-year nurses.")
    dana.picture("voice-hope")
    dana.press("Continue")
    dana.fill_day(today() + timedelta(days=30))
    dana.fill("How many people may come? (optional)", "40")
    dana.fill("What can you offer those who speak? (optional)", "A fee of £60 each")
    dana.press("Continue")
    dana.fill("Your university, team, ward or group", "Tarnshire University")
    dana.fill("Your name", "Dana Whitlow")
    dana.fill("Email address", "dana.whitlow@example.net")
    dana.press("Continue")
    dana.is_at("Check what you said, then send it")
    dana.press("Ask")
    dana.sees("Thank you. A person answers you by", "Take it back")
    dana.picture("voice-mine")
    mine = dana.page.url

    marcia = visit("lead")
    marcia.menu("Talks and teaching")
    marcia.picture("talks")
    marcia.follow("Asks for a peer worker’s voice")
    marcia.sees("Ours: answer by")
    marcia.picture("asks")
    marcia.follow("Tarnshire University")
    marcia.sees("Two hours on hope, with second-year nurses.", "A fee of £60 each")
    marcia.picture("ask")
    marcia.press("I have this")
    marcia.press("Agree")
    marcia.fill("What would you like to tell them?", "Two of us may like to come.")
    marcia.press("Yes")
    marcia.sees("Agreed. They are told. Now plan the talk.")
    marcia.press("Plan the talk")
    marcia.fill("What is it called?", TITLE)
    marcia.fill("What time does it start?", "10am")
    marcia.fill("What time does it end?", "11am")
    marcia.fill("Where? (optional)", "Room 4, the nursing school")
    marcia.picture("plan")
    marcia.press("Plan it")
    marcia.is_at(TITLE)
    marcia.follow("Ask somebody")
    marcia.choose("Imani Calder")
    marcia.picture("ask-speakers")
    marcia.press("Ask them")
    talk = marcia.page.url.removeprefix(marcia.address)

    imani = visit("peer-worker")
    imani.menu("Talks and teaching")
    imani.sees("You: asked")
    imani.follow(TITLE)
    imani.picture("talk-asked")
    imani.press("Answer")
    imani.sees("You owe nobody a story.")
    imani.choose("Yes")
    imani.fill("What are you content to share this time?", SHARED)
    imani.picture("answer")
    imani.press("Answer")
    imani.sees(SHARED, "Change, or step back")

    ines = visit("coordinator")
    ines.go(talk)
    ines.sees("Imani Calder")
    ines.does_not_see(SHARED)  # she did not plan it, and does not speak at it
    marcia.go(talk)
    marcia.sees(SHARED)
    marcia.picture("talk-planned")

    dana.page.goto(mine)
    dana.looks_right()
    dana.sees("Yes, we would like to.", TITLE, "Room 4, the nursing school")

    let_it_begin(home)
    marcia.go(talk)
    marcia.follow("The code to show at the end")
    marcia.picture("code")
    address = marcia.page.locator(".ou-address").inner_text().strip()
    student = visit()
    student.go("/talk/" + address.split("/talk/")[1])
    student.choose("5: very")
    student.fill("One sentence, if you like", "I will ask before I advise.")
    student.picture("say")
    student.press("Send it")
    student.sees("nothing says who wrote it")

    marcia.go(talk)
    marcia.press("Say how it went")
    marcia.fill("How many people came?", "38")
    marcia.fill("What came of it?", "They would like it every year.")
    marcia.press("Save")
    marcia.sees("38 people", "I will ask before I advise.", "Nobody has asked how it was")
    marcia.picture("talk-given")
    marcia.press("I asked how it was")
    marcia.follow("Change the thanks of Imani Calder")
    marcia.choose("Paid")
    marcia.fill("How much, in pounds?", "60")
    marcia.press("Save")
    marcia.go("/talks/owed/")
    marcia.sees("Paid, £60.00")
    marcia.picture("owed")
    marcia.press("Thanks given")

    imani.go(talk)
    imani.sees("Paid, £60.00, given", "I will ask before I advise.")
    dana.page.goto(mine)
    dana.sees("It is done. Thank you for having us.")
    marcia.is_sent("Thank you for having us", "dana.whitlow@example.net", "Thank you for speaking")
