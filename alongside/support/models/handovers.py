"""A hand-over: another peer worker takes up the walk, if the person says yes."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from alongside.core.states import Stateful
from alongside.support.models.relationships import MayRead, Relationship


class Handover(Stateful):
    """One peer worker put to the person in another's place. It holds a place with the new worker while it is open."""

    class Status(models.TextChoices):
        ASKED = "asked", "Waiting for the person's answer"
        DONE = "done", "Handed over"
        DECLINED = "declined", "The person said no"
        WITHDRAWN = "withdrawn", "Taken back"

    class Because(models.TextChoices):
        """Why the service suggests it. Never why the person wants it: they are not asked."""

        AWAY = "away", "Their peer worker is away"
        LEAVING = "leaving", "Their peer worker is leaving"
        ASKED = "asked", "They asked for another peer worker"
        OTHER = "other", "Something else"

    TRANSITIONS: ClassVar = {Status.ASKED: {Status.DONE, Status.DECLINED, Status.WITHDRAWN}}

    relationship = models.ForeignKey(Relationship, on_delete=models.PROTECT, related_name="handovers")
    to_worker = models.ForeignKey("workforce.Worker", on_delete=models.PROTECT, related_name="handovers_to")
    status = models.CharField(max_length=9, choices=Status, default=Status.ASKED)
    because = models.CharField(max_length=7, choices=Because)
    may_read = models.CharField(max_length=7, choices=MayRead, default=MayRead.NOTHING)
    introduce_on = models.DateField(null=True, blank=True, help_text="When all three meet, if they are to")
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=150)
    closed_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=120, blank=True, help_text="Who said yes or no: the person, or for them")
    written_by = models.CharField(max_length=150, blank=True, help_text="Who wrote the answer down")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["relationship"], condition=Q(status="asked"), name="one_handover_at_a_time"
            ),
            models.CheckConstraint(
                name="handover_closed_has_moment", condition=Q(status="asked") | Q(closed_at__isnull=False)
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["to_worker", "status"], name="handover_by_worker")]
