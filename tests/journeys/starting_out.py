"""A new peer worker in month four, for a story: steps done and late, supervision that slips, a manager who can act."""

from pathlib import Path

from tests.journeys.beside import Made, made_beside
from tests.journeys.supervising import supervision_of_imani


def month_four(home: Path) -> Made:
    """Imani began three months and ten days ago; Shireen supervises her, Owen manages her. The ids of what there is."""
    found = supervision_of_imani(home)
    return found | made_beside(home, _make)


def _make() -> Made:
    from datetime import timedelta

    from alongside.core import clock
    from alongside.core.actors import process
    from alongside.core.guard import unguarded
    from alongside.demo.personas import persona
    from alongside.supervision import commands
    from alongside.supervision.models import StarterStep, Supervisee, Supervision
    from alongside.workforce.models import Worker

    first = clock.months_after(clock.today(), -3) - timedelta(days=10)
    imani = Worker.objects.get(user__email=persona("peer-worker").email)
    with unguarded():
        imani.assignments.update(starts_on=first)
        Supervision.objects.filter(people__worker=imani, status="running").update(began_on=first)
        Supervisee.objects.filter(worker=imani, until=None).update(since=first)
        StarterStep.objects.filter(worker=imani).delete()
    commands.lay_out_first_months(process("the story"), imani)
    with unguarded():
        for step in StarterStep.objects.filter(worker=imani, due_on__lt=clock.today() - timedelta(days=30)):
            step.done_on, step.done_by = step.due_on, persona("team-manager").name
            step.save()
    return {"worker": imani.pk}
