"""What the support slice asks on a timer."""

from alongside.core.actors import Actor
from alongside.core.jobs import each, every
from alongside.support import commands, queries
from alongside.support.queries import strategies


@every(minutes=15)
def count_cancelled(actor: Actor) -> None:
    """Each meeting that was cancelled ahead becomes a contact that did not happen, when its day comes."""
    each(queries.cancelled_to_count(), commands.count_cancelled, actor)


@every(minutes=5)
def remind_of_meetings(actor: Actor) -> None:
    """Each meeting to come within the service's hours is said once more, to those who want to be reminded."""
    each(queries.to_remind(), commands.remind, actor)


@every(minutes=15)
def come_back_from_breaks(actor: Actor) -> None:
    """A break ends by itself on the day the person chose."""
    each(queries.breaks_over(), commands.end_break, actor)


@every(hours=1)
def get_ready_to_end(actor: Actor) -> None:
    """At the notice of a planned ending the two begin to get ready, so that it surprises nobody."""
    each(queries.to_get_ready(), commands.start_ending, actor)


@every(minutes=1)
def tell_next(actor: Actor) -> None:
    """A worry that nobody has answered in time goes to the next in line, until a person answers."""
    each(queries.unanswered_due(), commands.tell_next, actor)


@every(minutes=1)
def mind_visits(actor: Actor) -> None:
    """Whoever is out alone is asked at the time they gave; without a word, somebody on duty is told."""
    each(queries.visits_to_remind(), commands.remind_visit, actor)
    each(queries.visits_to_raise(), commands.raise_visit, actor)


@every(hours=1)
def end_strategies(actor: Actor) -> None:
    """What somebody let us show until a day leaves the library after it; they hear so a fortnight before."""
    each(strategies.strategies_ending(), commands.say_strategy_ending, actor)
    each(strategies.strategies_over(), commands.end_strategy, actor)
