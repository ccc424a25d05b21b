"""A session of supervision: when; and, for those in it only, what each brings, what was said, who does what."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from alongside.core.states import Record, Stateful
from alongside.supervision.models.strands import Supervision


class Session(Stateful):
    """One meeting. That it was, and when, is seen by the lead; its words are not."""

    class Status(models.TextChoices):
        PLANNED = "planned", "Planned"
        HELD = "held", "Held"
        CANCELLED = "cancelled", "Cancelled"

    class CancelledBy(models.TextChoices):
        SUPERVISOR = "supervisor", "The supervisor"
        WORKER = "worker", "The peer worker"
        OTHER = "other", "Something else got in the way"

    TRANSITIONS: ClassVar = {
        Status.PLANNED: {Status.HELD, Status.CANCELLED},
        Status.HELD: {Status.PLANNED},  # by mistake
        Status.CANCELLED: {Status.PLANNED},
    }

    supervision = models.ForeignKey(Supervision, on_delete=models.PROTECT, related_name="sessions")
    status = models.CharField(max_length=9, choices=Status, default=Status.PLANNED)
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=60)
    where = models.CharField(max_length=160, blank=True)
    led_by = models.ForeignKey(
        "workforce.Worker", on_delete=models.PROTECT, related_name="+", help_text="The supervisor, or who covers"
    )
    changes = models.PositiveSmallIntegerField(default=0, help_text="How often it was moved: the calendar's SEQUENCE")
    held_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True, help_text="What was said, in a few words: read by those in it only")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.CharField(max_length=10, choices=CancelledBy, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["starts_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="supervision_held_has_moment", condition=~Q(status="held") | Q(held_at__isnull=False)
            ),
            models.CheckConstraint(
                name="supervision_cancelled_has_moment",
                condition=~Q(status="cancelled") | (Q(cancelled_at__isnull=False) & ~Q(cancelled_by="")),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["supervision", "status", "starts_at"], name="session_by_time")]


class Here(Record):
    """A worker of a group who was at a session that was held."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="here")
    worker = models.ForeignKey("workforce.Worker", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["session", "worker"], name="at_a_session_once")]


class Preparation(Record):
    """What one of them wants to bring. Theirs alone until they show it to the others of that session."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="preparations")
    worker = models.ForeignKey("workforce.Worker", on_delete=models.PROTECT, related_name="+")
    words = models.TextField(blank=True)
    shown_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["session", "worker"], name="prepares_once")]


class ToDo(Record):
    """What was agreed to do, and by whom. Read by those in the session only; done is ticked by either."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="to_do")
    words = models.CharField(max_length=300)
    who = models.ForeignKey("workforce.Worker", on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["due_on", "id"]
