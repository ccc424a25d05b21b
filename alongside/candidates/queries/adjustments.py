"""What helps a candidate, with its state, whose turn it is, and by which day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from alongside.candidates import policies
from alongside.candidates.models import Adjustment, Candidate
from alongside.core import clock
from alongside.core.actors import Actor

Status, Stage = Adjustment.Status, Adjustment.Stage


@dataclass(frozen=True)
class AdjustmentRow:
    """One thing that helps. `whose` turn: us | you | "". `late`: agreed for a day that has passed, and not there."""

    id: str
    candidate_id: str
    stage: str
    stage_words: str
    words: str
    state: str
    state_words: str
    whose: str
    by: date | None
    with_whom: str
    agreed: str
    carry: bool
    late: bool
    checked: bool


def adjustments_for(candidate: Candidate, stage: str = "") -> list[AdjustmentRow]:
    """What helps this candidate at one stage, or at all of them; what was taken back is left out. One query."""
    return adjustments_of([candidate.pk], stage).get(candidate.pk, [])


def adjustments_of(candidate_ids: Iterable[str], stage: str = "") -> dict[str, list[AdjustmentRow]]:
    """The same for several candidates: {candidate id: rows, oldest first}. One query."""
    found = Adjustment.objects.filter(candidate__in=list(candidate_ids), **({"stage": stage} if stage else {}))
    rows: dict[str, list[AdjustmentRow]] = {}
    for adjustment in found.exclude(status=Status.WITHDRAWN).select_related("with_whom"):
        rows.setdefault(adjustment.candidate_id, []).append(adjustment_row(adjustment))
    return rows


def adjustment_row(adjustment: Adjustment) -> AdjustmentRow:
    waiting = adjustment.status in (Status.ASKED, Status.AGREED)
    unchecked = adjustment.status == Status.IN_PLACE and adjustment.checked_at is None
    return AdjustmentRow(
        id=adjustment.pk,
        candidate_id=adjustment.candidate_id,
        stage=adjustment.stage,
        stage_words=adjustment.get_stage_display(),
        words=adjustment.words,
        state=adjustment.status,
        state_words=adjustment.get_status_display(),
        whose="us" if waiting else "you" if unchecked else "",
        by=adjustment.by,
        with_whom=adjustment.with_whom.name if adjustment.with_whom else "",
        agreed=adjustment.agreed_words,
        carry=adjustment.carry,
        late=waiting and adjustment.by is not None and adjustment.by < clock.today(),
        checked=adjustment.checked_at is not None,
    )


def get_adjustment(actor: Actor, id: str) -> Adjustment:  # noqa: A002
    """What helps a candidate the actor may see. Raises DoesNotExist."""
    seen = Adjustment.objects.filter(candidate__in=policies.visible_candidates(actor))
    return seen.select_related("candidate__owner", "with_whom").get(pk=id)


def own_adjustment(actor: Actor, id: str) -> Adjustment:  # noqa: A002
    """What helps the signed-in candidate. Raises DoesNotExist."""
    own = Adjustment.objects.filter(candidate__in=policies.own_candidate(actor))
    return own.select_related("candidate__owner", "with_whom").get(pk=id)
