"""A vacancy written by its commands, complete or nearly so."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from alongside.core import clock
from alongside.recruitment import commands
from alongside.recruitment.models import Vacancy
from tests.world import World

FACTS = {
    "title": "Peer support worker, acute wards",
    "salary_from": 24937,
    "salary_to": 26598,
    "hours": Decimal("22.5"),
}


def write_vacancy(world: World, **facts: Any) -> Vacancy:
    """A draft by the recruiter, with nothing but its facts."""
    return commands.add_vacancy(world.recruiter, **{**FACTS, "pathway": world.acute, **facts})


def complete(world: World, vacancy: Vacancy, **facts: Any) -> Vacancy:
    """Everything it needs to open."""
    recruiter, today = world.recruiter, clock.today()
    given = {
        "lede": "Walk alongside people while they are in hospital.",
        "would_do": ["Listen", "Run groups & walks <together>"],
        "not_asked": ["Watch people on observations"],
        "support_words": "A peer lead you meet every month.",
        "informal_name": "the peer support lead",
        "informal_contact": "01632 960147",
        "closes_at": clock.now() + timedelta(days=24),
        "shortlisted_by": today + timedelta(days=27),
        "hear_by": today + timedelta(days=28),
        "interviews_from": today + timedelta(days=40),
        "interview_questions": ["What would you do first?"],
        **facts,
    }
    commands.change_vacancy(recruiter, vacancy, **given)
    commands.add_criterion(recruiter, vacancy, words="Listening without judging")
    commands.add_criterion(recruiter, vacancy, words="Helping to run a group", is_essential=False, how="interview")
    commands.add_question(recruiter, vacancy, prompt="When did listening help?")
    name_panel(world, vacancy)
    return vacancy


def name_panel(world: World, vacancy: Vacancy) -> None:
    """Rhona and Piet read, Imani (a peer) and Piet meet people, Marcia settles."""
    for user, does in {
        "recruiter": {"interviews": False},
        "panel": {},
        "peer_worker": {"shortlists": False, "is_peer": True},
        "lead": {"shortlists": False, "interviews": False, "settles": True},
    }.items():
        commands.name_panel(world.recruiter, vacancy, user=world.users[user], **does)


def open_vacancy(world: World, **facts: Any) -> Vacancy:
    """Complete and open. `facts` with "post", "team" and so on go to the draft."""
    first = {name: facts.pop(name) for name in ("post", "team", "site", "pathway", "title", "hours") if name in facts}
    vacancy = complete(world, write_vacancy(world, **first), **facts)
    return commands.open_vacancy(world.recruiter, vacancy)
