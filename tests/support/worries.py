"""Worries and turns of duty to test with."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from alongside.accounts.models import Duty
from alongside.core.guard import unguarded
from alongside.core.ids import new_id
from alongside.support import commands
from alongside.support.models import Concern

LONDON = ZoneInfo("Europe/London")
WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def moment(hour: int, minute: int = 0, day: int = 17) -> datetime:
    """A time on Tuesday 17 November 2026, or another day of that month."""
    return datetime(2026, 11, day, hour, minute, tzinfo=LONDON)


def on_duty(world: Any, *names: str, **turn: Any) -> None:
    """These users answer, in this order, day and night unless told otherwise."""
    with unguarded():
        for position, name in enumerate(names, 1):
            Duty.objects.create(
                **{
                    "user": world.users[name],
                    "days": WEEK,
                    "starts": time(0),
                    "ends": time(0),
                    "position": position,
                    **turn,
                }
            )


def tell(world: Any, who: str = "peer_worker", **said: Any) -> Concern:
    """Imani tells whoever is first, about somebody else, unless told otherwise."""
    if name := said.pop("chosen", None):
        said["user"] = world.users[name]
    facts = {"once": new_id(), "about": "else", "words": "Her landlord shouted at her.", "knows": "agrees", **said}
    return commands.tell_someone(world.actor(who), **facts)


def told(concern: Concern) -> list[str]:
    return [row.user.name for row in concern.told.select_related("user")]
