"""What the matching slice does on a timer: late answers are asked for again, and stranded places come back."""

from alongside.core.actors import Actor
from alongside.core.jobs import each, every
from alongside.matching import commands, queries


@every(minutes=15)
def remind_of_offers(actor: Actor) -> None:
    each(queries.late_offers(actor), commands.remind_of_offer, actor)


@every(minutes=5)
def give_places_back(actor: Actor) -> None:
    """A request that ended or was put aside another way leaves its offer behind, which would hold a place for ever."""
    each(queries.stranded_offers(actor), commands.withdraw_offer, actor)
