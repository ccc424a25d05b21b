"""A person finds a group and joins it with one tap; when they leave, whoever waits has the place at once."""

import contextlib
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from alongside.core.ids import new_id
from tests.journeys.conftest import with_scripts

NAME = "Clay in the afternoon"
GROUP = {
    "name": NAME,
    "purpose": "We make small things from clay. Talk if you like, or be quiet together.",
    "for_whom": "Anyone we support",
    "status": "running",
    "place": "Fern House, the garden room",
    "location": "E02",
    "link": "",
    "minutes": 60,
    "size": 1,
    "joining": "open",
    "pattern": "series",
    "materials": "",
    "prepare": "",
    "debrief": "",
    "together": "We listen. What is said here stays here. Everyone may leave the room and come back.",
    "agreed_by": "",
    "needs_clinician": False,
    "shown": "members",
    "sees": "first_names",
    "counts": "session",
    "session_type": "03",
}


def write(db: sqlite3.Connection, table: str, **row: object) -> str:
    row = {"id": new_id(), **row}
    names, marks = ", ".join(f'"{name}"' for name in row), ", ".join("?" for _ in row)
    db.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(row.values()))
    return str(row["id"])


@pytest.fixture
def clay(service: tuple[str, Path], address: str) -> str:
    """A group with one place, which meets in three days. Set-up writes to the tables by hand."""
    now = datetime.now(UTC).replace(microsecond=0, tzinfo=None)
    with contextlib.closing(sqlite3.connect(service[1] / "alongside.sqlite3", timeout=30)) as db, db:
        ((pathway,),) = db.execute("SELECT id FROM accounts_pathway WHERE name = 'Community'").fetchall()
        group = write(db, "groups_group", pathway_id=pathway, started_at=now.isoformat(" "), **GROUP)
        starts = now.replace(hour=14, minute=0, second=0) + timedelta(days=3)
        write(
            db,
            "groups_groupdate",
            group_id=group,
            status="planned",
            starts_at=starts.isoformat(" "),
            ends_at=(starts + timedelta(hours=1)).isoformat(" "),
            place="",
            words="",
            changes=0,
            prepared_by="",
            cancelled_by="",
        )
    return group


@with_scripts
def test_a_person_joins_a_group_and_the_one_who_waits_has_their_place_when_they_leave(visit, clay):
    leona = visit("person")
    leona.menu("Groups")
    leona.sees("You can stop coming any day, and nobody asks why.")
    leona.follow(NAME)
    leona.picture("group-before")
    leona.press("Join this group")
    leona.sees("You are in. Come when you like.", "What is said here stays here.")
    leona.press("Yes, that is how I want us to be")
    leona.sees("You said yes to it.")
    leona.follow("Change what I choose")
    leona.picture("group-about-me")
    leona.choose("Yes, show my first name", "No, do not write it")
    leona.press("Save")
    leona.sees("Saved. It counts from now on.", "1 person is in this group, you among them.")
    leona.picture("group-mine")

    maeve = visit("person-choosing")
    maeve.menu("Groups")
    maeve.sees("Full for now")
    maeve.follow(NAME)
    maeve.does_not_see("Leona")
    maeve.press("Go on the waiting list")
    maeve.sees("You are number 1 on the waiting list")

    lead = visit("lead")
    lead.menu("Groups")
    lead.follow(NAME)
    lead.follow("Who is in it")
    lead.picture("group-members")
    lead.sees("1 of 1 places are taken", "In the group", "Waiting for a place")
    lead.follow("Leona M")
    lead.sees("Shows their first name", "Said yes on")
    lead.picture("group-member")

    leona.press("Leave this group")
    leona.sees("You have left. You can come back any day.")

    maeve.menu("Groups")
    maeve.sees("What I am in", "I am in it")
    maeve.picture("groups-mine")
    maeve.follow(NAME)
    maeve.follow("Say what I think")
    maeve.sees("We do not keep who wrote it")
    maeve.choose("It was good to be there")
    maeve.fill("What would you like to say? (optional)", "Nobody hurried me.")
    maeve.picture("group-feedback")
    maeve.press("Send it")
    maeve.sees("nothing says who wrote it")

    lead.go(f"/groups/{clay}/")
    lead.follow("What people say of it")
    lead.sees("Nobody hurried me.")
    lead.does_not_see("Maeve")
    lead.press("We have read the 1 new one")
    lead.sees("Marked as read.")
    lead.picture("group-said")
    lead.is_sent("Someone waits to hear about a group")  # Maeve likes to be rung
