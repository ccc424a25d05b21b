"""How each place in a supervision stands: when they last met, when next, since when it is overdue. Dates, no words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from alongside.core import clock
from alongside.core.actors import Actor
from alongside.supervision import policies
from alongside.supervision.models import Here, Rhythm, Session, Strand, Supervisee

WEEKS, GRACE = 6, 7  # where the service has said nothing
READ = (  # of a place, as plain values: a list of everybody's is made of hundreds
    *("pk", "supervision", "worker", "worker__first_name", "worker__last_name"),
    *("supervision__strand", "supervision__group_name", "supervision__weeks"),
    *("supervision__supervisor__first_name", "supervision__supervisor__last_name"),
    *("supervision__supervisor__user", "supervision__supervisor__user__is_active"),
    *("supervision__supervisor__leaves_on", "since", "asked_at", "last_at", "next_at"),
)


@dataclass(frozen=True)
class Standing:
    """One worker in one supervision. `due_on`: the day by which they meet, `days_over`: days past it, 0 before it;
    `is_overdue`: the days of grace are over too."""

    place_id: str
    supervision_id: str
    worker_id: str
    worker: str
    strand: str
    strand_words: str
    group: str
    supervisor: str
    supervisor_user: str
    supervisor_here: bool
    weeks: int
    since: date
    last_on: date | None
    next_at: datetime | None
    due_on: date
    days_over: int
    is_overdue: bool
    asked_at: datetime | None

    @property
    def says(self) -> tuple[str, str]:
        """A tag's meaning and its words."""
        if not self.supervisor_here:
            return "urgent", "Has left"
        if self.is_overdue:
            return "urgent", "Overdue"
        if self.next_at is None:
            return "unconfirmed", "No date yet"
        return ("unconfirmed", "Due") if self.days_over else ("going_on", "On its way")


def standing(places: QuerySet[Supervisee]) -> list[Standing]:
    """How these places stand, by worker's name and strand. Two queries."""
    coming = Session.objects.filter(
        supervision=OuterRef("supervision"), status=Session.Status.PLANNED, starts_at__gte=clock.now()
    )
    next_at = Subquery(coming.order_by("starts_at").values("starts_at")[:1])
    found = places.annotate(last_at=_last_held(), next_at=next_at).values_list(*READ)
    kept, today = rhythms(), clock.today()
    rows = [_row(kept, today, *row) for row in found]
    order = list(Strand.values)
    return sorted(rows, key=lambda row: (row.worker.lower(), row.worker_id, order.index(row.strand), row.place_id))


def kept_on_time(actor: Actor) -> tuple[int, int]:
    """How many supervisions in the actor's reach are not overdue, and how many there are in all. Two queries."""
    found = policies.named_places(actor).annotate(last_at=_last_held())
    kept, today, on_time, every = rhythms(), clock.today(), 0, 0
    rows = found.values_list("supervision__strand", "supervision__weeks", "since", "last_at")
    for strand, own_weeks, since, last_at in rows:
        overdue_on = _due_on(kept.get(strand), own_weeks, since, _day(last_at)) + _grace(kept.get(strand))
        every, on_time = every + 1, on_time + (today <= overdue_on)
    return on_time, every


def _last_held() -> Subquery:
    """When a place's worker was last there, of its own supervision."""
    held = Here.objects.filter(
        worker=OuterRef("worker"), session__supervision=OuterRef("supervision"), session__status=Session.Status.HELD
    )
    return Subquery(held.order_by("-session__starts_at").values("session__starts_at")[:1])


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def _due_on(rhythm: Rhythm | None, own_weeks: int | None, since: date, last_on: date | None) -> date:
    weeks = own_weeks or (rhythm.weeks if rhythm else WEEKS)
    return max(last_on or since, since) + timedelta(weeks=weeks)


def _grace(rhythm: Rhythm | None) -> timedelta:
    return timedelta(days=rhythm.grace_days if rhythm else GRACE)


def _row(
    kept: dict[str, Rhythm],
    today: date,
    place: str,
    supervision: str,
    worker: str,
    first_name: str,
    last_name: str,
    strand: str,
    group: str,
    own_weeks: int | None,
    supervisor_first: str,
    supervisor_last: str,
    user: str | None,
    is_active: bool | None,
    leaves_on: date | None,
    since: date,
    asked_at: datetime | None,
    last_at: datetime | None,
    next_at: datetime | None,
) -> Standing:
    """Of what READ names, in its order. A supervisor is here who has not left, and can still sign in."""
    rhythm, last_on = kept.get(strand), _day(last_at)
    due_on = _due_on(rhythm, own_weeks, since, last_on)
    return Standing(
        place_id=place,
        supervision_id=supervision,
        worker_id=worker,
        worker=f"{first_name} {last_name}".strip(),
        strand=strand,
        strand_words=str(Strand(strand).label),
        group=group,
        supervisor=f"{supervisor_first} {supervisor_last}".strip(),
        supervisor_user=user or "",
        supervisor_here=bool(is_active) and (leaves_on is None or leaves_on >= today),
        weeks=own_weeks or (rhythm.weeks if rhythm else WEEKS),
        since=since,
        last_on=last_on,
        next_at=next_at,
        due_on=due_on,
        days_over=max((today - due_on).days, 0),
        is_overdue=today > due_on + _grace(rhythm),
        asked_at=asked_at,
    )


def rhythms() -> dict[str, Rhythm]:
    """What the service says of each strand, by strand. One query."""
    return {rhythm.strand: rhythm for rhythm in Rhythm.objects.all()}


def is_described() -> bool:
    """Whether the service has said how often anything happens."""
    return Rhythm.objects.exists()


def own_standing(actor: Actor) -> list[Standing]:
    """The actor's own supervision, a row for each."""
    return standing(policies.own_places(actor))


def of_places(ids: Iterable[str]) -> list[Standing]:
    """These places (ids), for commands and jobs."""
    return standing(Supervisee.objects.filter(pk__in=list(ids)))
