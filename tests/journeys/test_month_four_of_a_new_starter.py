"""Month four of somebody new: steps are late, supervision slips, somebody who can act is asked, it is picked up."""

from pathlib import Path

import pytest

from tests.journeys.conftest import with_scripts
from tests.journeys.starting_out import month_four
from tests.journeys.supervising import look_again
from tests.journeys.waiting import until_seen

REFLECTION = "I talked too fast. Next time I let the quiet be."


@pytest.fixture
def home(service: tuple[str, Path], address: str) -> Path:
    """Put back as it was; then with what the story begins with."""
    return service[1]


@pytest.fixture
def found(home: Path) -> dict[str, str]:
    return month_four(home)


@with_scripts
def test_month_four_slips_is_raised_to_who_can_act_and_is_picked_up(visit, home, found):
    imani = visit("peer-worker")
    imani.menu("Well at work")
    imani.follow("My first months")
    imani.is_at("My first months")
    imani.sees("You are in month 4.", "Next: ", "Half-way through probation", "Late", "Done")

    look_again(home)
    owen = visit("team-manager")
    until_seen(owen, "New here: in months three to five", lambda: owen.go("/supervision/raised/"))
    until_seen(owen, "A first step is late", lambda: owen.go("/supervision/raised/"))
    owen.go("/today/")
    owen.follow("raised to you to put right")
    owen.sees("Imani Calder", "Supervision is overdue", "A first step is late", "New here: in months three to five")
    owen.follow("See the first months of Imani Calder: New here: in months three to five")
    owen.sees("In month 4, since", "Three months: how the role feels")
    owen.sees("Overdue")
    owen.press("Done Half-way through probation")
    owen.sees("Done.")

    imani.menu("Supervision")
    imani.sees("Owen Sallis looks in on you in these first months.", "Overdue")
    imani.go("/portfolio/")
    imani.press("Write something")
    imani.fill("What was it?", "Walked with somebody who was frightened")
    imani.fill("What did I learn, or do differently? (optional)", REFLECTION)
    imani.press("Keep it")
    imani.sees("Kept. Only you see it.", REFLECTION)
    kept = imani.page.url
    imani.press("Show it to someone")
    imani.select("Whom?", "Shireen Vance, your peer supervisor")
    imani.press("Show it")
    imani.sees("They see it, and may answer.", "Shireen Vance sees this.")

    shireen = visit("second-peer-worker")
    shireen.go("/people-i-supervise/")
    shireen.sees("Imani Calder", "Overdue")
    shireen.follow("Shown to me")
    shireen.follow("Answer Walked with somebody who was frightened")
    shireen.sees(REFLECTION)
    shireen.press("Answer")
    shireen.fill("What would you say to it?", "You saw it yourself. That is the work.")
    shireen.press("Answer")
    shireen.go(f"/supervision/sessions/{found['begun']}/")
    shireen.press("Write it down")
    shireen.fill("What do you want to remember? (optional)", "The role feels like hers.")
    shireen.press("Keep it")
    shireen.go("/people-i-supervise/")
    shireen.follow("First months")
    shireen.follow("Imani Calder")
    shireen.press("Done Three months: how the role feels")
    shireen.sees("Done.")

    imani.page.goto(kept)
    imani.sees("Shireen Vance says", "You saw it yourself. That is the work.")

    owen.go("/supervision/raised/?show=closed")
    owen.sees("Put right", "Supervision is overdue", "A first step is late")
    owen.go("/supervision/raised/")
    owen.does_not_see(
        "about Imani Calder: A first step is late", "about Imani Calder: Supervision is overdue", REFLECTION
    )
    owen.follow("Say what you did about Imani Calder: New here: in months three to five")
    owen.fill("What did you do about it?", "We had lunch, and looked at her hours together")
    owen.press("Save")
    owen.sees("A word now and then still helps")
    owen.does_not_see("about Imani Calder: New here")
    assert owen.page.request.get(kept).status == 404

    imani.menu("Supervision")
    imani.does_not_see("is overdue", "looks in on you")
