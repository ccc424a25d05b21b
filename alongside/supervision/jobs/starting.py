"""The first months of whoever begins are laid out from their first day; a step that is late is raised."""

from alongside.core.actors import Actor
from alongside.core.errors import Refused
from alongside.core.jobs import each, every
from alongside.supervision import commands, queries
from alongside.supervision.models import Raised


@every(hours=1)
def lay_out_first_months(actor: Actor) -> None:
    each(queries.to_lay_out(), commands.lay_out_first_months, actor)


@every(hours=1)
def raise_late_steps(actor: Actor) -> None:
    each(queries.steps_put_right(), commands.close_raised, actor)
    for step in queries.steps_to_raise():
        try:
            commands.raise_slip(actor, step.worker, what=Raised.What.STEP_LATE.value, about=step.pk)
        except Refused:
            continue
