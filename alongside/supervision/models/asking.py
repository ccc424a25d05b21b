"""A worker asks somebody for support; and what has been raised to someone who can act."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from alongside.core.states import Record, Stateful


class SupportAsk(Stateful):
    """A worker asks one person they chose. Nobody else learns that they asked; unanswered, they may choose another."""

    class Status(models.TextChoices):
        WAITING = "waiting", "Waiting for an answer"
        SEEN = "seen", "Seen"
        TALKED = "talked", "Talked"
        WITHDRAWN = "withdrawn", "Taken back"

    TRANSITIONS: ClassVar = {
        Status.WAITING: {Status.SEEN, Status.TALKED, Status.WITHDRAWN},
        Status.SEEN: {Status.TALKED, Status.WITHDRAWN},
    }

    worker = models.ForeignKey("workforce.Worker", on_delete=models.PROTECT, related_name="asks")
    to = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="asked_for_support")
    status = models.CharField(max_length=9, choices=Status, default=Status.WAITING)
    words = models.TextField(blank=True, help_text="Read by the two only")
    soon = models.BooleanField(default=False, help_text="Today if it can be")
    asked_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-asked_at", "id"]


class Raised(Record):
    """Something that slipped, put before somebody who can act: what and since when, never anybody's words.

    It closes by itself when it is put right (a session held, an adjustment in place), or when they say what they did.
    """

    class What(models.TextChoices):
        OVERDUE = "overdue", "Supervision is overdue"
        CANCELLED_TWICE = "cancelled_twice", "Cancelled twice running by the supervisor"
        NO_COVER = "no_cover", "The supervisor is away and nobody covers"
        NO_SUPERVISOR = "no_supervisor", "Has nobody for this"
        NEW_STARTER = "new_starter", "New here: in months three to five"
        STEP_LATE = "step_late", "A first step is late"
        ADJUSTMENT_ASKED = "adjustment_asked", "Something that helps was asked for and nobody answered"
        ADJUSTMENT_LATE = "adjustment_late", "An adjustment was agreed and is not in place"
        ADJUSTMENT_REVIEW = "adjustment_review", "An adjustment is due to be looked at again"
        DRIFT = "drift", "Much work that is not peer work"

    worker = models.ForeignKey("workforce.Worker", on_delete=models.PROTECT, related_name="raised")
    what = models.CharField(max_length=17, choices=What)
    about = models.CharField(max_length=16, blank=True, help_text="The id of the supervision, step or adjustment")
    strand = models.CharField(max_length=8, blank=True)
    to = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    raised_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=150, blank=True, help_text="Empty: it was put right")
    words = models.CharField(max_length=300, blank=True, help_text="What was done about it")

    class Meta:
        ordering: ClassVar = ["raised_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["worker", "what", "about"], condition=Q(closed_at=None), name="raised_once_at_a_time"
            )
        ]
