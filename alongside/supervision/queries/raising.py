"""What was raised, for whoever can act on it: what, of whom, since when, and what was done. Never anybody's words."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.supervision import policies
from alongside.supervision.models import Raised, Strand


@dataclass(frozen=True)
class RaisedRow:
    """One thing raised. `supervision_id` is where to look at it, empty where it is of none; `has_steps`: the actor sees
    the first months of the worker; `step`: which of them is late."""

    id: str
    worker_id: str
    worker: str
    what: str
    said: str
    about: str
    strand: str
    supervision_id: str
    has_steps: bool
    step: str
    to: str
    to_me: bool
    raised_at: datetime
    closed_at: datetime | None
    closed_by: str
    words: str


def raised(actor: Actor, *, show: str = "mine") -> list[RaisedRow]:
    """What is open: raised to the actor ("mine") or of everybody in reach ("all"); or "closed", the newest first."""
    if not policies.may_supervise(actor):
        raise NotAllowed("see what was raised")
    found = policies.visible_raised(actor)
    if show == "closed":
        return raised_rows(found.exclude(closed_at=None).order_by("-closed_at", "pk")[:200], actor)
    found = found.filter(closed_at=None)
    return raised_rows(found if show == "all" else found.filter(to_id=actor.user_id), actor)


def raised_rows(found: QuerySet[Raised], actor: Actor | None = None) -> list[RaisedRow]:
    rows = list(found.select_related("worker", "to"))
    steps = policies.visible_steps(actor).filter(worker__in={row.worker_id for row in rows}) if actor else None
    seen = list(steps.values_list("worker", "pk", "kind__name")) if steps is not None else []
    started, names = {worker for worker, _, _ in seen}, {pk: name for _, pk, name in seen}
    return [_row(row, actor, row.worker_id in started, names.get(row.about, "")) for row in rows]


def _row(row: Raised, actor: Actor | None, has_steps: bool, step: str) -> RaisedRow:
    return RaisedRow(
        id=row.pk,
        worker_id=row.worker_id,
        worker=row.worker.full_name,
        what=row.what,
        said=row.get_what_display(),
        about=row.about,
        strand=str(Strand(row.strand).label) if row.strand else "",
        supervision_id=row.about if row.what in policies.OF_A_SUPERVISION else "",
        has_steps=has_steps,
        step=step,
        to=row.to.name if row.to else "",
        to_me=actor is not None and row.to_id == actor.user_id,
        raised_at=row.raised_at,
        closed_at=row.closed_at,
        closed_by=row.closed_by,
        words=row.words,
    )


def get_raised(actor: Actor, raised_id: str) -> Raised:
    return policies.visible_raised(actor).select_related("worker", "to").get(pk=raised_id)


def open_raised(actor: Actor) -> int:
    """How many things wait for this actor to act."""
    return policies.visible_raised(actor).filter(closed_at=None, to_id=actor.user_id).count()
