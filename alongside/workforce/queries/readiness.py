"""What workers hold and lack, and on which days they are away: facts for whoever offers them work."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from alongside.accounts.models import Ward
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.workforce import policies
from alongside.workforce.models import Assignment, Away, Credential, CredentialKind, KeptAway, Worker

SOON = timedelta(days=30)


@dataclass(frozen=True)
class Held:
    """What one worker holds on a day, for the staff bank.

    `slugs`: the general kinds in date. `wards`: the ids of the wards they were shown round (every kind that is held
    ward by ward). `lacking`: what stands in the way, one line for each general kind that the bank needs.
    """

    slugs: frozenset[str]
    wards: frozenset[str]
    lacking: tuple[str, ...]


@dataclass(frozen=True)
class HeldRow:
    """One kind, as one worker holds it. `state` is "held", "soon" (ends within 30 days), "over" or "never"."""

    kind: CredentialKind
    ward: str
    state: str
    credential: Credential | None


@dataclass(frozen=True)
class Readiness:
    """One worker: `general` has a row for every kind asked for, `wards` for every ward they were shown round.

    `away` are only the days that the actor wrote down.
    """

    worker: Worker
    general: tuple[HeldRow, ...]
    wards: tuple[HeldRow, ...]
    away: tuple[Away, ...]
    may_write: bool
    is_own: bool


@dataclass(frozen=True)
class LacksRow:
    """One worker in the list of who lacks what. `ends`: what ends within 30 days, with its last day."""

    id: str
    name: str
    teams: tuple[str, ...]
    lacking: tuple[str, ...]
    ends: tuple[tuple[str, date], ...]
    wards: tuple[str, ...]

    @property
    def ends_on(self) -> date | None:
        return min((until for _, until in self.ends), default=None)


def held(worker_ids: Collection[str], on: date) -> dict[str, Held]:
    """What each of these workers holds on that day, by id. Two SQL queries.

    Where nothing is held ward by ward any more, everybody may work on every ward (one query more).
    """
    return held_on(worker_ids, [on])[on]


def held_on(worker_ids: Collection[str], days: Collection[date]) -> dict[date, dict[str, Held]]:
    """The same for several days, with the same two queries."""
    if not days:
        return {}
    asked = list(CredentialKind.objects.filter(Q(ended_on=None) | Q(ended_on__gt=min(days))))
    rows = _held_by(worker_ids, max(days))
    every: frozenset[str] | None = None
    found: dict[date, dict[str, Held]] = {}
    for day in days:
        kinds = [kind for kind in asked if kind.ended_on is None or kind.ended_on > day]
        found[day] = {worker: _holds(kinds, _newest(theirs, day), day) for worker, theirs in rows.items()}
        if not any(kind.for_ward and kind.bank_needs for kind in kinds):
            every = frozenset(Ward.objects.values_list("pk", flat=True)) if every is None else every
            found[day] = {worker: Held(row.slugs, every, row.lacking) for worker, row in found[day].items()}
    return found


def away(worker_ids: Collection[str], first: date, last: date) -> dict[str, list[tuple[date, date]]]:
    """The days each of these workers is away between two days, both included, by id. One SQL query."""
    found: dict[str, list[tuple[date, date]]] = {worker: [] for worker in worker_ids}
    rows = Away.objects.filter(worker__in=worker_ids, taken_back_at=None, starts_on__lte=last, ends_on__gte=first)
    for worker, starts_on, ends_on in rows.values_list("worker_id", "starts_on", "ends_on"):
        found[worker].append((starts_on, ends_on))
    return found


def kept_from_wards(worker_ids: Collection[str]) -> dict[str, frozenset[str]]:
    """For solvers alone: the wards each of these workers is kept away from, and those of a team they are. One query.

    Never shown, nor told apart from being away: see `KeptAway`.
    """
    found: dict[str, set[str]] = {worker: set() for worker in worker_ids}
    rows = KeptAway.objects.filter(worker__in=worker_ids).values_list("worker_id", "ward_id", "team__wards")
    for worker, ward, of_team in rows:
        found[worker].update(each for each in (ward, of_team) if each)
    return {worker: frozenset(wards) for worker, wards in found.items()}


def workers_at_work(kind: str, on: date) -> QuerySet[Worker]:
    """Workers of a kind who are here that day and have an account to be asked by."""
    here = Worker.objects.filter(Q(leaves_on=None) | Q(leaves_on__gte=on), kind=kind, user__is_active=True)
    return here.order_by("first_name", "last_name", "pk")


def _kinds_asked(on: date) -> list[CredentialKind]:
    return list(CredentialKind.objects.filter(Q(ended_on=None) | Q(ended_on__gt=on)))


def _held_by(worker_ids: Collection[str], on: date) -> dict[str, list[Credential]]:
    """All that each worker was given by that day, in date or not, the oldest first."""
    found: dict[str, list[Credential]] = {worker: [] for worker in worker_ids}
    rows = Credential.objects.filter(worker__in=worker_ids, taken_back_at=None, done_on__lte=on)
    for row in rows.select_related("ward").order_by("done_on", "written_at", "pk"):
        found[row.worker_id].append(row)
    return found


def _newest(rows: Iterable[Credential], on: date) -> dict[tuple[str, str | None], Credential]:
    """The newest of each kind and ward by that day."""
    return {(row.kind_id, row.ward_id): row for row in rows if row.done_on <= on}


def _counts(row: Credential | None, on: date) -> bool:
    return row is not None and (row.until is None or row.until >= on)


def _holds(kinds: list[CredentialKind], rows: dict[tuple[str, str | None], Credential], on: date) -> Held:
    general = [kind for kind in kinds if not kind.for_ward]
    ward_kinds = {kind.pk for kind in kinds if kind.for_ward and kind.bank_needs}
    shown: dict[str, set[str]] = {}
    for (kind, ward), row in rows.items():
        if ward and kind in ward_kinds and _counts(row, on):
            shown.setdefault(ward, set()).add(kind)
    has = {kind.pk for kind in general if _counts(rows.get((kind.pk, None)), on)}
    return Held(
        frozenset(kind.slug for kind in general if kind.pk in has),
        frozenset(ward for ward, which in shown.items() if which == ward_kinds),
        tuple(kind.lacking for kind in general if kind.bank_needs and kind.pk not in has),
    )


# Pages ---------------------------------------------------------------------------------------------------------------


def get_ready_worker(actor: Actor, worker_id: str) -> Worker:
    return policies.readable_workers(actor).get(pk=worker_id)


def readiness(actor: Actor, worker_id: str) -> Readiness:
    """What one worker holds, until when, what is missing, and the wards they were shown round."""
    worker = get_ready_worker(actor, worker_id)
    today = clock.today()
    kinds, rows = _kinds_asked(today), _newest(_held_by([worker.pk], today)[worker.pk], today)
    general = [_row(kind, "", rows.get((kind.pk, None)), today) for kind in kinds if not kind.for_ward]
    by_id = {kind.pk: kind for kind in kinds if kind.for_ward}
    wards = [_row(by_id[kind], str(row.ward), row, today) for (kind, ward), row in rows.items() if kind in by_id]
    return Readiness(
        worker,
        tuple(general),
        tuple(sorted(wards, key=lambda row: (row.ward, row.kind.position))),
        tuple(own_written_away(actor).filter(worker=worker)),
        policies.may_write_credential(actor, worker),
        policies.is_theirs(actor, worker),
    )


def _row(kind: CredentialKind, ward: str, row: Credential | None, today: date) -> HeldRow:
    if row is None:
        return HeldRow(kind, ward, "never", None)
    soon = row.until is not None and row.until <= today + SOON
    return HeldRow(kind, ward, "over" if not _counts(row, today) else "soon" if soon else "held", row)


def who_lacks_what(actor: Actor, *, lacking: str = "") -> list[LacksRow]:
    """Peer workers here now whom the actor may read, by name; with `lacking`, a kind's slug, those who lack it."""
    today = clock.today()
    here = policies.readable_workers(actor).filter(Q(leaves_on=None) | Q(leaves_on__gte=today), kind=Worker.Kind.PEER)
    workers = list(here.order_by("first_name", "last_name", "pk"))
    kinds, held = _kinds_asked(today), _held_by([worker.pk for worker in workers], today)
    newest = {worker: _newest(rows, today) for worker, rows in held.items()}
    teams: dict[str, set[str]] = {worker.pk: set() for worker in workers}
    places = Assignment.objects.filter(Q(ends_on=None) | Q(ends_on__gte=today), worker__in=teams)
    for worker_id, team in places.values_list("worker_id", "team__name"):
        teams[worker_id].add(team)
    rows = []
    for worker in workers:
        has = newest[worker.pk]
        general = [kind for kind in kinds if not kind.for_ward]
        missing = [kind for kind in general if not _counts(has.get((kind.pk, None)), today)]
        if lacking and lacking not in {kind.slug for kind in missing}:
            continue
        ending = [(kind.name, row.until) for kind in general if (row := has.get((kind.pk, None))) and row.until]
        wards = {str(row.ward) for row in has.values() if row.ward_id and _counts(row, today)}
        rows.append(
            LacksRow(
                worker.pk,
                worker.full_name,
                tuple(sorted(teams[worker.pk])),
                tuple(kind.lacking for kind in missing),
                tuple((name, until) for name, until in ending if today <= until <= today + SOON),
                tuple(sorted(wards)),
            )
        )
    return rows


