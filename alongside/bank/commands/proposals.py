"""A proposal is asked for, looked into by the worker, and taken up by a person: all of it, some or none."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any

from alongside.bank import policies, queries
from alongside.bank.commands import offers
from alongside.bank.models import Proposal, ProposalLine, Shift
from alongside.core import clock
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.groups import commands as group_commands

Status = Proposal.Status
LONGEST = 28  # days
HOLD = timedelta(minutes=2)  # a worker not heard of for so long was lost
GIVE_UP = timedelta(hours=1)
STOPPED = "It stopped on the way again and again. Try fewer weeks, and tell whoever runs the service."


@command("proposal.asked", "asked who could cover what", allow=policies.may_propose)
def ask_proposal(act: Act, *, starts_on: date, ends_on: date) -> Proposal:
    """For the days from `starts_on` to `ends_on`, four weeks at most. The worker begins within seconds."""
    if ends_on < starts_on:
        raise Refused("The last day is before the first.")
    if ends_on < clock.today():
        raise Refused("These days are over.")
    if ends_on - starts_on >= timedelta(days=LONGEST):
        raise Refused("Ask for four weeks at most.")
    if under_way := Proposal.objects.filter(status__in=queries.UNDER_WAY).first():
        raise Refused(f"{under_way.asked_by} asked for one that is still being looked into. Wait for it, or stop it.")
    return Proposal.objects.create(
        starts_on=starts_on,
        ends_on=ends_on,
        asked_at=act.at,
        asked_by=act.actor.name,
        asked_by_user_id=act.actor.user_id,
    )


@command("proposal.begun", "began to look who could cover what", allow=policies.may_look)
def begin_proposal(act: Act, proposal: Proposal) -> None:
    """One worker at a time. One that was lost is begun again by the next, though not for ever."""
    if proposal.status == Status.LOOKING:
        if proposal.looked_until and proposal.looked_until > act.at:
            raise Refused("Another worker is at it.")
        proposal.move_to(Status.ASKED)
    if act.at - proposal.asked_at > GIVE_UP:
        _fail(act, proposal, STOPPED)
        return
    proposal.move_to(Status.LOOKING)
    proposal.begun_at, proposal.looked_until = act.at, act.at + HOLD
    proposal.progress, proposal.doing = 0, "Reading who is on the bank"
    proposal.save()


@command("proposal.ready", "found who could cover what", allow=policies.may_look)
def say_ready(act: Act, proposal: Proposal, *, lines: Sequence[dict[str, Any]]) -> None:
    """Each line is {shift_id or group_date_id, worker_id or None, reasons}, in the order to be shown."""
    proposal.move_to(Status.READY)
    proposal.progress, proposal.doing, proposal.looked_until = 100, "", None
    proposal.save()
    ProposalLine.objects.bulk_create(
        ProposalLine(proposal=proposal, position=position, **line) for position, line in enumerate(lines)
    )


@command("proposal.failed", "could not find who could cover what", allow=policies.may_look)
def say_failed(act: Act, proposal: Proposal, *, problem: str) -> None:
    """`problem` is read by whoever asked."""
    _fail(act, proposal, problem)


@command("proposal.stopped", "stopped looking who could cover what", allow=policies.may_propose)
def stop_proposal(act: Act, proposal: Proposal) -> None:
    """The worker notices within a second or two."""
    if proposal.status not in queries.UNDER_WAY:
        raise Refused(f"This is {proposal.get_status_display().lower()}: there is nothing to stop.")
    _close(act, proposal, Status.STOPPED)


@command("proposal.discarded", "left a proposal out", allow=policies.may_propose)
def discard_proposal(act: Act, proposal: Proposal) -> None:
    """None of it. Nobody was told of it, and nobody is."""
    if proposal.status != Status.READY:
        raise Refused(f"This is {proposal.get_status_display().lower()}: it cannot be left out.")
    _close(act, proposal, Status.STOPPED)


@command("proposal.accepted", "offered what a proposal suggests", allow=policies.may_propose)
def accept_lines(act: Act, proposal: Proposal, *, lines: Collection[str]) -> Proposal:
    """All or some, at once or one after another: each line becomes an offer to its worker, who says yes or no.

    `lines` are ids. What has changed since is not offered: it is kept on its line, in words, and the others go.
    """
    if proposal.status not in (Status.READY, Status.ACCEPTED):
        raise Refused(f"This is {proposal.get_status_display().lower()}.")
    chosen = proposal.lines.filter(pk__in=lines, worker__isnull=False, accepted_at=None)
    rows = list(chosen.select_related("worker", "shift__ward", "group_date__group"))
    if not rows:
        raise Refused("Choose at least one that is not offered yet.")
    for line in rows:
        try:
            _offer(act, line)
        except Refused as changed:
            line.problem = str(changed)[:200]
        else:
            line.accepted_at, line.problem = act.at, ""
        line.save()
    if proposal.status == Status.READY and any(line.accepted_at for line in rows):
        _close(act, proposal, Status.ACCEPTED)
    return proposal


def _offer(act: Act, line: ProposalLine) -> None:
    """Asked alike for a shift and for a date of a group: nobody is put on anything without their own yes."""
    if line.shift is None:
        group_commands.ask_cover(act, line.group_date, kind="peer", workers=[line.worker])
    elif line.shift.offers.filter(worker=line.worker, status="no").exists():
        raise Refused("They have answered since.")
    elif line.shift.status in Shift.HELD:
        raise Refused("Somebody has it already.")
    else:
        offers.offer_to(act, line.shift, workers=[line.worker])


def _fail(act: Act, proposal: Proposal, problem: str) -> None:
    proposal.problem = problem[:200]
    _close(act, proposal, Status.FAILED)


def _close(act: Act, proposal: Proposal, status: Any) -> None:
    proposal.move_to(status)
    proposal.closed_at, proposal.looked_until = act.at, None
    proposal.save()
