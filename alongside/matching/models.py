"""An offer: one peer worker's profile, put to one person."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from alongside.core.states import Stateful

OPEN = ("asked_worker", "asked_person")


class Offer(Stateful):
    """One profile at a time: the worker is asked first, then the person chooses. It holds a place while it is open.

    Nobody is told why the other said no: no reason is kept.
    """

    class Status(models.TextChoices):
        ASKED_WORKER = "asked_worker", "Asked the peer worker"
        ASKED_PERSON = "asked_person", "With the person to choose"
        ACCEPTED = "accepted", "Both said yes"
        WORKER_DECLINED = "worker_declined", "The peer worker said not this time"
        PERSON_DECLINED = "person_declined", "The person said not this time"
        WITHDRAWN = "withdrawn", "Taken back"

    TRANSITIONS: ClassVar = {
        Status.ASKED_WORKER: {Status.ASKED_PERSON, Status.WORKER_DECLINED, Status.WITHDRAWN},
        Status.ASKED_PERSON: {Status.ACCEPTED, Status.PERSON_DECLINED, Status.WITHDRAWN},
    }

    referral = models.ForeignKey("referrals.Referral", on_delete=models.PROTECT, related_name="offers")
    worker = models.ForeignKey("workforce.Worker", on_delete=models.PROTECT, related_name="offers")
    status = models.CharField(max_length=15, choices=Status, default=Status.ASKED_WORKER)
    because = models.JSONField(
        default=list, help_text="Why they may fit, in words shown to the worker; let go at the end"
    )
    offered_at = models.DateTimeField()
    offered_by = models.CharField(max_length=150)
    offered_by_user = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reply_by = models.DateField()
    reminded_at = models.DateTimeField(
        null=True, blank=True, help_text="That an answer is late, to whoever's turn it is"
    )
    worker_answered_at = models.DateTimeField(null=True, blank=True)
    person_answered_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["referral"], condition=Q(status__in=OPEN), name="one_offer_at_a_time"),
            models.CheckConstraint(
                name="offer_closed_has_moment", condition=Q(status__in=OPEN) | Q(closed_at__isnull=False)
            ),
            models.CheckConstraint(
                name="offer_with_person_after_worker_yes",
                condition=~Q(status__in=["asked_person", "accepted"]) | Q(worker_answered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="offer_accepted_after_person_yes",
                condition=~Q(status="accepted") | Q(person_answered_at__isnull=False),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["worker", "status"], name="offer_by_worker")]
