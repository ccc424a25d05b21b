"""Peer workers as the matching slice needs them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, Q

from alongside.core import clock
from alongside.core.actors import Actor
from alongside.workforce.models import Assignment, Offering, Worker
from alongside.workforce.policies import visible_workers
from alongside.workforce.queries.profiles import PLACES_TAKEN, is_shown, languages_in_words, theme_choices

ShownTo = Offering.ShownTo


@dataclass(frozen=True)
class PeerRow:
    """One peer worker to suggest. Ids for pathways and teams, words for the rest, slots ("mon-am") for days.

    `experience`, `interests` and `themes` (anything else they say of themself) hold all that may be used to suggest
    them. Of these, `for_people` may be said to a person, and `for_coordinators` to the lead and coordinators; what is
    in neither must be said to nobody. `taking_on` is False for not just now, not this week, and while their profile is
    hidden.
    """

    id: str
    name: str
    pathways: frozenset[str]
    teams: frozenset[str]
    areas: frozenset[str]
    languages: frozenset[str]
    experience: frozenset[str]
    interests: frozenset[str]
    themes: frozenset[str]
    for_people: frozenset[str]
    for_coordinators: frozenset[str]
    days: frozenset[str]
    rules_out: frozenset[str]
    agreed_caseload: int
    taking_on: bool


def peers_for_matching(actor: Actor) -> list[PeerRow]:
    """Peer workers in reach with an assignment today, who have not left, in order of id. Languages are codes."""
    today = clock.today()
    current = Assignment.objects.filter(Q(ends_on=None) | Q(ends_on__gte=today), starts_on__lte=today)
    rows = (
        visible_workers(actor)
        .filter(Q(leaves_on=None) | Q(leaves_on__gte=today), kind=Worker.Kind.PEER, pk__in=current.values("worker"))
        .prefetch_related("offerings", Prefetch("assignments", current.select_related("team"), to_attr="current"))
        .order_by("pk")
    )
    kinds = dict(theme_choices())
    return [_row(worker, kinds) for worker in rows]


@dataclass(frozen=True)
class TakingOn:
    """A peer worker in reach who is taking people on: what counting places needs to know. Pathways are ids."""

    id: str
    name: str
    agreed_caseload: int
    pathways: frozenset[str]


def taking_on(actor: Actor) -> list[TakingOn]:
    """Those of `peers_for_matching` who are taking people on, and no more of them than that. One query."""
    today = clock.today()
    here = Q(assignments__starts_on__lte=today) & (Q(assignments__ends_on=None) | Q(assignments__ends_on__gte=today))
    found = visible_workers(actor).filter(
        here, Q(leaves_on=None) | Q(leaves_on__gte=today), kind=Worker.Kind.PEER, taking_on=True
    )
    columns = ("pk", "first_name", "last_name", "agreed_caseload", "assignments__team__pathway")
    peers: dict[str, TakingOn] = {}
    for pk, first, last, agreed, pathway in found.exclude(profile_shown_at=None).order_by("pk").values_list(*columns):
        before = peers[pk].pathways if pk in peers else frozenset()
        peers[pk] = TakingOn(pk, f"{first} {last}".strip(), agreed, before | {pathway})
    return list(peers.values())


@dataclass(frozen=True)
class FreePeer:
    """A peer worker who takes people on and shows a profile: `free` places (0 or more), ids of pathways, the rest in
    words. `worker` is the row itself, for a command."""

    worker: Worker
    id: str
    name: str
    first_name: str
    pathways: frozenset[str]
    teams: tuple[str, ...]
    languages: tuple[str, ...]
    areas: tuple[str, ...]
    free: int


def peers_with_room(pathway_ids: Iterable[str]) -> list[FreePeer]:
    """Who works in these pathways today, takes people on and shows a profile, by name; also those with no place free.
    For a hand-over, which a peer worker may suggest too, so it asks for no reach. Two queries."""
    today = clock.today()
    current = Assignment.objects.filter(Q(ends_on=None) | Q(ends_on__gte=today), starts_on__lte=today)
    rows = (
        Worker.objects.filter(
            Q(leaves_on=None) | Q(leaves_on__gte=today),
            kind=Worker.Kind.PEER,
            taking_on=True,
            profile_shown_at__isnull=False,
            pk__in=current.filter(team__pathway__in=list(pathway_ids)).values("worker"),
        )
        .annotate(taken=PLACES_TAKEN)
        .prefetch_related(Prefetch("assignments", current.select_related("team"), to_attr="current"))
    )
    rows = rows.exclude(not_this_week_until__gte=today)
    return [_free(worker) for worker in rows.order_by("first_name", "last_name", "pk")]


def _free(worker: Worker) -> FreePeer:
    teams = [assignment.team for assignment in worker.current]  # type: ignore[attr-defined]
    return FreePeer(
        worker=worker,
        id=worker.pk,
        name=worker.full_name,
        first_name=worker.first_name,
        pathways=frozenset(team.pathway_id for team in teams),
        teams=tuple(sorted({team.name for team in teams})),
        languages=languages_in_words(worker),
        areas=tuple(worker.areas),
        free=max(worker.agreed_caseload - worker.taken, 0),  # type: ignore[attr-defined]
    )


def places_free(worker_ids: Iterable[str]) -> dict[str, int]:
    """How many places each has free, by worker id; below 0 for someone who walks with more people than agreed."""
    rows = Worker.objects.filter(pk__in=list(worker_ids)).annotate(taken=PLACES_TAKEN)
    return {worker.pk: worker.agreed_caseload - worker.taken for worker in rows}


def _row(worker: Worker, kinds: dict[str, str]) -> PeerRow:
    teams = [assignment.team for assignment in worker.current]  # type: ignore[attr-defined]
    offered = [offering for offering in worker.offerings.all() if is_shown(offering)]

    def themes(*wanted: str) -> frozenset[str]:
        return frozenset(o.theme for o in offered if _kind(kinds.get(o.theme)) in wanted)

    def shown_to(*wanted: str) -> frozenset[str]:
        return frozenset(o.theme for o in offered if o.shown_to in wanted)

    return PeerRow(
        id=worker.pk,
        name=worker.full_name,
        pathways=frozenset(team.pathway_id for team in teams),
        teams=frozenset(team.pk for team in teams),
        areas=frozenset(worker.areas),
        languages=frozenset(worker.languages),
        experience=themes("experience"),
        interests=themes("interest"),
        themes=themes("other"),
        for_people=shown_to(ShownTo.PEOPLE),
        for_coordinators=shown_to(ShownTo.PEOPLE, ShownTo.COORDINATORS),
        days=frozenset(worker.days),
        rules_out=frozenset(worker.rules_out),
        agreed_caseload=worker.agreed_caseload,
        taking_on=worker.taking_on and not worker.wants_nothing_new and worker.profile_shown_at is not None,
    )


def _kind(kind: str | None) -> str:
    return kind if kind in ("experience", "interest") else "other"
