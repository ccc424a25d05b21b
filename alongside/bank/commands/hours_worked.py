"""The hours of a shift: said by whoever worked, confirmed by the ward, corrected; or that it was not worked."""

from datetime import datetime

from alongside.bank import notices, policies, queries
from alongside.bank.models import Shift
from alongside.core.commands import Act, command
from alongside.core.errors import Refused

Status = Shift.Status


@command("shift.worked", "said which hours they worked", allow=policies.may_say_worked, locks=("worker",))
def say_worked(act: Act, shift: Shift, *, worked_from: datetime, worked_until: datetime, worked_break: int = 0) -> None:
    """Said again, it replaces what was said, until the ward has confirmed. Minutes of the unpaid break."""
    if shift.status == Status.CONFIRMED:
        raise Refused("The ward has confirmed these hours. If they look wrong, say so from the shift’s page.")
    _refuse_what_cannot_be(act, shift, worked_from, worked_until, worked_break)
    if shift.status != Status.WORKED:
        shift.move_to(Status.WORKED)
    _write(shift, worked_from, worked_until, worked_break)
    shift.worked_said_by = act.actor.name
    shift.save()
    notices.tell_worked(act, shift)


@command("shift.confirmed", "confirmed the hours of a shift", allow=policies.may_confirm, locks=("worker",))
def confirm_hours(
    act: Act, shift: Shift, *, worked_from: datetime, worked_until: datetime, worked_break: int = 0
) -> None:
    """They go to payroll with the week's file. Other hours than the worker said are told to the worker."""
    _refuse_what_cannot_be(act, shift, worked_from, worked_until, worked_break)
    said = (shift.worked_from, shift.worked_until, shift.worked_break or 0) if shift.worked_said_by else None
    shift.move_to(Status.CONFIRMED)
    _write(shift, worked_from, worked_until, worked_break)
    shift.confirmed_at, shift.confirmed_by = act.at, act.actor.name
    shift.save()
    differ = said is not None and said != (worked_from, worked_until, worked_break)
    notices.tell_confirmed(act, shift, differ=differ)


@command("shift.unconfirmed", "opened confirmed hours again", allow=policies.may_confirm, locks=("worker",))
def unconfirm_hours(act: Act, shift: Shift) -> None:
    """They were wrong. Confirmed again, a difference goes with a later week if this one has gone to payroll."""
    shift.move_to(Status.WORKED)
    shift.confirmed_at, shift.confirmed_by, shift.because = None, "", ""
    shift.save()


@command("shift.not_worked", "said that a shift was not worked", allow=policies.may_confirm, locks=("worker",))
def say_not_worked(act: Act, shift: Shift, *, because: str = "") -> None:
    """The worker reads it, and can say that it was."""
    if shift.starts_at > act.at:
        raise Refused("It has not begun. Cancel it instead.")
    shift.move_to(Status.NOT_WORKED)
    shift.because = because
    shift.save()
    notices.tell_not_worked(act, shift)


def _write(shift: Shift, worked_from: datetime, worked_until: datetime, worked_break: int) -> None:
    shift.worked_from, shift.worked_until, shift.worked_break = worked_from, worked_until, worked_break


def _refuse_what_cannot_be(
    act: Act, shift: Shift, worked_from: datetime, worked_until: datetime, worked_break: int
) -> None:
    problems = queries.problems_of_hours(shift, worked_from, worked_until, worked_break, act.at)
    if problems:
        raise Refused(f"{problems[0][1]}.")
