"""What the support slice asks on a timer."""

from alongside.core.actors import Actor
from alongside.core.jobs import each, every
from alongside.support import commands, queries


@every(minutes=15)
def count_cancelled(actor: Actor) -> None:
    """Each meeting that was cancelled ahead becomes a contact that did not happen, when its day comes."""
    each(queries.cancelled_to_count(), commands.count_cancelled, actor)
