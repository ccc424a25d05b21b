"""What outreach looks for by itself: asks that nobody answered in time, and words that were only for one day."""

from alongside.core.actors import Actor
from alongside.core.jobs import each, every
from alongside.outreach import commands, queries


@every(hours=1)
def raise_late_asks(actor: Actor) -> None:
    """Somebody asked for a peer's voice, and nobody answered by the day we said."""
    each(queries.asks_to_raise(), commands.raise_ask, actor)


@every(hours=1)
def empty_sharing(actor: Actor) -> None:
    """A talk was a week ago: what its speakers wrote to share is not kept."""
    each(queries.sharing_to_empty(), commands.empty_sharing, actor)
