"""A session that comes is said once more the day before, so that those in it can prepare."""

from alongside.core.actors import Actor
from alongside.core.jobs import each, every
from alongside.supervision import commands, queries


@every(minutes=30)
def remind_of_sessions(actor: Actor) -> None:
    """Within a day, and nobody was reminded yet."""
    each(queries.to_remind(), commands.remind_of_session, actor)
