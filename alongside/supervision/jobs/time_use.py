"""Much work that is not peer work, four weeks running, is raised to somebody who can act."""

from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.jobs import each, every
from alongside.supervision import commands, queries
from alongside.supervision.models import Raised
from alongside.workforce.queries import workers_at_work


@every(hours=6)
def raise_drift(actor: Actor) -> None:
    each(queries.drift_put_right(), commands.close_raised, actor)
    workers = workers_at_work("peer", clock.today()).in_bulk(queries.drift_to_raise())
    each(workers.values(), commands.raise_slip, actor, what=Raised.What.DRIFT.value)
