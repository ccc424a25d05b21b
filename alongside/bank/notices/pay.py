"""What is told of pay: a worker says that hours look wrong."""

from django.conf import settings
from django.urls import reverse

from alongside.accounts.queries import holders
from alongside.accounts.roles import BANK, LEAD
from alongside.bank import queries
from alongside.bank.models import Shift
from alongside.core import notices
from alongside.core.commands import Act


def tell_hours_look_wrong(act: Act, shift: Shift, what: str) -> None:
    """Whoever runs the bank; the lead where nobody does."""
    address = settings.PUBLIC_ADDRESS + reverse("bank:shift", args=[shift.pk])
    for user in holders(BANK) or holders(LEAD):
        notices.write(
            act,
            to=user.email,
            subject="Hours of a shift look wrong",
            text=f"{act.actor.name} says of {queries.when(shift)}: {what}.\n\nLook at it here: {address}",
        )
