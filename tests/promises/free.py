"""When a worker on the bank says that they are free."""

from collections.abc import Sequence

from alongside.accounts.queries import actor_for
from alongside.bank import commands as bank
from alongside.bank.models import BankWorker

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NIGHT = "sun-night"  # nobody asks for a shift then
REST = [f"{day}-{part}" for day in DAYS for part in ("am", "pm", "eve", "night") if f"{day}-{part}" != NIGHT]


def says_when_free(member: BankWorker, free: Sequence[str]) -> None:
    bank.say_when_free(actor_for(member.worker.user), member, free=list(free))
