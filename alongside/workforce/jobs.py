"""What workforce looks for by itself: posts that nobody has any more, and what workers hold that ends soon."""

from alongside.core.actors import Actor
from alongside.core.jobs import each, every
from alongside.workforce import commands, queries


@every(hours=1)
def vacate_left_empty(actor: Actor) -> None:
    """The last day of whoever had it is over."""
    each(queries.left_empty(), commands.vacate_post, actor)


@every(hours=24)
def say_what_ends(actor: Actor) -> None:
    """What a worker holds is in date for 30 days more, or fewer."""
    each(queries.ending_soon(), commands.say_ending, actor)
