"""What slips is raised, and what was put right is closed: supervision, cover, and new starters to look in on."""

from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.errors import Refused
from alongside.core.jobs import each, every
from alongside.supervision import commands, queries
from alongside.supervision.models import Raised
from alongside.workforce.queries import workers_at_work


@every(hours=1)
def raise_what_slipped(actor: Actor) -> None:
    """Overdue, twice cancelled, not covered, nobody named: once each, to somebody who can act."""
    found = queries.not_raised(queries.slips())
    workers = workers_at_work("peer", clock.today()).in_bulk({slip.worker_id for slip in found})
    for slip in found:
        if worker := workers.get(slip.worker_id):
            try:
                commands.raise_slip(actor, worker, what=slip.what, about=slip.about, strand=slip.strand, but=slip.but)
            except Refused:
                continue


@every(hours=1)
def raise_new_starters(actor: Actor) -> None:
    """In months three to five somebody looks in on them, once."""
    each(queries.new_starters(), commands.raise_slip, actor, what=Raised.What.NEW_STARTER.value)


@every(hours=1)
def hand_on_what_was_raised(actor: Actor) -> None:
    """Whoever was told left, changed roles or is away: somebody else who can act is told."""
    for raised, to in queries.astray():
        try:
            commands.hand_on_raised(actor, raised, to=to)
        except Refused:  # closed meanwhile
            continue


@every(minutes=30)
def close_what_was_put_right(actor: Actor) -> None:
    """What holds no longer, and whatever was raised of those who have left."""
    each(queries.put_right(), commands.close_raised, actor)
