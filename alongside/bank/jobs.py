"""What the staff bank does by itself: rounds of offers follow each other; what nobody has is not forgotten."""

from collections.abc import Callable
from time import monotonic

from alongside.bank import commands, queries
from alongside.bank.commands.proposals import HOLD
from alongside.bank.models import Proposal
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.errors import Refused
from alongside.core.jobs import each, every
from alongside.solvers.rostering.search import Stopped
from alongside.solvers.rostering.weeks import propose

A_WHILE = 20  # seconds between two words that the worker is still there
STUMBLED = "We stumbled over something that we did not expect. Tell whoever runs the service for which days it was."


@every(minutes=2)
def offer_shifts(actor: Actor) -> None:
    """Approved and near enough to be shown, or offered to a round whose hours have passed: to the next in order."""
    each(queries.due_for_offers(actor), commands.offer_next, actor)


@every(minutes=15)
def say_who_is_missing(actor: Actor) -> None:
    """Near, and still nobody: said once."""
    each(queries.newly_at_risk(actor), commands.say_at_risk, actor)


@every(minutes=15)
def close_what_nobody_had(actor: Actor) -> None:
    """Begun without anybody, or without anybody having approved it."""
    each(queries.begun_empty(actor), commands.give_up_on, actor)
    not_approved = queries.begun_unapproved(actor)
    each(not_approved, commands.cancel_shift, actor, by="bank", because="It was not approved in time.")


@every(seconds=2)
def make_proposals(actor: Actor) -> None:
    """One at a time, outside any transaction: what the worker writes of its progress is seen at once."""
    proposal = queries.to_look(actor).first()
    if proposal is None:
        return
    try:
        commands.begin_proposal(actor, proposal)
        if proposal.status == Proposal.Status.LOOKING:
            commands.say_ready(actor, proposal, lines=_look(actor, proposal))
    except (Stopped, Refused):  # by a person, or another worker was quicker
        return
    except Exception:
        commands.say_failed(actor, proposal, problem=STUMBLED)
        raise


def _look(actor: Actor, proposal: Proposal) -> list[dict[str, object]]:
    row = Proposal.objects.filter(pk=proposal.pk, status=Proposal.Status.LOOKING)
    stop = _asked_to_stop(proposal)

    def tell(doing: str, of_hundred: int) -> None:
        row.update(doing=doing, progress=of_hundred, looked_until=clock.now() + HOLD)

    def asking(done: int, total: int) -> None:
        if done % 20 == 0:
            tell(f"Asking who could: {done} of {total}", 1 + done * 20 // total)
        if stop():
            raise Stopped

    week = queries.week_to_fill(actor, proposal, tell=asking)
    found = propose(week.needs, week.peers, week.limits, tell=tell, stop=stop)
    return [
        {
            "group_date_id" if line.need_id in week.dates else "shift_id": line.need_id,
            "worker_id": line.worker_id or None,
            "reasons": list(line.reasons),
        }
        for line in found
    ]


def _asked_to_stop(proposal: Proposal) -> Callable[[], bool]:
    """Asked several times a second; also says that the worker is still there."""
    row = Proposal.objects.filter(pk=proposal.pk, status=Proposal.Status.LOOKING)
    said = monotonic()

    def stop() -> bool:
        nonlocal said
        if monotonic() - said > A_WHILE:
            said = monotonic()
            return not row.update(looked_until=clock.now() + HOLD)
        return not row.exists()

    return stop


@every(minutes=15)
def close_pay_weeks(actor: Actor) -> None:
    """Each week whose cut-off has passed goes to payroll, the earliest first."""
    for starts_on in queries.weeks_to_close(actor):
        commands.close_pay_week(actor, starts_on=starts_on)


@every(minutes=2)
def let_go_of_moved(actor: Actor) -> None:
    """Their group has moved, and nobody said that they keep them at the new time: offered again."""
    each(queries.moved_unanswered(actor), commands.hand_back, actor)
