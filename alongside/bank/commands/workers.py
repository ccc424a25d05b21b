"""Workers join the bank and leave it; and say for themselves when, where and how much they like to work."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from alongside.bank import policies
from alongside.bank.models import BankWorker, OptOut, Shift
from alongside.core import clock
from alongside.core.commands import Act, command
from alongside.core.errors import Refused

NOTICE_DAYS = 7
"""An opt-out ends a week after it is taken back (Working Time Regulations 1998, reg. 5: seven days where the agreement
says nothing else; not verified)."""


@command("bank_worker.joined", "put a worker on the bank", allow=policies.may_keep_bank, locks=("worker",))
def join_bank(act: Act, *, worker: Any, band: str, joined_on: date, skills: Sequence[str] = ()) -> BankWorker:
    """On the bank from that day; somebody who left comes back with what they had said before."""
    member = BankWorker.objects.select_for_update().filter(worker=worker).first() or BankWorker(worker=worker)
    if not member._state.adding and member.ended_on is None:
        raise Refused(f"{worker.full_name} is on the bank already.")
    if member.ended_on and joined_on <= member.ended_on:
        raise Refused("They were still on the bank on that day.")
    member.band, member.skills, member.joined_on, member.ended_on = band, list(skills), joined_on, None
    member.save()
    return member


@command("bank_worker.changed", "changed a grade or skills on the bank", allow=policies.may_keep_bank)
def change_bank_worker(act: Act, member: BankWorker, *, band: str, skills: Sequence[str]) -> None:
    member.band, member.skills = band, list(skills)
    member.save()


@command("bank_worker.left", "took a worker off the bank", allow=policies.may_keep_bank, locks=("worker",))
def leave_bank(act: Act, member: BankWorker, *, ended_on: date) -> None:
    """The last day. Shifts that are theirs after it are handed back first, so that no ward is surprised."""
    if member.ended_on is not None:
        raise Refused("They have left the bank already.")
    if ended_on < member.joined_on:
        raise Refused("They joined later than that.")
    later = Shift.objects.filter(worker=member.worker, status=Shift.Status.FILLED, starts_at__gt=act.at)
    left = sum(1 for shift in later if timezone.localdate(shift.starts_at) > ended_on)
    if left:
        shifts = "1 shift is theirs" if left == 1 else f"{left} shifts are theirs"
        raise Refused(f"{shifts} after that day. Hand back first.")
    member.ended_on = ended_on
    member.save()


@command("bank_worker.said_free", "said when they are free", allow=policies.may_say_own)
def say_when_free(act: Act, member: BankWorker, *, free: Sequence[str]) -> None:
    """Half days like sat-pm and sun-night; none at all is any time."""
    member.free = list(free)
    member.save()


@command("bank_worker.said_limit", "set their own limit", allow=policies.may_say_own)
def say_own_limit(act: Act, member: BankWorker, *, own_limit_hours: Decimal | None) -> None:
    """Hours a week, all their posts together; None is no limit but the law's."""
    member.own_limit_hours = own_limit_hours
    member.save()


@command("bank_worker.said_likes", "said which wards they like", allow=policies.may_say_own)
def say_likes(act: Act, member: BankWorker, *, likes: Sequence[str]) -> None:
    """Ids of wards. Liking one never keeps an offer of another away."""
    member.likes = list(likes)
    member.save()


@command("opt_out.signed", "chose to be able to work more than 48 hours", allow=policies.may_say_own, locks=("worker",))
def sign_opt_out(act: Act, member: BankWorker) -> OptOut:
    """Their own choice, from today (reg. 5). Until one that was taken back has ended, that one holds."""
    today = clock.today()
    if any(row.ends_on is None or row.ends_on >= today for row in OptOut.objects.filter(worker=member.worker)):
        raise Refused("You have opted out already.")
    return OptOut.objects.create(worker=member.worker, signed_on=today, written_by=act.actor.name, written_at=act.at)


@command("opt_out.ended", "took their opt-out back", allow=policies.may_end_opt_out, locks=("worker",))
def end_opt_out(act: Act, opt_out: OptOut) -> None:
    """At any time and for no reason. The 48 hours hold again a week later."""
    if opt_out.ends_on is not None:
        raise Refused("You took it back already.")
    opt_out.ends_on = clock.today() + timedelta(days=NOTICE_DAYS)
    opt_out.save()
