"""What workers and their managers are told about what a worker holds."""

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from alongside.core import clock, notices
from alongside.core.commands import Act
from alongside.ui import dates
from alongside.workforce.models import Credential


def tell_ending(act: Act, credential: Credential) -> None:
    """To the worker and to whoever manages them today, in plain words, with the last day."""
    worker, kind = credential.worker, credential.kind
    what = kind.name + (f" for {credential.ward}" if credential.ward else "")
    until = dates.day(credential.until)
    if worker.user:
        address = settings.PUBLIC_ADDRESS + reverse("workforce:readiness", args=[worker.pk])
        notices.write(
            act,
            to=worker.user.email,
            subject="Something of yours needs renewing soon",
            text=f"{what} is in date until {until}. Nothing changes before that day.\n\n"
            f"What you hold, and until when: {address}\n",
            once=f"credential-ends:{credential.pk}:worker",
        )
    here = worker.assignments.filter(Q(ends_on=None) | Q(ends_on__gte=clock.today()), starts_on__lte=clock.today())
    managers = {row.manager for row in here.select_related("manager") if row.manager}
    for manager in sorted(managers, key=lambda user: user.email):
        address = settings.PUBLIC_ADDRESS + reverse("workforce:readiness", args=[worker.pk])
        notices.write(
            act,
            to=manager.email,
            subject="A peer worker’s training or checks need renewing soon",
            text=f"{worker.full_name}: {what} is in date until {until}. They were told too.\n\n{address}\n",
            once=f"credential-ends:{credential.pk}:{manager.pk}",
        )
