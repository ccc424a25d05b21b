"""What links with others look for by themselves: entries nobody made sure of lately, and agreements near their end."""

from alongside.core.actors import Actor
from alongside.core.jobs import each, every
from alongside.partners import commands, queries


@every(hours=1)
def ask_owners(actor: Actor) -> None:
    """Six months after it was last checked, whoever keeps an entry is asked, once."""
    each(queries.to_ask_about(actor), commands.ask_owner, actor)


@every(hours=1)
def say_what_ends(actor: Actor) -> None:
    """Two months before an agreement ends our contact is told; the day after, it has ended."""
    each(queries.ending_soon(actor), commands.tell_agreement_ends, actor)
    each(queries.past_their_end(actor), commands.run_out, actor)
