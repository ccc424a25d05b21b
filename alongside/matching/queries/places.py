"""What a new offer rests on: the places a worker has, and whether both are there to be asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Count, F, Q, QuerySet

from alongside.core import clock
from alongside.matching.models import OPEN, Offer
from alongside.referrals.queries import said_yes
from alongside.support.queries import apart as keeping
from alongside.support.queries import not_again, open_counts
from alongside.ui.dates import day

NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Room:
    """A worker's places: agreed with their manager, taken by people they walk with or are put forward to in a
    hand-over, held by open offers."""

    agreed: int
    taken: int
    offered: int

    @property
    def used(self) -> int:
        return self.taken + self.offered

    @property
    def free(self) -> int:
        return max(0, self.agreed - self.used)


class Waits(NamedTuple):
    """Someone who waits, as keeping apart needs to know them."""

    id: str
    person_id: str
    name: str
    called: str
    team_id: str | None


def open_offer_counts(worker_ids: Iterable[str]) -> dict[str, int]:
    """How many places open offers hold, by worker id; no entry for none."""
    rows = Offer.objects.filter(worker__in=list(worker_ids), status__in=OPEN).order_by()
    return dict(rows.values("worker").annotate(n=Count("pk")).values_list("worker", "n"))


def room_of(workers: Iterable[Any]) -> dict[str, Room]:
    """Each worker's places by worker id. Takes anything with `pk` or `id`, and `agreed_caseload`."""
    agreed = {worker.id: worker.agreed_caseload for worker in workers}
    taken, held = open_counts(list(agreed)), open_offer_counts(agreed)
    return {worker: Room(places, taken.get(worker, 0), held.get(worker, 0)) for worker, places in agreed.items()}


def apart_from(waiting: Iterable[Waits]) -> dict[str, frozenset[str]]:
    """Private: the referrals (ids) each worker (id) is kept apart from, whoever said so. For the solver and the
    command's own check; never for a page."""
    return keeping.apart_from(
        keeping.Whom(w.id, w.person_id, (w.name, f"{w.called} {w.name}"), w.team_id) for w in waiting
    )


def available(referral: Any, worker: Any) -> bool:
    """Whether this worker may be asked about this person today: in their pathway, and willing and able, room aside.
    Why not is never told apart."""
    today, person = clock.today(), referral.person
    willing = worker.taking_on and worker.profile_shown_at and not worker.wants_nothing_new
    if not willing or (worker.leaves_on and worker.leaves_on < today):
        return False
    current = Q(ends_on=None) | Q(ends_on__gte=today)
    here = Q(team__pathway=referral.pathway_id, starts_on__lte=today)
    if worker.kind != "peer" or not worker.assignments.filter(current, here).exists():
        return False
    return not are_apart(referral, worker) and worker.pk not in declined([person.pk]).get(person.pk, ())


def are_apart(referral: Any, worker: Any) -> bool:
    """Private: for commands alone."""
    person = referral.person
    who = Waits(referral.pk, person.pk, person.full_name, person.called, referral.host_team_id)
    return referral.pk in apart_from([who]).get(worker.pk, ())


def why_not_waiting(referral: Any) -> str:
    """In words, why this request is not one that waits for a peer worker; empty when it is."""
    called = referral.person.called
    if referral.status != "accepted":
        return f"{called} is not waiting for a peer worker now."
    if not said_yes(referral):
        return f"{called} has not said yes to peer support yet. Write down their own yes first."
    return ""


def why_not_ready(referral: Any) -> str:
    """In words, why no profile may be offered for this request just now; empty when one may."""
    if problem := why_not_waiting(referral):
        return problem
    if referral.on_hold_until and referral.on_hold_until > clock.today():
        return f"{referral.person.called} asked to wait until {day(referral.on_hold_until)}."
    if offer := referral.offers.filter(status__in=OPEN).select_related("worker").first():
        return (
            f"{offer.worker.first_name}’s profile is on offer already. "
            "One at a time: wait for the answer, or take that offer back."
        )
    return ""


def declined(person_ids: Iterable[str]) -> dict[str, frozenset[str]]:
    """By person id, the workers not to suggest again: either said not this time, they have walked together for a
    request that waits once more, or the person chose away from them."""
    ids = list(person_ids)
    rows = Offer.objects.filter(referral__person__in=ids).filter(
        Q(status__in=[Offer.Status.WORKER_DECLINED, Offer.Status.PERSON_DECLINED])
        | Q(status=Offer.Status.ACCEPTED, referral__status="accepted")
    )
    offered, walked = _by_person(rows), not_again(ids)
    return {person: offered.get(person, NOBODY) | walked.get(person, NOBODY) for person in {**offered, **walked}}


def ended_well(person_ids: Iterable[str]) -> dict[str, frozenset[str]]:
    """By person id, the workers they have walked with before and ended well with, both together."""
    rows = Offer.objects.filter(
        status=Offer.Status.ACCEPTED,
        referral__person__in=list(person_ids),
        referral__relationships__worker=F("worker"),
        referral__relationships__ended_by="both",
    )
    return _by_person(rows)


def _by_person(rows: QuerySet[Offer]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for person, worker in rows.values_list("referral__person", "worker"):
        found.setdefault(person, set()).add(worker)
    return {person: frozenset(workers) for person, workers in found.items()}
