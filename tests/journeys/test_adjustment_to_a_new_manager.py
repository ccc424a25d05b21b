"""Something that helps at work: agreed, not there by its day, raised, done, and carried to a new manager. Never why."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path
from sqlite3 import connect

import pytest

from tests.journeys.beside import Made, made_beside
from tests.journeys.conftest import today, with_scripts
from tests.journeys.supervising import look_again, supervision_of_imani
from tests.journeys.waiting import until_seen

WHY = "Crowded rooms bring it all back."
PLACE = "Room 3, every Tuesday and Thursday"


@pytest.fixture
def home(service: tuple[str, Path], address: str) -> Path:
    """Put back as it was; then Owen manages Imani, and Ines may manage somebody too."""
    supervision_of_imani(service[1])
    made_beside(service[1], _ines_manages)
    return service[1]


def _ines_manages() -> Made:
    from alongside.accounts.models import RoleHolding, User
    from alongside.core import clock
    from alongside.core.guard import unguarded
    from alongside.demo.personas import persona

    with unguarded():
        ines = User.objects.get(email=persona("coordinator").email)
        RoleHolding.objects.create(user=ines, role="team_manager", starts_on=clock.today())
    return {}


def days_pass(home: Path, days: int) -> None:
    """As if what is agreed had been agreed for that many days earlier; what is looked for is looked for now."""
    with closing(connect(home / "alongside.sqlite3", timeout=30)) as db, db:
        db.execute("UPDATE supervision_adjustment SET in_place_by = date(in_place_by, ?)", [f"-{days} days"])
    look_again(home)


@with_scripts
def test_an_adjustment_goes_to_a_new_manager(visit, home):
    imani = visit("peer-worker")
    imani.menu("Well at work")
    imani.follow("What helps me at work")
    imani.sees("Owen Sallis, who manages you, and the peer support lead see what helps, and never why.")
    imani.press("Ask for something")
    imani.fill("What would help?", "A quiet room to write in")
    imani.choose("Where I work")
    imani.fill("A note to yourself (optional)", WHY)
    imani.press("Ask")
    imani.sees("sees what would help and not why", WHY)

    owen = visit("team-manager")
    owen.go("/people-i-supervise/")
    owen.follow("What helps at work")
    owen.follow("Imani Calder: A quiet room to write in")
    owen.does_not_see(WHY, "A note to yourself")
    owen.press("Agree it")
    owen.fill("What is agreed?", PLACE)
    owen.fill_day(today() + timedelta(days=3))
    owen.select("Who sees to it?", "Marcia Thornby")
    owen.press("Agree")
    owen.sees("Agreed. They are told, and so is whoever sees to it.", "Marcia Thornby")
    imani.go("/what-helps/mine/")
    imani.sees("Agreed, not in place yet", "Marcia Thornby sees to it")

    days_pass(home, 5)
    late = "An adjustment was agreed and is not in place"
    until_seen(owen, late, lambda: owen.go("/supervision/raised/"))
    owen.follow(f"See what it is for Imani Calder: {late}")
    owen.sees("Late", PLACE)
    imani.follow("A quiet room to write in")
    imani.sees("Owen Sallis was asked to put it right. You need do nothing.")

    marcia = visit("lead")
    marcia.go("/what-helps/")
    marcia.follow(f"Imani Calder: {PLACE}")
    marcia.does_not_see(WHY)
    marcia.press("It is in place")
    imani.go("/what-helps/mine/")
    imani.sees("Is it really there?")
    imani.follow("A quiet room to write in")
    imani.press("Yes, it is there")
    imani.sees("It is looked at again in a year.")
    owen.go("/supervision/raised/?show=closed")
    owen.sees("Put right", late)

    marcia.go("/find/?q=Imani+Calder")
    marcia.follow("Imani Calder")
    team = marcia.card("Teams").get_by_role("listitem").first.locator("b").inner_text()
    marcia.follow(f"End at {team}")
    marcia.fill_day(today() - timedelta(days=1))
    marcia.press("Save")
    marcia.press("Assign to a team")
    marcia.page.get_by_label("Team", exact=True).select_option(label=team)
    marcia.fill("Hours a week", "22.5")
    marcia.select("Manager (optional)", "Ines Okafor")
    marcia.press("Save")
    marcia.sees("Manager: Ines Okafor")

    look_again(home)
    imani.is_sent("What helps has come with you", "What helps somebody you manage")
    ines = visit("coordinator")
    ines.go("/what-helps/")
    ines.follow(f"Imani Calder: {PLACE}")
    ines.sees("In place", "Yes, they have said so", "Marcia Thornby", "Looked at again")
    ines.does_not_see(WHY, "A note to yourself")
    imani.go("/what-helps/mine/")
    imani.sees("Ines Okafor, who manages you")
    owen.go("/what-helps/")
    owen.does_not_see("Imani Calder", WHY)
