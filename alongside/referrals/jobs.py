"""What the referrals slice asks on a timer."""

from alongside.core.actors import Actor
from alongside.core.jobs import each, every
from alongside.referrals import commands, queries


@every(minutes=10)
def raise_unread(actor: Actor) -> None:
    """A request unread after the service's working days is raised to the lead and the coordinators."""
    each(queries.unread_too_long(), commands.raise_unread, actor)
