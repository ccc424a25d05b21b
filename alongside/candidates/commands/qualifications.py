"""What lets a candidate apply: written by training when it is told, and taken back with a reason."""

from datetime import date

from alongside.candidates import policies
from alongside.candidates.models import Candidate, Qualification
from alongside.core.commands import Act, command
from alongside.core.errors import Refused


@command("candidate.qualified", "said that a candidate may apply", allow=policies.may_qualify)
def qualify(
    act: Act, candidate: Candidate, *, kind: str, title: str, reached_on: date, source_id: str
) -> Qualification:
    """The candidate has shown understanding, is told at this moment, and may apply from it.

    `kind` is training or equivalent; `source_id` the assessment or claim it rests on, which counts once.
    """
    found, _ = Qualification.objects.get_or_create(
        source_id=source_id,
        defaults={"candidate": candidate, "kind": kind, "title": title, "reached_on": reached_on, "told_at": act.at},
    )
    return found


@command("qualification.withdrawn", "took back that a candidate may apply", allow=policies.may_withdraw_qualification)
def withdraw_qualification(act: Act, qualification: Qualification, *, because: str) -> Qualification:
    if qualification.withdrawn_at:
        raise Refused("This was taken back already.")
    if not because.strip():
        raise Refused("Say why: the candidate reads it.")
    qualification.withdrawn_at, qualification.withdrawn_because = act.at, because
    qualification.save()
    return qualification
