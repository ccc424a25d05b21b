"""One candidate: by id, as the signed-in candidate, and what they have shown."""

from collections.abc import Iterable
from datetime import datetime

from alongside.candidates import policies
from alongside.candidates.models import Candidate, Qualification
from alongside.core import audit, clock
from alongside.core.actors import Actor
from alongside.core.models import Opening


def get_candidate(actor: Actor, id: str) -> Candidate:  # noqa: A002
    """A candidate the actor may see. Raises DoesNotExist."""
    return policies.visible_candidates(actor).select_related("owner", "user").get(pk=id)


def own_candidate(actor: Actor) -> Candidate:
    """The signed-in candidate's own record. Raises DoesNotExist."""
    return policies.own_candidate(actor).select_related("owner", "user").get()


def log_opening(actor: Actor, candidate: Candidate, *, printed: bool = False) -> None:
    """Somebody opened a candidate's record, or printed it: kept for the candidate and for governance."""
    audit.opened(actor, candidate, Opening.How.PRINTED if printed else Opening.How.OPENED, at=clock.now())


def qualification_of(candidate: Candidate) -> Qualification | None:
    """The newest thing that lets this candidate apply: told to them, and not withdrawn."""
    found = candidate.qualifications.filter(withdrawn_at=None, told_at__lte=clock.now())
    return found.order_by("-reached_on", "-pk").first()


def qualified_since(candidate_ids: Iterable[str]) -> dict[str, datetime]:
    """{candidate id: since when they may apply}, for those of them who may. One query."""
    rows = Qualification.objects.filter(candidate__in=list(candidate_ids), withdrawn_at=None, told_at__lte=clock.now())
    since: dict[str, datetime] = {}
    for candidate_id, told_at in rows.values_list("candidate_id", "told_at"):
        since[candidate_id] = min(told_at, since.get(candidate_id, told_at))
    return since
