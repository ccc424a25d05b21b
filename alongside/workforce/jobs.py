"""What workforce looks for by itself: posts that nobody has any more."""

from alongside.core.actors import Actor
from alongside.core.jobs import each, every
from alongside.workforce import commands, queries


@every(hours=1)
def vacate_left_empty(actor: Actor) -> None:
    """The last day of whoever had it is over."""
    each(queries.left_empty(), commands.vacate_post, actor)