def credential_kinds(actor: Actor) -> list[CredentialKind]:
    """Every kind, those no longer asked for last; for the lead."""
    kinds = CredentialKind.objects.all() if policies.may_keep_kinds(actor) else CredentialKind.objects.none()
    return sorted(kinds, key=lambda kind: (kind.ended_on is not None, kind.position, kind.name))


def get_credential_kind(actor: Actor, kind_id: str) -> CredentialKind:
    kinds = CredentialKind.objects.all() if policies.may_keep_kinds(actor) else CredentialKind.objects.none()
    return kinds.get(pk=kind_id)


def kind_choices() -> list[tuple[CredentialKind, str]]:
    """The kinds asked for today: for a form."""
    return [(kind, kind.name) for kind in _kinds_asked(clock.today())]


def kind_called(slug: str) -> CredentialKind | None:
    """The kind of this name that is asked for today, for those who write what follows from their own work."""
    return next((kind for kind in _kinds_asked(clock.today()) if kind.slug == slug), None)


def get_credential(actor: Actor, credential_id: str) -> Credential:
    workers = policies.readable_workers(actor)
    return Credential.objects.select_related("worker").get(pk=credential_id, worker__in=workers)


def own_written_away(actor: Actor) -> QuerySet[Away]:
    """Days away from today on that this actor wrote down, for themself or for somebody."""
    mine = Q(worker__in=policies.own_worker(actor)) | Q(written_by=actor.name, worker__in=policies.away_workers(actor))
    return Away.objects.filter(mine, taken_back_at=None, ends_on__gte=clock.today())


def my_away(actor: Actor) -> list[Away]:
    """The worker's own days away from today on, whoever wrote them down."""
    return list(own_written_away(actor).filter(worker__in=policies.own_worker(actor)))


def get_away(actor: Actor, away_id: str) -> Away:
    return own_written_away(actor).select_related("worker").get(pk=away_id)


def ending_soon() -> QuerySet[Credential]:
    """What ends within 30 days, is not renewed, belongs to a worker who is here, and was not said yet: for the job."""
    today = clock.today()
    newer = Credential.objects.filter(
        worker=OuterRef("worker"), kind=OuterRef("kind"), taken_back_at=None, done_on__gt=OuterRef("done_on")
    ).filter(Q(ward=OuterRef("ward")) | Q(ward=None, kind__for_ward=False))
    return Credential.objects.filter(
        ~Exists(newer),
        Q(worker__leaves_on=None) | Q(worker__leaves_on__gt=today),
        taken_back_at=None,
        ending_said_at=None,
        until__gte=today,
        until__lte=today + SOON,
        kind__ended_on=None,
    ).order_by("until", "pk")
