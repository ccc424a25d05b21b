"""What nobody answered, what is agreed and not in place, or a year old, is raised; a new manager is told."""

from alongside.core.actors import Actor
from alongside.core.errors import Refused
from alongside.core.jobs import each, every
from alongside.supervision import commands, queries


@every(hours=1)
def raise_adjustments(actor: Actor) -> None:
    """Closed first, so that what was raised to somebody who no longer manages the worker goes to whoever does."""
    each(queries.adjustments_put_right(), commands.close_raised, actor)
    for what in queries.WHATS:
        for found in queries.adjustments_to_raise(what):
            to = queries.who_acts_on(found)
            try:
                commands.raise_slip(actor, found.worker, what=what.value, about=found.pk, to=to)
            except Refused:
                continue


@every(hours=1)
def tell_new_managers(actor: Actor) -> None:
    for worker, user in queries.new_managers():
        commands.carry_adjustments(actor, worker, to=user)
