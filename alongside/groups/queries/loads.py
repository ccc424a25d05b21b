"""How many groups workers ran, for what they carry; and after which of their own they have not said how they are."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from alongside.core import clock
from alongside.core.actors import Actor
from alongside.groups.models import After, DateWorker, GroupDate
from alongside.workforce.queries import spells_from

TALK_WITHIN = timedelta(days=14)


@spells_from
def dates_run(worker_ids: Collection[str], first: datetime, last: datetime) -> Iterable[tuple[str, datetime, int]]:
    """The dates these workers ran, but those that were a shift of the bank, which the bank counts."""
    found = DateWorker.objects.filter(
        worker__in=worker_ids,
        status=DateWorker.Status.ON,
        with_shift=False,
        date__status=GroupDate.Status.HELD,
        date__starts_at__gte=first,
        date__starts_at__lt=last,
    ).exclude(was_there=False)
    return [
        (worker, starts_at, round((ends_at - starts_at).total_seconds() / 60))
        for worker, starts_at, ends_at in found.values_list("worker", "date__starts_at", "date__ends_at")
    ]


def to_talk_over(actor: Actor) -> int:
    """How many dates of the last two weeks the actor ran and has not said how they are after: told to nobody else."""
    if not actor.user_id:
        return 0
    said = After.objects.filter(date=OuterRef("date"), worker=OuterRef("worker"))
    ran = DateWorker.objects.filter(
        ~Exists(said),
        worker__user_id=actor.user_id,
        was_there=True,
        date__status=GroupDate.Status.HELD,
        date__starts_at__gte=clock.now() - TALK_WITHIN,
    )
    return ran.count()
