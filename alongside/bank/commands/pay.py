"""A week's hours go to payroll once, after its cut-off; what changes later goes with a later week."""

from datetime import date

from django.utils import timezone

from alongside.bank import notices, policies, queries
from alongside.bank.models import PayLine, PayWeek, Shift
from alongside.core.commands import Act, command
from alongside.core.errors import Refused

LOOKS_WRONG = {
    "times": "The start or the end is not right",
    "break": "The break is not right",
    "missing": "It has not gone to payroll",
    "ring": "Something else: please ring me",
}


@command("pay_week.closed", "closed a week for payroll", allow=policies.may_close_pay)
def close_pay_week(act: Act, *, starts_on: date) -> PayWeek:
    """The week from this Monday: every shift confirmed by the cut-off that has not gone, and every difference since.

    Weeks close in order and once; a closed week never changes.
    """
    closes_at = queries.cut_off(starts_on)
    if starts_on.weekday() != 0:
        raise Refused("A week begins on a Monday.")
    if PayWeek.objects.filter(starts_on__gte=starts_on).exists():
        raise Refused("This week has gone to payroll already. Corrections go with the next.")
    if act.at < closes_at:
        raise Refused(f"Its cut-off is {timezone.localtime(closes_at):%-d %B at %H:%M}. It closes after that.")
    week = PayWeek.objects.create(
        starts_on=starts_on,
        closes_at=closes_at,
        closed_at=act.at,
        closed_by="" if act.actor.is_process else act.actor.name,
    )
    for row in queries.due(starts_on, closes_at):
        PayLine.objects.create(
            week=week,
            shift=row.shift,
            worker_id=row.worker_id,
            worked_from=row.shift.worked_from or row.shift.starts_at,
            worked_until=row.shift.worked_until or row.shift.ends_at,
            worked_break=row.shift.worked_break or 0,
            plain=row.minutes.plain,
            saturday_or_night=row.minutes.saturday_or_night,
            sunday_or_holiday=row.minutes.sunday_or_holiday,
            is_correction=row.is_correction,
            because=row.because,
        )
    return week


@command("shift.pay_queried", "said that hours look wrong", allow=policies.may_query_pay)
def query_pay(act: Act, shift: Shift, *, what: str) -> None:
    """Those who run the bank hear of it at once. `what` is one of LOOKS_WRONG; nothing is kept but that it was said."""
    if shift.status not in (Shift.Status.WORKED, Shift.Status.CONFIRMED):
        raise Refused("Nobody has said the hours of this shift yet.")
    notices.tell_hours_look_wrong(act, shift, LOOKS_WRONG[what])
