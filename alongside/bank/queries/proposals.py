"""Proposals as their pages show them: who could cover what and why, and what stays empty and why."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from alongside.bank import policies
from alongside.bank.models import Proposal, ProposalLine, Shift
from alongside.bank.queries.board import hours_in_words
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.ui.words import first_initial

UNDER_WAY = (Proposal.Status.ASKED, Proposal.Status.LOOKING)


@dataclass(frozen=True)
class ProposalRow:
    """One proposal in the list. `places` counts its lines, `found` those with somebody, `offered` those taken up."""

    id: str
    starts_on: date
    ends_on: date
    status: str
    said: str
    asked_at: datetime
    asked_by: str
    places: int
    found: int
    offered: int

    @property
    def is_under_way(self) -> bool:
        return self.status in UNDER_WAY


@dataclass(frozen=True)
class LineRow:
    """One shift or date of a group. `name` is empty where nobody is suggested. `shift_id` or `date_id` is empty."""

    id: str
    shift_id: str
    date_id: str
    where: str
    what: str
    starts_at: datetime
    hours: str
    name: str
    reasons: tuple[str, ...]
    is_offered: bool
    problem: str


@dataclass(frozen=True)
class ProposalPage:
    """One proposal: what is suggested by day, and what stays empty."""

    row: ProposalRow
    progress: int
    doing: str
    problem: str
    days: tuple[tuple[date, tuple[LineRow, ...]], ...]
    empty: tuple[LineRow, ...]
    to_offer: int


def needs_to_propose(actor: Actor) -> None:
    """Raises NotAllowed for whoever may not ask for one: the page is not found."""
    if not policies.may_propose(actor):
        raise NotAllowed("fill a week")


def proposals(actor: Actor) -> list[ProposalRow]:
    """Newest first. One SQL query."""
    return [_row(proposal) for proposal in _counted(policies.visible_proposals(actor))]


def get_proposal(actor: Actor, proposal_id: str) -> Proposal:
    return policies.visible_proposals(actor).get(pk=proposal_id)


def proposal_page(actor: Actor, proposal_id: str) -> ProposalPage:
    """Two SQL queries. Raises DoesNotExist."""
    proposal = _counted(policies.visible_proposals(actor)).get(pk=proposal_id)
    found = ProposalLine.objects.filter(proposal=proposal).select_related(
        "shift__ward", "group_date__group__ward", "worker"
    )
    lines = [_line(line) for line in found]
    filled = [line for line in lines if line.name]
    by_day: dict[date, list[LineRow]] = {}
    for line in filled:
        by_day.setdefault(timezone.localtime(line.starts_at).date(), []).append(line)
    return ProposalPage(
        _row(proposal),
        proposal.progress,
        proposal.doing,
        proposal.problem,
        tuple((day, tuple(rows)) for day, rows in sorted(by_day.items())),
        tuple(line for line in lines if not line.name),
        sum(not line.is_offered for line in filled),
    )


def to_look(actor: Actor) -> QuerySet[Proposal]:
    """Those that wait, and those whose worker was lost, oldest first."""
    lost = Q(status=Proposal.Status.LOOKING) & (Q(looked_until=None) | Q(looked_until__lte=clock.now()))
    waiting = Q(status=Proposal.Status.ASKED)
    return policies.visible_proposals(actor).filter(waiting | lost).order_by("asked_at", "pk")


def _counted(found: QuerySet[Proposal]) -> QuerySet[Proposal]:
    return found.annotate(
        places=Count("lines"),
        found=Count("lines", Q(lines__worker__isnull=False)),
        offered=Count("lines", Q(lines__accepted_at__isnull=False)),
    )


def _row(row: Proposal) -> ProposalRow:
    return ProposalRow(
        row.pk,
        row.starts_on,
        row.ends_on,
        row.status,
        row.get_status_display(),
        row.asked_at,
        row.asked_by,
        row.places,  # type: ignore[attr-defined]
        row.found,  # type: ignore[attr-defined]
        row.offered,  # type: ignore[attr-defined]
    )


def _line(line: ProposalLine) -> LineRow:
    of: Any = line.shift or line.group_date
    return LineRow(
        id=line.pk,
        shift_id=line.shift_id or "",
        date_id=line.group_date_id or "",
        where=of.ward.name if isinstance(of, Shift) else str(of.group.ward or of.group.place),
        what=of.what_for if isinstance(of, Shift) else of.group.name,
        starts_at=of.starts_at,
        hours=hours_in_words(of.starts_at, of.ends_at),
        name=first_initial(line.worker.full_name) if line.worker else "",
        reasons=tuple(line.reasons),
        is_offered=line.accepted_at is not None,
        problem=line.problem,
    )
