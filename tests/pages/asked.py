"""Set-up for the tests of unusual openings: who opened what when, and a question that was asked."""

from datetime import datetime, timedelta
from typing import Any

from alongside.core import audit, clock
from alongside.core.actors import process
from alongside.core.guard import unguarded
from alongside.core.models import Opening
from alongside.pages import commands, jobs
from alongside.pages.models import OpeningAsked
from tests.matching.offers import named
from tests.world import World, make_person, make_referral

JOB = process("pages.jobs.ask_about_unusual_openings")
DAYS_AGO = {"days": 2}


def somebody(world: World, name: str, status: str = "closed") -> Any:
    """A person whose request was over long before, so that no list explains why their record is opened."""
    person = make_person(world, user=None, **named(name))
    make_referral(
        world, person, status=status, referrer=None, **({"closed_at": ago(days=9)} if status == "closed" else {})
    )
    return person


def ago(**time: float) -> datetime:
    return clock.now() - timedelta(**time)


def opens(world: World, who: str, person: Any, at: datetime | None = None, how: str = Opening.How.OPENED) -> Opening:
    """`who` opened this person's record: two days ago, unless another moment is given."""
    audit.opened(world.actor(who), person, how, at=at or ago(**DAYS_AGO))
    return Opening.objects.latest("pk")


def asks() -> list[OpeningAsked]:
    """Run the job; every question there is, the oldest opening first."""
    jobs.ask_about_unusual_openings(JOB)
    return list(OpeningAsked.objects.order_by("first_at", "pk"))


def make_question(world: World, who: str = "coordinator", why: str = "unexplained", **fields: Any) -> OpeningAsked:
    """Asked of `who`, about one opening of the record of Nora Fenwick."""
    opening = opens(world, who, somebody(world, "Nora Fenwick"))
    question = commands.ask_about_openings(JOB, user=world.users[who], why=why, openings=[opening])
    with unguarded():
        OpeningAsked.objects.filter(pk=question.pk).update(**fields)
    question.refresh_from_db()
    return question


def answered(**fields: Any) -> dict[str, Any]:
    return {"status": "answered", "answer": "work", "answered_at": clock.now(), **fields}
