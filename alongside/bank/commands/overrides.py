"""A rule of working time is set aside for one worker and one shift: why, and the rest given instead."""

from datetime import date
from typing import Any

from django.utils import timezone

from alongside.bank import notices, policies, queries
from alongside.bank.models import Override, Shift
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.solvers.hours import NEEDS_REST, NEVER_SET_ASIDE


@command("override.written", "allowed a shift past a rule", allow=policies.may_override, locks=("worker",))
def override_rule(
    act: Act,
    shift: Shift,
    *,
    worker: Any,
    rule: str,
    why: str,
    rest_words: str = "",
    rest_by: date | None = None,
) -> Override:
    """The claim then passes that rule, and no other. The worker still says yes themself.

    Compensatory rest is written down for the rules of rest (regs 21 and 24; not verified). An overlap, the average
    without an opt-out and a worker's own limit are never set aside by somebody else.
    """
    if rule in NEVER_SET_ASIDE:
        raise Refused("Nobody else may set this aside.")
    if shift.status not in (Shift.Status.APPROVED, Shift.Status.OFFERED) or shift.starts_at <= act.at:
        raise Refused("This shift is not looking for somebody now.")
    found = next((row for row in queries.could(shift, worker).problems if row.rule == rule), None)
    if found is None:
        raise Refused("This rule does not stand in their way now.")
    if rule in NEEDS_REST and not (rest_words.strip() and rest_by):
        raise Refused("Write how much rest is given instead, and by which day.")
    if rest_by and rest_by < timezone.localdate(shift.ends_at):
        raise Refused("Rest given instead comes after the shift.")
    written = Override.objects.create(
        shift=shift,
        worker=worker,
        rule=rule,
        words=found.said,
        reason=why,
        rest_words=rest_words,
        rest_by=rest_by,
        written_by=act.actor.name,
        written_at=act.at,
    )
    notices.tell_set_aside(act, written)
    return written
