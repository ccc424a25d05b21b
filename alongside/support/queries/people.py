"""Questions about who walks with whom: my people, who has gone quiet, how many places are taken."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.utils import timezone

from alongside.accounts.queries import current_service
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.referrals import queries as referrals
from alongside.support import policies
from alongside.support.models import RHYTHMS, Agreement, Meeting, Relationship
from alongside.support.queries import names

Status = Relationship.Status


@dataclass(frozen=True)
class PersonRow:
    """One person a peer worker walks with. `quiet_days` is 0 unless it has been quiet for longer than it should."""

    id: str
    person_id: str
    name: str
    called: str
    worker: str
    needs: tuple[str, ...]
    status: str
    status_words: str
    next_meeting_at: datetime | None
    last_met_at: datetime | None
    quiet_days: int
    has_agreement: bool


@dataclass(frozen=True)
class QuietRow:
    """Someone not met for a while with nothing booked: often their own choice."""

    id: str
    name: str
    called: str
    worker: str
    needs: tuple[str, ...]
    days: int
    last_met_at: datetime | None


def my_people(actor: Actor, *, whole_team: bool = False) -> list[PersonRow]:
    """Those the actor walks with now: who is met next comes first, then those with nothing booked. Three queries.

    `whole_team`: everyone in the actor's reach who walks with somebody, for the lead and coordinators.
    """
    scope = policies.visible_relationships if whole_team else policies.walked_relationships
    found = list(_open(scope(actor)))
    people = [relationship.referral.person for relationship in found]
    short, needs = names.short_names(people), referrals.needs_of(person.pk for person in people)
    usual = _quiet_after()
    rows = [
        PersonRow(
            id=row.pk,
            person_id=row.referral.person_id,
            name=short[row.referral.person_id],
            called=row.referral.person.called,
            worker=row.worker.full_name,
            needs=names.needs_shown(row.referral.person, needs),
            status=row.status,
            status_words=status_words(row, row.how_often),
            next_meeting_at=row.next_at,
            last_met_at=row.last_met_at,
            quiet_days=_quiet_days(row, usual),
            has_agreement=row.how_often is not None,
        )
        for row in found
    ]
    far = clock.now() + timedelta(days=36500)
    return sorted(rows, key=lambda row: (row.next_meeting_at or far, row.name, row.id))


def quiet(actor: Actor, days: int | None = None) -> list[QuietRow]:
    """People not met for `days` (the service's setting if not given) with nothing booked, the longest first. A slower
    rhythm that was agreed comes first: someone met every four weeks is not quiet after three. Four queries at most."""
    usual = days if days is not None else _quiet_after()
    found = [row for row in _open(policies.visible_relationships(actor)) if _quiet_days(row, usual)]
    people = [relationship.referral.person for relationship in found]
    short, needs = names.short_names(people), referrals.needs_of(person.pk for person in people)
    rows = [
        QuietRow(
            id=row.pk,
            name=short[row.referral.person_id],
            called=row.referral.person.called,
            worker=row.worker.first_name,
            needs=names.needs_shown(row.referral.person, needs),
            days=_quiet_days(row, usual),
            last_met_at=row.last_met_at,
        )
        for row in found
    ]
    return sorted(rows, key=lambda row: (-row.days, row.name, row.id))


def open_counts(worker_ids: Iterable[str]) -> dict[str, int]:
    """How many people each of these workers walks with now: the places taken. One query."""
    ids = list(worker_ids)
    rows = Relationship.objects.filter(worker__in=ids).exclude(status=Status.ENDED).order_by()
    taken = dict(rows.values_list("worker").annotate(n=Count("pk")))
    return {worker: taken.get(worker, 0) for worker in ids}


def status_words(relationship: Relationship, how_often: str | None) -> str:
    """ "Meeting every week", "Before the first meeting", "Ended"."""
    if relationship.status == Status.MEETING and how_often and RHYTHMS.get(how_often):
        return f"Meeting {how_often.lower()}"
    return relationship.get_status_display()


def _open(found: QuerySet[Relationship]) -> QuerySet:
    """Open relationships with their newest rhythm, last time met and next meeting beside them. One query."""
    newest = Agreement.objects.filter(relationship=OuterRef("pk")).order_by("-written_at", "-pk")
    coming = Meeting.objects.filter(
        relationship=OuterRef("pk"), status=Meeting.Status.PLANNED, starts_at__gte=clock.now()
    )
    return (
        found.exclude(status=Status.ENDED)
        .select_related("referral__person", "worker")
        .annotate(
            how_often=Subquery(newest.values("how_often")[:1]),
            next_at=Subquery(coming.order_by("starts_at").values("starts_at")[:1]),
        )
    )


def _quiet_after() -> int:
    service = current_service()
    return service.quiet_after_days if service else 21


def _quiet_days(row: Relationship, usual: int) -> int:
    """Days since they met, if that is longer than it should be and nothing is booked; 0 otherwise."""
    if row.next_at:  # type: ignore[attr-defined]
        return 0
    since = row.last_met_at or row.introduced_at
    days = (clock.today() - timezone.localdate(since)).days
    rhythm = RHYTHMS.get(row.how_often or "") or 0  # type: ignore[attr-defined]
    return days if days >= max(usual, rhythm + 7 if rhythm > 14 else 0) else 0
