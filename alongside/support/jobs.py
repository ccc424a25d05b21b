"""What the support slice asks on a timer."""

from alongside.core.actors import Actor
from alongside.core.jobs import each, every
from alongside.support import commands, queries


@every(minutes=15)
def count_cancelled(actor: Actor) -> None:
    """Each meeting that was cancelled ahead becomes a contact that did not happen, when its day comes."""
    each(queries.cancelled_to_count(), commands.count_cancelled, actor)


@every(minutes=5)
def remind_of_meetings(actor: Actor) -> None:
    """Each meeting to come within the service's hours is said once more, to those who want to be reminded."""
    each(queries.to_remind(), commands.remind, actor)
