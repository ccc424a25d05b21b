"""Meetings the two have booked."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q

from alongside.core.nhs import codes
from alongside.core.states import Stateful
from alongside.support.models.relationships import Relationship


class Meeting(Stateful):
    """A time the two have booked."""

    class Status(models.TextChoices):
        PLANNED = "planned", "Planned"
        RECORDED = "recorded", "Recorded"
        CANCELLED = "cancelled", "Cancelled"

    class CancelledBy(models.TextChoices):
        PERSON = "person", "The person"
        SERVICE = "service", "The peer worker or the service"

    TRANSITIONS: ClassVar = {
        Status.PLANNED: {Status.RECORDED, Status.CANCELLED},
        Status.RECORDED: {Status.PLANNED},  # the contact was taken back
    }

    relationship = models.ForeignKey(Relationship, on_delete=models.PROTECT, related_name="meetings")
    status = models.CharField(max_length=9, choices=Status, default=Status.PLANNED)
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    mechanism = models.CharField(max_length=2, choices=codes.MECHANISM.choices())
    location = models.CharField(max_length=3, choices=codes.LOCATION.choices(), blank=True)
    place = models.CharField(max_length=160, blank=True)
    changes = models.PositiveSmallIntegerField(default=0, help_text="How often it was moved: the calendar's SEQUENCE")
    booked_with = models.ForeignKey(
        "Contact",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="booked_next",
        help_text='The contact whose "Same again" booked it',
    )
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.CharField(max_length=7, choices=CancelledBy, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="meeting_cancelled_has_moment",
                condition=~Q(status="cancelled") | (Q(cancelled_at__isnull=False) & ~Q(cancelled_by="")),
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["status", "starts_at"], name="meeting_by_start"),
            models.Index(fields=["relationship", "status", "starts_at"], name="meeting_by_relationship"),
        ]

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)
