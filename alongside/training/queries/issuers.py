"""Other services whose badges count, and our own keys, for whoever decides that."""

from datetime import datetime

from django.db.models import QuerySet

from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.training import policies
from alongside.training.models import Issuer, SigningKey


def issuers(actor: Actor) -> QuerySet[Issuer]:
    """The services whose badges count, by name."""
    return policies.visible_issuers(actor).filter(ended_at=None)


def get_issuer(actor: Actor, issuer: str) -> Issuer:
    return policies.visible_issuers(actor).get(pk=issuer)


def issuers_to_read(before: datetime) -> QuerySet[Issuer]:
    """Not read since `before`: for the job that reads them."""
    return Issuer.objects.filter(ended_at=None).exclude(read_at__gt=before)


def needs_to_trust(actor: Actor) -> None:
    """NotAllowed for whoever does not decide whose badges count."""
    if not policies.may_trust(actor):
        raise NotAllowed("The list of services whose badges count")


def our_keys(actor: Actor) -> QuerySet[SigningKey]:
    """Our own keys, the newest first."""
    found = SigningKey.objects.order_by("-made_at")
    return found if policies.may_trust(actor) else found.none()
