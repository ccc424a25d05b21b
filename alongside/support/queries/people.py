"""Questions about who walks with whom: my people, everyone of the service, who has gone quiet, places taken."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import BooleanField, Case, Count, F, Q, QuerySet, When

from alongside.core import clock
from alongside.core.actors import Actor
from alongside.referrals import queries as referrals
from alongside.support import policies
from alongside.support.models import RHYTHMS, Handover, Relationship
from alongside.support.queries import names
from alongside.support.queries.due import (
    DUE,
    OPEN,
    beside,
    days_since,
    due,
    how_far,
    next_meeting_at,
    open_ones,
)
from alongside.ui.dates import short_day

Status = Relationship.Status
RHYTHM_WORDS = {days: words for words, days in RHYTHMS.items() if days}


@dataclass(frozen=True)
class PersonRow:
    """One person a peer worker walks with. `due` are keys of `DUE` that hold, with what each says; `quiet_days` is 0
    unless it has been quiet for longer than it should; `ending` is a tag's meaning and words when it is coming."""

    id: str
    person_id: str
    name: str
    called: str
    worker: str
    pathway: str
    needs: tuple[str, ...]
    status: str
    status_words: str
    next_meeting_at: datetime | None
    last_met_at: datetime | None
    quiet_days: int
    has_agreement: bool
    due: Mapping[str, str]
    planned_end_on: date | None
    ending: tuple[str, str] | None


@dataclass(frozen=True)
class DueRow:
    """One person of whom something is due, as the lead reads it. `says` is how long, by when or why."""

    id: str
    name: str
    worker: str
    says: str
    days: int
    pathway: str
    ending: tuple[str, str] | None


SORTS: Mapping[str, tuple[Any, ...]] = {
    "last": (F("last_met_at").asc(nulls_first=True), "pk"),
    "-last": (F("last_met_at").desc(nulls_last=True), "pk"),
    "next": (F("next_at").asc(nulls_last=True), "pk"),
    "-next": (F("next_at").desc(nulls_last=True), "pk"),
    "name": ("referral__person__search_name", "pk"),
    "-name": ("-referral__person__search_name", "pk"),
    "worker": ("worker__first_name", "worker__last_name", "pk"),
    "-worker": ("-worker__first_name", "-worker__last_name", "pk"),
}


def my_people(actor: Actor) -> list[PersonRow]:
    """Those the actor walks with now: who is met next comes first, then those with nothing booked. Three queries.

    Whoever asked for another peer worker is not told of here: that goes to the lead and coordinators.
    """
    rows = _rows(open_ones(policies.walked_relationships(actor)), own=True)
    far = clock.now() + timedelta(days=36500)
    return sorted(rows, key=lambda row: (row.next_meeting_at or far, row.name, row.id))


def everyone(
    actor: Actor, *, pathway: str = "", worker: str = "", status: str = "", key: str = "", sort: str = "last"
) -> QuerySet[Any, str]:
    """The ids of all open relationships in the actor's reach, to be counted, sliced and read by `people_rows`.

    `pathway` and `worker` are ids, `status` one of `OPEN`, `key` one of `DUE`, `sort` one of `SORTS`.
    """
    found = policies.reached_relationships(actor)
    found = found.filter(status=status) if status in OPEN else open_ones(found)
    if pathway:
        found = found.filter(referral__pathway=pathway)
    if worker:
        found = found.filter(worker=worker)
    if key in DUE:
        found = found.filter(DUE[key].holds())
    if sort.removeprefix("-") == "next":
        found = found.annotate(next_at=next_meeting_at())
    return found.order_by(*SORTS.get(sort, SORTS["last"])).values_list("pk", flat=True)


def people_rows(actor: Actor, ids: Iterable[str]) -> list[PersonRow]:
    """These relationships with all that a list says of them, in this order. Two queries."""
    found = {row.id: row for row in _rows(policies.reached_relationships(actor).filter(pk__in=list(ids)))}
    return [found[pk] for pk in ids]


def due_found(actor: Actor, key: str, pathway: str = "") -> QuerySet[Any, str]:
    """The ids of those in the actor's reach of whom it holds (one of `DUE`), of one pathway (its id) or of all, to be
    counted, sliced and read by `due_rows`; those it has held of for longest first."""
    found = due(policies.reached_relationships(actor), key)
    if pathway:
        found = found.filter(referral__pathway=pathway)
    if key == "endings":
        found = found.order_by("planned_end_on", "pk")
    else:
        found = found.order_by(F("last_met_at").asc(nulls_first=True), "introduced_at", "pk")
    return found.values_list("pk", flat=True)


def due_counts(actor: Actor, pathway: str = "") -> dict[str, int]:
    """How many `due_found` finds, of each of `DUE`: one look at everybody who has a peer worker. One query."""
    found = open_ones(policies.reached_relationships(actor))
    if pathway:
        found = found.filter(referral__pathway=pathway)
    counts = {key.replace("-", "_"): Count("pk", filter=one.holds()) for key, one in DUE.items()}
    counted = found.aggregate(**counts)
    return {key: counted[key.replace("-", "_")] for key in DUE}


