"""Tell someone: a worry that is in a named person's hands until they answer; and visits made alone."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from alongside.core.states import Record, Stateful
from alongside.support.models.meetings import Meeting
from alongside.support.models.relationships import Relationship


class Concern(Stateful):
    """What worries somebody. Never a score, never an assessment of risk: only that a person was told, and answered."""

    class Status(models.TextChoices):
        TOLD = "told", "Nobody has answered yet"
        ANSWERED = "answered", "Somebody has it in hand"
        CLOSED = "closed", "Done"

    class About(models.TextChoices):
        PERSON = "person", "Someone I walk with"
        ME = "me", "Me"
        ELSE = "else", "Someone else"
        VISIT = "visit", "A visit with no word back"

    class Knows(models.TextChoices):
        """Whether the person knows that someone is told."""

        AGREES = "agrees", "Yes, and they agree"
        RATHER_NOT = "rather_not", "Yes, and they would rather I did not"
        NOT_YET = "not_yet", "Not yet"

    TRANSITIONS: ClassVar = {
        Status.TOLD: {Status.ANSWERED},
        Status.ANSWERED: {Status.CLOSED, Status.TOLD},  # back: whoever had it cannot after all
        Status.CLOSED: {Status.ANSWERED},  # closed by mistake
    }
    # What the audit says of a worry about oneself must look like any other.
    AUDIT_PRIVATE: ClassVar = frozenset({"about", "relationship", "knows", "private"})

    once = models.CharField(
        max_length=16, unique=True, help_text="The form's own token, or the visit: sent twice, kept once"
    )
    about = models.CharField(max_length=6, choices=About)
    relationship = models.ForeignKey(
        Relationship, on_delete=models.PROTECT, null=True, blank=True, related_name="concerns"
    )
    pathway = models.ForeignKey("accounts.Pathway", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    status = models.CharField(max_length=8, choices=Status, default=Status.TOLD)
    words = models.TextField(help_text="What is worrying")
    knows = models.CharField(max_length=10, choices=Knows, blank=True)
    agreed = models.TextField(blank=True, help_text="What was agreed with the person")
    private = models.BooleanField(default=False, help_text="About me: only those who were told may see it, no list")
    told_at = models.DateTimeField()
    told_by = models.CharField(max_length=150)
    told_by_user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    next_at = models.DateTimeField(
        null=True, blank=True, db_index=True, help_text="When the next in line is told; empty once somebody answered"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=150, blank=True)
    answered_by_user = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    what_was_done = models.TextField(blank=True)
    safeguarding_reference = models.CharField(max_length=60, blank=True, help_text="In the trust's own system")
    incident_reference = models.CharField(max_length=60, blank=True, help_text="In the trust's own system")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="concern_answered_has_moment", condition=Q(status="told") | Q(answered_at__isnull=False)
            ),
            models.CheckConstraint(
                name="concern_closed_has_moment", condition=~Q(status="closed") | Q(closed_at__isnull=False)
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["status", "told_at"], name="concern_by_status")]


class Told(Record):
    """One person who was told of a concern, in the order in which they were."""

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="told")
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField()
    again_at = models.DateTimeField(null=True, blank=True, help_text="When they were last asked again")
    chosen = models.BooleanField(default=False, help_text="The teller chose them; otherwise the on-duty list did")

    class Meta:
        ordering: ClassVar = ["told_at", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["concern", "user"], name="told_once")]


class Visit(Stateful):
    """A worker goes somewhere alone, and says when they are safe. No word in time is raised to a person."""

    class Status(models.TextChoices):
        OUT = "out", "On the visit"
        SAFE = "safe", "Safe"
        RAISED = "raised", "No word yet"

    TRANSITIONS: ClassVar = {Status.OUT: {Status.SAFE, Status.RAISED}, Status.RAISED: {Status.SAFE}}

    worker = models.ForeignKey("workforce.Worker", on_delete=models.PROTECT, related_name="visits")
    relationship = models.ForeignKey(
        Relationship, on_delete=models.PROTECT, null=True, blank=True, related_name="visits"
    )
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="visits")
    status = models.CharField(max_length=6, choices=Status, default=Status.OUT)
    where = models.CharField(max_length=160)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField(help_text="When a word is expected, at the latest")
    reminded_at = models.DateTimeField(
        null=True, blank=True, help_text="When the worker was asked; empty again if they stay longer"
    )
    safe_at = models.DateTimeField(null=True, blank=True)
    raised_at = models.DateTimeField(null=True, blank=True)
    concern = models.OneToOneField(Concern, on_delete=models.PROTECT, null=True, blank=True, related_name="visit")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["worker"], condition=Q(status__in=["out", "raised"]), name="one_visit_at_a_time"
            ),
            models.CheckConstraint(
                name="visit_safe_has_moment", condition=~Q(status="safe") | Q(safe_at__isnull=False)
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["status", "due_at"], name="visit_by_due")]
