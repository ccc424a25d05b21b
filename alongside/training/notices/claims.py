"""What trainers and leads are told of claims for training elsewhere: that one waits, or is late. Never whose."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.urls import reverse

from alongside.accounts.models import User
from alongside.accounts.roles import LEAD
from alongside.core import clock, notices
from alongside.core.commands import Act
from alongside.training.models import Claim


def tell_of_claim(act: Act, claim: Claim, what: str) -> None:
    """To the leads: `what` is a sentence without names."""
    for lead in leads():
        if lead.pk != act.actor.user_id:
            _write(act, lead, claim, "A claim for training elsewhere", what)


def raise_claim(act: Act, claim: Claim) -> None:
    """To the leads: we said by when, and the day has passed."""
    for lead in leads():
        _write(act, lead, claim, "We are late with a claim", "We said by when we would decide, and the day has passed.")


def leads() -> list[User]:
    """Whoever leads today."""
    today = clock.today()
    found = get_user_model().objects.filter(
        Q(holdings__ends_on=None) | Q(holdings__ends_on__gte=today),
        Q(last_day=None) | Q(last_day__gte=today),
        is_active=True,
        holdings__role=LEAD,
        holdings__starts_on__lte=today,
    )
    return list(found.distinct().order_by("email"))


def _write(act: Act, to: User, claim: Claim, subject: str, what: str) -> None:
    address = settings.PUBLIC_ADDRESS + reverse("training:claim", args=[claim.pk])
    notices.write(act, to=to.email, subject=subject, text=f"{what}\n\nSee it here: {address}\n")