def due_rows(actor: Actor, ids: Iterable[str], key: str) -> list[DueRow]:
    """What is due, in words, in this order. `ids` is (a part of) what `due_found` answered. One query."""
    found = beside(policies.reached_relationships(actor))
    rows: Mapping[str, Any] = found.in_bulk(list(ids))
    return [_due_row(rows[pk], key) for pk in ids]


def quiet(actor: Actor) -> list[DueRow]:
    """People who have gone quiet, in the actor's reach; the longest first."""
    return due_rows(actor, due_found(actor, "quiet"), "quiet")


def pathway_counts(actor: Actor) -> dict[str, int]:
    """How many in the actor's reach have a peer worker now, in each pathway (its id). One query."""
    found = open_ones(policies.reached_relationships(actor)).order_by()
    return {pathway or "": n for pathway, n in found.values_list("referral__pathway").annotate(n=Count("pk"))}


def worker_choices(actor: Actor) -> list[tuple[str, str]]:
    """(id, name) of each peer worker who walks with somebody in the actor's reach."""
    found = open_ones(policies.reached_relationships(actor)).order_by("worker__first_name", "worker__last_name")
    rows = found.values_list("worker", "worker__first_name", "worker__last_name").distinct()
    return [(pk, f"{first} {last}") for pk, first, last in rows]


def open_counts(worker_ids: Iterable[str]) -> dict[str, int]:
    """The places taken of each of these workers: people they walk with now, and people asked about a hand-over to
    them. One query."""
    ids = list(worker_ids)
    walked = Relationship.objects.filter(worker__in=ids, status__in=OPEN).order_by()
    held = Handover.objects.filter(to_worker__in=ids, status=Handover.Status.ASKED).order_by()
    places = walked.values_list("worker").annotate(n=Count("pk"))
    taken: Counter[str] = Counter()
    for worker, n in places.union(held.values_list("to_worker").annotate(n=Count("pk")), all=True):
        taken[worker] += n
    return {worker: taken[worker] for worker in ids}


def status_words(relationship: Relationship, how_often: str | None) -> str:
    """ "Meeting every week", "Before the first meeting", "On a break until 4 Jan", "Ended"."""
    until = getattr(relationship, "break_until", None)  # where the rows come from `beside`
    if relationship.status == Status.ON_BREAK and until:
        return f"On a break until {short_day(until)}"
    if relationship.status == Status.MEETING and how_often and RHYTHMS.get(how_often):
        return f"Meeting {how_often.lower()}"
    return relationship.get_status_display()


def _rows(found: QuerySet[Relationship], *, own: bool = False) -> list[PersonRow]:
    """Rows with a mark for each thing that is due; `own`: for the peer worker, on a bus. Two queries."""
    marks = {
        f"is_{key}".replace("-", "_"): _holds(one.holds()) for key, one in DUE.items() if not (own and one.private)
    }
    rows: list[Any] = list(beside(found).annotate(**marks))
    people = [row.referral.person for row in rows]
    short = names.short_names(people) if own else {person.pk: person.full_name for person in people}
    needs = referrals.needs_of(person.pk for person in people)
    return [_row(row, short, needs) for row in rows]


def _row(row: Any, short: Mapping[str, str], needs: Mapping[str, Any]) -> PersonRow:
    held = {key: one.says(row) for key, one in DUE.items() if getattr(row, f"is_{key}".replace("-", "_"), False)}
    return PersonRow(
        id=row.pk,
        person_id=row.referral.person_id,
        name=short[row.referral.person_id],
        called=row.referral.person.called,
        worker=row.worker.full_name,
        pathway=row.referral.pathway.name if row.referral.pathway else "",
        needs=names.needs_shown(row.referral.person, needs),
        status=row.status,
        status_words=status_words(row, RHYTHM_WORDS.get(row.rhythm_days)),
        next_meeting_at=row.next_at,
        last_met_at=row.last_met_at,
        quiet_days=days_since(row) if "quiet" in held else 0,
        has_agreement=row.agreed_on is not None,
        due=held,
        planned_end_on=row.planned_end_on,
        ending=how_far(row) if "endings" in held else None,
    )


def _holds(condition: Q) -> Case:
    return Case(When(condition, then=True), default=False, output_field=BooleanField())


def _due_row(row: Any, key: str) -> DueRow:
    return DueRow(
        id=row.pk,
        name=row.referral.person.full_name,
        worker=row.worker.full_name,
        says=DUE[key].says(row),
        days=days_since(row),
        pathway=row.referral.pathway.name if row.referral.pathway else "",
        ending=how_far(row) if key == "endings" else None,
    )
