"""Posts for tests, at whichever stage, made without commands."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from alongside.core import clock
from alongside.core.guard import unguarded
from alongside.workforce.models import Post
from tests.world import World


def make_post(world: World, *, days: int = 10, **fields: Any) -> Post:
    """An idea for Thanet since ten days ago, unless told otherwise."""
    with unguarded():
        return Post.objects.create(
            **{
                "title": "Thanet peer worker",
                "pathway": world.community,
                "team": world.thanet,
                "wte": Decimal("0.60"),
                "band": "3",
                "since_on": clock.today() - timedelta(days=days),
                **fields,
            }
        )
