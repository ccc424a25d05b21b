"""What the candidates slice asks on a timer: waits that have passed their day are raised to a named person."""

from alongside.candidates import commands, queries
from alongside.candidates.queries.enquiries import enquiries_to_raise
from alongside.core.actors import Actor
from alongside.core.jobs import each, every


@every(hours=1)
def raise_late_answers(actor: Actor) -> None:
    """Somebody said hello, and has not heard from us by the day we said."""
    each(queries.candidates_to_raise(), commands.raise_candidate, actor)


@every(hours=1)
def raise_late_adjustments(actor: Actor) -> None:
    """Something that helps was agreed, and is not in place by its day."""
    each(queries.adjustments_to_raise(), commands.raise_adjustment, actor)


@every(hours=1)
def raise_routes(actor: Actor) -> None:
    """A route that nobody answered in time, or whose review is due."""
    each(queries.routes_to_raise(), commands.raise_route, actor)


@every(hours=1)
def raise_late_questions(actor: Actor) -> None:
    """A question that nobody answered by the day we said."""
    each(enquiries_to_raise(), commands.raise_enquiry, actor)
