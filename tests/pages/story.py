"""Set-up for the tests of the pages: several people at once, each with a peer worker, and what a page says."""

import html
import re
from datetime import datetime, timedelta
from typing import Any

from alongside.core import audit, clock
from alongside.core.guard import unguarded
from alongside.core.models import Draft, Opening
from alongside.support.models import Goal, Relationship
from tests.matching.offers import named
from tests.support.moments import make_contact, make_meeting
from tests.world import World, make_person, make_referral, make_relationship

NAMES = ("Kofi Addo", "Josie Brand", "Ade Winslow", "Priya Tennant")


def hours(number: float) -> datetime:
    """That many hours from now."""
    return clock.now() + timedelta(hours=number)


def walking(world: World, name: str = "", **fields: Any) -> Relationship:
    """Someone and Imani; Leona, with her own account, unless a name is given."""
    person = make_person(world, user=None, **named(name)) if name else make_person(world)
    status = "closed" if fields.get("status") == "ended" else "matched"
    return make_relationship(world, make_referral(world, person, status=status), **fields)


def busy(world: World, people: int) -> None:
    """That many people with a meeting today, one owed, one next week and one contact each; and one new person each."""
    for name in NAMES[:people]:
        one = walking(world, name)
        make_meeting(one, hours(1))
        make_meeting(one, hours(-30))
        make_meeting(one, hours(60))
        make_contact(one)
        walking(world, name.replace(" ", "a "), status="introduced")


def make_goal(relationship: Relationship, words: str, **fields: Any) -> Goal:
    now = clock.now()
    said = {"said_by": "Leona", "written_by": "Imani Calder", "written_at": now, "changed_at": now}
    with unguarded():
        return Goal.objects.create(person=relationship.referral.person, words=words, **{**said, **fields})


def opened(world: World, person: Any, who: str = "lead", how: str = Opening.How.OPENED) -> None:
    audit.opened(world.actor(who), person, how, at=clock.now())


def unfinished(world: World, relationship: Relationship, words: str, who: str = "peer_worker") -> Draft:
    return Draft.objects.create(
        owner=f"user:{world.users[who].pk}",
        key=f"record:{relationship.pk}",
        answers={"words": [words], "meeting_id": [""]},
        kept_at=clock.now(),
        expires_at=clock.now() + timedelta(days=14),
    )


def said(response: Any) -> str:
    """What a page says in its main part, without markup, in one line."""
    page = response.content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    heard = re.sub(r"<span[^>]* aria-hidden=.*?</span>", "", main)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", heard))).replace(" .", ".").strip()
