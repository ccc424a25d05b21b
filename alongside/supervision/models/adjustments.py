"""Reasonable adjustments of somebody in post: asked, agreed, in place by a day, looked at each year."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from alongside.core.states import Stateful


class Adjustment(Stateful):
    """One thing that helps at work. It belongs to the worker and goes with them to a new manager.

    `why` is the worker's own note to themself: nobody else is ever shown it, and no diagnosis is asked for.
    """

    class Status(models.TextChoices):
        ASKED = "asked", "Asked"
        AGREED = "agreed", "Agreed, not in place yet"
        IN_PLACE = "in_place", "In place"
        INSTEAD = "instead", "Something else instead"
        ENDED = "ended", "No longer needed"

    class Kind(models.TextChoices):
        PATTERN = "pattern", "When I work"
        PLACE = "place", "Where I work"
        EQUIPMENT = "equipment", "Equipment or software"
        WAY = "way", "How we work together"
        OTHER = "other", "Something else"

    TRANSITIONS: ClassVar = {
        Status.ASKED: {Status.AGREED, Status.INSTEAD, Status.ENDED},
        Status.AGREED: {Status.IN_PLACE, Status.INSTEAD, Status.ENDED},
        Status.IN_PLACE: {Status.AGREED, Status.ENDED},  # back: it is not there after all
        Status.INSTEAD: {Status.AGREED, Status.IN_PLACE, Status.ENDED},
        Status.ENDED: {Status.ASKED},
    }
    AUDIT_PRIVATE: ClassVar = frozenset({"kind"})

    worker = models.ForeignKey("workforce.Worker", on_delete=models.PROTECT, related_name="adjustments")
    status = models.CharField(max_length=8, choices=Status, default=Status.ASKED)
    kind = models.CharField(max_length=9, choices=Kind)
    words = models.CharField(max_length=300, help_text="What would help")
    why = models.TextField(blank=True, help_text="The worker's own note: shown to nobody else")
    asked_at = models.DateTimeField()
    agreed_words = models.CharField(max_length=300, blank=True, help_text="What was agreed, or what instead and why")
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.CharField(max_length=150, blank=True)
    in_place_by = models.DateField(null=True, blank=True, help_text="The day by which it will be in place")
    owner = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="Who sees to it"
    )
    in_place_at = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True, help_text="When the worker said it really is there")
    review_on = models.DateField(null=True, blank=True, help_text="A year after it was in place or last looked at")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["asked_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="work_adjustment_in_place_has_moment",
                condition=~Q(status="in_place") | Q(in_place_at__isnull=False),
            ),
            models.CheckConstraint(
                name="work_adjustment_agreed_has_day",
                condition=~Q(status="agreed") | Q(agreed_at__isnull=False, in_place_by__isnull=False),
            ),
        ]
